import { base64url } from 'jose';

/** The bytes of base64url text without padding; undefined for text that is not the one way to write its bytes. */
export function bytesOfBase64Url(text: string): Uint8Array | undefined {
  try {
    const bytes = base64url.decode(text);
    return base64url.encode(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** True for a JSON object: not null, not an array. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Somebody else's text for a message: short, and without what would move the cursor or the reader. */
export function quote(text: string): string {
  return `"${text.slice(0, 80).replace(/[^\x20-\x7e]/g, '?')}"`;
}
