import type { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLFieldResolver, GraphQLScalarType } from 'graphql';

type Modules = Extract<Parameters<typeof buildSubgraphSchema>[0], readonly unknown[]>;

/** What `buildSubgraphSchema` takes as one module. */
export type SchemaModule = Modules[number];

/** Resolvers by type and field; `__resolveReference` and `__resolveType` beside the fields. */
export interface GraphQLResolverMap<Context> {
  readonly [typeName: string]:
    | { readonly [fieldName: string]: GraphQLFieldResolver<never, Context, never> }
    | GraphQLScalarType;
}
