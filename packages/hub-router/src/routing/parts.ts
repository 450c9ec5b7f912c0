import type { Slug } from '@hubgraph/kernel';
import { type HubFailure, unavailable } from '../errors/failure.ts';
import type { HubEntry } from '../snapshot.ts';
import { isFailed, type Part } from './task.ts';

/**
 * The hubs' values in the order of the hubs' ids, and the failures of those that gave none. Null is none, unless it may
 * be a value and the hub reports no error.
 */
export function sortParts(
  hubs: readonly HubEntry[],
  parts: ReadonlyMap<Slug, Part>,
  pick: (value: unknown, hub: Slug) => unknown = (value) => value,
  mayBeNull = false,
): { given: { hub: Slug; value: unknown }[]; missing: HubFailure[] } {
  const given: { hub: Slug; value: unknown }[] = [];
  const missing: HubFailure[] = [];
  for (const { id } of hubs) {
    const part = parts.get(id);
    if (isFailed(part)) missing.push(part.failure);
    else {
      const value = part === undefined ? null : pick(part.value, id);
      const isValue = value !== null || (mayBeNull && part !== undefined && part.errors.length === 0);
      if (!isValue || value === undefined) missing.push(unavailable(id, 'no-data'));
      else given.push({ hub: id, value });
    }
  }
  return { given, missing };
}

/** The place of a hub's error in a merged answer: as far as names lead, for positions in lists are not kept. */
export function names(path: readonly (string | number)[] | undefined, start: readonly (string | number)[]) {
  const rest = (path ?? []).slice(start.length);
  const end = rest.findIndex((step) => typeof step === 'number');
  return [...start, ...(end === -1 ? rest : rest.slice(0, end))];
}
