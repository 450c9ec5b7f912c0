import type { FetchDataRewrite } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { put } from './merge.ts';
import { isObject, own, type Thing } from './things.ts';
import { isOfType } from './types.ts';

const TYPE = '... on ';

/** Carries out what a plan says is to be changed in what goes to a subgraph, or in what came from it. */
export function rewrite(
  schema: GraphQLSchema,
  rewrites: readonly FetchDataRewrite[] | undefined,
  value: unknown,
): void {
  for (const one of rewrites ?? []) at(schema, one, 0, value);
}

function at(schema: GraphQLSchema, one: FetchDataRewrite, depth: number, value: unknown): void {
  if (Array.isArray(value)) {
    for (const inner of value) at(schema, one, depth, inner);
    return;
  }
  if (!isObject(value)) return;
  const part = one.path[depth];
  if (part === undefined) return;
  if (depth === one.path.length - 1) change(one, part, value);
  else if (part.startsWith(TYPE)) {
    // A thing that says no type is taken for the one that was asked about.
    if (!value['__typename'] || isOfType(schema, value, part.slice(TYPE.length))) at(schema, one, depth + 1, value);
  } else at(schema, one, depth + 1, own(value, part));
}

function change(one: FetchDataRewrite, key: string, thing: Thing): void {
  if (one.kind === 'ValueSetter') put(thing, key, one.setValueTo);
  else {
    const value = own(thing, key);
    if (!value) return;
    put(thing, one.renameKeyTo, value);
    thing[key] = undefined;
  }
}
