/** An object of an answer. */
export type Thing = Record<string, unknown>;

/** An object, and no list. */
export function isObject(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a thing itself has below a key, and none of what every object has: functions, which are in no answer, and `__proto__`. */
export function own(thing: object, key: string): unknown {
  const value = (thing as Thing)[key];
  if (typeof value === 'function') return undefined;
  return key === '__proto__' && !Object.hasOwn(thing, key) ? undefined : value;
}
