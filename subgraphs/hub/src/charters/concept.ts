import { defineCommand } from '@hubgraph/journal';
import { type Concept, defineSearchable, sdl } from '@hubgraph/node';
import {
  type AdoptHubCharter,
  decideAdoptHubCharter,
  type HubCharterAdopted,
  type HubCharterState,
  hubCharter,
} from './domain.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { charterList, isVersionTaken } from './views.ts';

/** What the hub says it is there for, version by version. */
export const charters: Concept = {
  name: 'charters',
  policy,
  events: { HubCharterAdopted: 'PUBLIC' },
  commands: [
    defineCommand<AdoptHubCharter, Parameters<typeof decideAdoptHubCharter>[1], HubCharterAdopted>({
      type: 'AdoptHubCharter',
      load: (read, { version }) => ({ isVersionTaken: isVersionTaken(read, version) }),
      decide: decideAdoptHubCharter,
    }),
  ],
  entities: [hubCharter],
  projections: [charterList],
  searchable: [
    defineSearchable<HubCharterState>({
      kind: 'CHARTER',
      about: 'A charter of the hub, of whatever version; the id is that of the charter.',
      entity: 'hub-charter',
      version: 1,
      document: ({ adoptedAt, version, text }) => ({ at: adoptedAt, under: version, texts: [text] }),
    }),
  ],
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
