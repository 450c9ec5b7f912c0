import { join } from 'node:path';
import { type Registry, type RegistryNode, signerKeyOf } from '@hubgraph/identity';
import { realWorld, type World } from '@hubgraph/kernel';
import { cosign, formatCheckpoint, formatNote, withCosignatures } from '@hubgraph/tlog';
import { expect, test } from 'vitest';
import { formatProof } from './consistency.ts';
import { leaves, OtherLog, temporaryFolder } from './log.test-helper.ts';
import { LogMonitor } from './monitor.ts';
import { WitnessFile } from './witness-file.ts';

const NOW = 1_767_225_600_000;
const NOW_S = NOW / 1_000;
const [council, hub, log] = ['council', 'a-hub', 'log'].map((id) => new OtherLog(id, leaves(9))) as [
  OtherLog,
  OtherLog,
  OtherLog,
];
const { hubKind: _, ...ofCouncil } = council.inRegistry({ kind: 'council' });
const registry: Registry = { epoch: 1, nodes: [ofCouncil as RegistryNode, hub.inRegistry(), log.inRegistry()] };

/** What is seen of the log `books` where both witnesses have cosigned, the hub at this time. */
async function seenWith(timestamp: number) {
  const { note } = log.checkpoint(9);
  const cosigned = withCosignatures(note, [
    cosign(note, signerKeyOf(council.keys, 'witness'), NOW_S),
    cosign(note, signerKeyOf(hub.keys, 'witness'), timestamp),
  ]);
  const network: World['network'] = {
    request: async ({ url }) => {
      const isShown = url.endsWith('/log/log/books/checkpoint');
      return { status: isShown ? 200 : 404, headers: {}, body: isShown ? formatNote(cosigned) : '' };
    },
  };
  const monitor = new LogMonitor({
    world: { network, clock: { ...realWorld().clock, now: () => NOW } },
    registry: () => registry,
    ownWitness: { node: 'council', seen: () => undefined },
    memory: { seen: () => undefined, keepSeen: () => undefined },
    onEvidence: async () => true,
    held: () => [],
  });
  const [books] = await monitor.logsOf('log');
  return { isWitnessed: books?.isWitnessed, by: books?.witnesses.map(({ node }) => node).sort() };
}

test.each([1, NOW_S, NOW_S + 3_600])('a cosignature of second %d counts', async (timestamp) => {
  expect(await seenWith(timestamp)).toEqual({ isWitnessed: true, by: ['a-hub', 'council'] });
});

test.each([NOW_S + 2 * 86_400, 8.64e12 + 1, Number.MAX_SAFE_INTEGER])(
  'one of second %d, which is to come or none at all, does not',
  async (timestamp) => {
    expect(await seenWith(timestamp)).toEqual({ isWitnessed: false, by: ['council'] });
  },
);

test('of what has no logs nothing is asked and nothing kept, whoever asks for how much of it', async () => {
  const world = realWorld();
  const { logs: _, ...withoutLogs } = new OtherLog('old', []).inRegistry();
  let timers = 0;
  const after: World['clock']['after'] = (...given) => {
    timers += 1;
    return world.clock.after(...given);
  };
  const monitor = new LogMonitor({
    world: { ...world, clock: { ...world.clock, after } },
    registry: () => ({ ...registry, nodes: [...registry.nodes, withoutLogs] }),
    ownWitness: { node: 'council', seen: () => undefined },
    memory: { seen: () => undefined, keepSeen: () => undefined },
    onEvidence: async () => true,
    held: () => [],
  });
  for (const node of ['old', 'nobody', 'constructor', 'x'.repeat(10_000)])
    expect(await monitor.logsOf(node)).toEqual([]);
  expect(timers).toBe(0);
});

test('what the log could not prove is resolved when it proves it, once asked a minute, and a fork never is', async () => {
  const world = realWorld();
  let now = NOW;
  let asked = 0;
  let answer: { readonly status: number; readonly body: string } = { status: 503, body: '' };
  const network: World['network'] = {
    request: async ({ url }) => {
      if (url.endsWith('/log/log/books/checkpoint'))
        return { status: 200, headers: {}, body: formatCheckpoint(log.checkpoint(9)) };
      if (!url.endsWith('/log/log/books/consistency/3/7')) return { status: 404, headers: {}, body: '' };
      asked += 1;
      return { ...answer, headers: {} };
    },
  };
  const [first, second] = [3, 7].map((size) => formatCheckpoint(log.checkpoint(size))) as [string, string];
  const held = { kind: 'INCONSISTENT', first, second } as const;
  // Under the log's own key, and of another history than the proof that it gives.
  const other = { ...held, second: formatCheckpoint(log.fork(leaves(9, 'other')).checkpoint(7)) };
  const fork = { ...held, kind: 'FORK' } as const;
  const nothing = { ...held, second: 'no note' };
  const turned = { ...held, first: second, second: first };
  const all = [held, held, other, fork, nothing, turned];
  const monitor = new LogMonitor({
    world: { network, clock: { ...world.clock, now: () => now } },
    registry: () => registry,
    ownWitness: { node: 'council', seen: () => undefined },
    memory: { seen: () => undefined, keepSeen: () => undefined },
    onEvidence: async () => true,
    held: (_, name) => (name === 'books' ? all : []),
  });
  const look = async () => {
    await monitor.logsOf('log');
    return all.map((one) => monitor.resolvedAt(one));
  };
  const none = all.map(() => undefined);
  expect([await look(), asked]).toEqual([none, 2]);
  // The same look.
  expect([await look(), asked]).toEqual([none, 2]);
  const proof = formatProof(await log.proof(3, 7));
  for (const wrong of [
    { status: 404, body: '{"code":"tree-is-missing"}' },
    { status: 200, body: '' },
    { status: 200, body: formatProof(await log.proof(3, 8)) },
    { status: 500, body: proof },
  ]) {
    now += 60_000;
    answer = wrong;
    expect(await look()).toEqual(none);
  }
  expect(asked).toBe(10);
  answer = { status: 200, body: proof };
  now += 60_000;
  const since = now;
  expect([await look(), asked]).toEqual([[since, since, undefined, undefined, undefined, undefined], 12]);
  // What is resolved stays so, since then, and is asked for no more.
  answer = { status: 404, body: '{"code":"tree-is-missing"}' };
  now += 60_000;
  expect([await look(), asked]).toEqual([[since, since, undefined, undefined, undefined, undefined], 13]);
});

test('what was seen before a restart is remembered: a log that was rolled back or forked meanwhile contradicts it', async () => {
  const world = realWorld();
  const path = join(temporaryFolder(), 'witness.db');
  const fork = log.fork(leaves(9, 'fork'));
  /** What a monitor finds that is made anew; no witness answers. */
  const restarted = async (published: OtherLog | undefined, size: number, isForgetful = false) => {
    const file = new WitnessFile(world, path);
    const found: string[] = [];
    const network: World['network'] = {
      request: async ({ url }) => {
        const [, from, to] = /\/log\/log\/books\/consistency\/(\d+)\/(\d+)$/.exec(url) ?? [];
        if (published !== undefined && url.endsWith('/log/log/books/checkpoint'))
          return { status: 200, headers: {}, body: formatCheckpoint(published.checkpoint(size)) };
        const isThere = published !== undefined && from !== undefined && Number(to) <= size;
        if (!isThere) return { status: 404, headers: {}, body: '{"code":"tree-is-missing"}' };
        return { status: 200, headers: {}, body: formatProof(await published.proof(Number(from), Number(to))) };
      },
    };
    const monitor = new LogMonitor({
      world: { network, clock: { ...world.clock, now: () => NOW } },
      registry: () => registry,
      ownWitness: { node: 'council', seen: () => undefined },
      memory: isForgetful ? { seen: () => undefined, keepSeen: () => undefined } : file,
      onEvidence: async ({ kind, first, second }) => {
        found.push([kind, ...[first, second].map((note) => note.split('\n')[1])].join(' '));
      },
      held: () => [],
    });
    const [books] = await monitor.logsOf('log');
    file.close();
    return { found, size: books?.checkpoint?.size, fault: books?.fault !== undefined };
  };
  const shown = { found: [], fault: false };
  expect(await restarted(log, 5)).toEqual({ ...shown, size: 5 });
  expect(await restarted(log, 7)).toEqual({ ...shown, size: 7 });
  expect(await restarted(undefined, 0)).toEqual({ found: [], size: 7, fault: true });
  for (const _time of ['first', 'second'])
    expect(await restarted(log, 6)).toEqual({ ...shown, size: 6, found: ['INCONSISTENT 6 7'] });
  expect(await restarted(fork, 7)).toEqual({ ...shown, size: 7, found: ['FORK 7 7'] });
  // What contradicts it does not take its place.
  for (const _time of ['first', 'second'])
    expect(await restarted(fork, 8)).toEqual({ ...shown, size: 8, found: ['INCONSISTENT 7 8'] });
  expect(await restarted(log, 6, true)).toEqual({ ...shown, size: 6 });
});
