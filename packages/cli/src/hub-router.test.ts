import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { composeServices } from '@apollo/composition';
import { readHubSchema } from '@hubgraph/hub-router';
import type { ServedHubRouter } from '@hubgraph/hub-router/serve';
import { execute, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readHubs, start } from './hub-router.ts';

const folder = mkdtempSync(join(tmpdir(), 'hubgraph-hubs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cee = { id: 'cee', endpoint: 'https://cee.example/graphql', status: 'authorised' };

function read(value: unknown) {
  const file = join(folder, 'hubs.json');
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return readHubs(file);
}

describe('the file with the hubs', () => {
  test('gives a snapshot', () => {
    const hubs = [cee, { ...cee, id: 'asia', replicas: ['http://asia.example/graphql'] }];
    expect(read({ epoch: 3, hubs })).toEqual({ epoch: 3, hubs });
    expect(read({ epoch: 0, hubs: [] }).hubs).toEqual([]);
  });

  test.each([
    ['no JSON', '{', 'not JSON'],
    ['nothing', 'null', '"epoch"'],
    ['no epoch', { hubs: [] }, '"epoch"'],
    ['no hubs', { epoch: 1 }, '"hubs"'],
    ['a hub without an id', { epoch: 1, hubs: [{ ...cee, id: undefined }] }, 'hub 1 is not a slug'],
    ['a hub that is nothing', { epoch: 1, hubs: [cee, null] }, 'hub 2 is not a slug'],
    ['one hub twice', { epoch: 1, hubs: [cee, cee] }, 'cee is in it twice'],
    ['an address that is none', { epoch: 1, hubs: [{ ...cee, endpoint: 'cee' }] }, 'URLs'],
    ['an address of a file', { epoch: 1, hubs: [{ ...cee, endpoint: 'file:///etc/passwd' }] }, 'URLs'],
    ['replicas that are none', { epoch: 1, hubs: [{ ...cee, replicas: 'x' }] }, 'URLs'],
    ['a status that is none', { epoch: 1, hubs: [{ ...cee, status: 'healthy' }] }, '"status"'],
  ])('with %s is refused, and says what is wrong', (_, value, why) => {
    expect(() => read(value)).toThrow(why);
  });
});

describe('five servers behind the schema of the hub router’s README', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../hub-router/README.md'), 'utf8');
  const [, sdl = ''] = /1\. `schema\.graphql`[\s\S]*?```graphql\n([\s\S]*?)```/.exec(readme) ?? [];
  const { schema } = readHubSchema(sdl);
  const ids = ['north', 'south', 'east', 'west', 'middle'];
  const servers = ids.map((id) => {
    const teams = ['Ash', 'Birch', 'Cedar'].map((name, at) => ({ id: `${id}:team:${at}`, name, members: at + 1 }));
    const rootValue = {
      team: (asked: { id: string }) => teams.find((one) => one.id === asked.id),
      memberCount: 6,
      teams({ first, after }: { first: number; after?: string }) {
        // As the README says it: whoever's row the place is.
        const [, , [key], hub, row] = after
          ? JSON.parse(Buffer.from(after, 'base64url').toString())
          : [1, 1, [''], '', ''];
        const rows = teams.filter((one) => [one.name, id, one.id].join(' ') > [key, hub, row].join(' '));
        return {
          nodes: rows.slice(0, first),
          pageInfo: { hasNextPage: rows.length > first },
          totalCount: teams.length,
        };
      },
    };
    return createServer((request, response) => {
      void text(request).then(async (body) => {
        const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
        const answer = await execute({ schema, document: parse(query), rootValue, variableValues: variables });
        response.end(JSON.stringify(answer));
      });
    });
  });
  let served: ServedHubRouter;

  beforeAll(async () => {
    const hubs = await Promise.all(
      servers.map(async (server, at) => {
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
        const { port } = server.address() as AddressInfo;
        return { id: ids[at], endpoint: `http://127.0.0.1:${port}/graphql`, status: 'authorised' };
      }),
    );
    writeFileSync(join(folder, 'five.json'), JSON.stringify({ epoch: 1, hubs }));
    writeFileSync(join(folder, 'schema.graphql'), sdl);
    const files = { schema: join(folder, 'schema.graphql'), hubs: join(folder, 'five.json') };
    served = await start(undefined, { ...files, host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => {
    await served.stop();
    for (const server of servers) server.close();
  });

  async function ask(query: string) {
    const response = await fetch(`${served.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as { data: Record<string, never>; errors?: unknown };
  }

  test('add up, keep their things, and page in one order', async () => {
    expect(await ask('{ memberCount team(id: "east:team:1") { name } }')).toMatchObject({
      data: { memberCount: 30, team: { name: 'Birch' } },
    });
    const seen: string[] = [];
    for (let after = 'null', isMore = true; isMore; ) {
      const { data } = await ask(
        `{ teams(first: 4, after: ${after}) { nodes { id } pageInfo { hasNextPage endCursor } } }`,
      );
      const { nodes, pageInfo } = data['teams'] as unknown as Page;
      seen.push(...nodes.map(({ id }) => id));
      after = JSON.stringify(pageInfo.endCursor);
      isMore = pageInfo.hasNextPage;
    }
    const inOrder = [0, 1, 2].flatMap((at) => ids.toSorted().map((id) => `${id}:team:${at}`));
    expect(seen).toEqual(inOrder);
  });

  test('compose as they are given out', async () => {
    const given = await (await fetch(`${served.url}/sdl`)).text();
    const { errors } = composeServices([{ name: 'hubs', url: served.url, typeDefs: parse(given) }]);
    expect(errors).toBeUndefined();
  });

  test('need no page, which is not built where somebody has only cloned and installed', () => {
    const source = readFileSync(join(import.meta.dirname, 'hub-router.ts'), 'utf8');
    expect(source).not.toMatch(/^import .*(?:@hubgraph\/gateway|'\.\/gateway\.ts')/m);
  });
});

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}
