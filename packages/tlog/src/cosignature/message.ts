import { isRejection } from '@hubgraph/kernel';
import { parseCheckpointText } from '../checkpoint/text.ts';
import type { KeyType } from '../note/keys.ts';

/**
 * The bytes that a cosignature of a checkpoint signs; undefined where this text cannot be cosigned so.
 * @param text the whole text of the checkpoint, as it stands in the note.
 * @param timestamp seconds since 1970.
 * @see C2SP tlog-cosignature
 */
export function cosignedMessage(
  type: Exclude<KeyType, 'ed25519'>,
  cosigner: string,
  timestamp: number,
  text: string,
): Buffer | undefined {
  const checkpoint = parseCheckpointText(text);
  if (isRejection(checkpoint)) return undefined;
  if (type === 'cosignature-v1') return Buffer.from(`cosignature/v1\ntime ${timestamp}\n${text}`);
  const [name, origin] = [Buffer.from(cosigner), Buffer.from(checkpoint.origin)];
  if (name.length > 255 || origin.length > 255) return undefined;
  return Buffer.concat([
    Buffer.from('subtree/v1\n\0'),
    Buffer.from([name.length]),
    name,
    uint64(timestamp),
    Buffer.from([origin.length]),
    origin,
    uint64(0),
    uint64(checkpoint.size),
    checkpoint.root,
  ]);
}

/** A whole number in eight bytes, the highest first. */
export function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
