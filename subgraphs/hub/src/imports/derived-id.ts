import { canonical, type Id, type Slug, sha256 } from '@hubgraph/kernel';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** An id that follows from what it is made of, so that the same thing read again has the same id: 128 bits of a digest. */
export function derivedId(home: Slug, kind: string, parts: readonly (string | number)[]): Id {
  let rest = BigInt(`0x${sha256(canonical(parts)).slice(0, 32)}`);
  let local = '';
  for (let n = 0; n < 26; n += 1) {
    local = (DIGITS[Number(rest % 32n)] ?? '') + local;
    rest /= 32n;
  }
  return `${home}:${kind}:${local}`;
}
