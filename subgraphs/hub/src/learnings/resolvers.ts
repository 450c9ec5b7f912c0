import { readCursor, writeCursor } from '@hubgraph/hub-router';
import type { Reader } from '@hubgraph/journal';
import { type Rejection, reject } from '@hubgraph/kernel';
import {
  actorValue,
  answer,
  badInput,
  checkText,
  dateTime,
  type GraphQLResolverMap,
  NO_TEXT,
  pageSize,
  placeAfter,
  probeId,
  type RequestContext,
  type TextRef,
} from '@hubgraph/node';
import { ownHub, ownId } from '../own-id.ts';
import { teamOf } from '../teams/views.ts';
import { type LearningShared, type LearningState, TOPICS_MAX } from './domain.ts';
import { type AgeAndId, learningCount, learningOf, learningsBefore, learningsByAge } from './views.ts';

interface ShareLearningInput {
  readonly idempotencyKey?: string | null;
  readonly hub: string;
  readonly title: string;
  readonly text: string;
  readonly topics?: readonly string[] | null;
  readonly team?: string | null;
}

interface WithdrawLearningInput {
  readonly idempotencyKey?: string | null;
  readonly learning: string;
  readonly reason: string;
}

interface PageArguments {
  readonly topics?: readonly string[] | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

const TITLE_LENGTH_MAX = 160;
const TEXT_LENGTH_MAX = 4_000;
const REASON_LENGTH_MAX = 400;

type MaybeLearning = Partial<LearningState> & {
  readonly title?: TextRef;
  readonly text?: TextRef;
  readonly withdrawnAt?: number;
  readonly withdrawnBy?: string;
  readonly reason?: TextRef;
};

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    learning(_: unknown, { id }: { id: string }, context) {
      const refusal = ownId(context, id, 'learning');
      if (refusal !== undefined) throw badInput(refusal);
      return learningOf(context.read, id);
    },
    learnings: (_: unknown, page: PageArguments, context) => movementPage(context, page),
  },
  Mutation: {
    async shareLearning(_: unknown, { input }: { input: ShareLearningInput }, context) {
      const outcome = await context.act({
        type: 'ShareLearning',
        input,
        payload: ({ texts, newId }) =>
          checkInput(context, input) ?? {
            learning: newId('learning'),
            title: texts.seal(input.title),
            text: texts.seal(input.text),
            topics: input.topics ?? [],
            ...(typeof input.team === 'string' ? { team: input.team } : {}),
          },
      });
      return answer(outcome, 'Learning', ({ events }) =>
        learningOf(context.read, (events[0] as LearningShared).learning),
      );
    },
    async withdrawLearning(_: unknown, { input }: { input: WithdrawLearningInput }, context) {
      const { learning, reason } = input;
      const outcome = await context.act({
        type: 'WithdrawLearning',
        input,
        payload: ({ texts }) =>
          ownId(context, learning, 'learning') ??
          checkText('reason', reason, REASON_LENGTH_MAX) ?? { learning, reason: texts.seal(reason) },
      });
      return answer(outcome, 'Learning', () => learningOf(context.read, learning));
    },
  },
  Hub: {
    learnings: (_: unknown, page: PageArguments, { read }) => connection(read, page),
  },
  Learning: {
    __resolveReference: ({ id }: { id: string }, { read }: RequestContext) => learningOf(read, id) ?? { id },
    title: ({ title }: MaybeLearning, _: unknown, context) => shown(title, context),
    text: ({ text }: MaybeLearning, _: unknown, context) => shown(text, context),
    team: ({ team }: MaybeLearning, _: unknown, { read }) => (team === undefined ? null : (teamOf(read, team) ?? null)),
    sharedAt: ({ sharedAt }: MaybeLearning) => moment(sharedAt),
    sharedBy: ({ sharedBy }: MaybeLearning, _: unknown, context) => actor(sharedBy, context),
    withdrawnAt: ({ withdrawnAt }: MaybeLearning) => moment(withdrawnAt),
    withdrawnBy: ({ withdrawnBy }: MaybeLearning, _: unknown, context) => actor(withdrawnBy, context),
    withdrawalReason: ({ reason }: MaybeLearning, _: unknown, context) => shown(reason, context),
    hub: (_: unknown, __: unknown, { node }) => ({ id: node.config.id }),
    permissions: (learning: MaybeLearning) => (learning.status === undefined ? null : learning),
  },
  LearningPermissions: {
    withdraw: ({ id }: LearningState, _: unknown, { may }) =>
      may('WithdrawLearning', { learning: id, reason: NO_TEXT }),
  },
  TeamPermissions: {
    shareLearning: ({ id }: { id: string }, _: unknown, { may }) => may('ShareLearning', { ...ANY_LEARNING, team: id }),
  },
  HubPermissions: {
    shareLearning: (_: unknown, __: unknown, { may }) => may('ShareLearning', ANY_LEARNING),
  },
};

const ANY_LEARNING = { learning: probeId('learning'), title: NO_TEXT, text: NO_TEXT, topics: [] };

function checkInput(context: RequestContext, { hub, team, title, text }: ShareLearningInput): Rejection | undefined {
  return (
    ownHub(context, hub) ??
    (typeof team === 'string' ? ownId(context, team, 'team') : undefined) ??
    checkText('title', title, TITLE_LENGTH_MAX) ??
    checkText('text', text, TEXT_LENGTH_MAX)
  );
}

/** This hub's part of a page of all hubs. */
function movementPage({ read, node }: RequestContext, { topics, first, after }: PageArguments) {
  const hub = node.config.id;
  const asked = askedTopics(topics);
  const size = pageSize(first);
  const found = learningsByAge(read, asked, movementPlace(after, hub), size + 1);
  const nodes = found.slice(0, size);
  const last = nodes.at(-1);
  const endCursor =
    last === undefined
      ? null
      : writeCursor({ keys: [dateTime(last.sharedAt)], hub, id: last.id, epoch: 0, missing: [] });
  return {
    nodes,
    pageInfo: { hasNextPage: found.length > size, endCursor },
    totalCount: () => learningCount(read, asked),
    coverage: {
      asked: [hub],
      answered: [hub],
      missing: [],
      asOf: [{ node: hub, seq: read.position(), at: dateTime(node.world.clock.now()) }],
    },
  };
}

/** Where the page before ended, whichever hub's row it ended with. */
function movementPlace(after: string | null | undefined, hub: string): AgeAndId | undefined {
  if (after === null || after === undefined) return undefined;
  const cursor = readCursor(after);
  const sharedAt = Date.parse(String(cursor?.keys[0]));
  if (cursor?.keys.length !== 1 || Number.isNaN(sharedAt)) {
    throw badInput(reject('cursor-is-malformed', 'Give the endCursor of the page before as after.'));
  }
  // Of the same moment, hubs come in the order of their names; every id is less than a tilde.
  return { sharedAt, id: cursor.hub === hub ? cursor.id : cursor.hub < hub ? '' : '~' };
}

function askedTopics(topics: readonly string[] | null | undefined): readonly string[] {
  const asked = topics ?? [];
  if (asked.length > TOPICS_MAX) throw badInput(reject('topics-are-too-many', `Ask for up to ${TOPICS_MAX} topics.`));
  return asked;
}

function connection(read: Reader, { topics, first, after }: PageArguments) {
  const asked = askedTopics(topics);
  const size = pageSize(first);
  const found = learningsBefore(read, asked, placeAfter(after) || undefined, size + 1);
  const nodes = found.slice(0, size);
  return {
    nodes,
    pageInfo: { hasNextPage: found.length > size, endCursor: nodes.at(-1)?.id ?? null },
    totalCount: () => learningCount(read, asked),
  };
}

function shown(text: TextRef | undefined, context: RequestContext) {
  return text === undefined ? null : context.text(text);
}

function moment(instant: number | undefined): string | null {
  return instant === undefined ? null : dateTime(instant);
}

function actor(by: string | undefined, context: RequestContext) {
  return by === undefined ? null : actorValue(by, context);
}
