import type { FetchDataRewrite, QueryPlanFieldNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { jsonOf, quoted } from './json-text.ts';
import { merge } from './merge.ts';
import { rewrite } from './rewrites.ts';
import { own, type Thing } from './things.ts';
import { isOfType } from './types.ts';

/** How a thing is named to a subgraph: the text of its representation, or undefined for one that is not asked about. */
export type Represent = (thing: Thing) => Represented | undefined;

export interface Represented {
  /** The same for the same thing, and for nothing else. */
  readonly key: string;
  /** JSON. */
  readonly text: string;
}

/** Compiles what a subgraph needs to know of a thing. */
export function compileRepresentation(
  schema: GraphQLSchema,
  requires: readonly QueryPlanSelectionNode[],
  rewrites: readonly FetchDataRewrite[] | undefined,
): Represent {
  if (rewrites === undefined || rewrites.length === 0) {
    const simple = compileSimple(schema, requires);
    if (simple !== undefined) return simple;
  }
  return (thing) => {
    const found = select(schema, thing, requires);
    if (!found?.['__typename']) return undefined;
    // Things of two types may be one to the subgraph, but not here: what comes back is of the type that was there.
    const type = `${String(thing['__typename'])} `;
    rewrite(schema, rewrites, found);
    const text = JSON.stringify(found);
    return { key: type + text, text };
  };
}

type WriteFields = (thing: Thing) => string | undefined;

/** The usual case: for each type one list of fields. */
function compileSimple(schema: GraphQLSchema, requires: readonly QueryPlanSelectionNode[]): Represent | undefined {
  const writers: { readonly condition: string; readonly write: WriteFields }[] = [];
  for (const one of requires) {
    if (one.kind !== 'InlineFragment' || one.typeCondition === undefined) return undefined;
    const write = compileFields(one.selections);
    if (write === undefined || !one.selections.some((field) => nameOf(field) === '__typename')) return undefined;
    writers.push({ condition: one.typeCondition, write });
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
      const found = select(schema, thing, requires);
      if (!found?.['__typename']) return undefined;
      const text = JSON.stringify(found);
      return { key: text, text };
    }
    const text = writer(thing);
    return text === undefined ? undefined : { key: text, text };
  };
}

function nameOf(one: QueryPlanSelectionNode): string | undefined {
  return one.kind === 'Field' ? keyOf(one) : undefined;
}

function keyOf({ alias, name }: QueryPlanFieldNode): string {
  return alias ?? name;
}

/** Undefined where the selection holds fragments or one name twice. */
function compileFields(selections: readonly QueryPlanSelectionNode[]): WriteFields | undefined {
  const fields: { readonly key: string; readonly prefix: string; readonly inner: WriteFields | undefined }[] = [];
  for (const one of selections) {
    if (one.kind !== 'Field' || fields.some(({ key }) => key === keyOf(one))) return undefined;
    const inner = one.selections === undefined ? undefined : compileFields(one.selections);
    if (one.selections !== undefined && inner === undefined) return undefined;
    fields.push({ key: keyOf(one), prefix: `${fields.length === 0 ? '{' : ','}${quoted(keyOf(one))}:`, inner });
  }
  return (thing) => {
    let text = '';
    for (const { key, prefix, inner } of fields) {
      const value = own(thing, key);
      if (value === undefined) return undefined;
      text += prefix + (inner === undefined ? jsonOf(value) : written(value, inner));
    }
    return `${text}}`;
  };
}

function written(value: unknown, inner: WriteFields): string {
  if (Array.isArray(value)) return `[${value.map((one) => written(one, inner)).join()}]`;
  return value === null ? 'null' : (inner(value as Thing) ?? 'null');
}

/** What a thing has of a selection; null where a field of it was never asked for. */
function select(
  schema: GraphQLSchema,
  thing: Thing | null,
  selections: readonly QueryPlanSelectionNode[],
): Thing | null {
  if (thing === null) return null;
  const found: Thing = {};
  for (const one of selections) {
    if (one.kind === 'Field') {
      const key = keyOf(one);
      const value = own(thing, key);
      if (value === undefined) return null;
      found[key] = one.selections === undefined ? value : selectIn(schema, value, one.selections);
    } else if (one.typeCondition !== undefined && isOfType(schema, thing, one.typeCondition)) {
      merge(found, select(schema, thing, one.selections) ?? {});
    }
  }
  return found;
}

function selectIn(schema: GraphQLSchema, value: unknown, selections: readonly QueryPlanSelectionNode[]): unknown {
  if (Array.isArray(value)) return value.map((one) => selectIn(schema, one, selections));
  return select(schema, value as Thing | null, selections);
}
