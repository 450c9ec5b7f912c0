import { type Concept, defineSearchable, sdl } from '@hubgraph/node';
import { registryOf } from '../hubs/views.ts';
import {
  commands,
  type FrameworkEvent,
  type FrameworkState,
  framework,
  frameworkInForce,
  frameworkOf,
  frameworkVersion,
} from './domain.ts';

import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';

const LIFETIME_MS = 365 * 24 * 3_600_000;

export const frameworks: Concept = {
  name: 'frameworks',
  policy,
  events: { FrameworkProposed: 'PUBLIC', FrameworkAdopted: 'PUBLIC' },
  commands,
  entities: [framework, frameworkInForce, frameworkVersion],
  projections: [],
  searchable: [
    defineSearchable<FrameworkState>({
      kind: 'FRAMEWORK',
      about: 'A framework for the allocation of funds, found by its version; the id is that of the framework.',
      entity: 'framework',
      version: 1,
      document: ({ since, version }) => ({ at: since, title: version, texts: [] }),
    }),
  ],
  sends({ event, at }, read) {
    const happened = event as FrameworkEvent;
    if (happened.type !== 'FrameworkAdopted') return [];
    const adopted = frameworkOf(read, happened.framework);
    const nodes = registryOf(read)?.nodes.filter((node) => node.kind === 'fundraising') ?? [];
    if (adopted === undefined) return [];
    const payload = {
      framework: adopted.id,
      version: adopted.version,
      motion: happened.motion,
      shares: adopted.shares.map(({ hub, shareBasisPoints }) => ({ hub, shareBasisPoints })),
      floorBasisPoints: adopted.floorBasisPoints,
      countryList: adopted.countryList,
    };
    return nodes.map((node) => ({
      audience: node.id,
      type: 'framework-adopted',
      about: adopted.id,
      payload,
      expiresAt: at + LIFETIME_MS,
    }));
  },
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
