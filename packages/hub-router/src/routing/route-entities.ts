import type { Slug } from '@hubgraph/kernel';
import { conformObject } from '../answers/conform.ts';
import { Malformed } from '../answers/malformed.ts';
import { isRecord } from '../answers/read-reply.ts';
import type { HubFailure } from '../errors/failure.ts';
import { missingPart, type RouterError, routerError } from '../errors/router-error.ts';
import type { Gathering } from '../gather/gathering.ts';
import { mergeObject, nullsFor } from '../gather/merge.ts';
import type { RootField } from '../plan/prepare.ts';
import type { HubEntity } from '../schema/hub-schema.ts';
import type { HubEntry } from '../snapshot.ts';
import { valueAt } from './argument-path.ts';
import { findHub, isRouterError } from './find-hub.ts';
import { names, sortParts } from './parts.ts';
import { tooWide } from './route-all.ts';
import type { RouteWorld } from './route-world.ts';
import { stableText } from './stable-text.ts';
import { type Assignment, isFailed, type Part, passedOn, settled, type Task } from './task.ts';

/** One distinct representation: where it is first asked for, what it is, and who is to answer. */
interface Slot {
  readonly position: number;
  readonly representation: Readonly<Record<string, unknown>>;
  readonly entity: HubEntity | undefined;
  readonly hubs: readonly HubEntry[];
  readonly error: RouterError | undefined;
}

/** Which slots a hub answers, in the order in which it is asked. */
type Share = { readonly hub: HubEntry; readonly slots: number[] };

/**
 * `_entities`: equal representations are asked for once, each hub gets its own, and the answers come back in the order
 * and number of the representations.
 */
export function routeEntities(world: RouteWorld, root: RootField, args: Readonly<Record<string, unknown>>): Task {
  const { key } = root;
  const given: readonly unknown[] = Array.isArray(args['representations']) ? args['representations'] : [];
  if (given.length > world.limits.representationsMax) {
    const message = `${given.length} representations are more than ${world.limits.representationsMax}.`;
    return settled(
      key,
      given.map(() => null),
      [routerError('TOO_MANY_REPRESENTATIONS', message, [key])],
    );
  }
  const { slots, slotOf } = distinct(world, key, given);
  const shares = sharesOf(slots);
  return {
    key,
    assignments: [...shares.values()].map(
      ({ hub, slots: own }): Assignment => ({
        hub,
        share: { root, split: { name: 'representations', type: '[_Any!]!' } },
        splitValue: own.map((index) => slots[index]?.representation),
      }),
    ),
    read: (value, hub) => readEntities(world, root, slots, shares.get(hub)?.slots ?? [], value, hub),
    finish(parts) {
      const errors: RouterError[] = [];
      const failures: HubFailure[] = [];
      const values = slots.map((slot, index) => {
        if (slot.error !== undefined) errors.push(slot.error);
        return finishSlot(world, root, slot, index, parts, shares, errors, failures);
      });
      errors.push(...hubErrors(key, slots, parts, shares));
      const used = new Set<number>();
      const value = slotOf.map((index) => {
        const entity = values[index] ?? null;
        if (!used.has(index)) {
          used.add(index);
          return entity;
        }
        return structuredClone(entity);
      });
      return { value, errors, failures };
    },
  };
}

function distinct(world: RouteWorld, key: string, given: readonly unknown[]) {
  const slots: Slot[] = [];
  const slotOf: number[] = [];
  const known = new Map<string, number>();
  for (const [position, representation] of given.entries()) {
    const text = stableText(representation);
    const before = known.get(text);
    if (before === undefined) {
      known.set(text, slots.length);
      slotOf.push(slots.length);
      slots.push(slotFor(world, key, position, representation));
    } else slotOf.push(before);
  }
  return { slots, slotOf };
}

function slotFor(world: RouteWorld, key: string, position: number, given: unknown): Slot {
  const representation = isRecord(given) ? given : {};
  const path = [key, position];
  const typename = representation['__typename'];
  const entity = typeof typename === 'string' ? world.hub.entities.get(typename) : undefined;
  const base = { position, representation, entity, hubs: [] };
  if (entity?.route === undefined) {
    const message = `${JSON.stringify(typename ?? null).slice(0, 80)} is not an entity type of hubs.`;
    return { ...base, error: routerError('BAD_USER_INPUT', message, path) };
  }
  if (entity.route.by === 'ALL') {
    const hubs = world.topology.expected;
    const wide = tooWide(hubs.length, entity.route.atMost, path);
    return wide === undefined ? { ...base, hubs, error: undefined } : { ...base, error: wide };
  }
  const hub = findHub(world.topology, valueAt(representation, entity.route.field), path);
  return isRouterError(hub) ? { ...base, error: hub } : { ...base, hubs: [hub], error: undefined };
}

function sharesOf(slots: readonly Slot[]): ReadonlyMap<Slug, Share> {
  const shares = new Map<Slug, Share>();
  for (const [index, { hubs }] of slots.entries()) {
    for (const hub of hubs) {
      const share = shares.get(hub.id) ?? { hub, slots: [] };
      share.slots.push(index);
      shares.set(hub.id, share);
    }
  }
  return shares;
}

/** A hub's entities, by slot. */
function readEntities(
  world: RouteWorld,
  root: RootField,
  slots: readonly Slot[],
  own: readonly number[],
  value: unknown,
  hub: Slug,
): ReadonlyMap<number, unknown> {
  if (!Array.isArray(value) || value.length !== own.length) throw new Malformed(`${root.key} has a wrong length.`);
  const entities = new Map<number, unknown>();
  for (const [at, index] of own.entries()) {
    const given: unknown = value[at];
    const slot = slots[index];
    if (slot?.entity === undefined) continue;
    entities.set(index, given === null ? null : readEntity(world, root, slot.entity, slot, given, hub));
  }
  return entities;
}

function readEntity(world: RouteWorld, root: RootField, entity: HubEntity, slot: Slot, given: unknown, hub: Slug) {
  const isMerging = entity.route?.by === 'ALL';
  const read = conformObject(entity.type, root.shape, given, { schema: world.hub.schema, isMerging, hub });
  for (const field of root.shape.inner?.of(entity.type).values() ?? []) {
    if (field.isHidden || field.inner !== undefined || !entity.keyFields.has(field.name)) continue;
    const asked = slot.representation[field.name];
    if (asked !== undefined && String(read[field.key]) !== String(asked)) throw new Malformed('It is another one.');
  }
  return read;
}

function finishSlot(
  world: RouteWorld,
  root: RootField,
  slot: Slot,
  index: number,
  parts: ReadonlyMap<Slug, Part>,
  shares: ReadonlyMap<Slug, Share>,
  errors: RouterError[],
  failures: HubFailure[],
): unknown {
  const { entity, representation } = slot;
  if (entity?.route === undefined || slot.error !== undefined) return null;
  const path = [root.key, slot.position];
  const own = keyOf(entity, representation);
  if (entity.route.by === 'HOME') {
    const [hub] = slot.hubs;
    const part = hub === undefined ? undefined : parts.get(hub.id);
    if (isFailed(part)) {
      errors.push(missingPart(part.failure, path));
      return world.missingAsNulls ? nullsFor(root.shape, entity.type, own) : null;
    }
    return pick(part?.value, index);
  }
  const { given, missing } = sortParts(slot.hubs, parts, (value) => pick(value, index));
  errors.push(...missing.map((failure) => missingPart(failure, path)));
  failures.push(...missing);
  const gathering: Gathering = {
    expected: [...shares.keys()].filter((id) => slot.hubs.some((hub) => hub.id === id)).sort(),
    missing,
    acceptsPartial: world.partial === 'WARN' || world.acceptsPartial[entity.name]?.(representation) === true,
    partial: world.partial,
    say: (error) => errors.push(error),
  };
  const policy = world.hub.partials.get(entity.name)?.default ?? 'WARN';
  return mergeObject(root.shape, entity.type, given, policy, path, gathering, own);
}

/** The errors that hubs reported, each at the place of the representation that it is about. */
function hubErrors(
  key: string,
  slots: readonly Slot[],
  parts: ReadonlyMap<Slug, Part>,
  shares: ReadonlyMap<Slug, Share>,
): RouterError[] {
  const found: RouterError[] = [];
  for (const [hub, { slots: own }] of shares) {
    const part = parts.get(hub);
    if (part === undefined || isFailed(part)) continue;
    for (const error of part.errors) {
      const [, at] = error.path ?? [];
      const slot = typeof at === 'number' ? slots[own[at] ?? -1] : undefined;
      if (slot === undefined) found.push(passedOn(error, hub, [key]));
      else {
        const whole = [key, slot.position, ...(error.path ?? []).slice(2)];
        const isMerged = slot.entity?.route?.by === 'ALL';
        found.push(passedOn(error, hub, isMerged ? names(whole, [key, slot.position]) : whole));
      }
    }
  }
  return found;
}

function pick(value: unknown, index: number): unknown {
  return value instanceof Map ? (value.get(index) ?? null) : null;
}

function keyOf(entity: HubEntity, representation: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.entries(representation).filter(([name]) => entity.keyFields.has(name)));
}
