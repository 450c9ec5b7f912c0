import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from 'vitest';
import {
  answerOfCatalogue,
  asSubgraph,
  catalogueSdl,
  composed,
  joined,
  startAlone,
} from '../shard-audit/hosts.test-helper.ts';
import { AuditHubs } from '../shard-audit/hubs.test-helper.ts';
import { type Ask, type Host, runCase } from '../shard-audit/run.test-helper.ts';
import { type Case, files } from '../shard-audit/vectors.test-helper.ts';

const isInstalled = existsSync(join(import.meta.dirname, 'node_modules/mercurius'));
if (!isInstalled && process.env['CI']) throw new Error('Install the routers: npm ci --prefix test/routers');

const hubs = await AuditHubs.start();
const alone = await startAlone();

const catalogue = createServer(async (request, response) => {
  const { query, variables = {} } = (await json(request)) as { query: string; variables?: Record<string, unknown> };
  const answer = query.includes('_service')
    ? { data: { _service: { sdl: catalogueSdl } } }
    : await answerOfCatalogue(query, variables);
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
});
await new Promise<void>((resolve) => catalogue.listen(0, '127.0.0.1', resolve));
const urls = {
  catalogue: `http://127.0.0.1:${(catalogue.address() as AddressInfo).port}/graphql`,
  hub: alone.url,
};

const children: ReturnType<typeof spawn>[] = [];

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  catalogue.closeAllConnections();
  await new Promise((resolve) => catalogue.close(resolve));
  await alone.stop();
  await hubs.stop();
});

/** Starts one of the routers as a process and waits for its address. */
async function start(script: string, input: unknown): Promise<Host> {
  const child = spawn(process.execPath, [join(import.meta.dirname, script)], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  child.stdin.end(JSON.stringify(input));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)));
  });
  return {
    name: script,
    isStock: true,
    async ask(ask: Ask) {
      alone.set(ask);
      const response = await fetch(url, {
        method: 'POST',
        body: JSON.stringify(joined(ask)),
        headers: { 'content-type': 'application/json', accept: 'application/json' },
      });
      const { data, errors = [] } = (await response.json()) as { data?: Record<string, unknown>; errors?: [] };
      const isJoin = data !== undefined && data !== null && 'entities' in data;
      return {
        data: isJoin ? { _entities: data['entities'] } : (data ?? null),
        errors: errors.map(asSubgraph),
        hubs: null,
      };
    },
  };
}

/** What of the audit a client can ask of any router, and that does not hang on limits of ours. */
const cases: readonly Case[] = files
  .filter(([file]) =>
    ['routing', 'entities', 'operations', 'mutations', 'merging', 'partial', 'connections'].includes(file),
  )
  .flatMap(([, all]) => all)
  .filter((one) => one.stock === undefined && one.steps === undefined && one.expect?.data !== undefined)
  // What is said of all values of a request stands in a header, and these routers pass none on that they were not told of.
  .filter((one) => one.partial === undefined);

/** Data that Mercurius' gateway gives otherwise, whatever stands behind it. */
const MERCURIUS = {
  'It resolves scalars at the root to null without asking anybody.': [
    'A count below nothing costs the hub its part.',
    'A field that may go to so many hubs only is answered where there are no more.',
    'A field that may go to so many hubs only is refused where there are more.',
    'A registry without hubs has no rows, and nothing is missing.',
    'A total of money is withheld without a hub.',
    'A total that may be partial goes on without a hub.',
    'A total, a list and a page of all hubs share a call to each.',
    'By id, by argument and of all hubs in one operation.',
    'COUNT adds what each hub counted of its own.',
    'MAX of text is by code point.',
    'MIN and MAX: of dates as text, of whole numbers by size.',
    'SAME where all agree.',
    'SUM down to the least of its type.',
    'SUM of negative and positive decimals.',
    'SUM of numbers in text is exact, beyond what a float can hold, with decimals.',
    'SUM of numbers.',
    'What is complete says so as well.',
  ],
  "It takes all things of a list for those of the first one's type.": [
    'Entities of all hubs and of one share a call.',
    'Several types, each with its own fields.',
  ],
  'It forgets all but the first of equal fields, and what @skip leaves.': [
    'Conditions within a selection, and on fragments.',
    'Equal root fields in two places are one, with the selections of both.',
  ],
};

const ROUTERS = [
  ['hive.mjs', { supergraph: composed(urls) }, []],
  [
    'mercurius.mjs',
    { services: Object.entries(urls).map(([name, url]) => ({ name, url })) },
    Object.values(MERCURIUS).flat(),
  ],
] as const;

describe.skipIf(!isInstalled)('behind other routers [skipped without npm ci --prefix test/routers]', () => {
  test.each(ROUTERS)('%s gives what our gateway gives, but for what it cannot', async (script, input, others) => {
    const router = await start(script, input);
    const differ: string[] = [];
    for (const one of cases) {
      for (const { expected, found } of await runCase(router, hubs, one)) {
        if (JSON.stringify(sorted(expected.data)) !== JSON.stringify(sorted(found.data))) differ.push(one.name);
      }
    }
    expect(cases.length).toBeGreaterThan(130);
    expect(differ.toSorted()).toEqual(others.toSorted());
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  );
}
