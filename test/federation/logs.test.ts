import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type runNode, type StartedNode, until } from '@hubgraph/dev-env';
import { loadOrCreateNodeKeys, signerKeyOf } from '@hubgraph/identity';
import { isRejection, type Rejection, sha256 } from '@hubgraph/kernel';
import { operator, TextSealer } from '@hubgraph/node';
import { monitorOf } from '@hubgraph/subgraph-council';
import {
  decodeEntryBundle,
  formatAddCheckpoint,
  formatTilePath,
  judgeCheckpoint,
  leafHash,
  parseCheckpoint,
  parseLogProof,
  parsePolicy,
  signCheckpoint,
  TILE_WIDTH,
  TreeHasher,
  verifyLogProof,
} from '@hubgraph/tlog';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fixture, seeded, world } from './fixture.test-helper.ts';

type RunningNode = Awaited<ReturnType<typeof runNode>>['node'];

let fixture: Fixture;
beforeAll(async () => {
  fixture = await seeded(4);
  await everybodySigns();
});
afterAll(async () => {
  await fixture.end();
});

const nodeOf = (id: string): RunningNode =>
  (fixture.movement.node(id) as StartedNode & { readonly node: RunningNode }).node;
const endpointOf = (id: string): string => fixture.movement.spec(id).config.endpoint;
const allIds = (): string[] => ['council', 'trademark', 'fundraising', ...fixture.movement.hubs.map(({ id }) => id)];

/** Every node signs and asks; twice, because being asked may make another one's registry newer. */
async function everybodySigns(ids = allIds()): Promise<void> {
  for (const id of ids) await nodeOf(id).askForRegistry();
  for (const id of ids) await nodeOf(id).flushCheckpoints();
}

interface LogSeen {
  readonly origin: string;
  readonly size: number;
  readonly isWitnessed: boolean;
  readonly isConsistent: boolean;
  readonly witnesses: readonly { readonly node: string }[];
  readonly evidence: readonly {
    readonly kind: string;
    readonly foundBy: string;
    readonly first: string;
    readonly isResolved: boolean;
  }[];
  readonly fault: string | null;
  readonly asOf: string | null;
}
interface NodeLog {
  readonly node: string;
  readonly books: LogSeen;
  readonly cases: LogSeen;
}

const LOG = `{ origin size isWitnessed isConsistent witnesses { node cosignedAt } asOf fault
  evidence { id kind foundBy at first second isResolved } }`;

/** What the graph says of the logs of all nodes, after the council has looked at them now. */
async function logsNow(): Promise<ReadonlyMap<string, NodeLog>> {
  const monitor = monitorOf(nodeOf('council'));
  await Promise.all(allIds().map((id) => monitor.look(id)));
  const { data, errors } = await fixture.movement.client.ask<{ nodeLogs: { nodes: NodeLog[]; totalCount: number } }>(
    `{ nodeLogs(first: 100) { totalCount nodes { node books ${LOG} cases ${LOG} } } }`,
  );
  expect(errors).toBeUndefined();
  const nodes = data?.nodeLogs.nodes ?? [];
  expect(data?.nodeLogs.totalCount).toBe(nodes.length);
  return new Map(nodes.map((log) => [log.node, log]));
}

async function get(url: string, headers: Record<string, string> = {}) {
  const answer = await fetch(url, { headers });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return { status: answer.status, headers: answer.headers, bytes, text: Buffer.from(bytes).toString() };
}
function accepted<T>(outcome: T | Rejection): T {
  if (isRejection(outcome)) throw new Error(`${outcome.code}: ${outcome.message}`);
  return outcome;
}

describe('the logs of a movement', () => {
  test('are all witnessed and consistent, and the graph says so', async () => {
    const logs = await logsNow();
    expect([...logs.keys()]).toEqual(allIds().sort());
    for (const { node, books, cases } of logs.values()) {
      for (const log of [books, cases]) {
        expect([node, log.fault, log.isWitnessed, log.isConsistent, log.evidence]).toEqual([
          node,
          null,
          true,
          true,
          [],
        ]);
        expect(log.witnesses.length).toBeGreaterThanOrEqual(2);
      }
      expect(cases.size).toBe(nodeOf(node).journal.position);
      expect([books.origin, cases.origin]).toEqual([
        `${node}.demo.hubgraph.example/books`,
        `${node}.demo.hubgraph.example/cases`,
      ]);
    }
    const { data } = await fixture.movement.client.ask<{ hub: { log: NodeLog } }>(
      `{ hub(id: "east-africa") { log { node books { isWitnessed } } } }`,
    );
    expect(data).toEqual({ hub: { log: { node: 'east-africa', books: { isWitnessed: true } } } });
    const page = await fixture.movement.client.ask(
      `{ nodeLogs(first: 2, after: "council") { nodes { node } pageInfo { hasNextPage endCursor } } }`,
    );
    const [first, second] = allIds()
      .sort()
      .filter((id) => id > 'council');
    expect(page.data).toEqual({
      nodeLogs: { nodes: [{ node: first }, { node: second }], pageInfo: { hasNextPage: true, endCursor: second } },
    });
  });

  test('can be checked from outside with the formats alone: policy, checkpoint, every entry, a receipt', async () => {
    const url = `${endpointOf('east-africa')}/log/books`;
    const policy = accepted(parsePolicy((await get(`${url}/policy`)).text));
    const shown = await get(`${url}/checkpoint`);
    expect([shown.headers.get('content-type'), shown.headers.get('cache-control')]).toEqual([
      'text/plain; charset=utf-8',
      'no-cache',
    ]);
    const { checkpoint, isSatisfied } = accepted(judgeCheckpoint(policy, accepted(parseCheckpoint(shown.text))));
    expect(isSatisfied).toBe(true);
    expect(checkpoint.size).toBeGreaterThan(0);
    const tree = new TreeHasher();
    const entries: Uint8Array[] = [];
    for (let index = 0; index * TILE_WIDTH < checkpoint.size; index += 1) {
      const width = Math.min(TILE_WIDTH, checkpoint.size - index * TILE_WIDTH);
      const bundle = await get(`${url}/${formatTilePath({ level: 'entries', index, width })}`);
      expect(bundle.headers.get('content-type')).toBe('application/octet-stream');
      const tile = await get(`${url}/${formatTilePath({ level: 0, index, width })}`);
      const leaves = accepted(decodeEntryBundle(bundle.bytes, width));
      expect(Buffer.concat(leaves.map(leafHash))).toEqual(Buffer.from(tile.bytes));
      expect(tile.headers.get('cache-control')).toMatch(width === TILE_WIDTH ? /immutable/ : /^public, max-age=60$/);
      for (const leaf of leaves) {
        tree.append(leafHash(leaf));
        entries.push(leaf);
      }
    }
    expect(Buffer.from(tree.root())).toEqual(Buffer.from(checkpoint.root));
    for (const index of [0, checkpoint.size - 1]) {
      const receipt = accepted(parseLogProof((await get(`${url}/proof/${index}`)).text));
      const judged = accepted(verifyLogProof(receipt, entries[index] as Uint8Array, policy));
      expect(judged.isSatisfied).toBe(true);
      expect(isRejection(verifyLogProof(receipt, Buffer.from('another leaf'), policy))).toBe(true);
    }
  });

  test('have bounds, and the cases need a right', async () => {
    const base = endpointOf('east-africa');
    const client = fixture.movement.client;
    const stranger = await client.token('fundraising/Ines Demo');
    const { size } = nodeOf('east-africa').journal.log('books').head();
    const last = formatTilePath({ level: 0, index: Math.floor(size / TILE_WIDTH), width: (size % TILE_WIDTH) + 1 });
    for (const [path, status] of [
      ['/log/books/tile/0/000.p/1', 200],
      [`/log/books/${last}`, 404],
      ['/log/books/tile/0/999', 404],
      ['/log/books/tile/9/000.p/1', 404],
      ['/log/books/tile/entries/x999/999/000', 400],
      ['/log/books/tile/entries/x999/x999/000.p/7', 404],
      ['/log/books/tile/0/0', 400],
      ['/log/books/tile/0/000.p/256', 400],
      ['/log/books/tile/0/%30%30%30.p/1', 400],
      ['/log/books/tile/', 400],
      ['/log/books/proof/-1', 400],
      ['/log/books/proof/1e1', 400],
      [`/log/books/proof/${size}`, 404],
      ['/log/books/consistency/0/1', 404],
      ['/log/books/consistency/2/1', 404],
      [`/log/books/consistency/1/${size + 1}`, 404],
      [`/log/books/consistency/1/${size}`, 200],
      ['/log/diary/checkpoint', 404],
      ['/log/constructor/checkpoint', 404],
      ['/log/cases/checkpoint', 200],
      ['/log/cases/policy', 200],
      ['/log/cases/tile/0/000.p/1', 401],
      ['/log/cases/tile/entries/000.p/1', 401],
      ['/log/cases/proof/0', 401],
    ] as const) {
      const answer = await get(base + path);
      expect([path, answer.status]).toEqual([path, status]);
      if (status >= 400) expect(JSON.parse(answer.text)).toMatchObject({ code: expect.stringMatching(/^[a-z-]+$/) });
    }
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    const path = '/log/cases/tile/entries/000.p/1';
    expect((await get(base + path, bearer(stranger))).status).toBe(401);
    expect((await get(base + path, bearer('garbage'))).status).toBe(401);
    const people = (await (await fetch(`${base}/demo/people`)).json()) as {
      id: string;
      roles: string[];
      name: string;
    }[];
    const tokenOf = (name: string) => client.token(`east-africa/${name}`);
    const administrator = people.find(({ roles }) => roles.includes('administrator'));
    const nobody = people.find(({ roles }) => !roles.includes('administrator'));
    const entry = await get(base + path, bearer(await tokenOf(administrator?.name ?? '')));
    expect([entry.status, entry.headers.get('cache-control')]).toEqual([200, 'private, max-age=60']);
    const [leaf] = accepted(decodeEntryBundle(entry.bytes, 1));
    expect(JSON.parse(Buffer.from(leaf as Uint8Array).toString())).toMatchObject({ log: 'cases', seq: 1 });
    expect((await get(base + path, bearer(await tokenOf(nobody?.name ?? '')))).status).toBe(403);
  });
});

/** A commit that nobody else needs. */
async function addPerson(node: RunningNode, key: string): Promise<unknown> {
  const texts = new TextSealer(world, node.config.id);
  const id = `${node.config.id}:person:01JD3Z7N4QK8R2V6X0Y5A${key}`;
  return node.operate(
    operator,
    `log-test-${key}`,
    'AddPerson',
    { person: id, name: texts.seal(`Extra ${key}`) },
    texts.entries,
  );
}

describe('a node that cheats', () => {
  test('with a fork is refused by a witness, and the graph shows both notes', async () => {
    const [hub = '', witness = ''] = fixture.movement.hubs.map(({ id }) => id).sort();
    const keys = loadOrCreateNodeKeys(world, join(fixture.folder, hub), hub);
    const key = signerKeyOf(keys, 'books');
    const { size } = nodeOf(hub).journal.log('books').head();
    const forged = signCheckpoint({ origin: key.name, size, root: leafHash(Buffer.from('another history')) }, key);
    const answer = await fetch(`${endpointOf(witness)}/witness/add-checkpoint`, {
      method: 'POST',
      body: formatAddCheckpoint({ oldSize: size, proof: [], checkpoint: forged }),
    });
    expect(answer.status).toBe(422);
    const accused = await until(world, 'the council hears of it', async () => {
      const log = (await logsNow()).get(hub);
      return log?.books.isConsistent === false ? log : undefined;
    });
    expect(accused.books.evidence).toMatchObject([{ kind: 'FORK', foundBy: witness, isResolved: false }]);
    expect(accused.cases.isConsistent).toBe(true);
    const others = [...(await logsNow()).values()].filter(({ node }) => node !== hub);
    expect(others.every(({ books, cases }) => books.isConsistent && cases.isConsistent)).toBe(true);
  });

  test('with an older copy of its journal takes no command, and can be read; with the newest it has its good name again', async () => {
    const hub =
      fixture.movement.hubs
        .map(({ id }) => id)
        .sort()
        .at(-1) ?? '';
    const folder = join(fixture.folder, hub);
    const [older, newest] = ['older-copy', 'newest-copy'].map((name) => join(fixture.folder, name)) as [string, string];
    await fixture.movement.stopNode(hub);
    cpSync(folder, older, { recursive: true });
    await fixture.movement.startNode(hub);
    await addPerson(nodeOf(hub), 'BCDEF');
    await nodeOf(hub).flushCheckpoints();
    const { size } = nodeOf(hub).journal.log('cases').head();
    await fixture.movement.stopNode(hub);
    cpSync(folder, newest, { recursive: true });
    rmSync(folder, { recursive: true });
    cpSync(older, folder, { recursive: true });
    await fixture.movement.startNode(hub);
    const restored = nodeOf(hub);
    expect(restored.journal.log('cases').head().size).toBeLessThan(size);
    await expect(addPerson(restored, 'BCDEG')).rejects.toMatchObject({ code: 'ERR_LOG_BEHIND_WITNESS' });
    expect((await get(`${endpointOf(hub)}/log/books/checkpoint`)).status).toBe(200);
    const { data } = await fixture.movement.client.ask(`{ hub(id: "${hub}") { id } }`);
    expect(data).toEqual({ hub: { id: hub } });
    const before = restored.journal.position;
    await restored.flushCheckpoints();
    expect(restored.journal.position).toBe(before);
    // What it had signed it cannot prove any more; but it signed nothing that contradicts it.
    const { cases } = (await logsNow()).get(hub) ?? {};
    expect(cases).toMatchObject({
      isConsistent: false,
      evidence: [{ kind: 'INCONSISTENT', foundBy: 'council', isResolved: false }],
    });
    await fixture.movement.stopNode(hub);
    rmSync(folder, { recursive: true });
    cpSync(newest, folder, { recursive: true });
    await fixture.movement.startNode(hub);
    await addPerson(nodeOf(hub), 'BCDEK');
    await nodeOf(hub).flushCheckpoints();
    expect((await logsNow()).get(hub)?.cases).toMatchObject({
      size: size + 1,
      fault: null,
      isConsistent: true,
      evidence: [{ kind: 'INCONSISTENT', foundBy: 'council', isResolved: true }],
    });
  });
});

describe('without a witness', () => {
  const publishedBy = async (id: string) => {
    const policy = accepted(parsePolicy((await get(`${endpointOf(id)}/log/cases/policy`)).text));
    const { text } = await get(`${endpointOf(id)}/log/cases/checkpoint`);
    return accepted(judgeCheckpoint(policy, accepted(parseCheckpoint(text))));
  };

  test('others make the quorum; without the council nobody does, until it is back', async () => {
    const [hub = '', witness = ''] = fixture.movement.hubs.map(({ id }) => id).sort();
    await fixture.movement.stopNode(witness);
    await addPerson(nodeOf(hub), 'BCDEH');
    await nodeOf(hub).flushCheckpoints();
    const one = await publishedBy(hub);
    expect(one.checkpoint.size).toBe(nodeOf(hub).journal.position);
    expect(one.witnesses.map(({ name }) => name)).not.toContain(witness);
    expect(one.isSatisfied).toBe(true);
    await fixture.movement.stopNode('council');
    await addPerson(nodeOf(hub), 'BCDEJ');
    await nodeOf(hub).flushCheckpoints();
    const two = await publishedBy(hub);
    expect(two.checkpoint.size).toBe(one.checkpoint.size + 1);
    expect(two.witnesses.length).toBeGreaterThan(0);
    expect(two.isSatisfied).toBe(false);
    await fixture.movement.startNode('council');
    const again = await until(world, 'the council cosigns', async () => {
      await nodeOf(hub).flushCheckpoints();
      const published = await publishedBy(hub);
      return published.isSatisfied ? published : undefined;
    });
    expect(again.checkpoint.size).toBe(two.checkpoint.size);
    const logs = await logsNow();
    expect(logs.get(hub)?.cases.isWitnessed).toBe(true);
    expect(logs.get(witness)).toMatchObject({ books: { fault: expect.stringMatching(/did not answer/) } });
    const hash = sha256(`${hub}.demo.hubgraph.example/cases`);
    expect((await get(`${endpointOf('council')}/witness/${hash}/checkpoint`)).status).toBe(200);
  });
});
