import { checkNumber, type Json, textOf } from './canonical.ts';

/**
 * The canonical text of a value that holds amounts: every `bigint` becomes an integer in a string.
 * Its place must have a name that ends in `Minor`, so that {@link decode} finds it again.
 */
export function encode(value: unknown): string {
  return textOf(toJson(value));
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

function toJson(value: unknown): Json {
  if (typeof value === 'number') checkNumber(value);
  if (typeof value === 'bigint') throw new TypeError('An amount needs a place whose name ends in Minor.');
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'object' && value !== null) {
    const json: Record<string, Json> = {};
    for (const name of Object.keys(value)) {
      const inner = (value as Record<string, unknown>)[name];
      if (inner === undefined) continue;
      const member = name.endsWith('Minor') ? amountToJson(inner) : toJson(inner);
      // An assignment would change the object's prototype instead.
      if (name === '__proto__') Object.defineProperty(json, name, { value: member, enumerable: true });
      else json[name] = member;
    }
    return json;
  }
  return value as Json;
}

/** Amounts only: any other string would be read back as an amount, and perhaps not be the same when it is written again. */
function amountToJson(value: unknown): Json {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string') throw new TypeError('A place whose name ends in Minor holds an amount.');
  return toJson(value);
}
