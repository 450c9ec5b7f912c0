import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logKeysOf, type Registry, type RegistryNode, signerKeyOf } from '@hubgraph/identity';
import { type Command, defineCommand, type Event, LOG_NAMES } from '@hubgraph/journal';
import { isRejection, type Rejection, sha256 } from '@hubgraph/kernel';
import {
  decodeEntryBundle,
  formatPolicy,
  formatSignerKey,
  formatTilePath,
  judgeCheckpoint,
  type LogPolicy,
  leafHash,
  makeSignerKey,
  parseCheckpoint,
  parsePolicy,
  parseVerifierKey,
  rootFromTiles,
  type SignerKey,
  TreeHasher,
  verifierKeyOf,
} from '@hubgraph/tlog';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Concept } from '../../packages/node/src/concept.ts';
import { leaves, OtherLog, type ServedNode, serveNode } from '../../packages/node/src/log/log.test-helper.ts';
import { appendToGoLog, build, program, startGoWitness, verify } from './go.test-helper.ts';

const folder = mkdtempSync(join(tmpdir(), 'hubgraph-interop-'));
beforeAll(() => build(), 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

let files = 0;
function file(text: string): string {
  const path = join(folder, `file-${++files}`);
  writeFileSync(path, text);
  return path;
}

function accepted<T extends object | number>(outcome: T | Rejection): T {
  if (isRejection(outcome)) throw new Error(outcome.message);
  return outcome;
}

const seed = (text: string): Uint8Array => Buffer.from(sha256(text), 'hex');
const entries = (count: number, word = 'entry'): Uint8Array[] =>
  Array.from({ length: count }, (_, index) => Buffer.from(`${word} ${index}`));

let registry: Registry = { epoch: 0, nodes: [] };
/** Puts nodes into the registry, which knows no others. */
function register(...nodes: readonly RegistryNode[]): void {
  registry = { epoch: registry.epoch + 1, nodes };
}

interface Say extends Command {
  readonly type: 'Say';
  readonly events: readonly Event[];
}
/** Something that a journal can grow by. */
const sayings: Concept = {
  name: 'sayings',
  policy: { Say: { allow: ['writer'], because: 'Writers write.' } },
  events: { Said: 'PUBLIC', Whispered: 'SEALED' },
  commands: [
    defineCommand<Say, undefined, Event>({ type: 'Say', load: () => undefined, decide: ({ events }) => events }),
  ],
  entities: [],
  projections: [],
  typeDefs: '',
  resolvers: {},
};

let said = 0;
/** So many commits, each with two public events and a sealed one. */
async function grow({ node }: ServedNode, commits: number): Promise<void> {
  const events = ['Said', 'Whispered', 'Said'].map((type) => ({ type, word: 'Grüße 😀', amountMinor: 5n }));
  const all = Array.from({ length: commits }, () => {
    const say: Say = { type: 'Say', at: Date.now(), by: 'operator', events };
    return node.journal.handle(say, { commandId: `said-${++said}`, fingerprint: '' });
  });
  expect((await Promise.all(all)).filter(isRejection)).toEqual([]);
}

/** A node of ours over HTTP. It signs when it is told to. */
async function ourNode(id: string): Promise<ServedNode> {
  const config = { checkpointEveryMs: 3_600_000 };
  const concepts = [sayings];
  const one = await serveNode({ registry: () => registry, id, folder: join(folder, id), config, concepts });
  ends.push(() => one.stop());
  return one;
}

function policyOf(log: SignerKey, witness: SignerKey, url: string): LogPolicy {
  return {
    logs: [{ key: verifierKeyOf(log), url: undefined }],
    witnesses: [{ name: 'w', key: verifierKeyOf(witness), url }],
    groups: [],
    quorum: 'w',
  };
}

describe("a log of tessera's that asks the witness of a node", () => {
  const log = new OtherLog('go', []);
  const key = signerKeyOf(log.keys, 'books');

  test('is cosigned as it grows, and refused as soon as it forks', async (context) => {
    const go = await program(context);
    register(log.inRegistry());
    const { node, served } = await ourNode('witness');
    const policy = policyOf(key, signerKeyOf(node.keys, 'witness'), `${served.url}/witness`);
    const files = { key: file(formatSignerKey(key)), policy: file(formatPolicy(policy)) };
    const append = (dir: string, added: readonly Uint8Array[], keyFile = files.key) =>
      appendToGoLog(go, { dir: join(folder, dir), key: keyFile, policy: files.policy }, added);

    const first = await append('log', entries(300));
    expect(first).toMatchObject({ size: 300, refused: '' });
    // It asks as if the witness had seen nothing, hears the size, and proves that it goes on from there.
    const second = await append('log', entries(300, 'more'));
    expect(second).toMatchObject({ size: 600, refused: '' });
    for (const { checkpoint } of [first, second]) {
      const judgement = accepted(judgeCheckpoint(policy, accepted(parseCheckpoint(checkpoint))));
      expect(judgement).toMatchObject({ isSatisfied: true, witnesses: [{ name: 'w' }] });
    }

    // What our code reads in the folder that tessera wrote.
    const at = (path: string) => readFileSync(join(folder, 'log', path));
    const root = await rootFromTiles(600, (level, index, width) => at(formatTilePath({ level, index, width })));
    expect(Buffer.from(accepted(root)).toString('hex')).toBe(second.root);
    const tree = new TreeHasher();
    for (const [index, width] of [256, 256, 88].entries()) {
      const bundle = accepted(decodeEntryBundle(at(formatTilePath({ level: 'entries', index, width })), width));
      for (const entry of bundle) tree.append(leafHash(entry));
    }
    expect(Buffer.from(tree.root()).toString('hex')).toBe(second.root);

    const longer = await append('longer fork', entries(700, 'other'));
    expect(longer.refused).toMatch(/consistency proof is bad: 422/);
    const asLong = await append('fork of the same size', entries(600, 'other'));
    expect(asLong.refused).toMatch(/consistency proof is bad: 422/);
    const shorter = await append('shorter fork', entries(100));
    expect(shorter.refused).toMatch(/x.tlog.size 600, larger than log size 100/);
    const stranger = formatSignerKey(makeSignerKey('other.example/log', 'ed25519', seed('log')));
    expect((await append('unknown', entries(1), file(stranger))).refused).toMatch(/origin is unknown: 404/);
    const impostor = formatSignerKey(makeSignerKey(key.name, 'ed25519', seed('another')));
    expect((await append('impostor', entries(1), file(impostor))).refused).toMatch(/no signatures verify.*: 403/);
  });
});

describe('a node whose witnesses are in Go', () => {
  /** A member of the registry of which only the witness is there, in Go. */
  async function goWitness(go: string, id: string, logs: string, kind: 'council' | 'trademark') {
    const other = new OtherLog(id, []);
    const key = file(formatSignerKey(signerKeyOf(other.keys, 'witness')));
    const witness = await startGoWitness(go, { key, policy: file(logs) });
    ends.push(() => witness.stop());
    return { ...witness, node: other.inRegistry({ kind, endpoint: witness.url.replace(/\/witness$/, '') }) };
  }

  test('has its checkpoints cosigned as it grows, and Go verifies it all', async (context) => {
    const go = await program(context);
    register();
    const ours = await ourNode('ours');
    const { node, served } = ours;
    const keys = logKeysOf(node.keys);
    const { books, cases } = keys.logs;
    const logs = [books, cases].map((vkey) => ({ key: accepted(parseVerifierKey(vkey)), url: undefined }));
    const known = formatPolicy({ logs, witnesses: [], groups: [], quorum: undefined });
    const council = await goWitness(go, 'council', known, 'council');
    // A keyword of policies, which no reader takes as a name.
    const other = await goWitness(go, 'all', known, 'trademark');
    const self = { ...new OtherLog('ours', []).inRegistry({ kind: 'trademark', endpoint: served.url }), ...keys };
    register(council.node, other.node, self);
    const read = async (path: string) => (await fetch(`${served.url}${path}`)).text();
    const policies = { books: '', cases: '' };
    for (const name of LOG_NAMES) policies[name] = await read(`/log/${name}/policy`);
    const old = join(folder, 'old-checkpoint');
    for (const [commits, size] of [
      [0, 0],
      [1, 1],
      [199, 200],
      [100, 300],
    ] as const) {
      await grow(ours, commits);
      await node.publisher.flush();
      for (const name of LOG_NAMES) {
        const checkpoint = accepted(parseCheckpoint(await read(`/log/${name}/checkpoint`)));
        expect(checkpoint.size).toBe(name === 'books' ? 2 * size : size);
        const judgement = accepted(judgeCheckpoint(accepted(parsePolicy(policies[name])), checkpoint));
        expect(judgement.witnesses.map((one) => one.name)).toEqual(['all_', 'council']);
        expect(judgement.isSatisfied).toBe(true);
      }
      const flags = { log: `${served.url}/log/books`, policy: file(policies.books), save: old };
      const { failed } = await verify(go, size === 0 ? flags : { ...flags, old });
      expect(failed).toEqual([]);
    }

    // A witness that cosigned anything would have cosigned all of this.
    const forged = new OtherLog('ours', leaves(700), node.keys);
    const ask = async (from: number, to: number) => {
      const body = await forged.body(from, to);
      return (await fetch(`${council.url}/add-checkpoint`, { method: 'POST', body })).status;
    };
    expect(await ask(0, 700)).toBe(409);
    expect(await ask(600, 600)).toBe(422);
    expect(await ask(600, 700)).toBe(422);
  });
});
