import { type Command, defineEntity, type Event } from '@hubgraph/journal';
import { type Id, type Rejection, reject } from '@hubgraph/kernel';
import type { TextRef } from '@hubgraph/node';

/** What a motion, once adopted, does. */
export type MotionKind = 'AUTHORISE_HUB' | 'SUSPEND_HUB' | 'ADOPT_FRAMEWORK' | 'ADOPT_COUNTRY_LIST';

export type Choice = 'YES' | 'NO' | 'ABSTAIN';

export interface ProposeMotion extends Command {
  readonly type: 'ProposeMotion';
  readonly motion: Id;
  readonly kind: MotionKind;
  /** The hub, framework or country list that it is about. */
  readonly subject: Id;
  readonly rationale: TextRef;
}
export interface CastVote extends Command {
  readonly type: 'CastVote';
  readonly motion: Id;
  readonly choice: Choice;
}
export interface CloseMotion extends Command {
  readonly type: 'CloseMotion';
  readonly motion: Id;
}

export interface MotionProposed extends Event {
  readonly type: 'MotionProposed';
  readonly motion: Id;
  readonly kind: MotionKind;
  readonly subject: Id;
  readonly rationale: TextRef;
  /** The members who may vote: those in office when the motion was proposed. */
  readonly electorate: readonly Id[];
  readonly rule: VotingRule;
}
export interface VoteCast extends Event {
  readonly type: 'VoteCast';
  readonly motion: Id;
  readonly voter: Id;
  readonly choice: Choice;
}
export interface MotionAdopted extends Event {
  readonly type: 'MotionAdopted';
  readonly motion: Id;
  readonly tally: Tally;
}
export interface MotionFailed extends Event {
  readonly type: 'MotionFailed';
  readonly motion: Id;
  readonly tally: Tally;
}
/** Carried, but what it was about had changed since: it has no effect, now or later. */
export interface MotionLapsed extends Event {
  readonly type: 'MotionLapsed';
  readonly motion: Id;
  readonly tally: Tally;
  /** The refusal that its effect would have met, as `hub-is-authorised`. */
  readonly reason: string;
}
export type MotionEvent = MotionProposed | VoteCast | MotionAdopted | MotionFailed | MotionLapsed;

/** Stored with each motion, so that its result can be computed again when the council has changed its rules. */
export interface VotingRule {
  /** The part of the electorate that must have voted, abstentions included, in basis points. */
  readonly quorumBasisPoints: number;
  /** The part of yes and no together that yes must exceed, in basis points. */
  readonly thresholdBasisPoints: number;
}

export const simpleMajority: VotingRule = { quorumBasisPoints: 5_000, thresholdBasisPoints: 5_000 };

export interface Tally {
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  readonly electorate: number;
}

interface MotionBase {
  readonly id: Id;
  readonly kind: MotionKind;
  readonly subject: Id;
  readonly rationale: TextRef;
  readonly electorate: readonly Id[];
  readonly rule: VotingRule;
  readonly votes: Readonly<Record<Id, { readonly choice: Choice; readonly at: number }>>;
  readonly proposedAt: number;
  readonly proposedBy: string;
}
export interface OpenMotion extends MotionBase {
  readonly status: 'OPEN';
}
export interface ClosedMotion extends MotionBase {
  readonly status: 'ADOPTED' | 'FAILED' | 'LAPSED';
  readonly tally: Tally;
  readonly lapseReason?: string;
  readonly closedAt: number;
}
export type MotionState = OpenMotion | ClosedMotion;

/** In order of precedence. */
export type MotionRejectionCode =
  | 'motion-is-unknown'
  | 'motion-is-closed'
  | 'voter-is-not-in-the-electorate'
  | 'quorum-not-reached'
  | 'electorate-is-empty';

/** The subject's own concept says whether it may be voted on, and what its adoption does. */
export interface Subject {
  readonly refusal: Rejection | undefined;
  readonly effects: (motion: Id) => readonly Event[];
}

export function decideProposeMotion(
  command: ProposeMotion,
  state: { readonly members: readonly Id[]; readonly subject: Subject },
): MotionEvent[] | Rejection {
  if (state.subject.refusal !== undefined) return state.subject.refusal;
  if (state.members.length === 0) return reject('electorate-is-empty', 'The council has no members who could vote.');
  const { motion, kind, subject, rationale } = command;
  return [
    { type: 'MotionProposed', motion, kind, subject, rationale, electorate: state.members, rule: simpleMajority },
  ];
}

export function decideCastVote(
  command: CastVote,
  { motion }: { readonly motion: MotionState | undefined },
): MotionEvent[] | Rejection<MotionRejectionCode> {
  if (motion === undefined) return reject('motion-is-unknown', `There is no motion ${command.motion}.`);
  if (motion.status !== 'OPEN') return reject('motion-is-closed', 'The vote on this motion is closed.');
  if (!motion.electorate.includes(command.by)) {
    return reject('voter-is-not-in-the-electorate', 'Only members in office when the motion was proposed vote on it.');
  }
  return [{ type: 'VoteCast', motion: motion.id, voter: command.by, choice: command.choice }];
}

export function decideCloseMotion(
  command: CloseMotion,
  { motion, subject }: { readonly motion: MotionState | undefined; readonly subject: Subject | undefined },
): Event[] | Rejection {
  if (motion === undefined) return reject('motion-is-unknown', `There is no motion ${command.motion}.`);
  if (motion.status !== 'OPEN') return reject('motion-is-closed', 'The vote on this motion is closed.');
  const tally = tallyOf(motion);
  if (!hasQuorum(tally, motion.rule)) {
    const cast = tally.yes + tally.no + tally.abstain;
    return reject('quorum-not-reached', `${cast} of ${tally.electorate} members voted; more than that are needed.`);
  }
  if (!isCarried(tally, motion.rule)) return [{ type: 'MotionFailed', motion: motion.id, tally } as MotionFailed];
  if (subject?.refusal !== undefined) {
    return [{ type: 'MotionLapsed', motion: motion.id, tally, reason: subject.refusal.code } as MotionLapsed];
  }
  return [{ type: 'MotionAdopted', motion: motion.id, tally } as MotionAdopted, ...(subject?.effects(motion.id) ?? [])];
}

export function tallyOf(motion: Pick<MotionBase, 'votes' | 'electorate'>): Tally {
  const choices = Object.values(motion.votes).map((vote) => vote.choice);
  const count = (choice: Choice): number => choices.filter((one) => one === choice).length;
  return { yes: count('YES'), no: count('NO'), abstain: count('ABSTAIN'), electorate: motion.electorate.length };
}

export function hasQuorum(tally: Tally, rule: VotingRule): boolean {
  return (tally.yes + tally.no + tally.abstain) * 10_000 >= tally.electorate * rule.quorumBasisPoints;
}

export function isCarried(tally: Tally, rule: VotingRule): boolean {
  return tally.yes * 10_000 > (tally.yes + tally.no) * rule.thresholdBasisPoints;
}

export function evolveMotion(state: MotionState | undefined, event: MotionEvent, at: number, by: string): MotionState {
  if (event.type === 'MotionProposed') {
    const { motion: id, kind, subject, rationale, electorate, rule } = event;
    return {
      status: 'OPEN',
      id,
      kind,
      subject,
      rationale,
      electorate,
      rule,
      votes: {},
      proposedAt: at,
      proposedBy: by,
    };
  }
  if (state === undefined) throw new Error('An event of a motion that was never proposed.');
  switch (event.type) {
    case 'VoteCast':
      return { ...state, votes: { ...state.votes, [event.voter]: { choice: event.choice, at } } };
    case 'MotionAdopted':
      return { ...state, status: 'ADOPTED', tally: event.tally, closedAt: at };
    case 'MotionFailed':
      return { ...state, status: 'FAILED', tally: event.tally, closedAt: at };
    case 'MotionLapsed':
      return { ...state, status: 'LAPSED', tally: event.tally, lapseReason: event.reason, closedAt: at };
  }
}

export const motion = defineEntity<MotionState, MotionEvent>({
  kind: 'motion',
  concerns: (event) =>
    ['MotionProposed', 'VoteCast', 'MotionAdopted', 'MotionFailed', 'MotionLapsed'].includes(event.type)
      ? [event.motion]
      : [],
  evolve: (state, { event, at, by }) => evolveMotion(state, event, at, by),
});
