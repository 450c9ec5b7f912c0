/**
 * A refusal that was to be expected: data, not an exception. `code` reads as a sentence in kebab-case
 * (`entry-does-not-balance`), `message` is for people and says what to do.
 */
export interface Rejection<Code extends string = string> {
  readonly rejected: true;
  readonly code: Code;
  readonly message: string;
}

/** Makes a refusal: `return reject('fund-is-closed', 'The fund was closed on 2026-03-01.')`. */
export function reject<Code extends string>(code: Code, message: string): Rejection<Code> {
  return { rejected: true, code, message };
}

/** Tells a refusal from a result. */
export function isRejection(value: unknown): value is Rejection {
  return typeof value === 'object' && value !== null && (value as { rejected?: unknown }).rejected === true;
}
