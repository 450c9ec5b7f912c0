import { fundsWithMoney, someFunds } from '@hubgraph/books';
import type { Reader } from '@hubgraph/journal';
import { isRejection, type Rejection } from '@hubgraph/kernel';
import {
  answer,
  badInput,
  checkText,
  entityPage,
  type GraphQLResolverMap,
  NO_TEXT,
  type PageArguments,
  probeId,
  type RequestContext,
  readMoney,
} from '@hubgraph/node';
import { ownHub, ownId } from '../../own-id.ts';
import { awardOf } from '../awards/views.ts';
import { actor, checkArgument, type MoneyInput, madeIn, moment, money } from '../values.ts';
import type { ApplicationState, ApplicationStatus, DecidedApplication, Draw, Outcome } from './domain.ts';
import { type ApplicationFilter, applicationOf, declining } from './views.ts';

interface ApplyForFundsInput {
  readonly idempotencyKey?: string | null;
  readonly team: string;
  readonly title: string;
  readonly plan: string;
  readonly purpose: string;
  readonly amount: MoneyInput;
  readonly spentIn: string;
}

interface DecideApplicationInput {
  readonly idempotencyKey?: string | null;
  readonly application: string;
  readonly decision: Outcome;
  readonly reason: string;
  readonly draws?: readonly { readonly fund: string; readonly amount: MoneyInput }[] | null;
}

const TITLE_LENGTH_MAX = 200;
const PLAN_LENGTH_MAX = 10_000;
const REASON_LENGTH_MAX = 4_000;
/** Funds that are restricted to other purposes are few. */
const FUNDS_TRIED_MAX = 50;

type MaybeApplication = Partial<Omit<DecidedApplication, 'status'>>;

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    application(_: unknown, { id }: { id: string }, context) {
      checkArgument(context, id, 'application');
      return applicationOf(context.read, id);
    },
    applications(
      _: unknown,
      { hub, status, ...page }: PageArguments & { readonly hub: string; readonly status?: ApplicationStatus | null },
      context,
    ) {
      const refusal = ownHub(context, hub);
      if (refusal !== undefined) throw badInput(refusal);
      return connection(context.read, status ? { status } : {}, page);
    },
  },
  Mutation: {
    async applyForFunds(_: unknown, { input }: { input: ApplyForFundsInput }, context) {
      const { team, title, plan, purpose, spentIn } = input;
      const outcome = await context.act({
        type: 'ApplyForFunds',
        input,
        payload({ texts, newId }) {
          const refusal =
            ownId(context, team, 'team') ??
            checkText('title', title, TITLE_LENGTH_MAX) ??
            checkText('plan', plan, PLAN_LENGTH_MAX);
          const amount = refusal ?? readMoney(input.amount);
          if (isRejection(amount)) return amount;
          const sealed = { title: texts.seal(title), plan: texts.seal(plan) };
          return { application: newId('application'), team, ...sealed, purpose, spentIn, ...amount };
        },
      });
      return answer(outcome, 'Application', (accepted) => applicationOf(context.read, madeIn(accepted, 'application')));
    },
    async decideApplication(_: unknown, { input }: { input: DecideApplicationInput }, context) {
      const { application, decision, reason } = input;
      const outcome = await context.act({
        type: 'DecideApplication',
        input,
        payload({ texts, newId }) {
          const refusal = ownId(context, application, 'application') ?? checkText('reason', reason, REASON_LENGTH_MAX);
          const draws = refusal ?? drawsOf(input, context);
          if (isRejection(draws)) return draws;
          return { application, decision, reason: texts.seal(reason), award: newId('award'), draws };
        },
      });
      return answer(outcome, 'Application', () => applicationOf(context.read, application));
    },
  },
  Team: {
    applications: ({ id }: { id: string }, page: PageArguments, { read }) => connection(read, { team: id }, page),
  },
  Application: {
    __resolveReference: ({ id }: { id: string }, { read }: RequestContext) => applicationOf(read, id) ?? { id },
    team: ({ team }: MaybeApplication, _: unknown, { read }) =>
      team === undefined ? null : (read.entity('team', team) ?? null),
    amount: ({ amountMinor, currency }: MaybeApplication) => money(amountMinor, currency),
    title: ({ title }: MaybeApplication, _: unknown, context) => (title === undefined ? null : context.text(title)),
    plan: ({ plan }: MaybeApplication, _: unknown, context) => (plan === undefined ? null : context.text(plan)),
    appliedAt: ({ appliedAt }: MaybeApplication) => moment(appliedAt),
    appliedBy: ({ appliedBy }: MaybeApplication, _: unknown, context) => actor(appliedBy, context),
    award: ({ award }: MaybeApplication, _: unknown, { read }) =>
      award === undefined ? null : (awardOf(read, award) ?? null),
    permissions: (application: Partial<ApplicationState>) => (application.status === undefined ? null : application),
  },
  ApplicationPermissions: {
    decide: ({ id }: ApplicationState, _: unknown, { may }) => may('DecideApplication', declining(id)),
    award: ({ id, currency }: ApplicationState, _: unknown, { mayWithOneOf, read }) =>
      mayWithOneOf('DecideApplication', leastAwards(read, id, currency)),
  },
  TeamPermissions: {
    applyForFunds: ({ id }: { id: string }, _: unknown, { may }) => may('ApplyForFunds', { ...ANY_REQUEST, team: id }),
  },
  ApplicationDecision: {
    reason: ({ reason }: DecidedApplication['decision'], _: unknown, context) => context.text(reason),
    decidedAt: ({ decidedAt }: DecidedApplication['decision']) => moment(decidedAt),
    decidedBy: ({ decidedBy }: DecidedApplication['decision'], _: unknown, context) => actor(decidedBy, context),
  },
};

const ANY_REQUEST = {
  application: probeId('application'),
  title: NO_TEXT,
  plan: NO_TEXT,
  purpose: 'any',
  currency: 'EUR',
  amountMinor: 1n,
  spentIn: 'KE',
};

/** The least award from each fund that has money; without one, from whatever fund there is. */
function leastAwards(read: Reader, application: string, currency: string) {
  const funds = fundsWithMoney(read, currency, FUNDS_TRIED_MAX);
  const draws = (funds.length > 0 ? funds : someFunds(read, 1)).map((fund) => [{ fund, amountMinor: 1n, currency }]);
  const award = { ...declining(application), decision: 'AWARD' };
  return draws.length > 0 ? draws.map((one) => ({ ...award, draws: one })) : [award];
}

function drawsOf({ draws }: DecideApplicationInput, context: RequestContext): Draw[] | Rejection {
  const read: Draw[] = [];
  for (const { fund, amount } of draws ?? []) {
    const money = ownId(context, fund, 'fund') ?? readMoney(amount);
    if (isRejection(money)) return money;
    read.push({ fund, ...money });
  }
  return read;
}

function connection(read: Reader, where: ApplicationFilter, page: PageArguments) {
  return entityPage<ApplicationState>(read, { kind: 'application', where: { ...where } }, page);
}
