import { getNamedType, isObjectType } from 'graphql';
import { conform } from '../answers/conform.ts';
import { Malformed } from '../answers/malformed.ts';
import { missingPart } from '../errors/router-error.ts';
import type { RootField } from '../plan/prepare.ts';
import { valueAt } from './argument-path.ts';
import { findHub, isRouterError } from './find-hub.ts';
import type { RouteWorld } from './route-world.ts';
import { isFailed, passedOn, settled, type Task } from './task.ts';

/** A root field that one hub answers: the home in an id, or the hub that an argument names. */
export function routeHome(
  world: RouteWorld,
  root: RootField,
  argument: readonly string[],
  args: Readonly<Record<string, unknown>>,
): Task {
  const { key } = root;
  const id = valueAt(args, argument);
  const hub = findHub(world.topology, id, [key]);
  if (isRouterError(hub)) return settled(key, null, [hub]);
  const reading = { schema: world.hub.schema, isMerging: false };
  return {
    key,
    assignments: [{ hub, share: { root } }],
    read(value, hub) {
      const read = conform(root.shape, value, { ...reading, hub });
      if (argument.join('.') === 'id') checkIdentity(world, root, read, id);
      return read;
    },
    finish(parts) {
      const part = parts.get(hub.id);
      if (part === undefined || isFailed(part)) {
        const errors = part === undefined ? [] : [missingPart(part.failure, [key])];
        return { value: null, errors, failures: [] };
      }
      const errors = part.errors.map((error) => passedOn(error, hub.id, error.path?.[0] === key ? error.path : [key]));
      return { value: part.value, errors, failures: [] };
    },
  };
}

/** A thing that was asked for by its `id` must come with that id. */
export function checkIdentity(world: RouteWorld, root: RootField, value: unknown, id: unknown): void {
  const type = getNamedType(root.shape.type);
  if (value === null || typeof value !== 'object' || !isObjectType(type) || !world.hub.entities.has(type.name)) return;
  for (const field of root.shape.inner?.of(type).values() ?? []) {
    if (field.name === 'id' && Reflect.get(value, field.key) !== String(id)) {
      throw new Malformed(`${root.key} is not the one that was asked for.`);
    }
  }
}
