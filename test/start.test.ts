import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, realWorld } from '@hubgraph/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const world = realWorld();

interface Started {
  readonly said: () => string;
  /** The graph's address, from the line `ready`. */
  readonly ready: Promise<string>;
  readonly ended: Promise<number>;
  readonly stop: () => void;
}

let folder: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hubgraph-start-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** What `npm start -- …` runs, without npm between us and its signals. */
function start(...options: readonly string[]): Started {
  const launcher = [join(root, 'scripts/node24.mjs'), join(root, 'packages/cli/src/main.ts'), 'start'];
  const child = spawn('node', [...launcher, '--data', folder, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let text = '';
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  const ready = new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      text += chunk.toString('utf8');
      const [, graph] = /^ready (\S+) (\S+)$/m.exec(text) ?? [];
      if (graph !== undefined) resolve(graph);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    void ended.then(() => reject(new Error(`It ended: ${text}`)));
  });
  // Who awaits it sees the failure; a test that stops it before it is ready does not.
  ready.catch(() => undefined);
  return { said: () => text, ready, ended, stop: () => child.kill('SIGINT') };
}

/** A port for the gateway; those after it, for a council, a trademark node, a fundraising node and two hubs, are free too. */
async function freePort(): Promise<string> {
  return String((await freePorts(world, 6))[0]);
}

async function ask(url: string, query: string): Promise<unknown> {
  const answer = await world.network.request({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    timeoutMs: 10_000,
    sizeBytesMax: 1_000_000,
  });
  return (JSON.parse(answer.body) as { data: unknown }).data;
}

// What was adopted before `ready`; the history that goes on loading moves something more.
const HUBS = '{ hubs { totalCount } motions(status: ADOPTED) { totalCount } }';

describe('npm start', () => {
  test.each([
    ['all nodes in one process', []],
    ['each node in a process of its own', ['--processes']],
  ])('with %s: a line for each step, ready, stopped by Ctrl-C, and on from the data', async (_name, options) => {
    const port = await freePort();
    const first = start('--port', port, '--hubs', '2', ...options);
    const graph = await first.ready;
    expect(graph).toBe(`http://127.0.0.1:${port}/graphql`);
    expect(first.said().match(/^ *\d+\.\d s {2}\S/gm)?.length).toBeGreaterThan(8);
    const before = await ask(graph, HUBS);
    expect(before).toMatchObject({ hubs: { totalCount: 2 } });
    first.stop();
    expect(await first.ended).toBe(0);
    expect(first.said()).toMatch(/Stopped\./);
    expect(first.said(), 'each request').not.toContain('"level":"info"');
    // Every node has a folder of its own, with its own database files and keys, which are for its operator alone.
    for (const node of ['council', 'trademark', 'fundraising', 'east-africa', 'south-asia']) {
      expect(readdirSync(join(folder, node))).toEqual(expect.arrayContaining(['journal.db', 'views.db', 'keys.json']));
    }
    const second = start('--port', port, '--hubs', '2', ...options);
    expect(await ask(await second.ready, HUBS)).toEqual(before);
    second.stop();
    expect(await second.ended).toBe(0);
  });

  test('--empty starts the nodes and enters nothing', async () => {
    const empty = start('--port', await freePort(), '--hubs', '1', '--empty');
    expect(await ask(await empty.ready, HUBS)).toEqual({ hubs: { totalCount: 0 }, motions: { totalCount: 0 } });
    empty.stop();
    expect(await empty.ended).toBe(0);
  });

  test('a port that is taken is named, with what to do, and the process ends', async () => {
    const port = Number(await freePort());
    const taken = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const refused = start('--port', String(port), '--hubs', '1', '--empty');
    expect(await refused.ended).toBe(1);
    expect(refused.said()).toContain(`Port ${port} is in use.`);
    expect(refused.said()).not.toMatch(/\n\s+at /);
    await new Promise((resolve) => taken.close(resolve));
  });
});
