import { type Command, defineEntity, type Event } from '@hubgraph/journal';
import { type Id, type Instant, type Rejection, reject } from '@hubgraph/kernel';
import type { PersonState, TextRef } from '@hubgraph/node';

export interface ShareLearning extends Command {
  readonly type: 'ShareLearning';
  readonly learning: Id;
  readonly title: TextRef;
  readonly text: TextRef;
  /** Codes, as `onboarding`. */
  readonly topics: readonly string[];
  /** The team whose work it comes from; the hub's own work where it is absent. */
  readonly team?: Id;
}
export interface WithdrawLearning extends Command {
  readonly type: 'WithdrawLearning';
  readonly learning: Id;
  readonly reason: TextRef;
}

export interface LearningShared extends Event {
  readonly type: 'LearningShared';
  readonly learning: Id;
  readonly title: TextRef;
  readonly text: TextRef;
  readonly topics: readonly string[];
  readonly team?: Id;
}
export interface LearningWithdrawn extends Event {
  readonly type: 'LearningWithdrawn';
  readonly learning: Id;
  readonly reason: TextRef;
}
export type LearningEvent = LearningShared | LearningWithdrawn;

interface LearningBase {
  readonly id: Id;
  readonly topics: readonly string[];
  readonly team?: Id;
  readonly sharedAt: Instant;
  readonly sharedBy: string;
}
export interface SharedLearning extends LearningBase {
  readonly status: 'SHARED';
  readonly title: TextRef;
  readonly text: TextRef;
}
/** Its texts are no longer part of the state, so that no query can show them. */
export interface WithdrawnLearning extends LearningBase {
  readonly status: 'WITHDRAWN';
  readonly withdrawnAt: Instant;
  readonly withdrawnBy: string;
  readonly reason: TextRef;
}
export type LearningState = SharedLearning | WithdrawnLearning;

/** In order of precedence. */
export type ShareRejectionCode =
  | 'topics-are-too-many'
  | 'topic-is-malformed'
  | 'topic-is-listed-twice'
  | 'team-is-unknown';
export type WithdrawRejectionCode = 'learning-is-unknown' | 'learning-is-withdrawn' | 'learning-was-shared-by-another';

export const TOPICS_MAX = 10;

export function decideShareLearning(
  command: ShareLearning,
  { isTeamKnown }: { readonly isTeamKnown: boolean },
): readonly LearningEvent[] | Rejection<ShareRejectionCode> {
  const { learning, title, text, topics, team } = command;
  if (topics.length > TOPICS_MAX) {
    return reject('topics-are-too-many', `A learning may have ${TOPICS_MAX} topics; this has ${topics.length}.`);
  }
  const malformed = topics.find((topic) => !/^[a-z][a-z0-9-]{1,39}$/.test(topic));
  if (malformed !== undefined) {
    return reject(
      'topic-is-malformed',
      `"${malformed.slice(0, 40)}" is not a topic; topics have 2 to 40 small letters, digits and hyphens.`,
    );
  }
  if (new Set(topics).size < topics.length) return reject('topic-is-listed-twice', 'Name each topic once.');
  if (team !== undefined && !isTeamKnown) return reject('team-is-unknown', `There is no team ${team}.`);
  return [{ type: 'LearningShared', learning, title, text, topics, ...(team === undefined ? {} : { team }) }];
}

export function decideWithdrawLearning(
  command: WithdrawLearning,
  state: { readonly learning: LearningState | undefined; readonly by: PersonState | undefined },
): readonly LearningEvent[] | Rejection<WithdrawRejectionCode> {
  const { learning, by } = state;
  if (learning === undefined) return reject('learning-is-unknown', `There is no learning ${command.learning}.`);
  if (learning.status === 'WITHDRAWN') return reject('learning-is-withdrawn', 'It was withdrawn before.');
  if (learning.sharedBy !== command.by && !isStaff(by)) {
    return reject('learning-was-shared-by-another', 'Whoever shared it may withdraw it, and so may the staff.');
  }
  return [{ type: 'LearningWithdrawn', learning: learning.id, reason: command.reason }];
}

function isStaff(person: PersonState | undefined): boolean {
  return person?.roles.some((held) => held.role === 'staff' && held.of === undefined) ?? false;
}

export function evolveLearning(
  state: LearningState | undefined,
  event: LearningEvent,
  at: Instant,
  by: string,
): LearningState {
  if (event.type === 'LearningShared') {
    const { type: _, learning: id, ...shared } = event;
    return { status: 'SHARED', id, ...shared, sharedAt: at, sharedBy: by };
  }
  if (state?.status !== 'SHARED') throw new Error('A learning was withdrawn that was not shared.');
  const { title: _, text: __, ...kept } = state;
  return { ...kept, status: 'WITHDRAWN', withdrawnAt: at, withdrawnBy: by, reason: event.reason };
}

export const learning = defineEntity<LearningState, LearningEvent>({
  kind: 'learning',
  concerns: (event) => (['LearningShared', 'LearningWithdrawn'].includes(event.type) ? [event.learning] : []),
  evolve: (state, { event, at, by }) => evolveLearning(state, event, at, by),
});
