import { type Fund, type FundOpened, keep } from '@hubgraph/books';
import { type Command, defineEntity, type Event } from '@hubgraph/journal';
import {
  type CurrencyCode,
  currencyExponent,
  type Day,
  type Id,
  type Instant,
  isDay,
  isRejection,
  type Rejection,
  reject,
  type Slug,
  splitByWeights,
} from '@hubgraph/kernel';
import type { Counterparty, FundBalance, Posting, Slice } from '@hubgraph/ledger';
import type { TextRef } from '@hubgraph/node';
import { decidePrepareTransfer, type PrepareState } from '@hubgraph/transfers';
import type { ExpenseState } from '../expenses/requests/domain.ts';
import type { TeamState } from '../teams/domain.ts';
import { type ArrivedSponsorship, isWhole, takeTransfers } from './moving.ts';

/** The hub offers to hold a team's money. */
export interface OfferSponsorship extends Command {
  readonly type: 'OfferSponsorship';
  readonly sponsorship: Id;
  readonly team: Id;
  /** What the hub keeps of what comes in, in hundredths of a percent. */
  readonly feeBasisPoints: number;
  readonly terms: TextRef;
  readonly from: Day;
  /** The day after the last one, if it has one. */
  readonly to?: Day;
  /** The sponsorship of another hub that goes on here. */
  readonly continues?: Id;
}
/** The team agrees; a fund of its own is opened. */
export interface AcceptSponsorship extends Command {
  readonly type: 'AcceptSponsorship';
  readonly sponsorship: Id;
  readonly fund: Id;
}
/** Money came in for the team: it goes into its fund, the hub's fee into the general one. */
export interface BookSponsoredIncome extends Command {
  readonly type: 'BookSponsoredIncome';
  readonly sponsorship: Id;
  readonly entry: Id;
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
  readonly counterparty: Counterparty;
  readonly day: Day;
}
/** The team wants an expense to be paid from its fund. */
export interface ApproveExpenseForTeam extends Command {
  readonly type: 'ApproveExpenseForTeam';
  readonly expense: Id;
}
/** Ends it; what is left goes to the next sponsor, a transfer for each currency. */
export interface EndSponsorship extends Command {
  readonly type: 'EndSponsorship';
  readonly sponsorship: Id;
  readonly to?: Slug;
  /** As many ids as there are currencies with money. */
  readonly transfers: readonly Id[];
}

export interface SponsorshipOffered extends Event {
  readonly type: 'SponsorshipOffered';
  readonly sponsorship: Id;
  readonly team: Id;
  readonly feeBasisPoints: number;
  readonly terms: TextRef;
  readonly from: Day;
  readonly to?: Day;
  readonly continues?: Id;
}
export interface SponsorshipAccepted extends Event {
  readonly type: 'SponsorshipAccepted';
  readonly sponsorship: Id;
  readonly team: Id;
  readonly fund: Id;
  readonly continues?: Id;
}
export interface ExpenseApprovedForTeam extends Event {
  readonly type: 'ExpenseApprovedForTeam';
  readonly sponsorship: Id;
  readonly expense: Id;
  /** The turn of the expense that was approved: what is edited is another one. */
  readonly turn: number;
}
export interface SponsorshipEnded extends Event {
  readonly type: 'SponsorshipEnded';
  readonly sponsorship: Id;
  readonly to?: Slug;
  readonly transfers: readonly Id[];
  /** How many lines the fund's history had, and the SHA-256 of its statement. */
  readonly lines: number;
  readonly statementDigest: string;
}
export type SponsorshipEvent = SponsorshipOffered | SponsorshipAccepted | ExpenseApprovedForTeam | SponsorshipEnded;

/** `OFFERED` → `ACTIVE` → `ENDED`. */
export interface SponsorshipState extends Omit<SponsorshipOffered, 'type' | 'sponsorship' | 'to'> {
  readonly id: Id;
  readonly status: 'OFFERED' | 'ACTIVE' | 'ENDED';
  /** The day after the last one, if it has one. */
  readonly until?: Day;
  readonly offeredAt: Instant;
  readonly acceptedAt?: Instant;
  readonly acceptedBy?: string;
  readonly fund?: Id;
  readonly endedAt?: Instant;
  readonly end?: Omit<SponsorshipEnded, 'type' | 'sponsorship'>;
}

/** In order of precedence; those of transfers and of the ledger come after them. */
export type SponsorshipRejectionCode =
  | 'team-is-unknown'
  | 'team-is-sponsored'
  | 'fee-is-out-of-range'
  | 'day-is-malformed'
  | 'period-is-empty'
  | 'sponsorship-has-not-arrived'
  | 'sponsorship-is-continued'
  | 'sponsorship-is-unknown'
  | 'sponsorship-is-not-offered'
  | 'sponsorship-is-not-active'
  | 'general-fund-is-missing'
  | 'currency-is-unknown'
  | 'amount-is-not-positive'
  | 'expense-is-unknown'
  | 'expense-is-not-of-the-team'
  | 'expense-is-decided'
  | 'judge-is-a-party'
  | 'team-has-approved'
  | 'sponsorship-has-pending-entries'
  | 'sponsorship-has-money';

/** Half of what comes in. */
const FEE_MAX = 5_000;
const ALL = 10_000;

export function decideOfferSponsorship(
  { sponsorship, team, feeBasisPoints, terms, from, to, continues }: OfferSponsorship,
  state: {
    readonly team: TeamState | undefined;
    readonly current: SponsorshipState | undefined;
    readonly arrived: ArrivedSponsorship | undefined;
  },
): readonly Event[] | Rejection<SponsorshipRejectionCode> {
  if (state.team === undefined) return refuse('team-is-unknown', `There is no team ${team.slice(0, 80)}.`);
  if (state.current !== undefined && state.current.status !== 'ENDED') {
    return refuse('team-is-sponsored', 'The hub holds the money of this team, or has offered to; end that first.');
  }
  if (!Number.isInteger(feeBasisPoints) || feeBasisPoints < 0 || feeBasisPoints > FEE_MAX) {
    return refuse('fee-is-out-of-range', `A fee is 0 to ${FEE_MAX} basis points; 500 are five in a hundred.`);
  }
  if (!isDay(from) || (to !== undefined && !isDay(to))) {
    return refuse('day-is-malformed', 'Write the day like 2026-03-31.');
  }
  if (to !== undefined && to <= from) return refuse('period-is-empty', 'It ends after it has begun.');
  if (continues !== undefined && (state.arrived === undefined || !isWhole(state.arrived))) {
    return refuse('sponsorship-has-not-arrived', `No hub has given ${continues.slice(0, 80)} to this one yet.`);
  }
  if (state.arrived?.continuedBy !== undefined) {
    return refuse('sponsorship-is-continued', 'It goes on here already, with the team that agreed first.');
  }
  const options = { ...(to === undefined ? {} : { to }), ...(continues === undefined ? {} : { continues }) };
  const facts = { sponsorship, team, feeBasisPoints, terms, from, ...options };
  return [{ type: 'SponsorshipOffered', ...facts } as SponsorshipOffered];
}

export function decideAcceptSponsorship(
  { sponsorship: id, fund, at, by }: AcceptSponsorship,
  {
    sponsorship,
    team,
    arrived,
    accept,
  }: {
    readonly sponsorship: SponsorshipState | undefined;
    readonly team: TeamState | undefined;
    readonly arrived: ArrivedSponsorship | undefined;
    readonly accept: Parameters<typeof takeTransfers>[2]['accept'];
  },
): readonly Event[] | Rejection {
  if (sponsorship === undefined || team === undefined) return unknown(id);
  if (sponsorship.status !== 'OFFERED') {
    return refuse('sponsorship-is-not-offered', 'The team has agreed before, or it is over.');
  }
  // The id's own end is unique in the node, and a code besides.
  const code = `team-${id.slice(-26).toLowerCase()}`;
  const opened: FundOpened = { type: 'FundOpened', fund, code, name: team.name, kind: 'UNRESTRICTED' };
  const { continues } = sponsorship;
  const facts = { sponsorship: id, team: team.id, fund, ...(continues === undefined ? {} : { continues }) };
  if (arrived?.continuedBy !== undefined) {
    return refuse('sponsorship-is-continued', 'It goes on here already, with the team that agreed first.');
  }
  const taken = takeTransfers(arrived?.transfers ?? [], fund, { at, by, accept });
  if (isRejection(taken)) return taken;
  return [{ type: 'SponsorshipAccepted', ...facts } as SponsorshipAccepted, opened, ...taken];
}

export function decideBookSponsoredIncome(
  { sponsorship: id, entry, currency, amountMinor, counterparty, day, at }: BookSponsoredIncome,
  {
    sponsorship,
    general,
    slice,
  }: {
    readonly sponsorship: SponsorshipState | undefined;
    readonly general: Fund | undefined;
    readonly slice: Slice;
  },
): readonly Event[] | Rejection {
  const active = unlessActive(id, sponsorship);
  if (isRejection(active)) return active;
  if (general === undefined) return refuse('general-fund-is-missing', 'The fee goes into the fund general; open it.');
  if (currencyExponent(currency) === undefined) {
    return refuse('currency-is-unknown', `${currency.slice(0, 10)} is not a currency of ISO 4217.`);
  }
  if (amountMinor <= 0n) return refuse('amount-is-not-positive', 'Something came in, or there is nothing to book.');
  const feeMinor = feeOf(amountMinor, active.feeBasisPoints);
  const line = (fund: Id, account: string, minor: bigint): Posting => ({ account, currency, fund, amountMinor: minor });
  const income = {
    ...line(active.fund, 'income:donations', -amountMinor),
    dimensions: { counterparty, team: active.team },
  };
  const fee = [
    line(active.fund, 'equity:fund-transfers', feeMinor),
    line(general.id, 'assets:bank:main', feeMinor),
    line(general.id, 'equity:fund-transfers', -feeMinor),
  ];
  const postings = [
    line(active.fund, 'assets:bank:main', amountMinor - feeMinor),
    income,
    ...(feeMinor > 0n ? fee : []),
  ];
  const content = { id: entry, kind: 'sponsored-income', effectiveDay: day, postings, cites: { sponsorship: id } };
  return keep(slice, [{ type: 'PostEntry', at, ...content }]);
}

/** What the hub keeps of an amount, by the largest remainder: fee and rest add up to it. */
export function feeOf(amountMinor: bigint, feeBasisPoints: number): bigint {
  const [, feeMinor = 0n] = splitByWeights(amountMinor, [BigInt(ALL - feeBasisPoints), BigInt(feeBasisPoints)]);
  return feeMinor;
}

export function decideApproveExpenseForTeam(
  { expense: id, by }: ApproveExpenseForTeam,
  {
    expense,
    owners,
    sponsorship,
    approvedTurn,
  }: {
    readonly expense: ExpenseState | undefined;
    /** People who are paid on the account to which its money goes. */
    readonly owners: readonly Id[];
    /** Of whose fund it is to be paid. */
    readonly sponsorship: SponsorshipState | undefined;
    readonly approvedTurn: number | undefined;
  },
): readonly Event[] | Rejection<SponsorshipRejectionCode> {
  if (expense === undefined) return refuse('expense-is-unknown', `There is no expense ${id}.`);
  if (sponsorship === undefined) {
    return refuse('expense-is-not-of-the-team', 'It is paid from a fund of the hub, which its own people direct.');
  }
  if (!['SUBMITTED', 'INCOMPLETE', 'REVIEWED'].includes(expense.status)) {
    return refuse('expense-is-decided', 'Nothing is left for the team to decide of this expense.');
  }
  if (expense.submittedBy === by || expense.payeePerson === by || owners.includes(by)) {
    return refuse('judge-is-a-party', 'Whoever asked for money or gets it does not judge; ask somebody else.');
  }
  if (approvedTurn === expense.turn) return refuse('team-has-approved', 'The team has approved it as it is now.');
  const facts = { sponsorship: sponsorship.id, expense: id, turn: expense.turn };
  return [{ type: 'ExpenseApprovedForTeam', ...facts } as ExpenseApprovedForTeam];
}

export interface Ending {
  readonly sponsorship: SponsorshipState | undefined;
  readonly balances: readonly FundBalance[];
  readonly lines: number;
  readonly statementDigest: string;
  readonly prepare: PrepareState;
}

/** Once more where a transfer came back: its money goes to whom it is sent next. */
export function decideEndSponsorship(
  { sponsorship: id, to, transfers, at, by }: EndSponsorship,
  { sponsorship, balances, lines, statementDigest, prepare }: Ending,
): readonly Event[] | Rejection {
  if (sponsorship === undefined) return unknown(id);
  const left = balances.filter(({ postedMinor }) => postedMinor !== 0n);
  const { fund } = sponsorship;
  if (fund === undefined || (sponsorship.status === 'ENDED' && left.length === 0)) return notActive();
  if (balances.some(({ reservedMinor }) => reservedMinor !== 0n)) {
    return refuse('sponsorship-has-pending-entries', 'Entries of the fund are pending; post or void them first.');
  }
  if (left.length > 0 && (to === undefined || left.length > transfers.length)) {
    return refuse('sponsorship-has-money', 'Say which hub holds the money of the team from now on.');
  }
  const events: Event[] = [];
  for (const [n, { currency, postedMinor: amountMinor }] of left.entries()) {
    const cites = { sponsorship: id, statement: statementDigest };
    const what = { transfer: transfers[n] ?? '', to: to ?? '', fund, currency, amountMinor, purpose: 'sponsorship' };
    const prepared = decidePrepareTransfer({ type: 'PrepareTransfer', at, by, ...what, cites }, prepare);
    if (isRejection(prepared)) return prepared;
    events.push(...prepared);
  }
  const facts = { transfers: transfers.slice(0, left.length), lines, statementDigest };
  const ended = { type: 'SponsorshipEnded', sponsorship: id, ...(to === undefined ? {} : { to }), ...facts };
  return [ended as SponsorshipEnded, ...events];
}

function unlessActive(
  id: Id,
  sponsorship: SponsorshipState | undefined,
): (SponsorshipState & { readonly fund: Id }) | Rejection<SponsorshipRejectionCode> {
  if (sponsorship === undefined) return unknown(id);
  const { fund } = sponsorship;
  return sponsorship.status === 'ACTIVE' && fund !== undefined ? { ...sponsorship, fund } : notActive();
}

function notActive(): Rejection<SponsorshipRejectionCode> {
  return refuse('sponsorship-is-not-active', 'The team has not agreed yet, or it is over.');
}

function unknown(id: Id): Rejection<SponsorshipRejectionCode> {
  return refuse('sponsorship-is-unknown', `There is no sponsorship ${id.slice(0, 80)}.`);
}

function refuse(code: SponsorshipRejectionCode, message: string): Rejection<SponsorshipRejectionCode> {
  return reject(code, message);
}

const TYPES: readonly string[] = ['SponsorshipOffered', 'SponsorshipAccepted', 'SponsorshipEnded'];

export const sponsorship = defineEntity<SponsorshipState, Exclude<SponsorshipEvent, ExpenseApprovedForTeam>>({
  kind: 'sponsorship',
  concerns: (event) => (TYPES.includes(event.type) ? [event.sponsorship] : []),
  evolve(state, { event, at, by }) {
    if (event.type === 'SponsorshipOffered') {
      const { type: _, sponsorship: id, to: until, ...facts } = event;
      return { id, status: 'OFFERED', ...facts, ...(until === undefined ? {} : { until }), offeredAt: at };
    }
    if (state === undefined) throw new Error('An event of a sponsorship that was never offered.');
    if (event.type === 'SponsorshipAccepted') {
      return { ...state, status: 'ACTIVE', fund: event.fund, acceptedAt: at, acceptedBy: by };
    }
    const { type: _, sponsorship: __, ...end } = event;
    return { ...state, status: 'ENDED', endedAt: at, end };
  },
});

/** The newest sponsorship of a team. */
export const teamSponsorship = defineEntity<{ readonly sponsorship: Id }, SponsorshipOffered>({
  kind: 'team-sponsorship',
  concerns: (event) => (event.type === 'SponsorshipOffered' ? [event.team] : []),
  evolve: (_state, { event }) => ({ sponsorship: event.sponsorship }),
});

/** Whose money a fund is. */
export const sponsoredFund = defineEntity<{ readonly sponsorship: Id }, SponsorshipAccepted>({
  kind: 'sponsored-fund',
  concerns: (event) => (event.type === 'SponsorshipAccepted' ? [event.fund] : []),
  evolve: (_state, { event }) => ({ sponsorship: event.sponsorship }),
});

/** The turn of an expense that its team has approved. */
export const teamApproval = defineEntity<{ readonly turn: number }, ExpenseApprovedForTeam>({
  kind: 'team-approval',
  concerns: (event) => (event.type === 'ExpenseApprovedForTeam' ? [event.expense] : []),
  evolve: (_state, { event }) => ({ turn: event.turn }),
});
