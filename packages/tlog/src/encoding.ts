import { timingSafeEqual } from 'node:crypto';

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const DECIMAL = /^(?:0|[1-9][0-9]{0,15})$/;

/** The bytes of canonical base64 (RFC 4648 §4, padded, unused bits zero); undefined for anything else. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

/** As `decodeBase64`, but unused bits of the last character may be set, as many decoders allow. */
export function decodeLooseBase64(text: string): Uint8Array | undefined {
  return text.length % 4 === 0 && BASE64.test(text) ? Buffer.from(text, 'base64') : undefined;
}

/** Base64 of the bytes, padded. */
export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** A whole number without leading zeros, at most 2^53 - 1; undefined for anything else. */
export function parseDecimal(text: string): number | undefined {
  if (!DECIMAL.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Text from text or UTF-8; undefined when it is longer than `maxBytes` or not well-formed. */
export function decodeText(input: string | Uint8Array, maxBytes: number): string | undefined {
  if (typeof input === 'string') {
    if (input.length > maxBytes || !input.isWellFormed() || Buffer.byteLength(input) > maxBytes) return undefined;
    return input;
  }
  if (input.length > maxBytes) return undefined;
  try {
    // A byte order mark is part of what was signed.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(input);
  } catch {
    return undefined;
  }
}

/** Whether the bytes are the same; never throws on different lengths. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Whether this is a count or an index: a whole number from 0 to 2^53 - 1. */
export function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
