import { isRejection, type Rejection } from '@hubgraph/kernel';
import type { SignerKey, VerifierKey } from '../note/keys.ts';
import {
  addSignatures,
  type Note,
  type NoteRejectionCode,
  type NoteSignature,
  parseSignatureLines,
  signText,
  type VerifiedSignature,
  verifyNote,
} from '../note/note.ts';

/**
 * A witness's statement that at this time the checkpoint was the largest consistent one that it had seen.
 * @param key of type `cosignature-v1` or `ml-dsa-44`.
 * @param timestamp seconds since 1970, more than 0.
 * @see C2SP tlog-cosignature
 */
export function cosign(checkpoint: Note, key: SignerKey, timestamp: number): NoteSignature {
  return signText(checkpoint.text, key, timestamp);
}

/**
 * The cosignatures of known witnesses in what a witness answered; those of others are left out.
 * @returns a refusal when none is there, one is wrong, or the answer is not of signature lines.
 */
export function verifyCosignatures(
  checkpoint: Note,
  lines: string,
  witnesses: readonly VerifierKey[],
): readonly VerifiedSignature[] | Rejection<NoteRejectionCode> {
  const signatures = parseSignatureLines(lines);
  if (isRejection(signatures)) return signatures;
  const note = verifyNote({ text: checkpoint.text, signatures }, witnesses);
  return isRejection(note) ? note : note.verified;
}

/** The checkpoint's note with these cosignatures; a newer one of the same key takes the older one's place. */
export function withCosignatures(checkpoint: Note, cosignatures: readonly NoteSignature[]): Note {
  return addSignatures(checkpoint, cosignatures);
}
