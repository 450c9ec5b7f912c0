import { keep } from '@hubgraph/books';
import { type Command, defineEntity, type Event } from '@hubgraph/journal';
import {
  type CurrencyCode,
  currencyExponent,
  type Id,
  isRejection,
  moneyText,
  type Rejection,
  reject,
} from '@hubgraph/kernel';
import type { Slice } from '@hubgraph/ledger';
import type { TextRef } from '@hubgraph/node';
import type { AwardMade } from '../awards/domain.ts';
import { type AwardTerms, type FundPart, reservationId, reserve } from '../awards/entries.ts';

/** What a team wants the money for. */
export interface Request {
  readonly application: Id;
  readonly team: Id;
  readonly title: TextRef;
  readonly plan: TextRef;
  /** A code, as the purposes of funds: `education`. */
  readonly purpose: string;
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
  /** Where it is to be spent, ISO 3166-1 alpha-2. */
  readonly spentIn: string;
}

export interface ApplyForFunds extends Command, Request {
  readonly type: 'ApplyForFunds';
}

export interface Draw extends FundPart {
  /** If given, it must be the application's: a client says which money it means. */
  readonly currency?: CurrencyCode;
}
export interface DecideApplication extends Command {
  readonly type: 'DecideApplication';
  readonly application: Id;
  readonly decision: Outcome;
  readonly reason: TextRef;
  /** The id that the award gets, if there is one. */
  readonly award: Id;
  /** The funds that it comes from; none for a declined application. */
  readonly draws: readonly Draw[];
}

export type Outcome = 'AWARD' | 'DECLINE';

export interface FundsAppliedFor extends Event, Request {
  readonly type: 'FundsAppliedFor';
}
export interface ApplicationDecided extends Event {
  readonly type: 'ApplicationDecided';
  readonly application: Id;
  readonly decision: Outcome;
  readonly reason: TextRef;
  readonly award?: Id;
}
export type ApplicationEvent = FundsAppliedFor | ApplicationDecided;

interface ApplicationBase extends Omit<Request, 'application'> {
  readonly id: Id;
  readonly appliedAt: number;
  readonly appliedBy: string;
}
export interface OpenApplication extends ApplicationBase {
  readonly status: 'OPEN';
}
export interface DecidedApplication extends ApplicationBase {
  readonly status: 'AWARDED' | 'DECLINED';
  readonly decision: {
    readonly outcome: Outcome;
    readonly reason: TextRef;
    readonly decidedAt: number;
    readonly decidedBy: string;
  };
  readonly award?: Id;
}
export type ApplicationState = OpenApplication | DecidedApplication;
export type ApplicationStatus = ApplicationState['status'];

/** All that grants need to know of a team. */
export interface ApplyingTeam {
  readonly status: string;
}

/** In order of precedence. */
export type ApplyRejectionCode =
  | 'team-is-unknown'
  | 'team-is-not-recognised'
  | 'currency-is-unknown'
  | 'amount-is-not-positive'
  | 'purpose-is-malformed'
  | 'country-is-malformed';

/** In order of precedence; refusals of the ledger come after them. */
export type DecideRejectionCode =
  | 'application-is-unknown'
  | 'application-is-decided'
  | 'decider-is-a-party'
  | 'decline-has-draws'
  | 'draws-are-missing'
  | 'draws-are-too-many'
  | 'fund-is-listed-twice'
  | 'amount-is-not-positive'
  | 'currency-differs'
  | 'award-exceeds-application';

export const DRAWS_MAX = 20;

export function decideApplyForFunds(
  command: ApplyForFunds,
  { team }: { readonly team: ApplyingTeam | undefined },
): ApplicationEvent[] | Rejection<ApplyRejectionCode> {
  const { application, title, plan, purpose, currency, amountMinor, spentIn } = command;
  if (team === undefined) return reject('team-is-unknown', `There is no team ${command.team}.`);
  if (team.status !== 'RECOGNISED') {
    return reject('team-is-not-recognised', 'The hub must recognise the team first; then it can apply for funds.');
  }
  if (currencyExponent(currency) === undefined) {
    return reject('currency-is-unknown', `${currency.slice(0, 10)} is not a currency of ISO 4217.`);
  }
  if (amountMinor <= 0n) return reject('amount-is-not-positive', 'Apply for more than nothing.');
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(purpose)) {
    return reject('purpose-is-malformed', 'A purpose has small letters, digits and hyphens, as education.');
  }
  if (!/^[A-Z]{2}$/.test(spentIn)) return reject('country-is-malformed', 'Give the country as two letters, as KE.');
  return [
    {
      type: 'FundsAppliedFor',
      application,
      team: command.team,
      title,
      plan,
      purpose,
      currency,
      amountMinor,
      spentIn,
    },
  ];
}

export interface Deciding {
  readonly application: ApplicationState | undefined;
  /** Who speaks for the applying team now. */
  readonly leads: readonly string[];
  /** Where the hub is, if the registry says so. */
  readonly country: string | undefined;
  readonly slice: Slice;
}

/** An award reserves its money at once, so that no two awards promise the same. */
export function decideDecideApplication(command: DecideApplication, state: Deciding): Event[] | Rejection {
  const refusal = refusalOf(command, state);
  if (refusal !== undefined) return refusal;
  const { application: applied, country, slice } = state;
  const { decision, reason, award, draws, at } = command;
  const decided: ApplicationDecided = {
    type: 'ApplicationDecided',
    application: command.application,
    decision,
    reason,
  };
  if (applied === undefined || decision === 'DECLINE') return [decided];
  const { id: application, team, purpose, currency, spentIn } = applied;
  const decidedIn = country === undefined ? {} : { decidedIn: country };
  const terms: AwardTerms = { award, team, purpose, currency, spentIn, ...decidedIn };
  const reserved = draws.map(({ fund, amountMinor }, index) => ({
    fund,
    amountMinor,
    reservation: reservationId(award, index + 1, 1),
  }));
  const kept = keep(
    slice,
    reserved.map((draw) => reserve(terms, draw, draw.reservation, at, slice.today)),
  );
  if (isRejection(kept)) return kept;
  const made: AwardMade = { type: 'AwardMade', application, draws: reserved, ...terms };
  return [{ ...decided, award } as ApplicationDecided, made, ...kept];
}

function refusalOf(
  { by, application: id, decision, draws }: DecideApplication,
  { application, leads }: Deciding,
): Rejection<DecideRejectionCode> | undefined {
  if (application === undefined) return reject('application-is-unknown', `There is no application ${id}.`);
  if (application.status !== 'OPEN') return reject('application-is-decided', 'The committee decided on this before.');
  if (leads.includes(by) || application.appliedBy === by) {
    return reject('decider-is-a-party', 'Whoever speaks or applied for the team does not decide on its application.');
  }
  if (decision === 'DECLINE') {
    return draws.length === 0 ? undefined : reject('decline-has-draws', 'A declined application draws on no fund.');
  }
  if (draws.length === 0) return reject('draws-are-missing', 'Say from which funds the award comes, and how much.');
  if (draws.length > DRAWS_MAX) return reject('draws-are-too-many', `An award draws on ${DRAWS_MAX} funds at most.`);
  if (new Set(draws.map((draw) => draw.fund)).size < draws.length) {
    return reject('fund-is-listed-twice', 'Draw on each fund once.');
  }
  if (draws.some((draw) => draw.amountMinor <= 0n)) {
    return reject('amount-is-not-positive', 'Draw more than nothing on each fund.');
  }
  if (draws.some(({ currency }) => currency !== undefined && currency !== application.currency)) {
    return reject('currency-differs', `The application is in ${application.currency}; award it in the same.`);
  }
  if (draws.reduce((sum, draw) => sum + draw.amountMinor, 0n) > application.amountMinor) {
    return reject('award-exceeds-application', `The team applied for ${moneyText(application)}.`);
  }
  return undefined;
}

export function evolveApplication(
  state: ApplicationState | undefined,
  event: ApplicationEvent,
  at: number,
  by: string,
): ApplicationState {
  if (event.type === 'FundsAppliedFor') {
    const { application: id, team, title, plan, purpose, currency, amountMinor, spentIn } = event;
    const request = { id, team, title, plan, purpose, currency, amountMinor, spentIn };
    return { ...request, status: 'OPEN', appliedAt: at, appliedBy: by };
  }
  if (state === undefined) throw new Error('A decision on an application that was never made.');
  return {
    ...state,
    status: event.decision === 'AWARD' ? 'AWARDED' : 'DECLINED',
    decision: { outcome: event.decision, reason: event.reason, decidedAt: at, decidedBy: by },
    ...(event.award === undefined ? {} : { award: event.award }),
  };
}

export const application = defineEntity<ApplicationState, ApplicationEvent>({
  kind: 'application',
  concerns: (event) =>
    event.type === 'FundsAppliedFor' || event.type === 'ApplicationDecided' ? [event.application] : [],
  evolve: (state, { event, at, by }) => evolveApplication(state, event, at, by),
});
