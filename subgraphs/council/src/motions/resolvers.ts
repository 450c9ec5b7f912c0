import {
  actorValue,
  answer,
  checkText,
  dateTime,
  entityPage,
  type GraphQLResolverMap,
  NO_TEXT,
  type PageArguments,
  probeId,
  type RequestContext,
} from '@hubgraph/node';
import type { CountryListState } from '../country-lists/domain.ts';
import type { FrameworkState } from '../frameworks/domain.ts';
import type { HubState } from '../hubs/domain.ts';
import { type Choice, type MotionKind, type MotionState, tallyOf } from './domain.ts';
import { type MovableAsked, movable } from './subjects.ts';

interface ProposeMotionInput {
  readonly idempotencyKey?: string;
  readonly kind: MotionKind;
  readonly subject: string;
  readonly rationale: string;
}

const RATIONALE_LENGTH_MAX = 4_000;

const motionById = (id: string, { read }: RequestContext): MotionState | undefined =>
  read.entity<MotionState>('motion', id);

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    motion: (_: unknown, { id }: { id: string }, context) => motionById(id, context),
    motions(_: unknown, { status, ...page }: PageArguments & { status?: string | null }, { read }) {
      return entityPage<MotionState>(read, { kind: 'motion', where: { status: status ?? undefined } }, page);
    },
  },
  Mutation: {
    async proposeMotion(_: unknown, { input }: { input: ProposeMotionInput }, context) {
      const outcome = await context.act({
        type: 'ProposeMotion',
        input,
        payload: ({ texts, newId }) =>
          checkText('rationale', input.rationale, RATIONALE_LENGTH_MAX) ?? {
            motion: newId('motion'),
            kind: input.kind,
            subject: input.subject,
            rationale: texts.seal(input.rationale),
          },
      });
      return answer(outcome, 'Motion', ({ events }) =>
        motionById((events[0] as unknown as { motion: string }).motion, context),
      );
    },
    async castVote(
      _: unknown,
      { input }: { input: { motion: string; choice: Choice; idempotencyKey?: string } },
      context,
    ) {
      const { motion, choice } = input;
      const outcome = await context.act({ type: 'CastVote', input, payload: () => ({ motion, choice }) });
      return answer(outcome, 'Motion', () => motionById(motion, context));
    },
    async closeMotion(_: unknown, { input }: { input: { motion: string; idempotencyKey?: string } }, context) {
      const { motion } = input;
      const outcome = await context.act({ type: 'CloseMotion', input, payload: () => ({ motion }) });
      return answer(outcome, 'Motion', () => motionById(motion, context));
    },
  },
  CouncilPermissions: {
    proposeMotion: (_: unknown, asked: MovableAsked, { mayWithOneOf, read }) =>
      mayWithOneOf(
        'ProposeMotion',
        movable(read, asked).map((one) => ({ ...one, motion: probeId('motion'), rationale: NO_TEXT })),
      ),
  },
  MotionPermissions: {
    castVote: ({ id }: MotionState, _: unknown, { may }) => may('CastVote', { motion: id, choice: 'ABSTAIN' }),
    close: ({ id }: MotionState, _: unknown, { may }) => may('CloseMotion', { motion: id }),
  },
  Motion: {
    __resolveReference: ({ id }: { id: string }, context: RequestContext) => motionById(id, context) ?? { id },
    permissions: (motion: Partial<MotionState>) => (motion.status === undefined ? null : motion),
    rationale: (motion: Partial<MotionState>, _: unknown, context) =>
      motion.rationale ? context.text(motion.rationale) : null,
    proposedBy: (motion: Partial<MotionState>, _: unknown, context) =>
      motion.proposedBy === undefined ? null : actorValue(motion.proposedBy, context),
    proposedAt: (motion: Partial<MotionState>) =>
      motion.proposedAt === undefined ? null : dateTime(motion.proposedAt),
    closedAt: (motion: { closedAt?: number }) => (motion.closedAt === undefined ? null : dateTime(motion.closedAt)),
    hub: ({ kind, subject }: MotionState, _: unknown, { read }) =>
      kind === 'AUTHORISE_HUB' || kind === 'SUSPEND_HUB' ? (read.entity<HubState>('hub', subject) ?? null) : null,
    framework: ({ kind, subject }: MotionState, _: unknown, { read }) =>
      kind === 'ADOPT_FRAMEWORK' ? (read.entity<FrameworkState>('framework', subject) ?? null) : null,
    countryList: ({ kind, subject }: MotionState, _: unknown, { read }) =>
      kind === 'ADOPT_COUNTRY_LIST' ? (read.entity<CountryListState>('country-list', subject) ?? null) : null,
    electorate: (motion: Partial<MotionState>, _: unknown, context) =>
      motion.electorate?.toSorted().map((member) => actorValue(member, context)) ?? null,
    votes: (motion: Partial<MotionState>, _: unknown, context) =>
      Object.entries(motion.votes ?? {})
        .toSorted(([voter, one], [other, two]) => one.at - two.at || (voter < other ? -1 : 1))
        .map(([voter, { choice, at }]) => ({ voter: actorValue(voter, context), choice, castAt: dateTime(at) })),
    tally: (motion: Partial<MotionState>) =>
      motion.votes && motion.electorate ? tallyOf({ votes: motion.votes, electorate: motion.electorate }) : null,
  },
};
