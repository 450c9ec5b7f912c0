import { commonTypeDefs, type NodeDefinition } from '@hubgraph/node';
import { countryLists } from './country-lists/concept.ts';
import { finance } from './finance/concept.ts';
import { frameworks } from './frameworks/concept.ts';
import { hubs } from './hubs/concept.ts';
import { registryOf } from './hubs/views.ts';
import { logs } from './logs/concept.ts';
import { motions } from './motions/concept.ts';
import { rates } from './rates/concept.ts';
import { reconciliations } from './reconciliations/concept.ts';
import { offices, roles } from './roles.ts';

/** The sums of all nodes come in one request, each with its months: at 300 hubs, some 40 sums of a year from each. */
const GRAPHQL_BYTES_MAX = 8 * 1_048_576;

/** The council's node: registry of hubs, motions, frameworks, lists of countries. */
export const council: NodeDefinition = {
  kind: 'council',
  roles,
  offices,
  concepts: [hubs, motions, frameworks, countryLists, rates, finance, reconciliations, logs],
  typeDefs: commonTypeDefs,
  graphqlBytesMax: GRAPHQL_BYTES_MAX,
  registry: registryOf,
};
