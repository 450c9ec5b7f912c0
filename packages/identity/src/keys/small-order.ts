/**
 * The points of order 1, 2, 4 and 8, sign bit cleared, with the encodings that are not reduced. With such a "key"
 * one signature fits many messages, so that its owner could disown whatever was signed.
 * @see RFC 8032 section 5.1.7, "Taming the many EdDSAs" (Chalkias, Garillot, Nikolaenko 2020) section 3
 */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

/** True for the 32 bytes of a public key that no honest generator makes. */
export function isOfSmallOrder(point: Uint8Array): boolean {
  const bytes = Buffer.from(point);
  bytes[31] = (bytes[31] ?? 0) & 0x7f;
  return SMALL_ORDER.has(bytes.toString('hex'));
}
