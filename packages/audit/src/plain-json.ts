const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const DEPTH_MAX = 50;
/** Numbers with more digits may not be safe; that is for somebody else to tell. */
const DIGITS_MAX = 15;

/**
 * True only for canonical JSON (RFC 8785) of whole numbers that is plain: no escapes, names of ASCII in their order, no
 * nesting to speak of. What it does not see at once is false, and has to be looked at with more care. Whether the bytes
 * are UTF-8 is not looked at.
 */
export function isPlainCanonical(bytes: Uint8Array): boolean {
  return valueEnd(bytes, 0, 0) === bytes.length;
}

/** Where the value that begins here ends; -1 if it is not plain. */
function valueEnd(bytes: Uint8Array, at: number, depth: number): number {
  switch (bytes[at]) {
    case QUOTE:
      return stringEnd(bytes, at + 1);
    case 0x7b:
      return depth < DEPTH_MAX ? objectEnd(bytes, at + 1, depth + 1) : -1;
    case 0x5b:
      return depth < DEPTH_MAX ? arrayEnd(bytes, at + 1, depth + 1) : -1;
    case 0x74:
      return wordEnd(bytes, at, 'true');
    case 0x66:
      return wordEnd(bytes, at, 'false');
    case 0x6e:
      return wordEnd(bytes, at, 'null');
    default:
      return numberEnd(bytes, at);
  }
}

function objectEnd(bytes: Uint8Array, begin: number, depth: number): number {
  let at = begin;
  if (bytes[at] === 0x7d) return at + 1;
  let [before, beforeEnd] = [-1, -1];
  for (;;) {
    if (bytes[at] !== QUOTE) return -1;
    const name = at + 1;
    const nameEnd = stringEnd(bytes, name) - 1;
    if (nameEnd < 0 || !isBelow(bytes, before, beforeEnd, name, nameEnd) || bytes[nameEnd + 1] !== COLON) return -1;
    [before, beforeEnd] = [name, nameEnd];
    at = valueEnd(bytes, nameEnd + 2, depth);
    if (at < 0) return -1;
    if (bytes[at] === 0x7d) return at + 1;
    if (bytes[at] !== COMMA) return -1;
    at += 1;
  }
}

function arrayEnd(bytes: Uint8Array, begin: number, depth: number): number {
  let at = begin;
  if (bytes[at] === 0x5d) return at + 1;
  for (;;) {
    at = valueEnd(bytes, at, depth);
    if (at < 0) return -1;
    if (bytes[at] === 0x5d) return at + 1;
    if (bytes[at] !== COMMA) return -1;
    at += 1;
  }
}

/** After the closing quote; -1 where there is none, an escape, or a control character. */
function stringEnd(bytes: Uint8Array, begin: number): number {
  for (let at = begin; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) return at + 1;
    if (byte < 0x20 || byte === BACKSLASH) return -1;
  }
  return -1;
}

function numberEnd(bytes: Uint8Array, begin: number): number {
  const first = bytes[begin] === MINUS ? begin + 1 : begin;
  let at = first;
  while (at < bytes.length && (bytes[at] as number) >= ZERO && (bytes[at] as number) <= NINE) at += 1;
  const digits = at - first;
  if (digits === 0 || digits > DIGITS_MAX) return -1;
  // Zero has no sign, and no other number begins with it.
  return bytes[first] === ZERO && (digits > 1 || first > begin) ? -1 : at;
}

function wordEnd(bytes: Uint8Array, begin: number, word: string): number {
  for (let n = 0; n < word.length; n += 1) if (bytes[begin + n] !== word.charCodeAt(n)) return -1;
  return begin + word.length;
}

/** Whether a name comes after the one before it; bytes and UTF-16 agree on that as long as both are ASCII. */
function isBelow(bytes: Uint8Array, before: number, beforeEnd: number, name: number, nameEnd: number): boolean {
  for (let at = name; at < nameEnd; at += 1) if ((bytes[at] as number) > 0x7f) return false;
  if (before < 0) return true;
  const length = Math.min(beforeEnd - before, nameEnd - name);
  for (let n = 0; n < length; n += 1) {
    const difference = (bytes[name + n] as number) - (bytes[before + n] as number);
    if (difference !== 0) return difference > 0;
  }
  return nameEnd - name > beforeEnd - before;
}
