import { composeServices } from '@apollo/composition';
import { type NodeDefinition, schemaOf, sdlOf } from '@hubgraph/node';
import { parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { council } from '../../council/src/definition.ts';
import { hub } from '../../hub/src/definition.ts';
import { fundraising } from '../src/definition.ts';

const nodes: Readonly<Record<string, NodeDefinition>> = { council, fundraising, hub };

describe('the schemas of the council, fundraising and a hub', () => {
  it.each(Object.entries(nodes))('%s can be run by itself', (_, definition) => {
    expect(() => schemaOf(definition)).not.toThrow();
  });

  it('compose into one graph', () => {
    const services = Object.entries(nodes).map(([name, definition]) => ({
      name,
      url: `http://${name}`,
      typeDefs: parse(sdlOf(definition)),
    }));
    const { errors, supergraphSdl } = composeServices(services);
    expect(errors ?? []).toEqual([]);
    const types = new Map(
      parse(supergraphSdl ?? '').definitions.flatMap((one) => ('name' in one ? [[one.name?.value, print(one)]] : [])),
    );
    for (const key of [
      '@join__type(graph: FUNDRAISING, key: "id toHub { id }")',
      '@join__type(graph: FUNDRAISING, key: "id")',
      '@join__type(graph: HUB, key: "id toHub { id }")',
    ]) {
      expect(types.get('Disbursement')).toContain(key);
    }
    expect(types.get('Hub')).toContain('heldFunds: [Money!] @join__field(graph: FUNDRAISING)');
    expect(types.get('AllocationFramework')).toContain('): AllocationConnection @join__field(graph: FUNDRAISING)');
    expect(types.get('Donation')).not.toContain('donor');
  });
});
