import { sortKeysOf } from '../answers/sort-keys.ts';
import { comparePlaces, type Place } from './cursor.ts';
import type { Given } from './gathering.ts';

interface Ranked {
  readonly place: Place;
  readonly row: unknown;
}

/**
 * The first rows of all, in the order of their sort keys (null last, also where the order is descending), then hub,
 * then id; rows without one stay in their hub's order. Each row stands at one hub, so that the first of all are among
 * the first of each. Null if a hub's list is null.
 */
export function topRows(lists: readonly Given[], most: number, isDescending: boolean): unknown[] | null {
  const all: Ranked[] = [];
  for (const { hub, value } of lists) {
    if (!Array.isArray(value)) return null;
    for (const row of value as unknown[]) all.push({ place: { ...sortKeysOf(row), hub }, row });
  }
  return all
    .sort((a, b) => compare(a.place, b.place, isDescending))
    .slice(0, most)
    .map(({ row }) => row);
}

function compare(a: Place, b: Place, isDescending: boolean): number {
  for (const [index, left] of a.keys.entries()) {
    const right = b.keys[index] ?? null;
    if (left === null && right === null) continue;
    if (left === null || right === null) return left === null ? 1 : -1;
    const order = comparePlaces({ ...a, keys: [left] }, { ...a, keys: [right] }, isDescending);
    if (order !== 0) return order;
  }
  return comparePlaces({ ...a, keys: [] }, { ...b, keys: [] });
}
