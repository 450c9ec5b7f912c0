import { invariant, type Rejection, reject } from '@hubgraph/kernel';
import { decodeBase64, encodeBase64, isCount, parseDecimal } from '../encoding.ts';
import { HASH_BYTES } from '../merkle/hash.ts';
import { hasControls } from '../note/name.ts';

/** What a log says of itself: its tree had this root when it had `size` leaves. */
export interface Checkpoint {
  /** The name of the log, the same for ever. */
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

export type CheckpointRejectionCode = 'checkpoint-is-malformed' | 'checkpoint-is-too-large';

/**
 * Reads the text of a checkpoint, which is signed. Extension lines are allowed and left out.
 * @returns a refusal for all that `formatCheckpointText` could not have written, extension lines aside, and for trees of
 * 2^53 leaves or more.
 * @see C2SP tlog-checkpoint
 */
export function parseCheckpointText(text: string): Checkpoint | Rejection<CheckpointRejectionCode> {
  const malformed = (why: string): Rejection<CheckpointRejectionCode> =>
    reject('checkpoint-is-malformed', `This is not a checkpoint: ${why}.`);
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length < 3) return malformed('it needs three lines, each with its end');
  if (lines.includes('') || hasControls(text, '\n') || !text.isWellFormed()) {
    return malformed('it has an empty line or a control character');
  }
  const [origin, sizeText, rootText] = lines as [string, string, string];
  if (/^[1-9][0-9]{15,}$/.test(sizeText) && parseDecimal(sizeText) === undefined) {
    return reject('checkpoint-is-too-large', 'Trees of 2^53 leaves or more are not supported.');
  }
  const size = parseDecimal(sizeText);
  if (size === undefined) return malformed('its size is not a decimal number without leading zeros');
  const root = decodeBase64(rootText);
  if (root?.length !== HASH_BYTES) return malformed('its root is not 32 bytes in base64');
  return { origin, size, root };
}

/** The text of a checkpoint: origin, size, root, each on a line. Extension lines are never written. */
export function formatCheckpointText({ origin, size, root }: Checkpoint): string {
  const isOrigin = origin !== '' && origin.isWellFormed() && !hasControls(origin);
  invariant(isOrigin && isCount(size) && root.length === HASH_BYTES, 'a checkpoint has an origin, a size and a root.');
  return `${origin}\n${size}\n${encodeBase64(root)}\n`;
}
