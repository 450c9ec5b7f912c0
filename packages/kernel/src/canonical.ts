import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { HubgraphError } from './errors.ts';

/** What may be written to a journal or signed: JSON in which numbers are safe integers and amounts are strings. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * The canonical text of a value, the only form that is hashed, signed or stored.
 * @throws {HubgraphError} `ERR_NOT_CANONICAL` on undefined, fractions, unsafe integers, lone surrogates.
 * @see RFC 8785
 */
export function canonical(value: Json): string {
  checkNumbers(value);
  return textOf(value);
}

/** As {@link canonical}, of a value whose numbers were checked. */
export function textOf(value: Json): string {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (cause) {
    throw new HubgraphError('ERR_NOT_CANONICAL', `This has no canonical form: ${String(cause)}.`, { cause });
  }
  if (text === undefined) throw new HubgraphError('ERR_NOT_CANONICAL', 'There is nothing here to write.');
  return text;
}

/** SHA-256 of the bytes (of the UTF-8 form, if text), as 64 lower-case hexadecimal digits. */
export function sha256(bytes: Uint8Array | string): string {
  return hash('sha256', bytes, 'hex');
}

/** @throws {HubgraphError} `ERR_NOT_CANONICAL` on fractions and unsafe integers. */
export function checkNumber(value: number): void {
  if (Number.isSafeInteger(value)) return;
  throw new HubgraphError('ERR_NOT_CANONICAL', `${value} is not a safe integer; write it as a string.`);
}

function checkNumbers(value: Json | undefined): void {
  if (value === undefined) throw new HubgraphError('ERR_NOT_CANONICAL', 'undefined has no canonical form.');
  if (typeof value === 'number') checkNumber(value);
  if (typeof value === 'object' && value !== null) {
    for (const inner of Array.isArray(value) ? value : Object.values(value)) checkNumbers(inner);
  }
}
