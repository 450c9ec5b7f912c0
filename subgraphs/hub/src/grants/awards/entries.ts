import type { CurrencyCode, Id } from '@hubgraph/kernel';
import type { Dimensions, LedgerCommand, Posting, Slice } from '@hubgraph/ledger';

/** What every entry of an award says of it. */
export interface AwardTerms {
  readonly award: Id;
  readonly team: Id;
  readonly purpose: string;
  readonly currency: CurrencyCode;
  /** Where the team spends it, ISO 3166-1 alpha-2. */
  readonly spentIn: string;
  /** Where the hub is, if the registry says so. */
  readonly decidedIn?: string;
}

/** A fund's part of an award, of a payment or of what came back. */
export interface FundPart {
  readonly fund: Id;
  readonly amountMinor: bigint;
}

const DAY_MS = 24 * 3_600_000;

/** How long an award's money stays reserved, if nobody pays or closes the award before. */
export const RESERVATION_LIFETIME_MS = 400 * DAY_MS;

/** The reservation of the award's `draw` (from 1), made for the `turn`-th time (from 1). */
export function reservationId(award: Id, draw: number, turn: number): string {
  return `${award}/reserve/${draw}/${turn}`;
}

export function reserve(
  terms: AwardTerms,
  { fund, amountMinor }: FundPart,
  id: string,
  at: number,
  today: string,
): LedgerCommand {
  return {
    type: 'PrepareEntry',
    at,
    id,
    kind: 'grant',
    effectiveDay: today,
    expiresAt: at + RESERVATION_LIFETIME_MS,
    postings: postings(terms, fund, amountMinor),
    cites: { award: terms.award },
  };
}

export function post(
  terms: AwardTerms,
  { fund, amountMinor }: FundPart,
  entry: {
    readonly id: string;
    readonly kind: 'grant' | 'grant-return';
    readonly at: number;
    readonly day: string;
    readonly cites: Readonly<Record<string, string>>;
  },
): LedgerCommand {
  const { id, kind, at, day, cites } = entry;
  const signed = kind === 'grant' ? amountMinor : -amountMinor;
  return { type: 'PostEntry', at, id, kind, effectiveDay: day, postings: postings(terms, fund, signed), cites };
}

/** Ends a reservation, whatever became of it: one whose time is over can only expire, one that ended is left alone. */
export function release(slice: Slice, reservation: string | undefined, at: number): LedgerCommand[] {
  const entry = reservation === undefined ? undefined : slice.entry(reservation);
  if (entry?.status !== 'PENDING') return [];
  const isOver = entry.expiresAt !== undefined && at >= entry.expiresAt;
  return [{ type: isOver ? 'ExpirePending' : 'VoidPending', at, entry: entry.id }];
}

function postings(terms: AwardTerms, fund: Id, amountMinor: bigint): Posting[] {
  const { award, team, purpose, currency, spentIn, decidedIn } = terms;
  const dimensions: Dimensions = {
    counterparty: 'TEAM',
    purpose,
    team,
    recipient: team,
    spentIn,
    ...(decidedIn === undefined ? {} : { decidedIn }),
    allowedBy: award,
  };
  return [
    { account: 'expenses:grants', currency, amountMinor, fund, dimensions },
    { account: 'assets:bank:main', currency, amountMinor: -amountMinor, fund },
  ];
}
