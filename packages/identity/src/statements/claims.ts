import { isSlug } from '@hubgraph/kernel';
import { CITES_COUNT_MAX, EVERYBODY } from './types.ts';

/** True for a kind of statement in kebab-case. */
export function isStatementType(text: string): boolean {
  return text.length <= 60 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text);
}

/** True for printable ASCII without spaces, at most 200 characters. */
export function isStatementId(text: string): boolean {
  return /^[\x21-\x7e]{1,200}$/.test(text);
}

/** True for a node's slug or `*`. */
export function isStatementAudience(text: string): boolean {
  return text === EVERYBODY || isSlug(text);
}

/** True for a list of different digests that is not empty: with nothing to cite there is no list. */
export function areCites(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= CITES_COUNT_MAX &&
    value.every((cite) => typeof cite === 'string' && /^[0-9a-f]{64}$/.test(cite)) &&
    new Set(value).size === value.length
  );
}
