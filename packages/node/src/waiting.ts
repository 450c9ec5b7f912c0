import type { Reader } from '@hubgraph/journal';
import type { Id, Instant, Rejection } from '@hubgraph/kernel';
import type { Actor } from './actor.ts';
import type { Concept } from './concept.ts';
import { type Policy, refusedEarly } from './policy.ts';
import type { TextRef } from './texts.ts';

/** What can wait for somebody, at any node. The kinds are one list because the graph has one type for them. */
export type WaitingKind =
  | 'SIGN_AGREEMENT'
  | 'RECOGNISE_TEAM'
  | 'ASSIGN_COACH'
  | 'DECIDE_APPLICATION'
  | 'PAY_AWARD'
  | 'REPORT_SPENDING'
  | 'REVIEW_EXPENSE'
  | 'APPROVE_EXPENSE'
  | 'APPROVE_EXPENSE_FOR_TEAM'
  | 'PAY_EXPENSE'
  | 'COMPLETE_EXPENSE'
  | 'ATTACH_RECEIPT'
  | 'CAST_VOTE'
  | 'CLOSE_MOTION'
  | 'ALLOCATE'
  | 'DISBURSE'
  | 'OFFER_AGREEMENT'
  | 'DECIDE_TRANSFER'
  | 'SETTLE_TRANSFER'
  | 'CONFIRM_SETTLEMENT'
  | 'ACCEPT_SPONSORSHIP'
  | 'CONSENT_TO_SPONSORSHIP'
  | 'ANSWER_DIRECTION'
  | 'FILE_TEAM_BOOKS'
  | 'LATE_TEAM_BOOKS';

/** A thing that may wait for somebody: it does if they may give the command with this payload. */
export interface WaitingCandidate {
  readonly subject: Id;
  /** Which part of the subject, where one subject has several that wait. */
  readonly part?: Id;
  /** Since when it waits, where that is known. */
  readonly since?: Instant;
  /** A text of the vault, or a name that is no secret. */
  readonly title?: TextRef | string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** One kind of thing that waits for people. */
export interface WaitingDefinition {
  readonly kind: WaitingKind;
  /** The command that is waited for. */
  readonly command: string;
  /** The role whose business it is, where more people may than are expected to. */
  readonly expectedOf?: string;
  /** The oldest first, at most `limit`, read by an index. Whether the actor may is asked afterwards. */
  candidates(
    read: Reader,
    asked: { readonly actor: Actor; readonly limit: number; readonly now: Instant },
  ): readonly WaitingCandidate[];
}

/** A thing that waits for who asks. */
export interface Waiting extends WaitingCandidate {
  readonly kind: WaitingKind;
  readonly command: string;
}

export interface WaitingList {
  readonly nodes: readonly Waiting[];
  readonly hasMore: boolean;
}

/** How many things of one kind are looked at. */
const CANDIDATES_MAX = 100;

interface Node {
  readonly concepts: readonly Concept[];
  readonly read: Reader;
  readonly world: { readonly clock: { now(): Instant } };
  consider(actor: Actor, type: string, payload: Readonly<Record<string, unknown>>): Rejection | undefined;
}

/** What the actor can do now and is expected to: the candidates of all concepts, less those that would be refused. */
export function waitingFor(node: Node, policy: Policy, actor: Actor, first: number): WaitingList {
  const now = node.world.clock.now();
  const candidates: Waiting[] = [];
  let isCut = false;
  for (const { kind, command, expectedOf, candidates: find } of node.concepts.flatMap(({ waiting }) => waiting ?? [])) {
    const isExpected = expectedOf === undefined || actor.roles.some((held) => held.role === expectedOf);
    if (!isExpected || refusedEarly(policy, actor, command) !== undefined) continue;
    const found = find(node.read, { actor, limit: CANDIDATES_MAX + 1, now });
    isCut ||= found.length > CANDIDATES_MAX;
    candidates.push(...found.slice(0, CANDIDATES_MAX).map((one) => ({ ...one, kind, command })));
  }
  const nodes: Waiting[] = [];
  for (const one of candidates.sort(byAge)) {
    if (nodes.length > first) break;
    if (node.consider(actor, one.command, one.payload) === undefined) nodes.push(one);
  }
  return { nodes: nodes.slice(0, first), hasMore: nodes.length > first || isCut };
}

/** The oldest first; what waits since nobody knows when comes last. */
function byAge(one: Waiting, other: Waiting): number {
  const [a, b] = [one.since ?? Number.POSITIVE_INFINITY, other.since ?? Number.POSITIVE_INFINITY];
  if (a !== b) return a < b ? -1 : 1;
  return one.subject < other.subject ? -1 : one.subject > other.subject ? 1 : 0;
}
