import { type Concept, sdl } from '@hubgraph/node';
import { campaign, commands, donation, donationExternalId } from './domain.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { campaignList } from './views.ts';

export const campaigns: Concept = {
  name: 'campaigns',
  policy,
  commands,
  entities: [campaign, donation, donationExternalId],
  projections: [campaignList],
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
