import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestGateway } from './gateway.test-helper.ts';
import { OWN_FOLDER } from './supergraph.ts';

const own = readFileSync(join(OWN_FOLDER, 'supergraph.graphql'), 'utf8');
const MARK = '  terms: String @join__field(graph: TRADEMARK)\n';
const withField = own.replace(MARK, `${MARK}  motto: String @join__field(graph: TRADEMARK)\n`);

let at: TestGateway;
/** Where its supergraph is. */
let stored: string;
beforeAll(async () => {
  stored = mkdtempSync(join(tmpdir(), 'hubgraph-supergraph-'));
  for (const file of ['supergraph.graphql', 'hub.graphql']) copyFileSync(join(OWN_FOLDER, file), join(stored, file));
  at = await TestGateway.start({ supergraphFolder: stored, supergraphEveryMs: 20 });
});
afterAll(async () => {
  await at.stop();
  rmSync(stored, { recursive: true, force: true });
});

const file = () => join(stored, 'supergraph.graphql');
const put = (text: string) => writeFileSync(file(), text);
const post = (query: string) => at.ask(query);
const digest = async () => (JSON.parse((await at.send('/ready')).text) as { supergraph: string }).supergraph;
const loads = async (outcome: string) => {
  const { text } = await at.send('/metrics');
  return Number(new RegExp(`supergraph_loads_total\\{outcome="${outcome}"\\} (\\d+)`).exec(text)?.[1]);
};
const until = async (holds: () => boolean | Promise<boolean>) => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
};

describe('another supergraph that is stored while requests run', () => {
  test('takes the place of the one that is served, and no request fails', async () => {
    expect(withField).not.toBe(own);
    at.trademark = (_request, response) =>
      void response.end('{"data":{"trademarkAgreements":{"nodes":[{"terms":"x","motto":"y"}]}}}');
    const before = await digest();
    const failed: string[] = [];
    const whole = [0, 0, 0];
    let isOver = false;
    const clients = whole.map(async (_, client) => {
      for (let n = 0; !isOver; n++) {
        const { status, text } = await post(`query C${client}x${n % 3} { trademarkAgreements { nodes { terms } } }`);
        if (status !== 200 || !text.includes('"terms":"x"')) failed.push(text);
        whole[client] = n + 1;
      }
    });
    /** Waits until each client was answered so often that the last request began after now. */
    const answered = async () => {
      const now = [...whole];
      await until(() => whole.every((count, client) => count >= (now[client] ?? 0) + 4));
    };
    await answered();
    put(withField);
    // Nobody says so: the files are looked at again and again.
    await until(async () => (await digest()) !== before);
    await answered();
    expect((await post('{ trademarkAgreements { nodes { motto } } }')).text).toContain('"motto":"y"');
    put(own);
    expect(await at.reload()).toBe(true);
    expect(await digest()).toBe(before);
    expect((await post('{ trademarkAgreements { nodes { motto } } }')).status).toBe(400);
    await answered();
    isOver = true;
    await Promise.all(clients);
    expect(failed).toEqual([]);
    expect(await loads('loaded')).toBe(2);
  });

  test.each<[string, () => void, string]>([
    ['is half written', () => put(own.slice(0, own.length / 2)), 'Syntax Error'],
    ['is empty', () => put(''), 'Syntax Error'],
    ['is not there', () => rmSync(file()), 'cannot be read'],
    ['is a schema, but of no subgraphs', () => put('type Query { a: Int }'), 'cannot be served'],
    [
      'is of another composition than the hub’s own SDL',
      () => put(own.replace(/type Team\n[^{]*\{/, (head) => `${head}\n  chant: String @join__field(graph: HUB)\n`)),
      'Team.chant',
    ],
  ])('is refused where it %s, and the old one stays', async (_name, spoil, reason) => {
    const before = [await digest(), await loads('refused')] as const;
    at.logged.length = 0;
    spoil();
    expect(await at.reload()).toBe(false);
    put(own);
    expect([await digest(), await loads('refused')]).toEqual([before[0], before[1] + 1]);
    expect(JSON.stringify(at.logged)).toContain('supergraph-refused');
    expect(JSON.stringify(at.logged)).toContain(reason);
    expect((await post('{ trademarkAgreements { nodes { terms } } }')).text).toContain('"terms":"x"');
  });

  test('keeps a gateway from starting where it cannot be served', async () => {
    put('type Query {');
    const starting = at.another({ supergraphFolder: stored });
    await expect(starting).rejects.toMatchObject({ code: 'ERR_SUPERGRAPH_UNUSABLE' });
    put(own);
  });
});
