import { isAscii } from 'node:buffer';
import { canonical, type Json } from '@hubgraph/kernel';
import { isPlainCanonical } from './plain-json.ts';

/** An entry of the log `books`: one public event of a node, with the commit that it is from. */
export interface Leaf {
  readonly at: number;
  readonly event: { readonly type: string } & Readonly<Record<string, unknown>>;
  /** The event's place in its commit. */
  readonly index: number;
  readonly node: string;
  readonly seq: number;
  /** Set where the event counts only from a `StageReleased` with this stage on. */
  readonly stage?: string;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads an entry, in the one form in which it may be written.
 * @param isPlain whether somebody has found the bytes to be plainly canonical already.
 * @returns why it cannot be read, as the rest of a sentence, where it is not canonical JSON (RFC 8785) of an envelope of
 * version 1.
 */
export function parseLeaf(bytes: Uint8Array, isPlain: boolean = isPlainCanonical(bytes)): Leaf | string {
  let value: unknown;
  let text: string;
  try {
    text = isAscii(bytes)
      ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
      : utf8.decode(bytes);
    value = JSON.parse(text);
  } catch {
    return 'is not JSON';
  }
  if (!isRecord(value)) return 'is not a JSON object';
  if (!isPlain && !isCanonical(text, value)) return 'is not canonical JSON';
  const { v, log, at, event, index, node, seq, stage, ...more } = value;
  if (log !== 'books') return 'is not of a log of books';
  if (v !== 1) return 'has a form that this release does not know';
  for (const _ in more) return 'has a member that this release does not know';
  if (!isCount(at) || !isCount(index) || !isCount(seq) || seq < 1) return 'has no time, index or commit';
  if (typeof node !== 'string' || (stage !== undefined && typeof stage !== 'string')) return 'names no node or stage';
  if (!isRecord(event) || typeof event['type'] !== 'string') return 'has no event';
  return { at, event: event as Leaf['event'], index, node, seq, ...(stage === undefined ? {} : { stage }) };
}

/** True of what has members. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** As the library that writes it says; half a surrogate pair, a fraction, or nesting without end is not. */
function isCanonical(text: string, value: unknown): boolean {
  try {
    return canonical(value as Json) === text;
  } catch {
    return false;
  }
}
