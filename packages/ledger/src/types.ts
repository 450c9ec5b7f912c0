import type { CurrencyCode, Day, Instant } from '@hubgraph/kernel';

/** The five classes of accounts, told by the first segment of the path: `assets`, `liabilities`, `equity`, `income`, `expenses`. */
export type AccountType = 'ASSET' | 'LIABILITY' | 'EQUITY' | 'INCOME' | 'EXPENSE';

/** A bound that holds with pending amounts counted against it: `credits-must-not-exceed-debits` keeps a bank account from being overdrawn. */
export type AccountLimit = 'debits-must-not-exceed-credits' | 'credits-must-not-exceed-debits';

/** `OPEN` accounts take postings; a `CLOSED` one keeps its history and stays closed. */
export type AccountStatus = 'OPEN' | 'CLOSED';

/** Where a name lies, and the digest of its salt and itself. */
export interface AccountName {
  readonly key: string;
  readonly digest: string;
}

/** An account in one commodity, a currency or a resource: `assets:bank:main` in EUR and in USD are two accounts. Running sums are ≥ 0, in minor units. */
export interface Account {
  /** 1 to 8 segments of `[a-z0-9-]`, joined by colons: `assets:bank:main`. */
  readonly path: string;
  readonly type: AccountType;
  readonly currency: CurrencyCode;
  /** Decimal places of the commodity's least unit, fixed when the account is opened. */
  readonly exponent: number;
  readonly limit?: AccountLimit;
  /** What people call it, where the path is a code: a place in the vault, and a salted digest. Books are public. */
  readonly name?: AccountName;
  readonly status: AccountStatus;
  readonly debitsPendingMinor: bigint;
  readonly debitsPostedMinor: bigint;
  readonly creditsPendingMinor: bigint;
  readonly creditsPostedMinor: bigint;
}

/** Who is at the other end. `MOVEMENT`: another entity inside the movement, so that a consolidated total leaves it out. */
export type Counterparty = 'PUBLIC' | 'TEAM' | 'SUPPLIER' | 'STAFF' | 'MOVEMENT';

/** The classes of cost that a movement is asked about: what it does, who works there, who watches over it, who leads it. */
export const COST_CLASSES = ['PROGRAMME', 'STAFF', 'OVERSIGHT', 'SENIOR_MANAGEMENT'] as const;

/** One of {@link COST_CLASSES}. */
export type CostClass = (typeof COST_CLASSES)[number];

/** What a posting is about: ids and codes (1 to 128 letters, digits and `:._/-`), never names or free text, since books are public. */
export interface Dimensions {
  readonly counterparty: Counterparty;
  readonly purpose?: string;
  readonly project?: string;
  readonly team?: string;
  readonly recipient?: string;
  /** ISO 3166-1 alpha-2: where the money is spent. */
  readonly spentIn?: string;
  /** ISO 3166-1 alpha-2: where it was decided. */
  readonly decidedIn?: string;
  /** Id of the motion, framework or award that allowed it. */
  readonly allowedBy?: string;
  readonly costClass?: CostClass;
}

/** One line of an entry. Postings to income and expenses must have dimensions. */
export interface Posting {
  /** The account's path. */
  readonly account: string;
  readonly currency: CurrencyCode;
  /** Debit > 0, credit < 0, never 0; within ±AMOUNT_MINOR_MAX. */
  readonly amountMinor: bigint;
  /** Id of the fund, a self-balancing set of accounts; every posting belongs to one. */
  readonly fund: string;
  readonly dimensions?: Dimensions;
}

/** `PENDING` → `POSTED` | `VOIDED` | `EXPIRED`; the last three are final. */
export type EntryStatus = 'PENDING' | 'POSTED' | 'VOIDED' | 'EXPIRED';

/** At least two postings that sum to zero per currency, and per currency and fund. Never edited: a mistake is reversed. */
export interface Entry {
  readonly id: string;
  /** `donation`, `grant`, `reversal`: lower case, `[a-z0-9-]`. */
  readonly kind: string;
  /** The day on which the entry counts; a pending one may get a later day when it is posted. */
  readonly effectiveDay: Day;
  readonly status: EntryStatus;
  readonly postings: readonly Posting[];
  /** Only where less was posted than was prepared: the postings as they were prepared. */
  readonly prepared?: readonly Posting[];
  /** Ids and digests of what the entry rests on: `{ transfer: 'bss:transfer:01J…' }`. */
  readonly cites?: Readonly<Record<string, string>>;
  /** Only of entries that were prepared: from this moment on the entry can only expire. */
  readonly expiresAt?: Instant;
  /** Only of entries that were prepared: the effective day they were prepared with. */
  readonly preparedDay?: Day;
  /** Id of the entry whose mirror image this is. */
  readonly reverses?: string;
  /** Id of the entry that reversed this one. */
  readonly reversedBy?: string;
}

/** What the ledger needs to know of a fund; its owner and its terms are kept elsewhere. */
export interface FundState {
  readonly id: string;
  /** What people call it, where it is told in a refusal. */
  readonly code?: string;
  readonly status: 'OPEN' | 'CLOSED';
  /** If given, expenses of the fund must have one of these purposes: the fund is restricted. */
  readonly purposes?: readonly string[];
  /** If given, expenses of the fund must be spent in one of these countries, ISO 3166-1 alpha-2. */
  readonly countries?: readonly string[];
  /** An expense of it need not say where: which countries it is for, or that this is one, is not told to everybody. */
  readonly isCountryUntold?: boolean;
  /** Nothing goes from it to another fund. */
  readonly isRingFenced?: boolean;
}

/**
 * A fund's money in one currency: what it owns less what it owes. `postedMinor` is the sum of its posted postings to
 * assets and liabilities; `reservedMinor` the sum over pending entries of what each would take from it (pending inflows
 * count for nothing). Available is `postedMinor - reservedMinor`, and it never falls below zero.
 */
export interface FundBalance {
  readonly fund: string;
  readonly currency: CurrencyCode;
  readonly postedMinor: bigint;
  readonly reservedMinor: bigint;
}

/** What the ledger needs to know of a resource: something that is counted and is no money. */
export interface ResourceState {
  readonly code: string;
  /** Decimal places of its least unit, for ever. */
  readonly exponent: number;
}

/** What `decide` looks up, given by the caller at one position of the journal. `today` is the day of the command in UTC. */
export interface Slice {
  readonly today: Day;
  account(path: string, currency: CurrencyCode): Account | undefined;
  entry(id: string): Entry | undefined;
  fund(id: string): FundState | undefined;
  /** Zeros for a fund without postings in the currency. */
  fundBalance(fund: string, currency: CurrencyCode): FundBalance;
  /** What was declared under a code that is no currency. */
  resource(code: string): ResourceState | undefined;
  /** The first day that is still open; undefined while no period has been closed. */
  closedBefore(): Day | undefined;
  /** All debits in a commodity, posted and pending, of all accounts together; undefined where nobody adds them up. Asked only where they may be many. */
  debitsMinor?(currency: CurrencyCode): bigint | undefined;
}
