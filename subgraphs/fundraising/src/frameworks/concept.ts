import { type Concept, defineStatement } from '@hubgraph/node';
import {
  type CountryListInForce,
  countryList,
  countryListInForce,
  decideCountryListAdopted,
  decideFrameworkAdopted,
  type FrameworkEvent,
  type FrameworkInForce,
  framework,
  frameworkInForce,
} from './domain.ts';
import { policy } from './policy.ts';

/** What this node knows of the council's decisions: the framework and the list of countries in force. */
export const frameworks: Concept = {
  name: 'frameworks',
  policy,
  events: { FrameworkTaken: 'PUBLIC', CountryListTaken: 'PUBLIC' },
  commands: [],
  entities: [framework, countryList],
  projections: [],
  receives: {
    'framework-adopted': defineStatement<FrameworkInForce | undefined, FrameworkEvent>({
      from: ['council'],
      load: frameworkInForce,
      decide: decideFrameworkAdopted,
    }),
    'country-list-adopted': defineStatement<CountryListInForce | undefined, FrameworkEvent>({
      from: ['council'],
      load: countryListInForce,
      decide: decideCountryListAdopted,
    }),
  },
  typeDefs: '',
  resolvers: {},
};
