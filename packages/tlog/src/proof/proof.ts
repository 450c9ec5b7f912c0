import { isRejection, type Rejection, reject } from '@hubgraph/kernel';
import { parseCheckpoint, type SignedCheckpoint } from '../checkpoint/checkpoint.ts';
import type { CheckpointRejectionCode } from '../checkpoint/text.ts';
import { decodeBase64, decodeText, encodeBase64, parseDecimal } from '../encoding.ts';
import { leafHash } from '../merkle/hash.ts';
import { verifyInclusion } from '../merkle/verify.ts';
import { formatNote, MAX_NOTE_BYTES, type NoteRejectionCode } from '../note/note.ts';
import { type Judgement, judgeCheckpoint, type LogPolicy } from '../policy/policy.ts';
import { formatHashLines, MAX_PROOF_LINES, parseHashLines } from '../witness/request.ts';

/** A checkpoint, and the proof that a leaf is in its tree. Whoever has the leaf and a policy can check it offline. */
export interface LogProof {
  readonly index: number;
  /** From the leaf's sibling up. */
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: SignedCheckpoint;
  /** What somebody wrote beside it; not signed and not proved. Not empty. */
  readonly extra: Uint8Array | undefined;
}

export type LogProofRejectionCode = 'log-proof-is-malformed' | 'log-proof-does-not-hold' | 'checkpoint-is-unwitnessed';

/** Larger proofs are not read. */
const MAX_LOG_PROOF_BYTES = MAX_NOTE_BYTES + 100_000;

const HEADER = 'c2sp.org/tlog-proof@v1';

/**
 * Reads a proof, and verifies nothing.
 * @returns a refusal when it is not exactly of the form.
 * @see C2SP tlog-proof
 */
export function parseLogProof(
  input: string | Uint8Array,
): LogProof | Rejection<LogProofRejectionCode | NoteRejectionCode | CheckpointRejectionCode> {
  const malformed = (why: string): Rejection<LogProofRejectionCode> =>
    reject('log-proof-is-malformed', `This is not a proof of a log: ${why}.`);
  const text = decodeText(input, MAX_LOG_PROOF_BYTES);
  if (text === undefined) return malformed('it is too large, or not UTF-8');
  const split = text.indexOf('\n\n');
  const lines = text.slice(0, Math.max(0, split)).split('\n', MAX_PROOF_LINES + 4);
  if (lines.shift() !== HEADER) return malformed(`it does not begin with ${HEADER}`);
  const extraLine = lines[0]?.startsWith('extra ') ? lines.shift() : undefined;
  const extra = extraLine === undefined ? undefined : decodeBase64(extraLine.slice('extra '.length));
  if (extraLine !== undefined && !extra?.length) return malformed('its extra data are not base64');
  const indexLine = lines.shift() ?? '';
  const index = indexLine.startsWith('index ') ? parseDecimal(indexLine.slice('index '.length)) : undefined;
  if (index === undefined) return malformed('it has no index, a number without leading zeros');
  const proof = lines.length > MAX_PROOF_LINES ? undefined : parseHashLines(lines);
  if (proof === undefined) return malformed('its hashes are not up to 63 lines of 32 bytes in base64');
  const checkpoint = parseCheckpoint(text.slice(split + 2));
  if (isRejection(checkpoint)) return checkpoint;
  return { index, proof, checkpoint, extra };
}

/** The text of a proof: what is kept in files named `.tlog-proof`. */
export function formatLogProof({ index, proof, checkpoint, extra }: LogProof): string {
  const beside = extra === undefined ? '' : `extra ${encodeBase64(extra)}\n`;
  return `${HEADER}\n${beside}index ${index}\n${formatHashLines(proof)}\n${formatNote(checkpoint.note)}`;
}

/**
 * Verifies that the leaf is in a log of the policy, under a checkpoint that a quorum of its witnesses has cosigned.
 * @param leaf the bytes of the leaf, not its hash.
 * @returns who has signed, or a refusal: the checkpoint is not signed as it must be, has no quorum, or does not cover
 * the leaf.
 */
export function verifyLogProof(
  { index, proof, checkpoint }: LogProof,
  leaf: Uint8Array,
  policy: LogPolicy,
): Judgement | Rejection<LogProofRejectionCode | NoteRejectionCode | CheckpointRejectionCode> {
  const judgement = judgeCheckpoint(policy, checkpoint);
  if (isRejection(judgement)) return judgement;
  if (!judgement.isSatisfied) {
    return reject('checkpoint-is-unwitnessed', 'The witnesses that cosigned this checkpoint are not a quorum.');
  }
  const { size, root } = judgement.checkpoint;
  return verifyInclusion({ index, size, leaf: leafHash(leaf), root, proof })
    ? judgement
    : reject('log-proof-does-not-hold', 'This is not the leaf that the proof is about, or not a proof.');
}
