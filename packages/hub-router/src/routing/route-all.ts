import type { Slug } from '@hubgraph/kernel';
import { conform } from '../answers/conform.ts';
import { sortKeysOf } from '../answers/sort-keys.ts';
import { missingPart, type Path, type RouterError, routerError } from '../errors/router-error.ts';
import type { Gathering } from '../gather/gathering.ts';
import { mergeField } from '../gather/merge.ts';
import type { RootField } from '../plan/prepare.ts';
import { isKeptById } from '../schema/hub-schema.ts';
import type { RootRoute, TopRule } from '../schema/rules.ts';
import type { HubEntry } from '../snapshot.ts';
import { valueAt } from './argument-path.ts';
import { findHub, isRouterError } from './find-hub.ts';
import { names, sortParts } from './parts.ts';
import { checkHomes, routeConnection } from './route-connection.ts';
import type { RouteWorld } from './route-world.ts';
import { isFailed, passedOn, settled, type Task } from './task.ts';

/** A root field that all hubs answer, or those that an argument lists, and whose parts are merged. */
export function routeAll(
  world: RouteWorld,
  root: RootField,
  { argument, atMost }: Extract<RootRoute, { by: 'ALL' }>,
  args: Readonly<Record<string, unknown>>,
): Task {
  const { key } = root;
  const { hubs, errors } = chosen(world, key, argument === undefined ? undefined : valueAt(args, argument));
  if (errors.length > 0) return settled(key, null, errors);
  const wide = tooWide(hubs.length, atMost, [key]);
  if (wide !== undefined) return settled(key, null, [wide]);
  const coordinate = `${root.parent.name}.${root.shape.name}`;
  const accepted = valueAt(args, root.shape.partial?.acceptArgument ?? ['']) === true;
  const acceptsPartial = accepted || world.partial === 'WARN' || world.acceptsPartial[coordinate]?.(args) === true;
  if (root.shape.rule?.by === 'CONNECTION') {
    return routeConnection(world, root, root.shape.rule, hubs, args, acceptsPartial);
  }
  const rowsMax = root.shape.rule?.by === 'TOP' ? rowsOf(root.shape.rule, key, args) : undefined;
  if (typeof rowsMax === 'object') return settled(key, null, [rowsMax]);
  const isTopById = rowsMax !== undefined && isKeptById(world.hub, root.shape.type);
  const reading = { schema: world.hub.schema, isMerging: true };
  return {
    key,
    assignments: hubs.map((hub) => ({ hub, share: { root } })),
    read(value, hub) {
      const read = conform(root.shape, value, { ...reading, hub });
      if (isTopById && Array.isArray(read)) checkHomes(world.topology, read.map(sortKeysOf), hub);
      return read;
    },
    finish(parts) {
      const isNullNothing = root.shape.rule?.by === 'MIN' || root.shape.rule?.by === 'MAX';
      const sorted = sortParts(hubs, parts, (value) => value, isNullNothing);
      const found: RouterError[] = [...sorted.missing.map((failure) => missingPart(failure, [key]))];
      for (const part of parts.values()) {
        if (!isFailed(part))
          for (const error of part.errors) found.push(passedOn(error, part.hub, names(error.path, [key])));
      }
      const gathering: Gathering = {
        expected: hubs.map(({ id }) => id),
        missing: sorted.missing,
        acceptsPartial,
        partial: world.partial,
        rowsMax,
        say: (error) => found.push(error),
      };
      const value = mergeField(root.shape, sorted.given, 'WARN', [key], gathering);
      return { value, errors: found, failures: sorted.missing };
    },
  };
}

/** The refusal of a field that the schema lets go to no more than so many hubs. */
export function tooWide(hubs: number, atMost: number | undefined, path: Path): RouterError | undefined {
  if (atMost === undefined || hubs <= atMost) return undefined;
  return routerError('FAN_OUT_TOO_WIDE', `${hubs} hubs are more than this field may ask, which is ${atMost}.`, path);
}

/** How many of the first rows are asked for. */
function rowsOf({ argument, most }: TopRule, key: string, args: Readonly<Record<string, unknown>>) {
  const asked = argument === undefined ? most : (args[argument] ?? most);
  if (typeof asked === 'number' && asked >= 1 && asked <= most) return asked;
  return routerError('BAD_USER_INPUT', `Ask for 1 to ${most} rows.`, [key]);
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
