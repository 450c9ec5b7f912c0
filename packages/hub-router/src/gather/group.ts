import { type GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import { groupKeyOf } from '../answers/group-key.ts';
import { type Path, routerError } from '../errors/router-error.ts';
import type { FieldShape } from '../plan/shape.ts';
import type { Gathering, Given } from './gathering.ts';
import { sum } from './values.ts';

/** How a field within a row is merged that is neither a key nor a sum. */
export type MergeInner = (
  field: FieldShape,
  parts: readonly Given[],
  policy: 'WARN',
  path: Path,
  gathering: Gathering,
) => unknown;

/**
 * Rows with equal keys become one row with the sums added; the order is that in which keys are first seen. Null if any
 * hub's list is null, for its rows would be lacking in every sum.
 */
export function mergeGroups(
  field: FieldShape,
  lists: readonly unknown[],
  path: Path,
  gathering: Gathering,
  mergeInner: MergeInner,
): unknown[] | null {
  const type = getNamedType(field.type);
  if (!isObjectType(type) || !lists.every((list) => Array.isArray(list))) return null;
  const groups = new Map<string, object[]>();
  for (const row of lists.flat() as unknown[]) {
    if (typeof row !== 'object' || row === null) continue;
    const key = groupKeyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].map((rows) => mergeRows(field, type, rows, path, gathering, mergeInner));
}

function mergeRows(
  field: FieldShape,
  type: GraphQLObjectType,
  rows: readonly object[],
  path: Path,
  gathering: Gathering,
  mergeInner: MergeInner,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const inner of field.inner?.of(type).values() ?? []) {
    if (inner.isHidden) continue;
    const values = rows.map((row): unknown => Reflect.get(row, inner.key));
    const object = getNamedType(inner.type);
    if (inner.role === 'sum') {
      const total = sum(inner, values);
      if ('fault' in total) gathering.say(routerError('MERGE_FAILED', total.fault, path));
      result[inner.key] = 'value' in total ? total.value : null;
    } else if (inner.role === 'key' || inner.name === '__typename') result[inner.key] = values[0] ?? null;
    else if (inner.rule === undefined && isObjectType(object)) {
      const objects = values.filter((value) => typeof value === 'object' && value !== null);
      result[inner.key] = objects.length === 0 ? null : mergeRows(inner, object, objects, path, gathering, mergeInner);
    } else {
      const parts = values.map((value) => ({ hub: '', value }));
      result[inner.key] = mergeInner(inner, parts, 'WARN', path, gathering);
    }
  }
  return result;
}
