import type { Reader } from '@hubgraph/journal';
import {
  actorValue,
  answer,
  badInput,
  checkText,
  dateTime,
  entityPage,
  type GraphQLResolverMap,
  holdersOf,
  NO_TEXT,
  type PageArguments,
  probeId,
  type RequestContext,
} from '@hubgraph/node';
import { ownHub, ownId } from '../own-id.ts';
import type { TeamState, TeamStatus } from './domain.ts';
import { coachFor, teamOf } from './views.ts';

interface FormTeamInput {
  readonly idempotencyKey?: string | null;
  readonly hub: string;
  readonly name: string;
  readonly charter: string;
}

interface RecogniseTeamInput {
  readonly idempotencyKey?: string | null;
  readonly team: string;
  readonly coach?: string | null;
}

interface AssignCoachInput {
  readonly idempotencyKey?: string | null;
  readonly team: string;
  readonly coach: string;
}

interface TeamsArguments extends PageArguments {
  readonly status?: TeamStatus | null;
}

const NAME_LENGTH_MAX = 120;
const CHARTER_LENGTH_MAX = 400;
const COACHES_MAX = 100;

type MaybeTeam = Partial<TeamState> & { readonly recognisedAt?: number; readonly recognisedBy?: string };

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    team(_: unknown, { id }: { id: string }, context) {
      const refusal = ownId(context, id, 'team');
      if (refusal !== undefined) throw badInput(refusal);
      return teamOf(context.read, id);
    },
    teams(_: unknown, { hub, ...page }: TeamsArguments & { readonly hub: string }, context) {
      const refusal = ownHub(context, hub);
      if (refusal !== undefined) throw badInput(refusal);
      return connection(context.read, page);
    },
  },
  Mutation: {
    async formTeam(_: unknown, { input }: { input: FormTeamInput }, context) {
      const outcome = await context.act({
        type: 'FormTeam',
        input,
        payload: ({ texts, newId }) =>
          ownHub(context, input.hub) ??
          checkText('name', input.name, NAME_LENGTH_MAX) ??
          checkText('charter', input.charter, CHARTER_LENGTH_MAX) ?? {
            team: newId('team'),
            name: texts.seal(input.name),
            charter: texts.seal(input.charter),
          },
      });
      return answer(outcome, 'Team', ({ events }) =>
        teamOf(context.read, (events[0] as unknown as { team: string }).team),
      );
    },
    async recogniseTeam(_: unknown, { input }: { input: RecogniseTeamInput }, context) {
      const { team, coach } = input;
      const outcome = await context.act({
        type: 'RecogniseTeam',
        input,
        payload: () => ownId(context, team, 'team') ?? (typeof coach === 'string' ? { team, coach } : { team }),
      });
      return answer(outcome, 'Team', () => teamOf(context.read, team));
    },
    async assignCoach(_: unknown, { input }: { input: AssignCoachInput }, context) {
      const { team, coach } = input;
      const payload = () => ownId(context, team, 'team') ?? { team, coach };
      const outcome = await context.act({ type: 'AssignCoach', input, payload });
      return answer(outcome, 'Team', () => teamOf(context.read, team));
    },
  },
  Hub: {
    coaches: (_: unknown, __: unknown, context) =>
      holdersOf(context.read, 'coach')
        .slice(0, COACHES_MAX)
        .map((id) => actorValue(id, context)),
    teams: (_: unknown, page: TeamsArguments, { read }) => connection(read, page),
  },
  Team: {
    __resolveReference: ({ id }: { id: string }, { read }: RequestContext) => teamOf(read, id) ?? { id },
    name: ({ name }: MaybeTeam, _: unknown, context) => (name === undefined ? null : context.text(name)),
    charter: ({ charter }: MaybeTeam, _: unknown, context) => (charter === undefined ? null : context.text(charter)),
    formedAt: ({ formedAt }: MaybeTeam) => moment(formedAt),
    formedBy: ({ formedBy }: MaybeTeam, _: unknown, context) => actor(formedBy, context),
    recognisedAt: ({ recognisedAt }: MaybeTeam) => moment(recognisedAt),
    recognisedBy: ({ recognisedBy }: MaybeTeam, _: unknown, context) => actor(recognisedBy, context),
    coach: ({ coach }: MaybeTeam, _: unknown, context) => actor(coach, context),
    hub: (_: unknown, __: unknown, { node }) => ({ id: node.config.id }),
    permissions: (team: MaybeTeam) => (team.status === undefined ? null : team),
  },
  TeamPermissions: {
    recognise: ({ id }: TeamState, _: unknown, { may }) => may('RecogniseTeam', { team: id }),
    assignCoach: (team: TeamState, _: unknown, { may, read }) => may('AssignCoach', coachFor(read, team)),
  },
  HubPermissions: {
    formTeam: (_: unknown, __: unknown, { may }) =>
      may('FormTeam', { team: probeId('team'), name: NO_TEXT, charter: NO_TEXT }),
  },
};

function connection(read: Reader, { status, ...page }: TeamsArguments) {
  return entityPage<TeamState>(read, { kind: 'team', where: { status: status ?? undefined } }, page);
}

function moment(instant: number | undefined): string | null {
  return instant === undefined ? null : dateTime(instant);
}

function actor(by: string | undefined, context: RequestContext) {
  return by === undefined ? null : actorValue(by, context);
}
