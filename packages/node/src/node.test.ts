import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  generateNodeKeys,
  type NodeKeys,
  type Registry,
  type RegistryNode,
  type StatementClaims,
  signStatement,
} from '@hubgraph/identity';
import { type Accepted, type Command, defineCommand, defineEntity, type Event } from '@hubgraph/journal';
import { isRejection, type Json, newId, type Rejection, realWorld, reject, type World } from '@hubgraph/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anonymous, clockActor, nodeActor, operator, personActor } from './actor.ts';
import { type Concept, defineStatement } from './concept.ts';
import type { NodeConfig } from './config.ts';
import type { NodeDefinition } from './definition.ts';
import { RunningNode } from './node.ts';
import type { PersonState } from './people/domain.ts';
import { registryOf } from './registry/concept.ts';
import { tokenFor } from './sessions/tokens.ts';
import { type TextRef, TextSealer } from './texts.ts';

const START = Date.parse('2026-03-01T12:00:00Z');
const DAY_MS = 86_400_000;
const PERSON = 'cee:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF';

interface Note extends Command {
  readonly type: 'Note';
  readonly note: string;
  readonly text: TextRef;
}
interface Noted extends Event {
  readonly note: string;
  readonly text: TextRef;
}
interface Greeted extends Event {
  readonly from: string;
}

/** Notes of people, and greetings of the trademark node. */
const notes: Concept = {
  name: 'notes',
  policy: {
    Note: { allow: ['writer'], because: 'Writers write.' },
    'Receive:greeting': { allow: ['node'], because: 'Nodes greet.' },
  },
  events: { Noted: 'SEALED', Greeted: 'SEALED' },
  commands: [
    defineCommand<Note, undefined, Noted>({
      type: 'Note',
      load: () => undefined,
      decide: ({ note, text }) => [{ type: 'Noted', note, text }],
    }),
  ],
  entities: [
    defineEntity<{ text: TextRef }, Noted>({
      kind: 'note',
      concerns: (event) => (event.type === 'Noted' ? [event.note] : []),
      evolve: (_, { event }) => ({ text: event.text }),
    }),
    defineEntity<{ count: number }, Greeted>({
      kind: 'greetings',
      concerns: (event) => (event.type === 'Greeted' ? [event.from] : []),
      evolve: (state) => ({ count: (state?.count ?? 0) + 1 }),
    }),
  ],
  projections: [],
  receives: {
    greeting: defineStatement<undefined, Greeted>({
      from: ['trademark', 'council'],
      load: () => undefined,
      decide({ statement }) {
        if (statement.payload['word'] === 'rude') return reject('greeting-is-rude', 'Be kind.');
        return [{ type: 'Greeted', from: statement.issuer }];
      },
    }),
  },
  typeDefs: '',
  resolvers: {},
};
const definition: NodeDefinition = { kind: 'hub', roles: { writer: 'Writes.' }, concepts: [notes], typeDefs: '' };

let folder: string;
let now: number;
let node: RunningNode;
const keys: Readonly<Record<string, NodeKeys>> = Object.fromEntries(
  ['council', 'trademark', 'fundraising', 'stranger'].map((name) => [
    name,
    generateNodeKeys(realWorld(), `${name}.example`),
  ]),
);
const keysOf = (name: string): NodeKeys => keys[name] as NodeKeys;
const world: World = { ...realWorld(), clock: { now: () => now, after: () => () => {} } };

const config = (): NodeConfig => ({
  id: 'cee',
  folder,
  host: '127.0.0.1',
  port: 0,
  endpoint: 'http://127.0.0.1:2',
  council: {
    id: 'council',
    endpoint: 'http://127.0.0.1:1',
    statementKeys: [keysOf('council').statements.publicJwk],
  },
  isDemo: false,
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hubgraph-node-'));
  now = START;
  node = await RunningNode.open(world, config(), definition);
});
afterEach(async () => {
  await node.stop();
  rmSync(folder, { recursive: true, force: true });
});
async function restart(): Promise<void> {
  await node.stop();
  node = await RunningNode.open(world, config(), definition);
}

function inRegistry(id: string, others: Partial<RegistryNode> = {}): RegistryNode {
  return {
    id,
    kind: id as RegistryNode['kind'],
    name: `The ${id}`,
    status: 'authorised',
    endpoint: `https://${id}.example`,
    tokenKeys: [keysOf(id).tokens.publicJwk],
    statementKeys: [keysOf(id).statements.publicJwk],
    ...others,
  };
}
const registry = (epoch: number, ...nodes: RegistryNode[]): Registry => ({ epoch, nodes });

let said = 0;
function statement(by: NodeKeys, claims: Partial<StatementClaims>): Promise<string> {
  return signStatement(by, {
    issuer: 'trademark',
    audience: 'cee',
    type: 'greeting',
    id: `thing-${said++}`,
    issuedAt: now,
    expiresAt: now + DAY_MS,
    payload: { word: 'hello' },
    ...claims,
  });
}
async function takeRegistry(value: Registry, claims: Partial<StatementClaims> = {}): Promise<Accepted | Rejection> {
  const payload = value as unknown as Json;
  return node.receive(
    await statement(keysOf('council'), { issuer: 'council', audience: '*', type: 'registry', payload, ...claims }),
  );
}
const greet = async (by: string, claims: Partial<StatementClaims> = {}) =>
  node.receive(await statement(keysOf(by), { issuer: by, ...claims }));
const types = (outcome: Accepted | Rejection) => (outcome as Accepted).events?.map((event) => event.type);

describe('the registry', () => {
  const both = registry(3, inRegistry('trademark'), inRegistry('fundraising'));

  test('is taken from the council, for everybody or for this node', async () => {
    expect(types(await takeRegistry(both))).toEqual(['StatementReceived', 'RegistryReceived']);
    expect(node.registry()).toEqual(both);
    expect(types(await takeRegistry({ ...both, epoch: 4 }, { audience: 'cee' }))).toContain('RegistryReceived');
    expect(node.nodeInRegistry('trademark')).toEqual(inRegistry('trademark'));
    await restart();
    expect(node.registry()?.epoch).toBe(4);
  });

  test('of an older epoch, or of the same one that ends no later, changes nothing', async () => {
    await takeRegistry(both);
    for (const [epoch, expiresAt] of [
      [2, now + 2 * DAY_MS],
      [0, now + 2 * DAY_MS],
      [3, now + DAY_MS],
      [3, now + DAY_MS / 2],
    ] as const) {
      expect(types(await takeRegistry(registry(epoch), { expiresAt }))).toEqual([]);
    }
    expect(node.registry()).toEqual(both);
    expect(types(await takeRegistry(both, { expiresAt: now + 2 * DAY_MS }))).toContain('RegistryReceived');
  });

  test.each<[string, () => Promise<Accepted | Rejection>, string]>([
    [
      'that a stranger signed',
      async () =>
        node.receive(
          await statement(keysOf('stranger'), {
            issuer: 'council',
            type: 'registry',
            payload: both as unknown as Json,
          }),
        ),
      'statement-is-forged',
    ],
    [
      'that the council signed with its key for tokens',
      async () =>
        node.receive(
          await statement(
            { ...keysOf('council'), statements: keysOf('council').tokens },
            { issuer: 'council', type: 'registry', payload: both as unknown as Json },
          ),
        ),
      'statement-is-forged',
    ],
    ['for another node', () => takeRegistry(both, { audience: 'asia' }), 'statement-has-another-audience'],
    [
      'that has expired',
      () => takeRegistry(both, { issuedAt: now - 2 * DAY_MS, expiresAt: now - DAY_MS }),
      'statement-is-expired',
    ],
    ['that is malformed', () => takeRegistry({ epoch: 1, nodes: [{} as RegistryNode] }), 'registry-is-malformed'],
    ['that is no statement', () => node.receive('x.y.z'), 'statement-is-malformed'],
  ])('%s is refused', async (_, take, code) => {
    expect(await take()).toMatchObject({ code });
    expect(node.registry()).toBeUndefined();
    expect(node.read.position()).toBe(0);
  });

  test.each([null, 'hello', 7, [{ word: 'hello' }]])('takes no statement that says %j', async (payload) => {
    await takeRegistry(both);
    expect(await greet('trademark', { payload })).toMatchObject({ code: 'statement-is-malformed' });
  });

  test('of another node is refused, although it is in the registry', async () => {
    await takeRegistry(both);
    const forged = { ...both, epoch: 9 } as unknown as Json;
    expect(await greet('trademark', { type: 'registry', payload: forged })).toMatchObject({
      code: 'statement-is-not-expected',
    });
    expect(node.registry()?.epoch).toBe(3);
  });

  test('is gone by for a week after it ended, and no longer', async () => {
    await takeRegistry(both);
    const ends = registryOf(node.read)?.expiresAt ?? 0;
    expect(ends).toBe(START + DAY_MS);
    now = ends + 7 * DAY_MS;
    expect(await greet('trademark')).toMatchObject({ exists: false });
    now += 1;
    expect(await greet('trademark')).toMatchObject({ code: 'statement-issuer-is-unknown' });
    expect(types(await takeRegistry(both, { issuedAt: now, expiresAt: now + DAY_MS }))).toContain('RegistryReceived');
    expect(await greet('trademark')).toMatchObject({ exists: false });
  });
});

describe("another node's statement", () => {
  beforeEach(async () => {
    await takeRegistry(registry(1, inRegistry('trademark'), inRegistry('fundraising')));
  });

  test('lands in one commit with what follows from it, signed by whom it says', async () => {
    const jws = await statement(keysOf('trademark'), { id: 'agreement-1', cites: ['a'.repeat(64)] });
    const outcome = (await node.receive(jws)) as Accepted;
    expect(types(outcome)).toEqual(['StatementReceived', 'Greeted']);
    expect(outcome.events[0]).toMatchObject({ statement: 'greeting', about: 'agreement-1', issuer: 'trademark', jws });
    const rows = node.read.rows('SELECT * FROM statement WHERE about = ?', 'agreement-1');
    expect(rows).toEqual([
      expect.objectContaining({
        issuer: 'trademark',
        type: 'greeting',
        jws,
        seq: BigInt(outcome.seq),
        received_at: BigInt(START),
      }),
    ]);
    expect(node.read.entity('greetings', 'trademark')).toEqual({ count: 1 });
  });

  test('that comes again, also after a restart or at the same time, changes nothing', async () => {
    const jws = await statement(keysOf('trademark'), {});
    const outcomes = await Promise.all([node.receive(jws), node.receive(jws), node.receive(jws)]);
    expect(outcomes.map((outcome) => !isRejection(outcome) && outcome.exists).sort()).toEqual([false, true, true]);
    const position = node.read.position();
    await restart();
    expect(await node.receive(jws)).toMatchObject({ exists: true });
    expect(node.read.position()).toBe(position);
    expect(node.read.entity('greetings', 'trademark')).toEqual({ count: 1 });
  });

  test.each<[string, string, Partial<StatementClaims>]>([
    ['of a kind of node that may not say this', 'statement-is-not-expected', { issuer: 'fundraising' }],
    ['that nobody here takes', 'statement-is-not-expected', { type: 'rumour' }],
    ['with the name of something that every object has', 'statement-is-not-expected', { type: 'constructor' }],
    ['of a stranger', 'statement-issuer-is-unknown', { issuer: 'stranger' }],
    ['for another node', 'statement-has-another-audience', { audience: 'asia' }],
    ['that has expired', 'statement-is-expired', { issuedAt: START - 3 * DAY_MS, expiresAt: START - DAY_MS }],
    ['from the future', 'statement-is-not-yet-valid', { issuedAt: START + DAY_MS / 2 }],
    ['that the concept refuses', 'greeting-is-rude', { payload: { word: 'rude' } }],
  ])('%s is refused: %s', async (_, code, claims) => {
    const position = node.read.position();
    expect(await greet(String(claims.issuer ?? 'trademark'), claims)).toMatchObject({ rejected: true, code });
    expect(node.read.position()).toBe(position);
  });

  test.each([
    ['the key of another node', () => keysOf('fundraising')],
    ['its key for tokens', () => ({ ...keysOf('trademark'), statements: keysOf('trademark').tokens })],
  ])('signed with %s is refused', async (_, by) => {
    expect(await node.receive(await statement(by(), {}))).toMatchObject({ code: 'statement-is-forged' });
  });

  test('is heard from a suspended node, and not from a proposed or a revoked one', async () => {
    for (const [epoch, status, code] of [
      [2, 'suspended', undefined],
      [3, 'revoked', 'statement-issuer-is-unknown'],
      [4, 'proposed', 'statement-issuer-is-unknown'],
      [5, 'authorised', undefined],
    ] as const) {
      await takeRegistry(registry(epoch, inRegistry('trademark', { status })));
      const outcome = await greet('trademark');
      expect(isRejection(outcome) ? outcome.code : undefined).toBe(code);
    }
  });

  test('signed with a key that was taken out of the registry is refused', async () => {
    const jws = await statement(keysOf('trademark'), {});
    const { statements } = generateNodeKeys(realWorld(), 'new.example');
    await takeRegistry(registry(2, inRegistry('trademark', { statementKeys: [statements.publicJwk] })));
    expect(await node.receive(jws)).toMatchObject({ code: 'statement-is-forged' });
  });

  test('cannot be given as a command by anybody but a node', async () => {
    const payload = { statement: { issuer: 'trademark', payload: {} }, jws: 'x' };
    for (const actor of [anonymous, operator, clockActor, personActor(PERSON, [{ role: 'writer' }])]) {
      const outcome = await node.operate(actor, 'fake', 'Receive:greeting', payload);
      expect(outcome).toMatchObject({ rejected: true });
    }
    expect(node.read.entity('greetings', 'trademark')).toBeUndefined();
  });
});

describe('people', () => {
  async function addPerson(...roles: string[]): Promise<string> {
    const person = newId(world, 'cee', 'person');
    const texts = new TextSealer(world, 'cee');
    const payload = { person, name: texts.seal('Somebody') };
    await texts.store(node.store);
    await node.operate(operator, person, 'AddPerson', payload);
    for (const role of roles) await node.operate(operator, `${person}:${role}`, 'GrantRole', { person, role });
    return person;
  }

  test('are known by a token of this node, with the roles that they have now', async () => {
    const person = await addPerson('writer');
    const token = await tokenFor(node, person);
    expect(await node.actorOf(token)).toEqual(personActor(person, [{ role: 'writer' }]));
    await node.operate(operator, 'revoke', 'RevokeRole', { person, role: 'writer' });
    expect(await node.actorOf(token)).toEqual(personActor(person, []));
    expect(await node.actorOf(undefined)).toEqual(anonymous);
  });

  test('without an account, or with a token that is too old, are refused', async () => {
    expect(await node.actorOf(await tokenFor(node, PERSON))).toMatchObject({ code: 'token-is-of-nobody' });
    const token = await tokenFor(node, await addPerson());
    now += 10 * 60_000;
    expect(await node.actorOf(token)).toMatchObject({ code: 'token-is-expired' });
    expect(await node.actorOf('x')).toMatchObject({ code: 'token-is-malformed' });
  });

  test('of another node are refused, whatever it says of them', async () => {
    await takeRegistry(registry(1, inRegistry('trademark')));
    const other = { ...node, keys: keysOf('trademark'), world, config: { ...config(), id: 'trademark' } };
    const token = await tokenFor(other as unknown as RunningNode, await addPerson('writer'));
    expect(await node.actorOf(token)).toMatchObject({ code: 'token-has-another-audience' });
  });

  test('a set-up that is repeated enters nobody twice', async () => {
    const person = await addPerson('writer');
    const position = node.read.position();
    await restart();
    const again = { person: newId(world, 'cee', 'person'), name: { key: 'x', digest: 'y' } };
    expect(await node.operate(operator, person, 'AddPerson', again)).toMatchObject({ exists: true });
    expect(node.read.position()).toBe(position);
    expect(node.read.entity<PersonState>('person', person)?.roles).toEqual([{ role: 'writer' }]);
  });
});

const writer = personActor(PERSON, [{ role: 'writer' }]);
function write(text: string, idempotencyKey?: string, actor = writer): Promise<Accepted | Rejection> {
  return node.contextFor(actor).act({
    type: 'Note',
    input: { text, idempotencyKey } as { idempotencyKey?: string },
    payload: ({ texts, newId: made }) => ({ note: made('note'), text: texts.seal(text) }),
  });
}
const noteOf = (outcome: Accepted | Rejection): string => ((outcome as Accepted).events[0] as Noted).note;

describe('an idempotency key', () => {
  test('with the same request gives the same result, also after a restart', async () => {
    const first = await write('once', 'key');
    const position = node.read.position();
    expect(first).toMatchObject({ exists: false });
    expect(await write('once', 'key')).toEqual({ ...first, exists: true });
    await restart();
    expect(await write('once', 'key')).toEqual({ ...first, exists: true });
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `views.db${suffix}`), { force: true });
    await restart();
    expect(await write('once', 'key')).toEqual({ ...first, exists: true });
    expect(node.read.position()).toBe(position);
  });

  test('with another request is refused, also after a restart', async () => {
    await write('once', 'key');
    expect(await write('twice', 'key')).toMatchObject({ code: 'idempotency-key-was-used' });
    await restart();
    expect(await write('twice', 'key')).toMatchObject({ code: 'idempotency-key-was-used' });
  });

  test('is of one person', async () => {
    const other = personActor('cee:person:01JD3Z7N4QK8R2V6X0Y5ABCDEG', [{ role: 'writer' }]);
    const [mine, theirs] = [await write('once', 'key'), await write('another', 'key', other)];
    expect(noteOf(mine)).not.toBe(noteOf(theirs));
  });

  test('is not used up by a refusal', async () => {
    expect(await write('once', 'key', personActor(PERSON, []))).toMatchObject({ code: 'role-is-missing' });
    expect(await write('twice', 'key')).toMatchObject({ exists: false });
  });

  test('that many send at once is carried out once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => write('once', 'key')));
    expect(new Set(outcomes.map(noteOf)).size).toBe(1);
    expect(node.read.position()).toBe(1);
  });

  test('without one every request is another', async () => {
    expect(noteOf(await write('once'))).not.toBe(noteOf(await write('once')));
  });

  test('leaves nothing in the journal by which a short text could be guessed', async () => {
    await write('yes', 'key');
    const [{ bytes } = { bytes: '' }] = await node.store.range(1, 1);
    const { fingerprint } = JSON.parse(bytes) as { fingerprint: string };
    expect(bytes).not.toContain('yes');
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    const other = await RunningNode.open(world, { ...config(), folder: join(folder, 'other') }, definition);
    await other.contextFor(writer).act({
      type: 'Note',
      input: { text: 'yes', idempotencyKey: 'key' } as { idempotencyKey: string },
      payload: ({ texts }) => ({ note: 'x', text: texts.seal('yes') }),
    });
    const [theirs = { bytes: '{}' }] = await other.store.range(1, 1);
    expect((JSON.parse(theirs.bytes) as { fingerprint: string }).fingerprint).not.toBe(fingerprint);
    await other.stop();
  });
});

describe('a text', () => {
  const textOf = async (note: string): Promise<string | null> => {
    const state = node.read.entity<{ text: TextRef }>('note', note);
    return state === undefined ? null : node.contextFor(anonymous).text(state.text);
  };
  const keyOf = (note: string): string => node.read.entity<{ text: TextRef }>('note', note)?.text.key ?? '';

  test('is read from the vault, and null once it was erased; nothing else changes', async () => {
    const note = noteOf(await write('please forget me'));
    const other = noteOf(await write('please keep me'));
    expect(await textOf(note)).toBe('please forget me');
    const digest = node.journal.digest();
    await node.store.vault.erase(keyOf(note));
    expect(await textOf(note)).toBeNull();
    expect(await textOf(other)).toBe('please keep me');
    await restart();
    expect(await textOf(note)).toBeNull();
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `views.db${suffix}`), { force: true });
    await restart();
    expect(node.journal.digest()).toBe(digest);
  });

  test('of a repeated request is there once', async () => {
    const note = noteOf(await write('once', 'key'));
    await write('once', 'key');
    expect(await textOf(note)).toBe('once');
  });

  test.each([
    ['nobody', anonymous],
    ['a person without the role', personActor(PERSON, [])],
  ])('of %s is not kept', async (_, actor) => {
    let key = '';
    const outcome = await node.contextFor(actor).act({
      type: 'Note',
      input: {},
      payload({ texts }) {
        const text = texts.seal('x'.repeat(100_000));
        key = text.key;
        return { note: 'n', text };
      },
    });
    expect(outcome).toMatchObject({ rejected: true });
    expect(await node.store.vault.get([key])).toEqual(new Map());
  });
});

test('a command that nobody decides is a mistake of the program, and is committed to nothing', async () => {
  await expect(node.operate(operator, 'x', 'AddEverything', {})).rejects.toMatchObject({ code: 'ERR_INVARIANT' });
  expect(node.read.position()).toBe(0);
});

test('a stopped node refuses commands, and stops once', async () => {
  await node.stop();
  await node.stop();
  await expect(node.operate(operator, 'x', 'AddPerson', {})).rejects.toMatchObject({ code: 'ERR_NODE_IS_STOPPING' });
  expect(nodeActor('asia').roles).toEqual([{ role: 'node' }]);
});
