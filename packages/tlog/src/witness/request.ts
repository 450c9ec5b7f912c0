import { isRejection, type Rejection, reject } from '@hubgraph/kernel';
import { parseCheckpoint, type SignedCheckpoint } from '../checkpoint/checkpoint.ts';
import type { CheckpointRejectionCode } from '../checkpoint/text.ts';
import { decodeBase64, decodeText, encodeBase64, parseDecimal } from '../encoding.ts';
import { HASH_BYTES } from '../merkle/hash.ts';
import { formatNote, MAX_NOTE_BYTES, type NoteRejectionCode } from '../note/note.ts';

/** What a log asks of a witness: to cosign a checkpoint that continues the one of `oldSize` leaves. */
export interface AddCheckpointRequest {
  readonly oldSize: number;
  /** From the tree of `oldSize` leaves to the checkpoint's; empty if there is nothing to prove. */
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: SignedCheckpoint;
}

export type WitnessRequestRejectionCode = 'witness-request-is-malformed' | 'witness-answer-is-malformed';

/** The most hashes that a request may have. */
export const MAX_PROOF_LINES = 63;

/** Larger requests are not read. */
export const MAX_REQUEST_BYTES = MAX_NOTE_BYTES + 4096;

/**
 * Reads the body of `add-checkpoint`, and verifies nothing.
 * @returns a refusal when it is not exactly of the form; each of them is status 400.
 * @see C2SP tlog-witness
 */
export function parseAddCheckpoint(
  body: string | Uint8Array,
): AddCheckpointRequest | Rejection<WitnessRequestRejectionCode | NoteRejectionCode | CheckpointRejectionCode> {
  const malformed = (why: string): Rejection<WitnessRequestRejectionCode> =>
    reject('witness-request-is-malformed', `This is not a request to add a checkpoint: ${why}.`);
  const text = decodeText(body, MAX_REQUEST_BYTES);
  if (text === undefined) return malformed('it is too large, or not UTF-8');
  const split = text.indexOf('\n\n');
  if (split < 0) return malformed('it has no empty line before the checkpoint');
  const [first = '', ...rest] = text.slice(0, split).split('\n', MAX_PROOF_LINES + 2);
  const oldSize = first.startsWith('old ') ? parseDecimal(first.slice('old '.length)) : undefined;
  if (oldSize === undefined) return malformed('its first line is not old and a size');
  if (rest.length > MAX_PROOF_LINES) return malformed(`it has more than ${MAX_PROOF_LINES} hashes`);
  const proof = parseHashLines(rest);
  if (proof === undefined) return malformed('a line of the proof is not 32 bytes in base64');
  const checkpoint = parseCheckpoint(text.slice(split + 2));
  return isRejection(checkpoint) ? checkpoint : { oldSize, proof, checkpoint };
}

/** The body of `add-checkpoint`. */
export function formatAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpointRequest): string {
  return `old ${oldSize}\n${formatHashLines(proof)}\n${formatNote(checkpoint.note)}`;
}

/**
 * Reads how many leaves a witness has seen, from an answer with status 409.
 * @returns a refusal when it is not a number with the end of its line.
 */
export function parseWitnessSize(body: string): number | Rejection<WitnessRequestRejectionCode> {
  const size = body.endsWith('\n') ? parseDecimal(body.slice(0, -1)) : undefined;
  return (
    size ?? reject('witness-answer-is-malformed', 'A witness that has seen another size answers with that number.')
  );
}

/** Hashes, one a line; undefined if one is not. */
export function parseHashLines(lines: readonly string[]): readonly Uint8Array[] | undefined {
  const hashes = lines.map(decodeBase64);
  return hashes.every((hash): hash is Uint8Array => hash?.length === HASH_BYTES) ? hashes : undefined;
}

/** Hashes, one a line, each with its end. */
export function formatHashLines(hashes: readonly Uint8Array[]): string {
  return hashes.map((hash) => `${encodeBase64(hash)}\n`).join('');
}
