import { type GraphQLObjectType, getNullableType, isNonNullType, isObjectType } from 'graphql';
import { type Path, routerError, withheld } from '../errors/router-error.ts';
import type { FieldShape } from '../plan/shape.ts';
import type { PartialPolicy } from '../schema/rules.ts';
import { mergeCoverage } from './coverage.ts';
import type { Gathering, Given, Merged } from './gathering.ts';
import { mergeGroups } from './group.ts';
import { topRows } from './top.ts';
import { concatenated, extreme, same, sum } from './values.ts';

/**
 * Makes the hubs' parts of one field one value, by the rule of the field; parts come in the order of the hubs' ids.
 * A value that would lack a part is withheld where the policy says so.
 */
export function mergeField(
  field: FieldShape,
  parts: readonly Given[],
  inherited: PartialPolicy,
  path: Path,
  gathering: Gathering,
): unknown {
  const type = getNullableType(field.type);
  if (field.rule?.by === 'COVERAGE' && isObjectType(type)) return mergeCoverage(field, type, parts, gathering);
  const policy = gathering.partial === 'ABORT' ? 'ABORT' : (field.partial?.default ?? inherited);
  const [first, ...others] = gathering.missing;
  const isInnerNeeded = field.rule === undefined && isObjectType(type) && showsCoverage(field, type);
  if (first !== undefined && policy === 'ABORT' && !gathering.acceptsPartial && !isInnerNeeded) {
    gathering.say(withheld([first, ...others], path));
    return null;
  }
  const values = parts.map(({ value }) => value);
  const isNobodyHeard = parts.length === 0 && gathering.missing.length > 0;
  switch (field.rule?.by) {
    case 'SUM':
    case 'COUNT':
      return isNobodyHeard ? null : checked(sum(field, values), path, gathering);
    case 'MIN':
    case 'MAX':
      return extreme(field.rule.by, values);
    case 'SAME':
      return checked(same(values), path, gathering);
    case 'CONCAT':
      return isNobodyHeard ? null : concatenated(values);
    case 'TOP':
      return isNobodyHeard ? null : topRows(parts, gathering.rowsMax ?? field.rule.most, field.rule.isDescending);
    case 'GROUP':
      return isNobodyHeard ? null : mergeGroups(field, values, path, gathering, mergeField);
    default: {
      if (!isObjectType(type)) return null;
      const objects = parts.filter(({ value }) => value !== null);
      if (objects.length === 0 && !isInnerNeeded) return null;
      return mergeObject(field, type, objects, policy, path, gathering);
    }
  }
}

/** Merges objects field by field. `own` holds what is known without the hubs: the fields of an entity's key. */
export function mergeObject(
  field: FieldShape,
  type: GraphQLObjectType,
  parts: readonly Given[],
  policy: PartialPolicy,
  path: Path,
  gathering: Gathering,
  own: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const inner of field.inner?.of(type).values() ?? []) {
    if (inner.isHidden) continue;
    const { key } = inner;
    if (inner.name === '__typename') result[key] = type.name;
    else if (Object.hasOwn(own, inner.name)) result[key] = ownValue(own, inner, parts);
    else {
      const within = parts.map(({ hub, value }) => ({ hub, value: valueAtKey(value, key) }));
      result[key] = mergeField(inner, within, policy, [...path, key], gathering);
    }
  }
  return result;
}

/** A scalar of the key is taken from the key; an object, which may show more, from the first hub that gave it. */
function ownValue(own: Readonly<Record<string, unknown>>, inner: FieldShape, parts: readonly Given[]): unknown {
  const value = own[inner.name];
  if (inner.inner === undefined) return value ?? null;
  const [first] = parts;
  return first === undefined ? null : valueAtKey(first.value, inner.key);
}

function showsCoverage(field: FieldShape, type: GraphQLObjectType): boolean {
  return [...(field.inner?.of(type).values() ?? [])].some(({ rule }) => rule?.by === 'COVERAGE');
}

function valueAtKey(object: unknown, key: string): unknown {
  return typeof object === 'object' && object !== null ? (Reflect.get(object, key) ?? null) : null;
}

function checked(merged: Merged, path: Path, gathering: Gathering): unknown {
  if ('value' in merged) return merged.value;
  gathering.say(routerError('MERGE_FAILED', merged.fault, path));
  return null;
}

/** An object of nulls that keeps its type and key, for an entity whose hub failed. */
export function nullsFor(
  field: FieldShape,
  type: GraphQLObjectType,
  own: Readonly<Record<string, unknown>>,
): Record<string, unknown> | null {
  const result: Record<string, unknown> = {};
  for (const inner of field.inner?.of(type).values() ?? []) {
    if (inner.isHidden) continue;
    const known = inner.inner === undefined && Object.hasOwn(own, inner.name) ? own[inner.name] : null;
    if (inner.name === '__typename') result[inner.key] = type.name;
    else if (known === null && isNonNullType(inner.type)) return null;
    else result[inner.key] = known;
  }
  return result;
}
