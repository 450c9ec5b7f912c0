import { stableText } from '../routing/stable-text.ts';

/** Not seen by JSON or by code that lists keys. */
const GROUP_KEY = Symbol('group key');

/** Notes on a row the values of its group's keys, whether the client asked for them or not. */
export function setGroupKey(row: object, keys: readonly unknown[]): void {
  Object.defineProperty(row, GROUP_KEY, { value: stableText(keys) });
}

/** What {@link setGroupKey} noted: equal for rows that belong together. */
export function groupKeyOf(row: object): string {
  const key: unknown = Reflect.get(row, GROUP_KEY);
  return typeof key === 'string' ? key : '';
}
