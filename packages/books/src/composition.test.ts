import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { commonTypeDefs, sdlOf } from '@hubgraph/node';
import { parse } from 'graphql/index.js';
import { expect, it } from 'vitest';
import { financeTypeDefs } from './finance/type-defs.ts';
import { hubDefinition, supportDefinition } from './testing/test-node.ts';

/** The council's SDL as its files are: a package imports no subgraph. */
function councilSdl(): string {
  const folder = join(import.meta.dirname, '../../../subgraphs/council/src');
  // What the council makes of books of transfers needs the types of another package.
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.graphql') && !name.startsWith('reconciliations'),
  );
  expect(files.length).toBeGreaterThan(2);
  return [
    commonTypeDefs,
    financeTypeDefs,
    ...files.sort().map((name) => readFileSync(join(folder, name), 'utf8')),
  ].join('\n');
}

it('hub, fundraising and council compose, and nothing of the hub router is seen by clients', () => {
  const composed = composeServices(
    [
      ['council', councilSdl()] as const,
      ['fundraising', sdlOf(supportDefinition)] as const,
      ['hub', sdlOf(hubDefinition)] as const,
    ].map(([name, text]) => ({ name, typeDefs: parse(text) })),
  );
  expect(composed.errors ?? []).toEqual([]);
  const api = composed.schema?.toAPISchema();
  const types = api?.allTypes().map(({ name }) => name) ?? [];
  expect(types).toContain('MovementFinance');
  expect(types.filter((name) => /^(RouteBy|MergeBy|PartialDefault)$/.test(name))).toEqual([]);
  expect(api?.directives().map(({ name }) => name) ?? []).not.toContain('route');
  expect(composed.supergraphSdl).toMatch(/books: Books @join__field\(graph: HUB\)/);
});
