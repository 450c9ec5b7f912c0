import fc from 'fast-check';

const SURROGATES_FROM = 0xd800;
const SURROGATES = 0x800;

const character = fc.nat({ max: 0x10ffff - SURROGATES }).map(
  (n) => String.fromCodePoint(n < SURROGATES_FROM ? n : n + SURROGATES),
  (text) => {
    const point = typeof text === 'string' ? (text.codePointAt(0) ?? -1) : -1;
    const isSurrogate = point >= SURROGATES_FROM && point < SURROGATES_FROM + SURROGATES;
    if (point < 0 || isSurrogate || text !== String.fromCodePoint(point)) throw new Error('That is no character.');
    return point < SURROGATES_FROM ? point : point - SURROGATES;
  },
);

/**
 * Texts of any characters of Unicode, and names that every object has. It is `fc.string({ unit: 'binary' })`, which makes
 * a table of all million characters first: a second for each process that runs tests.
 */
export const anyText = () => fc.string({ unit: character });
