import type { Slug } from '@hubgraph/kernel';
import { conform } from '../answers/conform.ts';
import { type HubFailure, unavailable } from '../errors/failure.ts';
import { missingPart, type RouterError } from '../errors/router-error.ts';
import type { Gathering } from '../gather/gathering.ts';
import { mergeField } from '../gather/merge.ts';
import type { RootField } from '../plan/prepare.ts';
import type { HubEntry } from '../snapshot.ts';
import { valueAt } from './argument-path.ts';
import { findHub, isRouterError } from './find-hub.ts';
import type { RouteWorld } from './route-world.ts';
import { isFailed, type Part, passedOn, settled, type Task } from './task.ts';

/** A root field that all hubs answer, or those that an argument lists, and whose parts are merged. */
export function routeAll(
  world: RouteWorld,
  root: RootField,
  argument: readonly string[] | undefined,
  args: Readonly<Record<string, unknown>>,
): Task {
  const { key } = root;
  const { hubs, errors } = chosen(world, key, argument === undefined ? undefined : valueAt(args, argument));
  if (errors.length > 0) return settled(key, null, errors);
  const coordinate = `${root.parent.name}.${root.shape.name}`;
  const reading = { schema: world.hub.schema, isMerging: true };
  const accepted = valueAt(args, root.shape.partial?.acceptArgument ?? ['']) === true;
  return {
    key,
    assignments: hubs.map((hub) => ({ hub, share: { root } })),
    read: (value) => conform(root.shape, value, reading),
    finish(parts) {
      const sorted = sortParts(hubs, parts);
      const found: RouterError[] = [...sorted.missing.map((failure) => missingPart(failure, [key]))];
      for (const part of parts.values()) {
        if (!isFailed(part))
          for (const error of part.errors) found.push(passedOn(error, part.hub, names(error.path, [key])));
      }
      const gathering: Gathering = {
        expected: hubs.map(({ id }) => id),
        missing: sorted.missing,
        acceptsPartial: accepted || world.acceptsPartial[coordinate]?.(args) === true,
        say: (error) => found.push(error),
      };
      const value = mergeField(root.shape, sorted.given, 'WARN', [key], gathering);
      return { value, errors: found, failures: sorted.missing };
    },
  };
}

/** The hubs' values in the order of the hubs' ids, and the failures of those that gave none. */
export function sortParts(
  hubs: readonly HubEntry[],
  parts: ReadonlyMap<Slug, Part>,
  pick: (value: unknown, hub: Slug) => unknown = (value) => value,
): { given: { hub: Slug; value: unknown }[]; missing: HubFailure[] } {
  const given: { hub: Slug; value: unknown }[] = [];
  const missing: HubFailure[] = [];
  for (const { id } of hubs) {
    const part = parts.get(id);
    if (isFailed(part)) missing.push(part.failure);
    else {
      const value = part === undefined ? null : pick(part.value, id);
      if (value === null || value === undefined) missing.push(unavailable(id, 'no-data'));
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

function chosen(world: RouteWorld, key: string, list: unknown): { hubs: readonly HubEntry[]; errors: RouterError[] } {
  if (!Array.isArray(list)) return { hubs: world.topology.expected, errors: [] };
  const hubs = new Map<Slug, HubEntry>();
  const errors: RouterError[] = [];
  for (const id of new Set(list)) {
    const hub = findHub(world.topology, id, [key]);
    if (isRouterError(hub)) errors.push(hub);
    else hubs.set(hub.id, hub);
  }
  return { hubs: [...hubs.values()].sort((a, b) => (a.id < b.id ? -1 : 1)), errors };
}
