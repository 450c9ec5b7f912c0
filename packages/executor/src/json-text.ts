/** What JSON does not let stand in a text as it is: quotes, backslashes, controls and halves of surrogate pairs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON escapes.
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

/** A text as JSON has it. Most texts hold nothing that is escaped, and to look is cheaper than to serialize. */
export function quoted(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** Any value of JSON as text; what JSON cannot say is null. */
export function jsonOf(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : (JSON.stringify(value) ?? 'null');
}
