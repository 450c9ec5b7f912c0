import { isRejection, type Rejection, reject } from '@hubgraph/kernel';
import type { SignerKey, VerifierKey } from '../note/keys.ts';
import {
  formatNote,
  type Note,
  type NoteRejectionCode,
  parseNote,
  signNote,
  type VerifiedNote,
  verifyNote,
} from '../note/note.ts';
import { type Checkpoint, type CheckpointRejectionCode, formatCheckpointText, parseCheckpointText } from './text.ts';

/** A checkpoint with the note that it stands in. Nobody has verified it. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: Note;
}

/** A checkpoint that a key of its log has signed, with the cosignatures that were verified. */
export interface VerifiedCheckpoint extends Checkpoint {
  readonly note: VerifiedNote;
}

/** Reads a checkpoint, and verifies nothing. */
export function parseCheckpoint(
  input: string | Uint8Array,
): SignedCheckpoint | Rejection<NoteRejectionCode | CheckpointRejectionCode> {
  const note = parseNote(input);
  if (isRejection(note)) return note;
  const checkpoint = parseCheckpointText(note.text);
  return isRejection(checkpoint) ? checkpoint : { ...checkpoint, note };
}

/** The bytes of a checkpoint as read or signed, as text. */
export function formatCheckpoint({ note }: SignedCheckpoint): string {
  return formatNote(note);
}

/** Signs a checkpoint with a log's own keys, whose name is the origin: one, or two while they change. */
export function signCheckpoint(checkpoint: Checkpoint, ...keys: readonly SignerKey[]): SignedCheckpoint {
  const { origin, size, root } = checkpoint;
  return { origin, size, root, note: signNote(formatCheckpointText(checkpoint), keys) };
}

/**
 * Verifies a checkpoint: one of the log's keys has signed it, and no signature by a known key is wrong.
 * @param logs keys of logs; only those that have the name of the checkpoint's origin count.
 * @param witnesses keys whose cosignatures are of interest; whether they suffice is for a policy to say.
 */
export function verifyCheckpoint(
  checkpoint: SignedCheckpoint,
  logs: readonly VerifierKey[],
  witnesses: readonly VerifierKey[] = [],
): VerifiedCheckpoint | Rejection<NoteRejectionCode | CheckpointRejectionCode> {
  // What counts is what was signed, not what somebody put beside it.
  const signed = parseCheckpointText(checkpoint.note.text);
  if (isRejection(signed)) return signed;
  const own = logs.filter(({ name }) => name === signed.origin);
  const note = verifyNote(checkpoint.note, [...own, ...witnesses]);
  if (isRejection(note)) return note;
  if (!note.verified.some(({ key }) => own.includes(key))) {
    return reject('note-is-unsigned', `No known key of ${signed.origin} has signed this checkpoint.`);
  }
  return { ...signed, note };
}
