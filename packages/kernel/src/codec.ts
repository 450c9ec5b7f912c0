import { checkNumber } from './canonical.ts';
import { HubgraphError } from './errors.ts';

/** The texts of values that are written more than once. A weak map would cost the collector more than it saves. */
const TEXTS = new Map<object, string>();
/** Beyond so many texts it is cheaper to begin anew than to hold them. */
const TEXTS_MAX = 5_000;

/**
 * The canonical text of a value that holds amounts: every `bigint` becomes an integer in a string.
 * Its place must have a name that ends in `Minor`, so that {@link decode} finds it again.
 * @throws {HubgraphError} `ERR_NOT_CANONICAL` on fractions, unsafe integers, lone surrogates, and where there is nothing.
 * @see RFC 8785
 */
export function encode(value: unknown): string {
  if (!isWritten(value)) throw new HubgraphError('ERR_NOT_CANONICAL', 'There is nothing here to write.');
  return textOfValue(value);
}

/**
 * As {@link encode}, of a value that never changes from now on: its text, and those of the objects right inside it, are
 * kept until {@link forgetTexts}, and need not be made again wherever they stand inside another value.
 */
export function encodeOnce(value: object): string {
  const kept = TEXTS.get(value);
  if (kept !== undefined) return kept;
  if (TEXTS.size >= TEXTS_MAX) TEXTS.clear();
  for (const name in value) {
    const inner = (value as Record<string, unknown>)[name];
    if (isPlain(inner) && !TEXTS.has(inner)) TEXTS.set(inner, inOnePiece(textOfValue(inner)));
  }
  const text = inOnePiece(encode(value));
  TEXTS.set(value, text);
  return text;
}

/** Lets go of all texts that {@link encodeOnce} kept: who is done with them spares the collector from moving them about. */
export function forgetTexts(): void {
  TEXTS.clear();
}

/**
 * The engine holds a text that was put together as a tree of its parts until somebody reads it. To keep such trees costs
 * the collector several times what making the text costs.
 */
function inOnePiece(text: string): string {
  AS_IT_IS.test(text);
  return text;
}

/** Reads what {@link encode} wrote: strings in places whose name ends in `Minor` become `bigint`. */
export function decode(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // Most texts hold no amount, and a walk costs as much as parsing.
  if (text.includes('Minor":"')) reviveAmounts(value);
  return value;
}

function reviveAmounts(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const inner of value) reviveAmounts(inner);
    return;
  }
  const members = value as Record<string, unknown>;
  for (const name of Object.keys(members)) {
    const inner = members[name];
    if (typeof inner === 'object') reviveAmounts(inner);
    else if (typeof inner === 'string' && name.endsWith('Minor')) members[name] = BigInt(inner);
  }
}

function textOfValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return textOfString(value);
    case 'number':
      checkNumber(value);
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'bigint':
      throw new TypeError('An amount needs a place whose name ends in Minor.');
    case 'object':
      if (value === null) return 'null';
      return TEXTS.get(value) ?? (Array.isArray(value) ? textOfList(value) : textOfObject(value));
    default:
      return 'null';
  }
}

function textOfList(list: readonly unknown[]): string {
  let text = '[';
  for (let n = 0; n < list.length; n += 1) text += n === 0 ? textOfValue(list[n]) : `,${textOfValue(list[n])}`;
  return `${text}]`;
}

function textOfObject(value: object): string {
  let text = '';
  let before = AT_BEGIN;
  for (const name of inOrder(Object.keys(value))) {
    const inner = (value as Record<string, unknown>)[name];
    if (!isWritten(inner)) continue;
    const { isAmount, text: beforeText, other } = MEMBERS.get(name) ?? memberOf(name);
    if (typeof inner === 'string' && !isAmount && AS_IT_IS.test(inner)) {
      text += beforeText[before] as string;
      text += inner;
      before = AFTER_TEXT;
    } else {
      text += other[before] as string;
      text += isAmount ? textOfAmount(inner) : textOfValue(inner);
      before = AFTER_OTHER;
    }
  }
  return text + (ENDS[before] as string);
}

const [AT_BEGIN, AFTER_TEXT, AFTER_OTHER] = [0, 1, 2];
/** What ends an object, by what was written last. */
const ENDS = ['{}', '"}', '}'];

/**
 * What stands between the value before and that of a member, by what was written last: each time that a text is put
 * together costs as much as the text itself.
 */
interface Member {
  readonly isAmount: boolean;
  /** Before a text that is written as it is. */
  readonly text: readonly string[];
  /** Before anything else. */
  readonly other: readonly string[];
}

/** By name: programs have few. */
const MEMBERS = new Map<string, Member>();
const MEMBERS_MAX = 1_000;

function memberOf(name: string): Member {
  const other = ['{', '",', ','].map((before) => `${before}${textOfString(name)}:`);
  const member = { isAmount: isAmountPlace(name), text: other.map((label) => `${label}"`), other };
  if (MEMBERS.size < MEMBERS_MAX) MEMBERS.set(name, member);
  return member;
}

/** Amounts only: any other string would be read back as an amount, and perhaps not be the same when it is written again. */
function textOfAmount(value: unknown): string {
  if (typeof value === 'bigint') return `"${value}"`;
  if (typeof value === 'string') throw new TypeError('A place whose name ends in Minor holds an amount.');
  return textOfValue(value);
}

/** What JSON writes between quotes as it is. */
const AS_IT_IS = /^[ !#-[\]-~]*$/;

function textOfString(text: string): string {
  if (AS_IT_IS.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) {
    throw new HubgraphError('ERR_NOT_CANONICAL', 'This has no canonical form: a lone surrogate is no text.');
  }
  return JSON.stringify(text);
}

/** Sorts names by UTF-16 code units, in place. Few as they are and often in order, this is faster than `sort`. */
function inOrder(names: string[]): string[] {
  if (names.length > 32) return names.sort();
  for (let n = 1; n < names.length; n += 1) {
    const name = names[n] as string;
    let at = n;
    for (; at > 0 && (names[at - 1] as string) > name; at -= 1) names[at] = names[at - 1] as string;
    names[at] = name;
  }
  return names;
}

function isAmountPlace(name: string): boolean {
  return name.endsWith('Minor');
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isWritten(value: unknown): boolean {
  return value !== undefined && typeof value !== 'function' && typeof value !== 'symbol';
}
