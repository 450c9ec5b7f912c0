import { conform } from '../answers/conform.ts';
import { unavailable } from '../errors/failure.ts';
import { missingPart, type RouterError, routerError } from '../errors/router-error.ts';
import { mergeConnection } from '../gather/connection.ts';
import { type Cursor, readCursor } from '../gather/cursor.ts';
import type { Gathering } from '../gather/gathering.ts';
import type { RootField } from '../plan/prepare.ts';
import type { ConnectionRule } from '../schema/rules.ts';
import type { HubEntry } from '../snapshot.ts';
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
  const sizeMax = args['first'] ?? world.limits.pageSize;
  const isSize = typeof sizeMax === 'number' && sizeMax >= 1 && sizeMax <= world.limits.pageSizeMax;
  if (!isSize) {
    const message = `A page has 1 to ${world.limits.pageSizeMax} rows.`;
    return settled(key, null, [routerError('BAD_USER_INPUT', message, [key])]);
  }
  const after = cursorOf(args['after'], key, epoch);
  if (after !== undefined && 'extensions' in after) return settled(key, null, [after]);
  const left = new Set(after?.missing ?? []);
  const asked = hubs.filter(({ id }) => !left.has(id));
  const reading = { schema: world.hub.schema, isMerging: true };
  return {
    key,
    assignments: asked.map((hub) => ({
      hub,
      share: { root, split: { name: 'first', type: 'Int' } },
      splitValue: sizeMax,
    })),
    read: (value, hub) => conform(root.shape, value, { ...reading, hub }),
    finish(parts) {
      const { given, missing } = sortParts(asked, parts);
      for (const { id } of hubs) if (left.has(id)) missing.push(unavailable(id, 'missed-before'));
      const errors: RouterError[] = missing.map((failure) => missingPart(failure, [key]));
      for (const part of parts.values()) {
        if (isFailed(part)) continue;
        for (const error of part.errors) errors.push(passedOn(error, part.hub, names(error.path, [key])));
      }
      const gathering: Gathering = {
        expected: hubs.map(({ id }) => id),
        missing,
        acceptsPartial,
        say: (error) => errors.push(error),
      };
      const page = { sizeMax, isDescending: rule.isDescending, after, epoch };
      return { value: mergeConnection(root.shape, given, page, [key], gathering), errors, failures: missing };
    },
  };
}

function cursorOf(after: unknown, key: string, epoch: number): Cursor | RouterError | undefined {
  if (typeof after !== 'string') return undefined;
  const cursor = readCursor(after);
  if (cursor === undefined) return routerError('BAD_USER_INPUT', '"after" is not a cursor of this list.', [key]);
  if (cursor.epoch === epoch) return cursor;
  return routerError('CURSOR_EXPIRED', 'The hubs have changed since this list was begun; begin it anew.', [key]);
}
