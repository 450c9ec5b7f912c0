import type { Slug } from '@hubgraph/kernel';
import { getNullableType, isObjectType } from 'graphql';
import { conform } from '../answers/conform.ts';
import { rowsOf } from '../answers/hidden-rows.ts';
import { Malformed } from '../answers/malformed.ts';
import { unavailable } from '../errors/failure.ts';
import { missingPart, type RouterError, routerError, withheld } from '../errors/router-error.ts';
import { mergeConnection } from '../gather/connection.ts';
import { type Cursor, readCursor } from '../gather/cursor.ts';
import type { Gathering } from '../gather/gathering.ts';
import type { RootField } from '../plan/prepare.ts';
import { isKeptById } from '../schema/hub-schema.ts';
import type { ConnectionRule } from '../schema/rules.ts';
import type { HubEntry, Topology } from '../snapshot.ts';
import { findHub, isRouterError } from './find-hub.ts';
import { names, sortParts } from './parts.ts';
import type { RouteWorld } from './route-world.ts';
import { isFailed, passedOn, settled, type Task } from './task.ts';

/** A page of a list that is spread over many hubs: each gives its first rows after the place, and the first are kept. */
export function routeConnection(
  world: RouteWorld,
  root: RootField,
  rule: ConnectionRule,
  hubs: readonly HubEntry[],
  args: Readonly<Record<string, unknown>>,
  acceptsPartial: boolean,
): Task {
  const { key } = root;
  const { epoch } = world.topology;
  const way = wayOf(args, key);
  if ('extensions' in way) return settled(key, null, [way]);
  const sizeMax = way.size ?? world.limits.pageSize;
  const isSize = typeof sizeMax === 'number' && sizeMax >= 1 && sizeMax <= world.limits.pageSizeMax;
  if (!isSize) {
    const message = `A page has 1 to ${world.limits.pageSizeMax} rows.`;
    return settled(key, null, [routerError('BAD_USER_INPUT', message, [key])]);
  }
  const from = cursorOf(way.from, rule, key, epoch);
  if (from !== undefined && 'extensions' in from) return settled(key, null, [from]);
  const left = new Set(from?.missing ?? []);
  const asked = hubs.filter(({ id }) => !left.has(id));
  const reading = { schema: world.hub.schema, isMerging: true };
  const isById = isListedById(world, root);
  return {
    key,
    assignments: asked.map((hub) => ({
      hub,
      share: { root, split: { name: way.isBackward ? 'last' : 'first', type: 'Int' } },
      splitValue: sizeMax,
    })),
    read(value, hub) {
      const page = conform(root.shape, value, { ...reading, hub });
      if (isById) checkHomes(world.topology, rowsOf(page).places, hub);
      return page;
    },
    finish(parts) {
      const { given, missing } = sortParts(asked, parts);
      for (const { id } of hubs) if (left.has(id)) missing.push(unavailable(id, 'missed-before'));
      const errors: RouterError[] = missing.map((failure) => missingPart(failure, [key]));
      for (const part of parts.values()) {
        if (isFailed(part)) continue;
        for (const error of part.errors) errors.push(passedOn(error, part.hub, names(error.path, [key])));
      }
      const [first, ...others] = missing;
      const policy = world.partial === 'ABORT' ? 'ABORT' : root.shape.partial?.default;
      if (first !== undefined && policy === 'ABORT' && !acceptsPartial) {
        return { value: null, errors: [...errors, withheld([first, ...others], [key])], failures: missing };
      }
      const gathering: Gathering = {
        expected: hubs.map(({ id }) => id),
        missing,
        acceptsPartial,
        partial: world.partial,
        say: (error) => errors.push(error),
      };
      const page = { sizeMax, isDescending: rule.isDescending, isBackward: way.isBackward, from, epoch };
      return { value: mergeConnection(root.shape, given, page, [key], gathering), errors, failures: missing };
    },
  };
}

/** Whether the rows are entities whose id says where they are kept. */
function isListedById({ hub }: RouteWorld, { shape }: RootField): boolean {
  const page = getNullableType(shape.type);
  const rows = isObjectType(page) ? page.getFields()['nodes'] : undefined;
  return rows !== undefined && isKeptById(hub, rows.type);
}

/** A row stands in the list of the hub that keeps it and in no other's, or it would be there twice. */
export function checkHomes(topology: Topology, rows: readonly { readonly id: string }[], hub: Slug): void {
  for (const { id } of rows) {
    const kept = findHub(topology, id, []);
    if (isRouterError(kept) || kept.id !== hub) throw new Malformed(`${id} is not the hub's own.`);
  }
}

/** In which direction the list is read, how many rows of it, and from where. */
interface Way {
  readonly isBackward: boolean;
  readonly size: unknown;
  readonly from: unknown;
}

function wayOf(args: Readonly<Record<string, unknown>>, key: string): Way | RouterError {
  const { first, after, last, before } = args;
  const isBackward = (last ?? before ?? null) !== null;
  if (isBackward && (first ?? after ?? null) !== null) {
    return routerError('BAD_USER_INPUT', 'Read a list forward (first, after) or backward (last, before).', [key]);
  }
  return isBackward ? { isBackward, size: last, from: before } : { isBackward, size: first, from: after };
}

function cursorOf(
  from: unknown,
  { orderBy }: ConnectionRule,
  key: string,
  epoch: number,
): Cursor | RouterError | undefined {
  if (typeof from !== 'string') return undefined;
  const cursor = readCursor(from);
  if (cursor === undefined || cursor.keys.length !== orderBy.length)
    return routerError('BAD_USER_INPUT', 'This is not a cursor of this list.', [key]);
  if (cursor.epoch === epoch) return cursor;
  return routerError('CURSOR_EXPIRED', 'The hubs have changed since this list was begun; begin it anew.', [key]);
}
