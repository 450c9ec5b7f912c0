import { type Fund, type FundOpened, keep } from '@hubgraph/books';
import type { Command, Event } from '@hubgraph/journal';
import {
  type CurrencyCode,
  currencyExponent,
  type Day,
  type Id,
  isRejection,
  type Rejection,
  type Slug,
} from '@hubgraph/kernel';
import type { Counterparty, FundBalance, Posting, Slice } from '@hubgraph/ledger';
import type { TextRef } from '@hubgraph/node';
import { decidePrepareTransfer, type PrepareState } from '@hubgraph/transfers';
import type { Payout } from '../expenses/payees/domain.ts';
import type { ExpenseState } from '../expenses/requests/domain.ts';
import type { TeamState } from '../teams/domain.ts';
import { decideAgree, decideEndHeld, type HeldEnding } from './by-team.ts';
import { type ArrivedSponsorship, isWhole, takeTransfers } from './moving.ts';
import type {
  ExpenseApprovedForTeam,
  SponsorshipAccepted,
  SponsorshipEnded,
  SponsorshipOffered,
  SponsorshipRejectionCode,
  SponsorshipState,
} from './state.ts';
import {
  checkTerms,
  feeOf,
  homeOf,
  isHandedOn,
  isSponsored,
  notActive,
  refuse,
  teamIsSponsored,
  unknown,
} from './terms.ts';

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
  /** True where it is what the team that held it before paid: no fee is taken again. */
  readonly isFromBefore?: boolean;
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

export function decideOfferSponsorship(
  { sponsorship, team, feeBasisPoints, terms, from, to, continues }: OfferSponsorship,
  state: {
    readonly team: TeamState | undefined;
    readonly current: SponsorshipState | undefined;
    readonly arrived: ArrivedSponsorship | undefined;
    /** What of this hub goes on, where it held the money before, or a team of it did. */
    readonly before: SponsorshipState | undefined;
  },
): readonly Event[] | Rejection<SponsorshipRejectionCode> {
  if (state.team === undefined) return refuse('team-is-unknown', `There is no team ${team.slice(0, 80)}.`);
  if (isSponsored(state.current)) return teamIsSponsored();
  const refusal = checkTerms({ feeBasisPoints, from, ...(to === undefined ? {} : { to }) });
  if (refusal !== undefined) return refusal;
  // What the hub held itself is in a fund of its own already.
  const isBefore = isHandedOn(state.before, team) && state.before?.sponsor !== undefined;
  if (continues !== undefined && !isBefore && (state.arrived === undefined || !isWhole(state.arrived))) {
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
  if (sponsorship.sponsor !== undefined) return decideAgree(sponsorship, by);
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
  { sponsorship: id, entry, currency, amountMinor, counterparty, day, isFromBefore = false, at }: BookSponsoredIncome,
  {
    sponsorship,
    arrived,
    general,
    slice,
  }: {
    readonly sponsorship: SponsorshipState | undefined;
    readonly arrived: ArrivedSponsorship | undefined;
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
  const { continues } = active;
  if (isFromBefore && continues === undefined) {
    return refuse('sponsorship-has-not-arrived', 'Nobody held the money of this team before.');
  }
  if (isFromBefore && arrived !== undefined && arrived.fund !== '') {
    return refuse(
      'sponsor-is-the-hub',
      'The hub that held it before pays by transfers, which join the fund by themselves.',
    );
  }
  const feeMinor = isFromBefore ? 0n : feeOf(amountMinor, active.feeBasisPoints);
  const line = (fund: Id, account: string, minor: bigint): Posting => ({ account, currency, fund, amountMinor: minor });
  const income = {
    ...line(active.fund, isFromBefore ? 'income:movement' : 'income:donations', -amountMinor),
    dimensions: { counterparty: isFromBefore ? 'MOVEMENT' : counterparty, team: active.team },
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
  const cites = { sponsorship: id, ...(isFromBefore && continues !== undefined ? { before: continues } : {}) };
  const kind = isFromBefore ? 'sponsorship-moved' : 'sponsored-income';
  const content = { id: entry, kind, effectiveDay: day, postings, cites };
  return keep(slice, [{ type: 'PostEntry', at, ...content }]);
}

export function decideApproveExpenseForTeam(
  { expense: id, by }: ApproveExpenseForTeam,
  {
    expense,
    payout,
    sponsorship,
    approvedTurn,
  }: {
    readonly expense: ExpenseState | undefined;
    readonly payout: Payout;
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
  if (expense.submittedBy === by || expense.payeePerson === by || payout.owners.includes(by)) {
    return refuse('judge-is-a-party', 'Whoever asked for money or gets it does not judge; ask somebody else.');
  }
  if (payout.enteredBy === by) {
    return refuse(
      'payee-was-entered-by-the-same-person',
      'You entered where this money goes; ask somebody else who leads the team.',
    );
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
  /** Where a team holds the money. */
  readonly held?: HeldEnding;
}

/** Once more where a transfer came back: its money goes to whom it is sent next. */
export function decideEndSponsorship(
  { sponsorship: id, to, transfers, at, by }: EndSponsorship,
  { sponsorship, balances, lines, statementDigest, prepare, held }: Ending,
): readonly Event[] | Rejection {
  if (sponsorship === undefined) return unknown(id);
  if (held !== undefined) return decideEndHeld(sponsorship, to, { lines, statementDigest }, held);
  const left = balances.filter(({ postedMinor }) => postedMinor !== 0n);
  const { fund } = sponsorship;
  // It stays in the fund until another team of the hub holds it.
  const isToOwnTeam = to !== undefined && to === homeOf(id);
  if (fund === undefined || (sponsorship.status === 'ENDED' && left.length === 0)) return notActive();
  if (balances.some(({ reservedMinor }) => reservedMinor !== 0n)) {
    return refuse('sponsorship-has-pending-entries', 'Entries of the fund are pending; post or void them first.');
  }
  if (left.length > 0 && (to === undefined || left.length > transfers.length)) {
    return refuse('sponsorship-has-money', 'Say which hub holds the money of the team from now on.');
  }
  const events: Event[] = [];
  const sent = isToOwnTeam ? [] : left;
  for (const [n, { currency, postedMinor: amountMinor }] of sent.entries()) {
    const cites = { sponsorship: id, statement: statementDigest };
    const what = { transfer: transfers[n] ?? '', to: to ?? '', fund, currency, amountMinor, purpose: 'sponsorship' };
    const prepared = decidePrepareTransfer({ type: 'PrepareTransfer', at, by, ...what, cites }, prepare);
    if (isRejection(prepared)) return prepared;
    events.push(...prepared);
  }
  const facts = { transfers: transfers.slice(0, sent.length), lines, statementDigest };
  const ended = { type: 'SponsorshipEnded', sponsorship: id, ...(to === undefined ? {} : { to }), ...facts };
  return [ended as SponsorshipEnded, ...events];
}

function unlessActive(
  id: Id,
  sponsorship: SponsorshipState | undefined,
): (SponsorshipState & { readonly fund: Id }) | Rejection<SponsorshipRejectionCode> {
  if (sponsorship === undefined) return unknown(id);
  const { fund, sponsor } = sponsorship;
  if (sponsor !== undefined) return refuse('sponsor-is-a-team', 'A team holds this money; its own books have it.');
  return sponsorship.status === 'ACTIVE' && fund !== undefined ? { ...sponsorship, fund } : notActive();
}
