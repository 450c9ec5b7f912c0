import { canonical, type Json } from './canonical.ts';

/**
 * The canonical text of a value that holds amounts: every `bigint` becomes an integer in a string.
 * Its place must have a name that ends in `Minor`, so that {@link decode} finds it again.
 */
export function encode(value: unknown): string {
  return canonical(toJson(value));
}

/** Reads what {@link encode} wrote: strings in places whose name ends in `Minor` become `bigint`. */
export function decode(text: string): unknown {
  return JSON.parse(text, (name, value: unknown) =>
    name.endsWith('Minor') && typeof value === 'string' ? BigInt(value) : value,
  );
}

function toJson(value: unknown): Json {
  if (typeof value === 'bigint') throw new TypeError('An amount needs a place whose name ends in Minor.');
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return Object.fromEntries(
      members.map(([name, inner]) => [name, name.endsWith('Minor') ? amountToJson(inner) : toJson(inner)]),
    );
  }
  return value as Json;
}

/** Amounts only: any other string would be read back as an amount, and perhaps not be the same when it is written again. */
function amountToJson(value: unknown): Json {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string') throw new TypeError('A place whose name ends in Minor holds an amount.');
  return toJson(value);
}
