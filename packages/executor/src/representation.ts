import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { jsonOf, quoted } from './json-text.ts';
import { merge } from './merge.ts';
import { rewrite } from './rewrites.ts';
import { isObject, own, type Thing } from './things.ts';
import { isOfType } from './types.ts';

/** How a thing is named to a subgraph: the text of its representation, or undefined for one that is not asked about. */
export type Represent = (thing: Thing) => Represented | undefined;

export interface Represented {
  /** The same for the same thing, and for nothing else. */
  readonly key: string;
  /** JSON. */
  readonly text: string;
}

/** A field that a subgraph needs to know, or what it needs of things of one type. */
type Need =
  | { readonly key: string; readonly lists: number; readonly inner: readonly Need[] | undefined }
  | { readonly condition: string; readonly inner: readonly Need[] };

/** Compiles what a subgraph needs to know of a thing. */
export function compileRepresentation(
  schema: GraphQLSchema,
  requires: readonly QueryPlanSelectionNode[],
  rewrites: readonly FetchDataRewrite[] | undefined,
): Represent {
  const needs = needsOf(schema, undefined, requires);
  if (rewrites === undefined || rewrites.length === 0) {
    const simple = compileSimple(schema, needs);
    if (simple !== undefined) return simple;
  }
  return (thing) => {
    const found = select(schema, thing, needs);
    if (!found?.['__typename']) return undefined;
    // Things of two types may be one to the subgraph, but not here: what comes back is of the type that was there.
    const type = `${String(thing['__typename'])} `;
    rewrite(schema, rewrites, found);
    const text = JSON.stringify(found);
    return { key: type + text, text };
  };
}

function needsOf(
  schema: GraphQLSchema,
  type: GraphQLNamedType | undefined,
  selections: readonly QueryPlanSelectionNode[],
): readonly Need[] {
  return selections.flatMap((one): Need[] => {
    if (one.kind !== 'Field') {
      const condition = one.typeCondition;
      if (condition === undefined) return [];
      return [{ condition, inner: needsOf(schema, schema.getType(condition), one.selections) }];
    }
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[one.name] : undefined;
    const inner = one.selections && needsOf(schema, field && getNamedType(field.type), one.selections);
    return [{ key: one.alias ?? one.name, lists: field === undefined ? 0 : listsOf(field.type), inner }];
  });
}

/** How many lists are around what is in them. */
function listsOf(type: GraphQLOutputType): number {
  if (isNonNullType(type)) return listsOf(type.ofType);
  return isListType(type) ? 1 + listsOf(type.ofType) : 0;
}

type WriteFields = (thing: Thing) => string | undefined;

/** The usual case: for each type one list of fields. */
function compileSimple(schema: GraphQLSchema, needs: readonly Need[]): Represent | undefined {
  const writers: { readonly condition: string; readonly write: WriteFields }[] = [];
  for (const one of needs) {
    if (!('condition' in one)) return undefined;
    const write = compileFields(one.inner);
    if (write === undefined || !one.inner.some((field) => 'key' in field && field.key === '__typename')) {
      return undefined;
    }
    writers.push({ condition: one.condition, write });
  }
  const byType = new Map<unknown, WriteFields | 'several' | undefined>();
  const writerOf = (thing: Thing) => {
    const name = thing['__typename'];
    if (byType.has(name)) return byType.get(name);
    const [first, second] = writers.filter(({ condition }) => isOfType(schema, thing, condition));
    const writer = second === undefined ? first?.write : 'several';
    // Names of types that there are not may be of any number.
    if (typeof name === 'string' && schema.getType(name) !== undefined) byType.set(name, writer);
    return writer;
  };
  return (thing) => {
    const writer = writerOf(thing);
    if (writer === undefined) return undefined;
    if (writer === 'several') {
      const found = select(schema, thing, needs);
      if (!found?.['__typename']) return undefined;
      const text = JSON.stringify(found);
      return { key: text, text };
    }
    const text = writer(thing);
    return text === undefined ? undefined : { key: text, text };
  };
}

/** Undefined where they hold fragments or one name twice. */
function compileFields(needs: readonly Need[]): WriteFields | undefined {
  const fields: { key: string; prefix: string; lists: number; inner: WriteFields | undefined }[] = [];
  for (const one of needs) {
    if (!('key' in one) || fields.some(({ key }) => key === one.key)) return undefined;
    const inner = one.inner && compileFields(one.inner);
    if (one.inner !== undefined && inner === undefined) return undefined;
    fields.push({ ...one, prefix: `${fields.length === 0 ? '{' : ','}${quoted(one.key)}:`, inner });
  }
  return (thing) => {
    let text = '';
    for (const { key, prefix, lists, inner } of fields) {
      const value = own(thing, key);
      if (value === undefined) return undefined;
      text += prefix + (inner === undefined ? jsonOf(value) : written(value, lists, inner));
    }
    return `${text}}`;
  };
}

/** What is of another kind than the schema says is nothing: no subgraph is asked to make something of it. */
function written(value: unknown, lists: number, inner: WriteFields): string {
  if (lists === 0) return (isObject(value) ? inner(value) : undefined) ?? 'null';
  return Array.isArray(value) ? `[${value.map((one) => written(one, lists - 1, inner)).join()}]` : 'null';
}

/** What a thing has of what is needed; null where a field of it was never asked for. */
function select(schema: GraphQLSchema, thing: Thing, needs: readonly Need[]): Thing | null {
  const found: Thing = {};
  for (const one of needs) {
    if ('key' in one) {
      const value = own(thing, one.key);
      if (value === undefined) return null;
      found[one.key] = one.inner === undefined ? value : selectIn(schema, value, one.lists, one.inner);
    } else if (isOfType(schema, thing, one.condition)) {
      merge(found, select(schema, thing, one.inner) ?? {});
    }
  }
  return found;
}

function selectIn(schema: GraphQLSchema, value: unknown, lists: number, needs: readonly Need[]): unknown {
  if (lists === 0) return isObject(value) ? select(schema, value, needs) : null;
  return Array.isArray(value) ? value.map((one) => selectIn(schema, one, lists - 1, needs)) : null;
}
