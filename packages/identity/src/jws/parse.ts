import { bytesOfBase64Url, isPlainObject } from './encoding.ts';

/** A signed text in its parts, not yet verified: nothing in it may be believed. */
export interface ParsedJws {
  readonly header: Readonly<Record<string, unknown>>;
  readonly headerText: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly claimsText: string;
  /** The whole text as it was received: over these bytes the signature is verified. */
  readonly compact: string;
}

/**
 * Takes a compact JWS apart; undefined unless it is exactly three parts of base64url, of which the first two are JSON
 * objects in UTF-8. The signature may be empty here: that is for {@link verifyJws} to refuse. It is stricter than
 * jose's own decoders, which pass over padding, spaces, a byte order mark and, in claims, bytes that are no UTF-8.
 * @see RFC 7515 section 5.2
 */
export function parseJws(jws: string): ParsedJws | undefined {
  const [first, second, third, ...more] = jws.split('.', 4);
  if (first === undefined || second === undefined || third === undefined || more.length > 0) return undefined;
  const header = parsePart(first);
  const claims = parsePart(second);
  if (header === undefined || claims === undefined || bytesOfBase64Url(third) === undefined) return undefined;
  return {
    header: header.object,
    headerText: header.text,
    claims: claims.object,
    claimsText: claims.text,
    compact: jws,
  };
}

function parsePart(part: string): { object: Record<string, unknown>; text: string } | undefined {
  const bytes = bytesOfBase64Url(part);
  if (bytes === undefined) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const object: unknown = JSON.parse(text);
    return isPlainObject(object) ? { object, text } : undefined;
  } catch {
    return undefined;
  }
}
