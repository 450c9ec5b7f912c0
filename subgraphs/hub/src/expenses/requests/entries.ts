import type { CurrencyCode, Day, Id } from '@hubgraph/kernel';
import { type Dimensions, type LedgerCommand, type Posting, payable, type Slice } from '@hubgraph/ledger';
import { RESERVATION_LIFETIME_MS, release } from '../../grants/awards/entries.ts';
import type { CostClass, ExpenseKind, ExpenseState } from './domain.ts';

/** What the entries of an expense say of it. */
export interface ExpenseTerms {
  readonly expense: Id;
  readonly kind: ExpenseKind;
  readonly fund: Id;
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
  readonly purpose: string;
  readonly costClass: CostClass;
  readonly spentIn?: string;
  readonly decidedIn?: string;
  readonly team?: Id;
  /** The payee's pseudonym. */
  readonly recipient?: Id;
}

/** Books say whom and where money went, unless that could harm who was paid. */
export function termsOf(expense: ExpenseState, isWithheld: boolean, decidedIn: string | undefined): ExpenseTerms {
  const { id, kind, fund, currency, amountMinor, purpose, costClass, spentIn, team, payee } = expense;
  return {
    expense: id,
    kind,
    fund,
    currency,
    amountMinor,
    purpose,
    costClass,
    ...(isWithheld ? {} : { spentIn, recipient: payee, ...(team === undefined ? {} : { team }) }),
    ...(decidedIn === undefined ? {} : { decidedIn }),
  };
}

const BANK = 'assets:bank:main';
const ADVANCES = 'assets:advances';

/** Where what is owed stands until it is paid. */
const PAYABLE: Readonly<Record<ExpenseKind, string>> = {
  REIMBURSEMENT: payable('reimbursements'),
  INVOICE: payable('services'),
  ADVANCE: payable('advances'),
  STIPEND: payable('staff'),
  SITTING_ALLOWANCE: payable('staff'),
};

const SPENT: Readonly<Record<CostClass, string>> = {
  PROGRAMME: 'expenses:services',
  STAFF: 'expenses:staff',
  OVERSIGHT: 'expenses:oversight',
  SENIOR_MANAGEMENT: 'expenses:staff',
};

/** Accounts that expenses open when they first need them. */
export const ACCOUNTS: readonly string[] = [ADVANCES, PAYABLE.REIMBURSEMENT, PAYABLE.ADVANCE];

/** The ids of what would be booked next for an expense. */
export function entryIds({ id, turn }: { readonly id: Id; readonly turn: number }) {
  const of = (step: string): string => `${id}/${step}/${turn}`;
  return {
    accrual: of('owed'),
    payment: of('paid'),
    reservation: of('reserve'),
    spent: of('spent'),
    givenBack: of('returned'),
  };
}

/** What is owed from the approval on; of an advance, the claim on who gets it stands against that. */
export function accrue(terms: ExpenseTerms, id: string, at: number, day: Day): LedgerCommand {
  const owed = line(terms, PAYABLE[terms.kind], -terms.amountMinor);
  const other =
    terms.kind === 'ADVANCE' ? line(terms, ADVANCES, terms.amountMinor) : spending(terms, terms.amountMinor);
  return post(terms, { id, kind: 'expense', at, day }, [other, owed]);
}

/** Keeps the fund's money for what will be spent of an advance. */
export function keepForAdvance(
  terms: ExpenseTerms,
  amountMinor: bigint,
  id: string,
  at: number,
  day: Day,
): LedgerCommand {
  return {
    type: 'PrepareEntry',
    at,
    id,
    kind: 'advance',
    effectiveDay: day,
    expiresAt: at + RESERVATION_LIFETIME_MS,
    postings: [spending(terms, amountMinor), line(terms, ADVANCES, -amountMinor)],
    cites: { expense: terms.expense },
  };
}

export function pay(
  { id: expense, ...terms }: Pick<ExpenseTerms, 'kind' | 'fund' | 'currency' | 'amountMinor'> & { readonly id: Id },
  id: string,
  at: number,
  day: Day,
): LedgerCommand {
  return post({ expense }, { id, kind: 'expense-payment', at, day }, [
    line(terms, PAYABLE[terms.kind], terms.amountMinor),
    line(terms, BANK, -terms.amountMinor),
  ]);
}

/** Books what was spent of an advance. */
export function clear(terms: ExpenseTerms, amountMinor: bigint, id: string, at: number, day: Day): LedgerCommand {
  const postings = [spending(terms, amountMinor), line(terms, ADVANCES, -amountMinor)];
  return post(terms, { id, kind: 'advance-spent', at, day }, postings);
}

/** Books what of an advance came back to the bank. */
export function giveBack(terms: ExpenseTerms, amountMinor: bigint, id: string, at: number, day: Day): LedgerCommand {
  const postings = [line(terms, BANK, amountMinor), line(terms, ADVANCES, -amountMinor)];
  return post(terms, { id, kind: 'advance-return', at, day }, postings);
}

/** Takes back what was booked at the approval. */
export function undo(
  { accrual, reservation }: { readonly accrual?: string | undefined; readonly reservation?: string | undefined },
  slice: Slice,
  at: number,
): LedgerCommand[] {
  return [...release(slice, reservation, at), ...reversalOf(accrual, at, slice.today)];
}

/** The entry that takes back another one. */
export function returnedEntry(entry: string): string {
  return `${entry}/reversed`;
}

export function reversalOf(entry: string | undefined, at: number, day: Day): LedgerCommand[] {
  if (entry === undefined) return [];
  return [{ type: 'ReverseEntry', at, id: returnedEntry(entry), reverses: entry, effectiveDay: day }];
}

function spending(terms: ExpenseTerms, amountMinor: bigint): Posting {
  return { ...line(terms, SPENT[terms.costClass], amountMinor), dimensions: dimensionsOf(terms) };
}

function line(
  { currency, fund }: Pick<ExpenseTerms, 'currency' | 'fund'>,
  account: string,
  amountMinor: bigint,
): Posting {
  return { account, currency, amountMinor, fund };
}

function dimensionsOf({
  expense,
  kind,
  purpose,
  costClass,
  spentIn,
  decidedIn,
  team,
  recipient,
}: ExpenseTerms): Dimensions {
  return {
    counterparty: kind === 'INVOICE' ? 'SUPPLIER' : team === undefined ? 'STAFF' : 'TEAM',
    purpose,
    costClass,
    ...(team === undefined ? {} : { team }),
    ...(recipient === undefined ? {} : { recipient }),
    ...(spentIn === undefined ? {} : { spentIn }),
    ...(decidedIn === undefined ? {} : { decidedIn }),
    allowedBy: expense,
  };
}

function post(
  { expense }: Pick<ExpenseTerms, 'expense'>,
  { id, kind, at, day }: { readonly id: string; readonly kind: string; readonly at: number; readonly day: Day },
  postings: readonly Posting[],
): LedgerCommand {
  return { type: 'PostEntry', at, id, kind, effectiveDay: day, postings, cites: { expense } };
}
