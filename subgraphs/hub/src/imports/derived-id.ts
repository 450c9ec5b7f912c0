import { canonical, type Id, type Slug, sha256 } from '@hubgraph/kernel';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** An id that follows from what it is made of, so that the same thing read again has the same id: 128 bits of a digest. */
export function derivedId(home: Slug, kind: string, parts: readonly (string | number)[]): Id {
  const bytes = Buffer.from(sha256(canonical(parts)).slice(0, 32), 'hex');
  let local = '';
  let bits = 0;
  let rest = 0;
  for (let n = bytes.length - 1; n >= 0; n -= 1) {
    rest |= (bytes[n] ?? 0) << bits;
    for (bits += 8; bits >= 5; bits -= 5) {
      local = (DIGITS[rest & 31] ?? '') + local;
      rest >>= 5;
    }
  }
  return `${home}:${kind}:${DIGITS[rest] ?? ''}${local}`;
}
