import type { Slug } from '@hubgraph/kernel';
import {
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { HIDDEN_TYPE } from '../plan/hidden.ts';
import type { FieldShape } from '../plan/shape.ts';
import { isCount, isDecimal } from './decimal.ts';
import { setGroupKey } from './group-key.ts';
import { setRows } from './hidden-rows.ts';
import { Malformed } from './malformed.ts';
import { isRecord } from './read-reply.ts';
import { setSortKeys } from './sort-keys.ts';

/** How to read: `isMerging` where the parts of several hubs are to become one. */
export interface Reading {
  readonly schema: GraphQLSchema;
  readonly isMerging: boolean;
  /** The hub that answered. */
  readonly hub: Slug;
}

/**
 * Copies from a hub's answer what was asked for and nothing else, and compares it with the schema on the way.
 * @throws {Malformed}
 */
export function conform(field: FieldShape, value: unknown, reading: Reading): unknown {
  if (field.rule?.by === 'SUM' || field.role === 'sum') checkNumber(field, value);
  if (field.rule?.by === 'COUNT' && value !== null && !isCount(value)) throw new Malformed(`${field.key} is no count.`);
  const read = conformTo(field.type, field, value, reading);
  if (reading.isMerging && field.rule?.by === 'CONCAT' && field.rule.own !== undefined) {
    checkOwn(field, field.rule.own, read, reading);
  }
  return read;
}

/** A hub states its own rows, never another's. */
function checkOwn(field: FieldShape, own: string, rows: unknown, { schema, hub }: Reading): void {
  const type = getNamedType(field.type);
  const row = isObjectType(type) ? schema.getType(type.name) : undefined;
  const inner = isObjectType(row) ? field.inner?.of(row).values() : undefined;
  const keys = [...(inner ?? [])].filter((one) => one.name === own && !one.isHidden).map((one) => one.key);
  for (const one of Array.isArray(rows) ? rows : []) {
    for (const key of keys) {
      if (isRecord(one) && one[key] !== hub) throw new Malformed(`${field.key} speaks for ${String(one[key])}.`);
    }
  }
}

/**
 * The same for an object whose type is known.
 * @throws {Malformed}
 */
export function conformObject(
  type: GraphQLObjectType,
  field: FieldShape,
  value: unknown,
  reading: Reading,
): Record<string, unknown> {
  if (!isRecord(value)) throw new Malformed(`${field.key} is not an object.`);
  const result: Record<string, unknown> = {};
  const keys: unknown[] = [];
  for (const inner of field.inner?.of(type).values() ?? []) {
    if (!Object.hasOwn(value, inner.key)) throw new Malformed(`${inner.key} is not there.`);
    const given = value[inner.key];
    if (inner.name === '__typename') {
      if (given !== type.name) throw new Malformed(`${inner.key} is not ${type.name}.`);
      if (!inner.isHidden) result[inner.key] = given;
      continue;
    }
    const read = conform(inner, given, reading);
    if (inner.isHidden) keys.push(read);
    else result[inner.key] = read;
  }
  if (reading.isMerging && field.rule?.by === 'GROUP') setGroupKey(result, keys);
  if (reading.isMerging && field.rule?.by === 'TOP') setSortKeys(result, keys, field.rule.orderBy);
  if (reading.isMerging && field.rule?.by === 'CONNECTION') setRows(result, keys, field.rule.orderBy);
  return result;
}

function conformTo(type: GraphQLOutputType, field: FieldShape, value: unknown, reading: Reading): unknown {
  if (isNonNullType(type)) {
    if (value === null) throw new Malformed(`${field.key} is null.`);
    return conformTo(type.ofType, field, value, reading);
  }
  if (value === null) return null;
  if (isListType(type)) {
    if (!Array.isArray(value)) throw new Malformed(`${field.key} is not a list.`);
    return value.map((one: unknown) => conformTo(type.ofType, field, one, reading));
  }
  if (isLeafType(type)) return leaf(type, field, value);
  return conformObject(isObjectType(type) ? type : concrete(type, field, value, reading), field, value, reading);
}

function concrete(type: GraphQLOutputType, field: FieldShape, value: unknown, { schema }: Reading) {
  const name = isRecord(value) ? value[HIDDEN_TYPE] : undefined;
  const named = typeof name === 'string' ? schema.getType(name) : undefined;
  if (!isAbstractType(type) || !isObjectType(named) || !schema.isSubType(type, named)) {
    throw new Malformed(`${field.key} is not of a type that was asked for.`);
  }
  return named;
}

function leaf(type: GraphQLLeafType, field: FieldShape, value: unknown): unknown {
  if (!isLeaf(type, value)) throw new Malformed(`${field.key} is not ${type.name}.`);
  return type.name === 'ID' ? String(value) : value;
}

function isLeaf(type: GraphQLLeafType, value: unknown): boolean {
  if (isEnumType(type)) return typeof value === 'string' && /^[_A-Za-z]\w{0,99}$/.test(value);
  switch (type.name) {
    case 'Int':
      return Number.isInteger(value) && Math.abs(Number(value)) <= 2 ** 31;
    case 'Float':
      return typeof value === 'number';
    case 'String':
      return typeof value === 'string';
    case 'Boolean':
      return typeof value === 'boolean';
    case 'ID':
      return typeof value === 'string' || Number.isSafeInteger(value);
    default:
      return value !== undefined;
  }
}

function checkNumber(field: FieldShape, value: unknown): void {
  if (value !== null && !isDecimal(value)) throw new Malformed(`${field.key} is not a number.`);
}
