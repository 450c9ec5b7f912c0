import { type Fund, fundBalancesOf } from '@hubgraph/books';
import { dayOf, isRejection, type Rejection, type Slug } from '@hubgraph/kernel';
import type { Counterparty } from '@hubgraph/ledger';
import {
  type ActRequest,
  answer,
  checkText,
  type GraphQLResolverMap,
  NO_TEXT,
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
import type { SponsorshipState } from './domain.ts';
import { type ArrivedSponsorship, arrivedHere, arrivedOf, historyOf, isWhole } from './moving.ts';
import { sponsorshipOf, sponsorshipOfTeam, statementOf } from './views.ts';

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
}

const ARRIVED_MAX = 100;
const TERMS_LENGTH_MAX = 8_000;

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
  TeamPermissions: {
    offerSponsorship: ({ id }: TeamState, _: unknown, { may, node }) =>
      may('OfferSponsorship', {
        ...{ sponsorship: probeId('sponsorship'), team: id, feeBasisPoints: 0, terms: NO_TEXT },
        from: dayOf(node.world.clock.now()),
      }),
  },
  ExpensePermissions: {
    approveForTeam: ({ id }: ExpenseState, _: unknown, { may }) => may('ApproveExpenseForTeam', { expense: id }),
  },
  Mutation: {
    async offerSponsorship(_: unknown, { input }: { input: OfferInput }, context) {
      const { team, feeBasisPoints, terms, from, to, continues } = input;
      const outcome = await context.act({
        type: 'OfferSponsorship',
        input,
        payload: ({ texts, newId }) =>
          ownId(context, team, 'team') ??
          checkText('terms', terms, TERMS_LENGTH_MAX) ?? {
            ...{ sponsorship: newId('sponsorship'), team, feeBasisPoints, terms: texts.seal(terms), from },
            ...(to ? { to } : {}),
            ...(continues ? { continues } : {}),
          },
      });
      return answer(outcome, 'Sponsorship', (accepted) => sponsorshipOf(context.read, madeIn(accepted, 'sponsorship')));
    },
    acceptSponsorship: (_: unknown, { input }: { input: OfSponsorship }, context) =>
      step(context, 'AcceptSponsorship', input, ({ newId }) => ({ fund: newId('fund') })),
    bookSponsoredIncome: (_: unknown, { input }: { input: IncomeInput }, context) =>
      step(context, 'BookSponsoredIncome', input, ({ newId }) => {
        const { amount, counterparty, day } = input;
        const money = readMoney(amount);
        return isRejection(money) ? money : { entry: newId('entry'), ...money, counterparty, day };
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
  },
};

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
