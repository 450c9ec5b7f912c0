import { type Concept, sdl } from '@hubgraph/node';
import { registryOf } from '../hubs/views.ts';
import {
  type CountryListEvent,
  commands,
  countryList,
  countryListInForce,
  countryListOf,
  countryListVersion,
} from './domain.ts';

import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';

const LIFETIME_MS = 365 * 24 * 3_600_000;

export const countryLists: Concept = {
  name: 'country-lists',
  policy,
  events: { CountryListProposed: 'PUBLIC', CountryListAdopted: 'PUBLIC' },
  commands,
  entities: [countryList, countryListInForce, countryListVersion],
  projections: [],
  sends({ event, at }, read) {
    const happened = event as CountryListEvent;
    if (happened.type !== 'CountryListAdopted') return [];
    const list = countryListOf(read, happened.list);
    const nodes = registryOf(read)?.nodes.filter((node) => node.kind === 'fundraising') ?? [];
    if (list === undefined) return [];
    const payload = {
      list: list.id,
      version: list.version,
      motion: happened.motion,
      countries: list.countries.map(({ country, region, isGlobalSouth }) => ({ country, region, isGlobalSouth })),
    };
    return nodes.map((node) => ({
      audience: node.id,
      type: 'country-list-adopted',
      about: list.id,
      payload,
      expiresAt: at + LIFETIME_MS,
    }));
  },
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
