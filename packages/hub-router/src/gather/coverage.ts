import type { Slug } from '@hubgraph/kernel';
import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNullableType,
  isEnumType,
  isListType,
  isObjectType,
} from 'graphql';
import type { HubFailureReason } from '../errors/failure.ts';
import type { FieldShape } from '../plan/shape.ts';
import type { Gathering, Given } from './gathering.ts';

/**
 * Writes which hubs were asked, which answered and which are missing. Those come from the registry and from what
 * happened, never from what a hub says. A hub speaks only for itself: one entry of `asOf` is taken from each, and of
 * every other list its own entries, {@link ENTRIES_MAX} at most, under its own name.
 */
export function mergeCoverage(
  field: FieldShape,
  type: GraphQLObjectType,
  parts: readonly Given[],
  gathering: Gathering,
): Record<string, unknown> {
  const reasons = new Map(gathering.missing.map(({ hub, reason }) => [hub, reason]));
  const result: Record<string, unknown> = {};
  for (const inner of field.inner?.of(type).values() ?? []) {
    if (inner.isHidden) continue;
    const list = getNullableType(inner.type);
    if (inner.name === '__typename') result[inner.key] = type.name;
    else if (!isListType(list)) result[inner.key] = null;
    else {
      const entries = hubsFor(inner.name, gathering, reasons).flatMap((hub) => {
        const given = entriesOf(parts, hub, inner.key);
        if (LISTED.has(inner.name)) return [entryFor(inner, list.ofType, hub, reasons.get(hub), given[0])];
        const taken = given.slice(0, inner.name === 'asOf' ? 1 : ENTRIES_MAX);
        return taken.map((entry) => entryFor(inner, list.ofType, hub, reasons.get(hub), entry));
      });
      result[inner.key] = entries;
    }
  }
  return result;
}

const ENTRIES_MAX = 1_000;
const LISTED: ReadonlySet<string> = new Set(['asked', 'answered', 'missing']);

function hubsFor(list: string, { expected }: Gathering, reasons: ReadonlyMap<Slug, HubFailureReason>): readonly Slug[] {
  if (list === 'asked') return expected;
  return expected.filter((hub) => reasons.has(hub) === (list === 'missing'));
}

/** Fields in which an entry names its hub. */
const NAMES: ReadonlySet<string> = new Set(['id', 'hub', 'node']);

/** What a hub wrote about itself: the entries of its own list. */
function entriesOf(parts: readonly Given[], hub: Slug, key: string): readonly unknown[] {
  const coverage = parts.find((part) => part.hub === hub)?.value;
  if (typeof coverage !== 'object' || coverage === null) return [];
  const list: unknown = Reflect.get(coverage, key);
  return Array.isArray(list) ? list.filter((entry) => entry !== null) : [];
}

function entryFor(
  field: FieldShape,
  itemType: GraphQLOutputType,
  hub: Slug,
  reason: HubFailureReason | undefined,
  given: unknown,
): unknown {
  const type = getNullableType(itemType);
  if (!isObjectType(type)) return LISTED.has(field.name) ? hub : (given ?? hub);
  const result: Record<string, unknown> = {};
  for (const inner of field.inner?.of(type).values() ?? []) {
    if (inner.isHidden) continue;
    const own: unknown = typeof given === 'object' && given !== null ? Reflect.get(given, inner.key) : undefined;
    const innerType = getNullableType(inner.type);
    if (inner.name === '__typename') result[inner.key] = type.name;
    else if (inner.name === 'hub' && isObjectType(innerType)) {
      result[inner.key] = entryFor(inner, innerType, hub, reason, own);
    } else if (NAMES.has(inner.name)) result[inner.key] = hub;
    else if (inner.name === 'reason') result[inner.key] = reasonFor(innerType, reason);
    else result[inner.key] = own ?? null;
  }
  return result;
}

/** In a schema with an enum of reasons, `timed-out` is `TIMED_OUT`, and every status is `HTTP_ERROR`. */
function reasonFor(type: GraphQLOutputType, reason: HubFailureReason | undefined): string | null {
  if (reason === undefined) return null;
  if (!isEnumType(type)) return reason;
  const name = reason.startsWith('http-') ? 'HTTP_ERROR' : reason.toUpperCase().replaceAll('-', '_');
  return type.getValue(name) ? name : null;
}
