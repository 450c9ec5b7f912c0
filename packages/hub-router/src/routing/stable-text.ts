/** JSON with the keys of objects in order, so that equal values give equal text. */
export function stableText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(stableText).join()}]`;
  const fields = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${stableText(Reflect.get(value, key))}`);
  return `{${fields.join()}}`;
}
