import type { Registry } from '@hubgraph/identity';
import { type Command, defineEntity, type Event, type LogName } from '@hubgraph/journal';
import { isRejection, type Rejection, reject, type Slug } from '@hubgraph/kernel';
import { formatNote, parseCheckpoint, type VerifiedCheckpoint, verifyCheckpoint } from '@hubgraph/tlog';
import { keysOfLog } from './assignment.ts';
import { type Evidence, evidenceId } from './evidence.ts';

/** Two checkpoints of one log that do not go together, as a witness found them. */
export interface LogEvidence {
  readonly node: Slug;
  readonly log: LogName;
  /**
   * `FORK`: two roots at one size, which anybody can check. `INCONSISTENT`: the log had no proof, says the witness. `LOST`:
   * the node itself says that the second was signed, and that of its log only the first is left.
   */
  readonly kind: Evidence['kind'] | 'LOST';
  /** Signed notes. */
  readonly first: string;
  readonly second: string;
}

export interface RecordLogEvidence extends Command, LogEvidence {
  readonly type: 'RecordLogEvidence';
  readonly foundBy: Slug;
}

export interface LogEvidenceFound extends Event, LogEvidence {
  readonly type: 'LogEvidenceFound';
  /** A digest of the two notes, and of who found it where it is a witness's word. */
  readonly evidence: string;
  /** The node whose witness found it. */
  readonly foundBy: Slug;
}

/** Enters into the new log what was before it. */
export interface BeginLogs extends Command, LogsBefore {
  readonly type: 'BeginLogs';
}

/** Logs of other names, which ended because what they had signed last was lost for good. */
export interface LogsBefore {
  /** What the names of the present logs begin with. */
  readonly origin: string;
  readonly before: readonly LogBefore[];
}

export interface LogBefore {
  readonly log: LogName;
  readonly origin: string;
  /** How many leaves it had as far as anybody has seen, and how many of them are left. */
  readonly signed: number;
  readonly left: number;
  /** Of the tree of all that was signed, in hexadecimal digits. */
  readonly root: string;
}

export interface LogsBegun extends Event, LogsBefore {
  readonly type: 'LogsBegun';
}

export function decideBeginLogs({ origin, before }: BeginLogs): LogsBegun[] {
  return [{ type: 'LogsBegun', origin, before }];
}

export interface LogEvidenceState extends Omit<LogEvidenceFound, 'type'> {
  readonly foundAt: number;
}

/** In order of precedence. */
export type LogEvidenceRejectionCode = 'log-is-not-registered' | 'evidence-is-malformed' | 'evidence-proves-nothing';

/** How many of a kind are kept, against one log, of one witness: more would say no more. */
const EVIDENCE_KEPT_MAX = 4;

export interface EvidenceContext {
  readonly registry: Registry | undefined;
  /** Evidence that is kept already. */
  readonly isKnown: (evidence: string) => boolean;
  /** How much of the kind is kept against the log, of this witness. */
  readonly count: number;
}

/** Keeps what contradicts itself under the log's own signatures; nothing where it is known, or enough is. */
export function decideEvidence(
  given: LogEvidence & { readonly foundBy: Slug },
  { registry, isKnown, count }: EvidenceContext,
): LogEvidenceFound[] | Rejection<LogEvidenceRejectionCode> {
  const { node, log, kind, foundBy } = given;
  const keys = keysOfLog(registry, node, log);
  if (keys.length === 0) {
    return reject('log-is-not-registered', `The registry has no key of the log ${log} of ${node}.`);
  }
  const [one, two] = [given.first, given.second].map((note) => {
    const checkpoint = parseCheckpoint(note);
    return isRejection(checkpoint) ? checkpoint : verifyCheckpoint(checkpoint, keys);
  });
  if (one === undefined || two === undefined || isRejection(one) || isRejection(two)) {
    return reject('evidence-is-malformed', `Both notes must be checkpoints that ${node} signed for its log ${log}.`);
  }
  if (!isContradiction(kind, one, two)) {
    return reject('evidence-proves-nothing', 'These two checkpoints can be of one log that only grew.');
  }
  const notes = [ownNote(one), ownNote(two)];
  // Two roots at one size are the same evidence whichever was seen first.
  const [first = '', second = ''] = kind === 'FORK' ? notes.sort() : notes;
  // A fork proves itself, whoever found it; of what the log could not prove each witness has its own word.
  const evidence = kind === 'FORK' ? evidenceId(first, second) : evidenceId(first, second, foundBy);
  if (isKnown(evidence) || count >= EVIDENCE_KEPT_MAX) return [];
  return [{ type: 'LogEvidenceFound', evidence, node, log, kind, first, second, foundBy }];
}

/** Logs of different names have nothing to do with each other, also where one node signed both. */
function isContradiction(kind: LogEvidence['kind'], one: VerifiedCheckpoint, two: VerifiedCheckpoint): boolean {
  if (one.origin !== two.origin) return false;
  if (kind === 'FORK') return isFork(one, two);
  // Every tree continues the empty one; but it may be all that is left of another.
  return (kind === 'LOST' || one.size > 0) && one.size < two.size;
}

function isFork(one: VerifiedCheckpoint, two: VerifiedCheckpoint): boolean {
  return one.size === two.size && !Buffer.from(one.root).equals(two.root);
}

/** The note with the log's own signature alone. */
function ownNote({ note }: VerifiedCheckpoint): string {
  return formatNote({ text: note.text, signatures: note.verified });
}

export const logEvidence = defineEntity<LogEvidenceState, LogEvidenceFound>({
  kind: 'log-evidence',
  concerns: (event) => (event.type === 'LogEvidenceFound' ? [event.evidence] : []),
  evolve(_state, { event: { type: _, ...found }, at }) {
    return { ...found, foundAt: at };
  },
});
