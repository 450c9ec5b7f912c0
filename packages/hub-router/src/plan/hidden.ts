/** Beginning of the response keys, variables and aliases that the router adds for its own use. */
const PREFIX = 'hubRouter';

/** Response key under which the router asks for the type of an object behind an interface or union. */
export const HIDDEN_TYPE = `${PREFIX}Type`;

/** Response key under which the router asks for the n-th key of rows that are to be grouped. */
export function hiddenKey(index: number): string {
  return `${PREFIX}Key${index}`;
}

/** Variable in which the router passes one hub its share of an argument. */
export function hiddenVariable(responseKey: string): string {
  return `${PREFIX}_${responseKey}`;
}

/** True for names that the router adds; a query that uses one itself is refused. */
export function isHidden(name: string): boolean {
  return name.startsWith(PREFIX);
}

const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** True for keys that no object from outside may have, because code that copies objects could be led astray by them. */
export function isForbiddenKey(name: string): boolean {
  return FORBIDDEN.has(name);
}
