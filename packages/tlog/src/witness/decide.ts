import { isRejection, type Rejection, reject } from '@hubgraph/kernel';
import { type SignedCheckpoint, verifyCheckpoint } from '../checkpoint/checkpoint.ts';
import type { CheckpointRejectionCode } from '../checkpoint/text.ts';
import { sameBytes } from '../encoding.ts';
import { emptyRoot } from '../merkle/hash.ts';
import { verifyConsistency } from '../merkle/verify.ts';
import type { VerifierKey } from '../note/keys.ts';
import { formatNote, type NoteRejectionCode } from '../note/note.ts';
import type { parseAddCheckpoint, WitnessRequestRejectionCode } from './request.ts';

/** The newest checkpoint of a log that a witness has cosigned: all that it keeps of that log. */
export interface WitnessedState {
  readonly size: number;
  readonly root: Uint8Array;
  /** The checkpoint as the log signed it, without signatures of others. */
  readonly note: string;
}

export type WitnessRejectionCode =
  | 'log-is-unknown'
  | 'old-size-is-too-large'
  | 'witness-has-seen-another-size'
  | 'empty-root-is-wrong'
  | 'log-is-forked'
  | 'consistency-proof-is-wrong';

/**
 * What speaks against a log, beside the request's refusal.
 * - `fork`: it has signed two roots for one size. `impossible`: it has signed a wrong root for the empty tree. Both are
 *   proved by the notes themselves, to anybody.
 * - `unproven`: it did not show that the new tree continues the old one. Whoever has a checkpoint can send it with a
 *   wrong proof, so this is a suspicion until the log has failed to give a proof that holds.
 */
export interface WitnessEvidence {
  readonly kind: 'fork' | 'impossible' | 'unproven';
  readonly known: WitnessedState | undefined;
  /** As `WitnessedState.note`. */
  readonly note: string;
}

/** The request is refused, with this answer. */
export interface WitnessRefusal {
  readonly status: 400 | 403 | 404 | 409 | 422;
  readonly contentType: 'text/plain; charset=utf-8' | 'text/x.tlog.size';
  readonly body: string;
  readonly refusal: Rejection<
    WitnessRejectionCode | WitnessRequestRejectionCode | NoteRejectionCode | CheckpointRejectionCode
  >;
  readonly evidence: WitnessEvidence | undefined;
}

/** The checkpoint continues what was known. `state` takes the place of `known`, durably, before anything is cosigned. */
export interface WitnessAcceptance {
  readonly status: 200;
  readonly state: WitnessedState;
  /** What is to be cosigned; the answer's body is the cosignatures' lines. */
  readonly checkpoint: SignedCheckpoint;
}

/**
 * Decides a request to a witness. The caller compares and replaces `known` in one step: two requests that were decided
 * on the same state must not both be accepted, or the later one could roll the log back.
 * @param request as `parseAddCheckpoint` gave it, refusals included.
 * @param logs the keys of the log with this origin; undefined when the witness does not know the log.
 * @param known undefined when nothing was cosigned for this origin yet.
 * @see C2SP tlog-witness
 */
export function decideAddCheckpoint({
  request,
  logs,
  known,
}: {
  readonly request: ReturnType<typeof parseAddCheckpoint>;
  readonly logs: readonly VerifierKey[] | undefined;
  readonly known: WitnessedState | undefined;
}): WitnessAcceptance | WitnessRefusal {
  if (isRejection(request)) return refused(400, request);
  const { checkpoint, oldSize, proof } = request;
  if (logs === undefined) {
    return refused(404, reject('log-is-unknown', 'This witness does not know the log.'));
  }
  const verified = verifyCheckpoint(checkpoint, logs);
  if (isRejection(verified)) return refused(403, verified);

  const { origin, size, root } = verified;
  const signed: SignedCheckpoint = {
    origin,
    size,
    root,
    note: { text: checkpoint.note.text, signatures: verified.note.verified },
  };
  const note = formatNote(signed.note);
  const isFork = known !== undefined && known.size === size && !sameBytes(known.root, root);
  const against = (kind: WitnessEvidence['kind']): WitnessEvidence => ({ kind, known, note });
  if (oldSize > size) {
    const refusal = reject('old-size-is-too-large', 'The old size is larger than the checkpoint.');
    return refused(400, refusal, isFork ? against('fork') : undefined);
  }
  const knownSize = known?.size ?? 0;
  if (oldSize !== knownSize) {
    return {
      ...refused(
        409,
        reject('witness-has-seen-another-size', `This witness has seen ${knownSize} leaves.`),
        isFork ? against('fork') : undefined,
      ),
      contentType: 'text/x.tlog.size',
      body: `${knownSize}\n`,
    };
  }
  if (size === 0 && !sameBytes(root, emptyRoot())) {
    return refused(422, reject('empty-root-is-wrong', 'This is not the root of an empty tree.'), against('impossible'));
  }
  if (isFork) {
    return refused(422, reject('log-is-forked', 'This witness has seen another root at this size.'), against('fork'));
  }
  const isConsistent =
    known === undefined || known.size === 0
      ? proof.length === 0
      : verifyConsistency({ from: known.size, to: size, fromRoot: known.root, toRoot: root, proof });
  if (!isConsistent) {
    const refusal = reject('consistency-proof-is-wrong', 'The consistency proof does not hold.');
    // Every tree continues the empty one, so there a wrong proof says nothing of the log.
    return refused(422, refusal, knownSize === 0 ? undefined : against('unproven'));
  }
  return { status: 200, state: { size, root, note }, checkpoint: signed };
}

function refused(
  status: WitnessRefusal['status'],
  refusal: WitnessRefusal['refusal'],
  evidence?: WitnessEvidence,
): WitnessRefusal {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${refusal.message}\n`, refusal, evidence };
}
