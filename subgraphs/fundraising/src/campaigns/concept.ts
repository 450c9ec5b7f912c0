import { type Concept, defineSearchable, sdl } from '@hubgraph/node';
import { type CampaignState, campaign, commands, donation, donationExternalId } from './domain.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { campaignList } from './views.ts';

export const campaigns: Concept = {
  name: 'campaigns',
  policy,
  events: { CampaignOpened: 'PUBLIC', DonationReceived: 'SEALED' },
  commands,
  entities: [campaign, donation, donationExternalId],
  projections: [campaignList],
  searchable: [
    defineSearchable<CampaignState>({
      kind: 'CAMPAIGN',
      about: 'A campaign; the id is that of the campaign.',
      entity: 'campaign',
      version: 1,
      document: ({ openedAt, name }) => ({ at: openedAt, title: name, texts: [] }),
    }),
  ],
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
