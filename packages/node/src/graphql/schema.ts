import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, parse } from 'graphql';
import { conceptsOf, type NodeDefinition } from '../definition.ts';
import type { SchemaModule } from './resolver-map.ts';
import { dateTimeScalar, dayScalar } from './scalars.ts';

/** The SDL of a node, as it is composed. */
export function sdlOf(definition: NodeDefinition): string {
  return [definition.typeDefs, ...conceptsOf(definition).map((concept) => concept.typeDefs)]
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .join('\n\n');
}

const SCHEMAS = new WeakMap<NodeDefinition, GraphQLSchema>();

/** The executable schema of a node, one for all nodes of a kind: one module for what is shared and one for each concept. */
export function schemaOf(definition: NodeDefinition): GraphQLSchema {
  const before = SCHEMAS.get(definition);
  if (before !== undefined) return before;
  const schema = build(definition);
  SCHEMAS.set(definition, schema);
  return schema;
}

function build(definition: NodeDefinition): GraphQLSchema {
  const modules = conceptsOf(definition)
    .filter((concept) => concept.typeDefs.trim() !== '')
    .map((concept) => ({ typeDefs: parse(concept.typeDefs), resolvers: concept.resolvers }));
  const shared = { typeDefs: parse(definition.typeDefs), resolvers: { Day: dayScalar, DateTime: dateTimeScalar } };
  return buildSubgraphSchema([shared, ...modules] as SchemaModule[]);
}
