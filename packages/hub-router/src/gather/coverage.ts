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
 * happened, never from what a hub says; a hub speaks only for itself, so of every other list (`asOf`) at most one entry
 * is taken from each, under its own name.
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
        const given = entryOf(parts, hub, inner.key);
        if (given === undefined && !LISTED.has(inner.name)) return [];
        return [entryFor(inner, list.ofType, hub, reasons.get(hub), given)];
      });
      result[inner.key] = entries;
    }
  }
  return result;
}

const LISTED: ReadonlySet<string> = new Set(['asked', 'answered', 'missing']);

function hubsFor(list: string, { expected }: Gathering, reasons: ReadonlyMap<Slug, HubFailureReason>): readonly Slug[] {
  if (list === 'asked') return expected;
  return expected.filter((hub) => reasons.has(hub) === (list === 'missing'));
}

/** Fields in which an entry names its hub. */
const NAMES: ReadonlySet<string> = new Set(['id', 'hub', 'node']);

/** What a hub wrote about itself: the first entry of its own list. */
function entryOf(parts: readonly Given[], hub: Slug, key: string): unknown {
  const coverage = parts.find((part) => part.hub === hub)?.value;
  if (typeof coverage !== 'object' || coverage === null) return undefined;
  const list: unknown = Reflect.get(coverage, key);
  return Array.isArray(list) ? (list[0] ?? undefined) : undefined;
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
