import type { Slug } from '@hubgraph/kernel';

/** The place of one row in the total order of all hubs' rows: its sort keys, then its hub, then its id. */
export interface Place {
  readonly keys: readonly unknown[];
  readonly hub: Slug;
  readonly id: string;
}

/**
 * Where a page ended. To clients it is opaque; a hub reads it with {@link readCursor} and gives its rows that come after
 * the place, whichever hub's row it was: no offsets within single hubs are needed.
 */
export interface Cursor extends Place {
  /** The registry's epoch in which the walk began. */
  readonly epoch: number;
  /** Hubs that were missing on this page or an earlier one; they stay missing until the walk begins anew. */
  readonly missing: readonly Slug[];
}

/** The version of the order: numbers by size, text by code point, null last. */
const ORDER_VERSION = 1;

const LENGTH_MAX = 10_000;

/** Writes a cursor: base64url of `[1, epoch, keys, hub, id, missing]` in JSON. */
export function writeCursor({ epoch, keys, hub, id, missing }: Cursor): string {
  return Buffer.from(JSON.stringify([ORDER_VERSION, epoch, keys, hub, id, missing])).toString('base64url');
}

/** Reads a cursor; undefined if it is none or of another order. */
export function readCursor(text: string): Cursor | undefined {
  if (text.length > LENGTH_MAX) return undefined;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (!Array.isArray(parsed)) return undefined;
    const [version, epoch, keys, hub, id, missing] = parsed as unknown[];
    const isCursor =
      version === ORDER_VERSION &&
      typeof epoch === 'number' &&
      Array.isArray(keys) &&
      keys.every(isKey) &&
      typeof hub === 'string' &&
      typeof id === 'string' &&
      Array.isArray(missing);
    if (!isCursor) return undefined;
    return { epoch, keys, hub, id, missing: missing.filter((one) => typeof one === 'string') };
  } catch {
    return undefined;
  }
}

/** Sort keys are scalars. */
function isKey(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** Which of two places comes first: negative if `a` does. `isDescending` turns the keys round, never hub and id. */
export function comparePlaces(a: Place, b: Place, isDescending = false): number {
  for (let index = 0; index < a.keys.length; index += 1) {
    const order = compareKeys(a.keys[index], b.keys[index]);
    if (order !== 0) return isDescending ? -order : order;
  }
  return compareText(a.hub, b.hub) || compareText(a.id, b.id);
}

function compareKeys(a: unknown, b: unknown): number {
  const [left, right] = [a ?? null, b ?? null];
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return compareText(String(left), String(right));
}

/** Below this, the order of UTF-16 units is that of code points. */
const SURROGATES = 0xd800;

/** By code point, which is the order of the UTF-8 bytes. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left === right) continue;
    return left < SURROGATES && right < SURROGATES ? left - right : Buffer.compare(Buffer.from(a), Buffer.from(b));
  }
  return a.length - b.length;
}
