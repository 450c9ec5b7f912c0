import { commonTypeDefs, type NodeDefinition } from '@hubgraph/node';
import { agreements } from './agreements/concept.ts';
import { roles } from './roles.ts';

/** The trademark node of the Basic Support System: agreements with hubs. */
export const trademark: NodeDefinition = {
  kind: 'trademark',
  roles,
  concepts: [agreements],
  typeDefs: commonTypeDefs,
};
