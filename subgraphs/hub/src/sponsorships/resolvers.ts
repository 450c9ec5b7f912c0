import { type Fund, fundBalancesOf } from '@hubgraph/books';
import { dayOf, isRejection, type Rejection, type Slug } from '@hubgraph/kernel';
import type { Counterparty } from '@hubgraph/ledger';
import {
  type ActRequest,
  answer,
  checkText,
  entityPage,
  type GraphQLResolverMap,
  moneyValue,
  NO_TEXT,
  type PageArguments,
  probeId,
  type RequestContext,
  readMoney,
} from '@hubgraph/node';
import type { ExpenseState } from '../expenses/requests/domain.ts';
import { expenseOf } from '../expenses/requests/views.ts';
import { checkArgument, type MoneyInput, madeIn, moment } from '../grants/values.ts';
import { ownId } from '../own-id.ts';
import type { TeamState } from '../teams/domain.ts';
import { teamOf } from '../teams/views.ts';
import { type DirectionState, directionOf, directionsOf } from './directions.ts';
import { type HeldMoney, heldOf } from './held.ts';
import { type ArrivedSponsorship, arrivedHere, arrivedOf, historyOf, isWhole } from './moving.ts';
import type { SponsorshipState } from './state.ts';
import { heldBy, sponsorshipOf, sponsorshipOfTeam, statementOf } from './views.ts';

interface Keyed {
  readonly idempotencyKey?: string | null;
}
interface OfferInput extends Keyed {
  readonly team: string;
  readonly feeBasisPoints: number;
  readonly terms: string;
  readonly from: string;
  readonly to?: string | null;
  readonly continues?: string | null;
}
interface OfSponsorship extends Keyed {
  readonly sponsorship: string;
}
interface IncomeInput extends OfSponsorship {
  readonly amount: MoneyInput;
  readonly counterparty: Counterparty;
  readonly day: string;
  readonly isFromBefore?: boolean | null;
}
interface OfferByTeamInput extends OfferInput {
  readonly sponsor: string;
}
interface DirectInput extends OfSponsorship {
  readonly amount: MoneyInput;
  readonly about: string;
}
interface AnswerInput extends Keyed {
  readonly direction: string;
  readonly paidOn?: string | null;
  readonly reason?: string | null;
}

const ARRIVED_MAX = 100;
const DIRECTIONS_MAX = 100;
const HOLDS_MAX = 100;
const TERMS_LENGTH_MAX = 8_000;
const REASON_LENGTH_MAX = 1_000;
const ABOUT_LENGTH_MAX = 2_000;

type MaybeSponsorship = Partial<SponsorshipState> & { readonly id: string };

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    sponsorship(_: unknown, { id }: { id: string }, context) {
      checkArgument(context, id, 'sponsorship');
      return sponsorshipOf(context.read, id) ?? null;
    },
  },
  Team: {
    sponsorship: ({ id }: Partial<TeamState>, _: unknown, { read }) => sponsorshipOfTeam(read, id ?? '') ?? null,
    sponsoredFund({ id }: Partial<TeamState>, _: unknown, { read }) {
      const found = sponsorshipOfTeam(read, id ?? '');
      return found?.status === 'ACTIVE' ? fundOf(found, read) : null;
    },
  },
  TeamBooks: {
    holds: ({ team }: { readonly team: string }, _: unknown, { read }) => heldBy(read, team, HOLDS_MAX),
  },
  TeamPermissions: {
    offerSponsorship: ({ id }: TeamState, _: unknown, { may, node }) =>
      may('OfferSponsorship', {
        ...{ sponsorship: probeId('sponsorship'), team: id, feeBasisPoints: 0, terms: NO_TEXT },
        from: dayOf(node.world.clock.now()),
      }),
    offerTeamSponsorship: ({ id }: TeamState, { team }: { team: string }, { may, node }) =>
      may('OfferTeamSponsorship', {
        ...{ sponsorship: probeId('sponsorship'), sponsor: id, team, feeBasisPoints: 0, terms: NO_TEXT },
        from: dayOf(node.world.clock.now()),
      }),
  },
  ExpensePermissions: {
    approveForTeam: ({ id }: ExpenseState, _: unknown, { may }) => may('ApproveExpenseForTeam', { expense: id }),
  },
  Mutation: {
    offerSponsorship: (_: unknown, { input }: { input: OfferInput }, context) =>
      offer(context, 'OfferSponsorship', input, {}),
    offerTeamSponsorship: (_: unknown, { input }: { input: OfferByTeamInput }, context) =>
      offer(context, 'OfferTeamSponsorship', input, { sponsor: input.sponsor }),
    consentToSponsorship: (_: unknown, { input }: { input: OfSponsorship }, context) =>
      step(context, 'ConsentToSponsorship', input, () => ({})),
    declineSponsorship: (_: unknown, { input }: { input: OfSponsorship & { reason: string } }, context) =>
      step(
        context,
        'DeclineSponsorship',
        input,
        ({ texts }) => checkText('reason', input.reason, REASON_LENGTH_MAX) ?? { reason: texts.seal(input.reason) },
      ),
    directPayment: (_: unknown, { input }: { input: DirectInput }, context) =>
      step(context, 'DirectPayment', input, ({ newId, texts }) => {
        const money = readMoney(input.amount);
        if (isRejection(money)) return money;
        const about = checkText('about', input.about, ABOUT_LENGTH_MAX);
        return about ?? { direction: newId('direction'), ...money, about: texts.seal(input.about) };
      }),
    async answerDirection(_: unknown, { input }: { input: AnswerInput }, context) {
      const { direction, paidOn, reason } = input;
      const outcome = await context.act({
        type: 'AnswerDirection',
        input,
        payload: ({ texts }) =>
          ownId(context, direction, 'direction') ??
          (reason ? checkText('reason', reason, REASON_LENGTH_MAX) : undefined) ?? {
            ...{ direction, ...(paidOn ? { paidOn } : {}) },
            ...(reason ? { reason: texts.seal(reason) } : {}),
          },
      });
      return answer(outcome, 'Sponsorship', () =>
        sponsorshipOf(context.read, directionOf(context.read, direction)?.sponsorship ?? ''),
      );
    },
    acceptSponsorship: (_: unknown, { input }: { input: OfSponsorship }, context) =>
      step(context, 'AcceptSponsorship', input, ({ newId }) => ({ fund: newId('fund') })),
    bookSponsoredIncome: (_: unknown, { input }: { input: IncomeInput }, context) =>
      step(context, 'BookSponsoredIncome', input, ({ newId }) => {
        const { amount, counterparty, day, isFromBefore } = input;
        const money = readMoney(amount);
        const options = isFromBefore ? { isFromBefore } : {};
        return isRejection(money) ? money : { entry: newId('entry'), ...money, counterparty, day, ...options };
      }),
    async approveExpenseForTeam(_: unknown, { input }: { input: Keyed & { expense: string } }, context) {
      const { expense } = input;
      const payload = () => ownId(context, expense, 'expense') ?? { expense };
      const outcome = await context.act({ type: 'ApproveExpenseForTeam', input, payload });
      return answer(outcome, 'Expense', () => expenseOf(context.read, expense));
    },
    endSponsorship: (_: unknown, { input }: { input: OfSponsorship & { moveTo?: Slug | null } }, context) =>
      step(context, 'EndSponsorship', input, ({ newId }) => {
        const fund = sponsorshipOf(context.read, input.sponsorship)?.fund ?? '';
        const transfers = fundBalancesOf(context.read, fund).map(() => newId('transfer'));
        return { transfers, ...(input.moveTo ? { to: input.moveTo } : {}) };
      }),
  },
  Hub: {
    arrivedSponsorships: (_: unknown, __: unknown, { read }) => arrivedHere(read, ARRIVED_MAX),
    sponsorships: (_: unknown, page: PageArguments, { read }) =>
      entityPage<SponsorshipState>(read, { kind: 'sponsorship', table: 'sponsorship', isNewestFirst: true }, page),
  },
  ArrivedSponsorship: {
    sponsorship: ({ id }: ArrivedSponsorship) => id,
    isWhole,
    history: (arrived: ArrivedSponsorship, _: unknown, { read }) => historyOf(read, arrived) ?? null,
    arrivedAt: ({ arrivedAt }: ArrivedSponsorship) => moment(arrivedAt),
    continuedBy: ({ continuedBy }: ArrivedSponsorship, _: unknown, { read }) =>
      continuedBy === undefined ? null : (sponsorshipOf(read, continuedBy.sponsorship) ?? null),
  },
  Sponsorship: {
    before: ({ continues }: MaybeSponsorship, _: unknown, { read }) =>
      continues === undefined ? null : (arrivedOf(read, continues) ?? null),
    __resolveReference: ({ id }: { id: string }, { read }: RequestContext) => sponsorshipOf(read, id) ?? { id },
    team: ({ team }: MaybeSponsorship, _: unknown, { read }) => (team === undefined ? null : teamOf(read, team)),
    fund: (sponsorship: MaybeSponsorship, _: unknown, { read }) => fundOf(sponsorship, read),
    sponsor: ({ sponsor }: MaybeSponsorship, _: unknown, { read }) =>
      sponsor === undefined ? null : (teamOf(read, sponsor) ?? null),
    held: (sponsorship: MaybeSponsorship, _: unknown, { read, node }) =>
      isKnown(sponsorship) && sponsorship.sponsor !== undefined && sponsorship.consentedAt !== undefined
        ? heldOf(read, sponsorship, node.world.clock.now())
        : null,
    directions: ({ id, sponsor }: MaybeSponsorship, _: unknown, { read }) =>
      sponsor === undefined ? null : directionsOf(read, id, DIRECTIONS_MAX),
    consentedAt: ({ consentedAt }: MaybeSponsorship) => moment(consentedAt),
    declinedAt: ({ declinedAt }: MaybeSponsorship) => moment(declinedAt),
    declineReason: ({ declineReason }: MaybeSponsorship, _: unknown, context) =>
      declineReason === undefined ? null : context.text(declineReason),
    beforeHere: ({ continues }: MaybeSponsorship, _: unknown, { read }) =>
      continues === undefined ? null : (sponsorshipOf(read, continues) ?? null),
    terms: ({ terms }: MaybeSponsorship, _: unknown, context) => (terms === undefined ? null : context.text(terms)),
    offeredAt: ({ offeredAt }: MaybeSponsorship) => moment(offeredAt),
    acceptedAt: ({ acceptedAt }: MaybeSponsorship) => moment(acceptedAt),
    endedAt: ({ endedAt }: MaybeSponsorship) => moment(endedAt),
    movedTo: ({ end }: MaybeSponsorship) => end?.to ?? null,
    transfers: ({ end }: MaybeSponsorship) => end?.transfers ?? null,
    statementDigest: ({ end }: MaybeSponsorship) => end?.statementDigest ?? null,
    statement: (sponsorship: MaybeSponsorship, _: unknown, { read }) =>
      isKnown(sponsorship) ? statementOf(read, sponsorship, sponsorship.end?.lines).text : null,
    permissions: (sponsorship: MaybeSponsorship) => (isKnown(sponsorship) ? sponsorship : null),
  },
  SponsorshipPermissions: {
    accept: ({ id }: SponsorshipState, _: unknown, { may }) =>
      may('AcceptSponsorship', { sponsorship: id, fund: probeId('fund') }),
    bookIncome: ({ id }: SponsorshipState, _: unknown, { may, node }) =>
      may('BookSponsoredIncome', {
        ...{ sponsorship: id, entry: probeId('entry'), currency: 'EUR', amountMinor: 1n, counterparty: 'PUBLIC' },
        day: dayOf(node.world.clock.now()),
      }),
    end: ({ id }: SponsorshipState, _: unknown, { may }) => may('EndSponsorship', { sponsorship: id, transfers: [] }),
    consent: ({ id }: SponsorshipState, _: unknown, { may }) => may('ConsentToSponsorship', { sponsorship: id }),
    decline: ({ id }: SponsorshipState, _: unknown, { may }) =>
      may('DeclineSponsorship', { sponsorship: id, reason: NO_TEXT }),
    direct: ({ id }: SponsorshipState, _: unknown, { may }) =>
      may('DirectPayment', {
        ...{ direction: probeId('direction'), sponsorship: id, currency: 'EUR', amountMinor: 1n, about: NO_TEXT },
      }),
  },
  HeldMoney: {
    balances: ({ balances }: HeldMoney) => balances.map(moneyValue),
    cameIn: ({ cameIn }: HeldMoney) => cameIn.map(moneyValue),
    spent: ({ spent }: HeldMoney) => spent.map(moneyValue),
    directed: ({ directed }: HeldMoney) => directed.map(moneyValue),
    fees: ({ fees }: HeldMoney) => fees.map(moneyValue),
    notDirected: ({ notDirected }: HeldMoney) => notDirected.map(moneyValue),
  },
  PaymentDirection: {
    amount: ({ currency, amountMinor }: DirectionState) => moneyValue({ currency, amountMinor }),
    about: (direction: DirectionState, _: unknown, context) =>
      mayRead(direction, context) ? context.text(direction.about) : null,
    reason: (direction: DirectionState, _: unknown, context) =>
      direction.reason !== undefined && mayRead(direction, context) ? context.text(direction.reason) : null,
    directedAt: ({ directedAt }: DirectionState) => moment(directedAt),
    permissions: (direction: DirectionState) => direction,
  },
  PaymentDirectionPermissions: {
    answer: ({ id }: DirectionState, _: unknown, { may, node }) =>
      may('AnswerDirection', { direction: id, paidOn: dayOf(node.world.clock.now()) }),
  },
};

/** Who directs a payment and who makes it read what it is for: it may name people. */
function mayRead({ sponsorship: id }: DirectionState, { actor, read }: RequestContext): boolean {
  const { team, sponsor } = sponsorshipOf(read, id) ?? {};
  const has = (role: string, of: string | undefined) =>
    of !== undefined && actor.roles.some((held) => held.role === role && held.of === of);
  return has('team-lead', team) || has('team-lead', sponsor) || has('team-treasurer', sponsor);
}

async function offer(context: RequestContext, type: string, input: OfferInput, of: { readonly sponsor?: string }) {
  const { team, feeBasisPoints, terms, from, to, continues } = input;
  const outcome = await context.act({
    type,
    input,
    payload: ({ texts, newId }) =>
      ownId(context, team, 'team') ??
      (of.sponsor === undefined ? undefined : ownId(context, of.sponsor, 'team')) ??
      checkText('terms', terms, TERMS_LENGTH_MAX) ?? {
        ...{ sponsorship: newId('sponsorship'), ...of, team, feeBasisPoints, terms: texts.seal(terms), from },
        ...(to ? { to } : {}),
        ...(continues ? { continues } : {}),
      },
  });
  return answer(outcome, 'Sponsorship', (accepted) => sponsorshipOf(context.read, madeIn(accepted, 'sponsorship')));
}

function isKnown(sponsorship: MaybeSponsorship): sponsorship is SponsorshipState {
  return sponsorship.status !== undefined;
}

function fundOf({ fund }: Partial<SponsorshipState>, read: RequestContext['read']): Fund | null {
  return fund === undefined ? null : (read.entity<Fund>('fund', fund) ?? null);
}

async function step(
  context: RequestContext,
  type: string,
  input: OfSponsorship,
  rest: (tools: Parameters<ActRequest['payload']>[0]) => object | Rejection,
): Promise<object> {
  const { sponsorship } = input;
  const outcome = await context.act({
    type,
    input,
    payload(tools) {
      const made = ownId(context, sponsorship, 'sponsorship') ?? rest(tools);
      return isRejection(made) ? made : { sponsorship, ...made };
    },
  });
  return answer(outcome, 'Sponsorship', () => sponsorshipOf(context.read, sponsorship));
}
