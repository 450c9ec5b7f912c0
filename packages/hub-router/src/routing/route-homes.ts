import { conform } from '../answers/conform.ts';
import { Malformed } from '../answers/malformed.ts';
import type { HubFailure } from '../errors/failure.ts';
import { missingPart, type RouterError, withheld } from '../errors/router-error.ts';
import type { RootField } from '../plan/prepare.ts';
import type { HubEntry } from '../snapshot.ts';
import { findHub, isRouterError } from './find-hub.ts';
import { checkIdentity } from './route-home.ts';
import type { RouteWorld } from './route-world.ts';
import { isFailed, passedOn, settled, type Task } from './task.ts';

/** A root field that takes a list of ids: each hub gets its own, and the answers come back in the list's order. */
export function routeHomes(
  world: RouteWorld,
  root: RootField,
  argument: string,
  args: Readonly<Record<string, unknown>>,
): Task {
  const { key } = root;
  const ids: readonly unknown[] = Array.isArray(args[argument]) ? args[argument] : [];
  const errors: RouterError[] = [];
  const byHub = new Map<string, { hub: HubEntry; positions: number[] }>();
  for (const [position, id] of ids.entries()) {
    const hub = findHub(world.topology, id, [key, position]);
    if (isRouterError(hub)) errors.push(hub);
    else {
      const group = byHub.get(hub.id) ?? { hub, positions: [] };
      group.positions.push(position);
      byHub.set(hub.id, group);
    }
  }
  if (byHub.size === 0)
    return settled(
      key,
      ids.map(() => null),
      errors,
    );
  const type = String(root.field?.args.find(({ name }) => name === argument)?.type ?? '[ID!]!');
  const reading = { schema: world.hub.schema, isMerging: false };
  return {
    key,
    assignments: [...byHub.values()].map(({ hub, positions }) => ({
      hub,
      share: { root, split: { name: argument, type } },
      splitValue: positions.map((position) => ids[position]),
    })),
    read(value, hub) {
      const read = conform(root.shape, value, { ...reading, hub });
      const positions = byHub.get(hub)?.positions ?? [];
      if (read === null) return null;
      if (!Array.isArray(read) || read.length !== positions.length) throw new Malformed(`${key} has a wrong length.`);
      for (const [index, one] of read.entries()) checkIdentity(world, root, one, ids[positions[index] ?? -1]);
      return read;
    },
    finish(parts) {
      const result: unknown[] = ids.map(() => null);
      const found = [...errors];
      const missing: HubFailure[] = [];
      for (const [hub, { positions }] of byHub) {
        const part = parts.get(hub);
        if (isFailed(part)) {
          missing.push(part.failure);
          for (const position of positions) found.push(missingPart(part.failure, [key, position]));
        } else if (part !== undefined) {
          const list: readonly unknown[] = Array.isArray(part.value) ? part.value : [];
          for (const [index, position] of positions.entries()) result[position] = list[index] ?? null;
          for (const error of part.errors) {
            const [, index, ...rest] = error.path ?? [];
            const position = typeof index === 'number' ? positions[index] : undefined;
            found.push(passedOn(error, hub, position === undefined ? [key] : [key, position, ...rest]));
          }
        }
      }
      const [first, ...others] = missing;
      if (first === undefined || world.partial !== 'ABORT') return { value: result, errors: found, failures: [] };
      return { value: null, errors: [...found, withheld([first, ...others], [key])], failures: [] };
    },
  };
}
