import { valueAt } from '../routing/argument-path.ts';

/** What a row is put in order by; `id` is `''` where rows are no things with an id. */
export interface SortKeys {
  readonly id: string;
  readonly keys: readonly unknown[];
}

/** Not seen by JSON or by code that lists keys. */
const SORT_KEYS = Symbol('sort keys');

const NONE: SortKeys = { id: '', keys: [] };

/** Notes on a row what it is put in order by, and after that its id, whether the client asked for them or not. */
export function setSortKeys(row: object, given: readonly unknown[], orderBy: readonly string[]): void {
  const keys = orderBy.map((path, index) => {
    const inner = path.split('.').slice(1);
    return (inner.length === 0 ? given[index] : valueAt(given[index], inner)) ?? null;
  });
  const id = given[orderBy.length];
  const value: SortKeys = { id: typeof id === 'string' ? id : '', keys };
  Object.defineProperty(row, SORT_KEYS, { value });
}

/** What {@link setSortKeys} noted. */
export function sortKeysOf(row: unknown): SortKeys {
  if (typeof row !== 'object' || row === null) return NONE;
  return (Reflect.get(row, SORT_KEYS) as SortKeys | undefined) ?? NONE;
}
