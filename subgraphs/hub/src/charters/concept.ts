import { defineCommand } from '@hubgraph/journal';
import { type Concept, sdl } from '@hubgraph/node';
import { type AdoptHubCharter, decideAdoptHubCharter, type HubCharterAdopted, hubCharter } from './domain.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { charterList, isVersionTaken } from './views.ts';

/** What the hub says it is there for, version by version. */
export const charters: Concept = {
  name: 'charters',
  policy,
  commands: [
    defineCommand<AdoptHubCharter, Parameters<typeof decideAdoptHubCharter>[1], HubCharterAdopted>({
      type: 'AdoptHubCharter',
      load: (read, { version }) => ({ isVersionTaken: isVersionTaken(read, version) }),
      decide: decideAdoptHubCharter,
    }),
  ],
  entities: [hubCharter],
  projections: [charterList],
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
