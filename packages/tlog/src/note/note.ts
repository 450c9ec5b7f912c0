import { invariant, isRejection, type Rejection, reject } from '@hubgraph/kernel';
import { cosignedMessage, uint64 } from '../cosignature/message.ts';
import { decodeBase64, decodeLooseBase64, decodeText, encodeBase64, isCount } from '../encoding.ts';
import { type SignerKey, signBytes, type VerifierKey, verifyBytes } from './keys.ts';
import { hasControls, isKeyName } from './name.ts';

/** A line under a note. Nobody has verified it. */
export interface NoteSignature {
  readonly name: string;
  readonly keyId: number;
  /** All that follows the key's id; with the time, if it is a cosignature. */
  readonly signature: Uint8Array;
  /** As it stands in the note: the key's id and the signature. */
  readonly base64: string;
}

/** A signed text, as read. Nobody has verified it. */
export interface Note {
  /** What is signed, with the end of its last line. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A signature that was verified. */
export interface VerifiedSignature extends NoteSignature {
  readonly key: VerifierKey;
  /** When it was cosigned, in seconds since 1970; undefined for a plain signature. */
  readonly timestamp: number | undefined;
}

/** A note with at least one signature of a known key, all of whose signatures by known keys hold. */
export interface VerifiedNote extends Note {
  readonly verified: readonly VerifiedSignature[];
}

export type NoteRejectionCode =
  | 'note-is-malformed'
  | 'note-is-too-large'
  | 'note-is-signed-twice'
  | 'note-is-unsigned'
  | 'note-signature-is-wrong'
  | 'verifier-keys-collide';

/** Larger notes are not read. */
export const MAX_NOTE_BYTES = 1_000_000;

/** Notes with more signatures are not read. */
export const MAX_NOTE_SIGNATURES = 100;

const SIGNATURE_START = '— ';

/**
 * Reads a signed note, and verifies nothing.
 * @returns a refusal when it is not exactly of the form, has more than 100 signatures or 1,000,000 bytes, or two
 * signatures by one key.
 * @see C2SP signed-note
 */
export function parseNote(input: string | Uint8Array): Note | Rejection<NoteRejectionCode> {
  if (input.length > MAX_NOTE_BYTES) return reject('note-is-too-large', 'A note has at most 1,000,000 bytes.');
  const note = decodeText(input, MAX_NOTE_BYTES);
  if (note === undefined || hasControls(note, '\n')) {
    return reject('note-is-malformed', 'A note is UTF-8 without control characters.');
  }
  const split = note.lastIndexOf('\n\n');
  if (split < 0) return reject('note-is-malformed', 'A note has an empty line between text and signatures.');
  const signatures = parseSignatureLines(note.slice(split + 2));
  return isRejection(signatures) ? signatures : { text: note.slice(0, split + 1), signatures };
}

/**
 * Reads signature lines, as a witness answers them. At least one.
 * @returns the refusals of `parseNote`.
 */
export function parseSignatureLines(text: string): readonly NoteSignature[] | Rejection<NoteRejectionCode> {
  if (text.length > MAX_NOTE_BYTES) return reject('note-is-too-large', 'Signatures have at most 1,000,000 bytes.');
  const lines = text.split('\n', MAX_NOTE_SIGNATURES + 2);
  if (lines.length > MAX_NOTE_SIGNATURES + 1) {
    return reject('note-is-too-large', `A note has at most ${MAX_NOTE_SIGNATURES} signatures.`);
  }
  if (lines.pop() !== '' || lines.length === 0) {
    return reject('note-is-malformed', 'A note ends with lines of signatures, each with its end.');
  }
  const signatures: NoteSignature[] = [];
  const seen = new Set<string>();
  for (const line of lines) {
    const signature = parseSignatureLine(line);
    if (signature === undefined) {
      return reject('note-is-malformed', 'A signature is a dash, a name and base64, with one space between.');
    }
    const key = keyOf(signature);
    if (seen.has(key)) return reject('note-is-signed-twice', `Two signatures are by the key ${signature.name}.`);
    seen.add(key);
    signatures.push(signature);
  }
  return signatures;
}

/** The bytes of a note, as text: what `parseNote` read. */
export function formatNote({ text, signatures }: Note): string {
  return `${text}\n${signatures.map(formatSignatureLine).join('')}`;
}

/** One signature with the end of its line. */
export function formatSignatureLine({ name, base64 }: NoteSignature): string {
  return `${SIGNATURE_START}${name} ${base64}\n`;
}

/**
 * The signature of a key over a text.
 * @param timestamp seconds since 1970, for keys that cosign; more than 0.
 */
export function signText(text: string, key: SignerKey, timestamp?: number): NoteSignature {
  let signature: Uint8Array;
  if (key.type === 'ed25519') {
    signature = signBytes(Buffer.from(text), key);
  } else {
    invariant(timestamp !== undefined && isCount(timestamp) && timestamp > 0, 'a cosignature has a time.');
    const message = cosignedMessage(key.type, key.name, timestamp, text);
    invariant(message !== undefined, 'only checkpoints are cosigned.');
    signature = Buffer.concat([uint64(timestamp), signBytes(message, key)]);
  }
  const keyId = Buffer.alloc(4);
  keyId.writeUInt32BE(key.keyId);
  return { name: key.name, keyId: key.keyId, signature, base64: encodeBase64(Buffer.concat([keyId, signature])) };
}

/**
 * Signs a text with keys of type `ed25519`.
 * @param text ends with the end of its last line; no control characters.
 */
export function signNote(text: string, keys: readonly SignerKey[]): Note {
  invariant(text.endsWith('\n') && !hasControls(text, '\n') && text.isWellFormed(), 'the text of a note ends a line.');
  return { text, signatures: keys.map((key) => signText(text, key)) };
}

/** Adds signatures to a note; one by a key that has signed before takes the older one's place. */
export function addSignatures(note: Note, signatures: readonly NoteSignature[]): Note {
  const byKey = new Map([...note.signatures, ...signatures].map((one) => [keyOf(one), one]));
  return { text: note.text, signatures: [...byKey.values()] };
}

/**
 * Verifies the signatures of known keys and leaves out all others.
 * @returns a refusal when no known key has signed, or a signature of one does not hold; then nothing in the note is to
 * be believed. Also when two of the keys have the same name and id, so that it is not clear which is meant.
 * @see C2SP signed-note, "Signatures"
 */
export function verifyNote(note: Note, keys: readonly VerifierKey[]): VerifiedNote | Rejection<NoteRejectionCode> {
  const known = new Map(keys.map((key) => [keyOf(key), key]));
  if (known.size !== keys.length) {
    return reject('verifier-keys-collide', 'Two of the verifier keys have the same name and id; give each once.');
  }
  const verified: VerifiedSignature[] = [];
  for (const signature of note.signatures) {
    const key = known.get(keyOf(signature));
    if (key === undefined) continue;
    const timestamp = timestampOf(key, signature.signature);
    if (!holds(note.text, key, signature, timestamp)) {
      return reject('note-signature-is-wrong', `The signature by ${key.name} is not of this text.`);
    }
    verified.push({ ...signature, key, timestamp });
  }
  if (verified.length === 0) return reject('note-is-unsigned', 'No known key has signed this note.');
  return { ...note, verified };
}

function parseSignatureLine(line: string): NoteSignature | undefined {
  if (!line.startsWith(SIGNATURE_START)) return undefined;
  const [name = '', base64 = '', ...rest] = line.slice(SIGNATURE_START.length).split(' ', 3);
  const bytes = decodeLooseBase64(base64);
  if (!isKeyName(name) || rest.length > 0 || bytes === undefined || bytes.length < 5) return undefined;
  const keyId = Buffer.from(bytes.buffer, bytes.byteOffset, 4).readUInt32BE(0);
  return { name, keyId, signature: bytes.subarray(4), base64 };
}

function holds(text: string, key: VerifierKey, line: NoteSignature, timestamp: number | undefined): boolean {
  const { signature, base64 } = line;
  // The bits that base64 leaves over are not signed; with any of them set, this is not what the key wrote.
  if (decodeBase64(base64) === undefined) return false;
  if (key.type === 'ed25519') return verifyBytes(Buffer.from(text), key, signature);
  if (timestamp === undefined) return false;
  const message = cosignedMessage(key.type, key.name, timestamp, text);
  return message !== undefined && verifyBytes(message, key, signature.subarray(8));
}

/** Undefined also for a time that is 0, or so late that it is none. */
function timestampOf(key: VerifierKey, signature: Uint8Array): number | undefined {
  if (key.type === 'ed25519' || signature.length < 8) return undefined;
  const seconds = Number(Buffer.from(signature.buffer, signature.byteOffset, 8).readBigUInt64BE(0));
  return isCount(seconds) && seconds > 0 ? seconds : undefined;
}

const keyOf = ({ name, keyId }: { readonly name: string; readonly keyId: number }): string => `${keyId} ${name}`;
