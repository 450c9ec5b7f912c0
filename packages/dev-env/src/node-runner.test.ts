import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realWorld, type World } from '@hubgraph/kernel';
import { holdersOf } from '@hubgraph/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type NodeSpec, runNode } from './node-runner.ts';
import { until } from './seed/wait.ts';

const world = realWorld();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hubgraph-dev-env-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const spec = (setup: Partial<NodeSpec['setup']>): NodeSpec => ({
  kind: 'hub',
  config: {
    id: 'cee',
    folder: join(folder, 'cee'),
    host: '127.0.0.1',
    port: 0,
    endpoint: 'http://cee.example',
    council: { id: 'council', endpoint: 'http://127.0.0.1:1', statementKeys: [] },
    isDemo: true,
  },
  setup: { people: [], funds: [], ...setup },
});
const full = (): NodeSpec =>
  spec({
    people: [
      { name: 'Ana Demo', roles: ['treasurer', 'staff'] },
      { name: 'Mia Demo', roles: [] },
    ],
    funds: [{ code: 'general', name: 'General fund' }],
  });

describe('running a node', () => {
  test('enters people, roles and funds once, however often it is started', async () => {
    const first = await runNode(world, full());
    const position = first.node.read.position();
    const digest = first.node.journal.digest();
    expect(holdersOf(first.node.read, 'treasurer')).toHaveLength(1);
    await first.stop();
    const second = await runNode(world, full());
    expect(second.node.read.position()).toBe(position);
    expect(second.node.journal.digest()).toBe(digest);
    const people = await fetch(`${second.url}/demo/people`).then((response) => response.json());
    expect(people).toMatchObject([
      { node: 'cee', name: 'Ana Demo', roles: ['treasurer', 'staff'] },
      { node: 'cee', name: 'Mia Demo', roles: [] },
    ]);
    await second.stop();
  });

  test('that cannot be set up is not started, and can be started when it is mended', async () => {
    const bad = spec({ people: [{ name: 'Ana Demo', roles: ['king'] }] });
    await expect(runNode(world, bad)).rejects.toMatchObject({ code: 'ERR_SET_UP_REFUSED' });
    const mended = await runNode(world, full());
    expect(holdersOf(mended.node.read, 'treasurer')).toHaveLength(1);
    await mended.stop();
  });
});

describe('waiting', () => {
  /** A world in which waiting takes no time. */
  function fastWorld(): World {
    let now = 0;
    const after = (delayMs: number, run: () => void) => {
      now += delayMs;
      queueMicrotask(run);
      return () => {};
    };
    return { ...world, clock: { now: () => now, after } };
  }

  test('is over with the first answer, whatever failed before', async () => {
    let asked = 0;
    const answer = await until(fastWorld(), 'it', async () => {
      asked += 1;
      if (asked === 1) throw new Error('not yet');
      return asked === 3 ? 'there' : undefined;
    });
    expect([answer, asked]).toEqual(['there', 3]);
  });

  test('in vain says for what, and what went wrong last', async () => {
    const waiting = until(fastWorld(), 'the moon', () => Promise.reject(new Error('cloudy')), 1_000);
    await expect(waiting).rejects.toThrow(/1000 ms in vain for: the moon. cloudy/);
  });
});
