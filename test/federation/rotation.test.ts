import { execFile } from 'node:child_process';
import { cpSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { NodeSource, SeenFile, type Verdict, verifyLog } from '@hubgraph/audit';
import { Movement, type runNode, type StartedNode, until } from '@hubgraph/dev-env';
import {
  generateNodeKeys,
  logKeysOf,
  type NodeKeys,
  ownVerifierKeysOf,
  proveKeyPossession,
  signerKeyOf,
  signStatement,
} from '@hubgraph/identity';
import { isRejection, newId, type Rejection, sha256 } from '@hubgraph/kernel';
import { keysProofId, NODE_KEYS_CHANGED, operator, policyOf, tokenFor } from '@hubgraph/node';
import { monitorOf } from '@hubgraph/subgraph-council';
import {
  formatAddCheckpoint,
  formatNote,
  type LogPolicy,
  parseCheckpoint,
  signCheckpoint,
  verifyCheckpoint,
} from '@hubgraph/tlog';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fixture, seeded, send, world } from './fixture.test-helper.ts';

type RunningNode = Awaited<ReturnType<typeof runNode>>['node'];

const HUB = 'east-africa';
const ROLES = ['tokens', 'statements', 'books', 'cases', 'witness'] as const;
const hubgraph = join(import.meta.dirname, '../../packages/cli/bin/hubgraph.mjs');

let fixture: Fixture;
let movement: Movement;
beforeAll(async () => {
  fixture = await seeded(3);
  movement = fixture.movement;
  await everybodySigns();
}, 240_000);
afterAll(async () => {
  await movement.stop();
  await fixture.end().catch(() => undefined);
});

const nodeOf = (id: string): RunningNode => (movement.node(id) as StartedNode & { readonly node: RunningNode }).node;
const endpointOf = (id: string): string => movement.spec(id).config.endpoint;
const allIds = (): string[] => ['council', 'trademark', 'fundraising', ...movement.hubs.map(({ id }) => id)];
const entryOf = (id: string) => nodeOf('council').nodeInRegistry(id);
const epoch = (): number | undefined => nodeOf('council').registry()?.epoch;
const keysPath = (id: string): string => join(movement.spec(id).config.folder, 'keys.json');

async function everybodySigns(ids = allIds()): Promise<void> {
  for (const id of ids) await nodeOf(id).askForRegistry();
  for (const id of ids) await nodeOf(id).flushCheckpoints();
}

/** What the command line says, as an operator gives the command. */
async function rotate(id: string, ...options: string[]): Promise<{ readonly code: number; readonly said: string }> {
  const file = join(fixture.folder, `${id}.json`);
  writeFileSync(file, JSON.stringify(movement.spec(id)));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [hubgraph, 'rotate-keys', file, ...options]);
    return { code: 0, said: stdout };
  } catch (error) {
    const { code, stderr } = error as { readonly code: number; readonly stderr: string };
    return { code, said: stderr };
  }
}

/** Looks at a hub's log of books from outside; what was seen is kept by name. */
function look(id: string, name: string, policy?: LogPolicy): Promise<Verdict> {
  return verifyLog({
    world,
    books: new NodeSource(world, endpointOf(id), 'books'),
    cases: new NodeSource(world, endpointOf(id), 'cases'),
    place: endpointOf(id),
    seen: new SeenFile(world, join(fixture.folder, name)),
    ...(policy === undefined ? {} : { policy }),
  });
}

/** Waits until a look from outside finds the hub's log whole: a witness may go over to new keys while it is waited for. */
async function isWhole(name: string, policy: () => LogPolicy): Promise<void> {
  await until(world, `${HUB}'s log is whole and witnessed`, async () => {
    await everybodySigns();
    return (await look(HUB, name, policy())).line.startsWith('WHOLE:') ? true : undefined;
  });
}

/** Both logs of a node and its witnesses, as the council's registry has them. */
function policyFor(id: string): LogPolicy {
  const registry = nodeOf('council').registry();
  const books = registry === undefined ? undefined : policyOf(registry, id, 'books');
  const cases = registry === undefined ? undefined : policyOf(registry, id, 'cases');
  if (books === undefined || cases === undefined) throw new Error(`${id} has no policy.`);
  return { ...books, logs: [...books.logs, ...cases.logs] };
}

async function isWitnessed(id: string): Promise<boolean[]> {
  const monitor = monitorOf(nodeOf('council'));
  await monitor.look(id);
  const views = await monitor.logsOf(id);
  for (const { fault } of views) expect(fault).toBeUndefined();
  return views.map((view) => view.isWitnessed);
}

async function checkpointOf(id: string) {
  const read = parseCheckpoint(await (await fetch(`${endpointOf(id)}/log/books/checkpoint`)).text());
  if (isRejection(read)) throw new Error(read.message);
  return read;
}

/** What the council answers to an announcement that somebody makes with these keys. */
async function announce(
  by: NodeKeys,
  offered: NodeKeys,
  { issuer = HUB, proofOf = issuer }: { readonly issuer?: string; readonly proofOf?: string } = {},
): Promise<string> {
  const now = world.clock.now();
  const claims = { issuer: proofOf, audience: 'council', issuedAt: now, expiresAt: now + 60_000 };
  const keyPossession = await proveKeyPossession(offered, { ...claims, id: keysProofId('council', proofOf) });
  const id = newId(world, issuer, 'keys');
  const statement = { ...claims, issuer, id, type: NODE_KEYS_CHANGED, payload: { keyPossession } };
  return tell(await signStatement(by, statement));
}

async function tell(jws: string): Promise<string> {
  const answer = await send(`${endpointOf('council')}/statements`, jws, { 'content-type': 'application/jwt' });
  const { code, status } = answer.json as { readonly code?: string; readonly status?: string };
  return code ?? String(status);
}

function addPerson() {
  const node = nodeOf(HUB);
  const person = newId(world, HUB, 'person');
  return node.operate(operator, person, 'AddPerson', { person, name: { digest: sha256(person), key: person } });
}

function accepted<T>(outcome: T | Rejection): void {
  if (isRejection(outcome)) throw new Error(`${outcome.code}: ${outcome.message}`);
}

const namesOf = (keys: NodeKeys): string[] => ROLES.map((role) => keys[role].kid);
const withoutKid = (outcome: unknown): string => (outcome as Rejection).code;

describe('a hub whose keys change', () => {
  let before: NodeKeys;
  let token: string;

  test('gets new ones while it is stopped, beside those that it has', async () => {
    const node = nodeOf(HUB);
    before = node.keys;
    const person = String(node.read.row("SELECT id FROM entity WHERE kind = 'person' LIMIT 1")?.['id']);
    token = await tokenFor(node, person);
    expect(await look(HUB, 'seen.json')).toMatchObject({ outcome: 'unwitnessed' });
    expect(await rotate(HUB)).toMatchObject({ code: 1, said: expect.stringContaining('ERR_FOLDER_IN_USE') });
    await movement.stopNode(HUB);
    expect(await rotate(HUB, '--only', 'tokens,names')).toMatchObject({ code: 1 });
    cpSync(movement.spec(HUB).config.folder, join(fixture.folder, 'older'), { recursive: true });
    const file = readFileSync(keysPath(HUB), 'utf8');
    expect(await rotate(HUB)).toMatchObject({ code: 0 });
    const once = readFileSync(keysPath(HUB), 'utf8');
    expect(JSON.parse(once)).toMatchObject({ ...(JSON.parse(file) as object), version: 3 });
    expect(await rotate(HUB)).toMatchObject({ code: 0 });
    expect(readFileSync(keysPath(HUB), 'utf8')).toBe(once);
  });

  test('goes on with the former ones, killed or not, until the council has entered the new ones', async () => {
    await movement.stopNode('council');
    await movement.startNode(HUB);
    await nodeOf(HUB).changeKeys();
    expect(namesOf(nodeOf(HUB).keys)).toEqual(namesOf(before));
    expect(nodeOf(HUB).keys.next).toBeDefined();
    await movement.stopNode(HUB);
    await movement.startNode('council');
    const announced = readFileSync(keysPath(HUB), 'utf8');
    await movement.startNode(HUB);
    await until(world, 'the hub goes over to its new keys', async () => {
      await nodeOf(HUB).changeKeys();
      return nodeOf(HUB).keys.next === undefined || undefined;
    });
    // As if it had been killed when the council had them and the node did not know that.
    await movement.stopNode(HUB);
    const entered = epoch();
    const adopted = readFileSync(keysPath(HUB), 'utf8');
    writeFileSync(keysPath(HUB), announced);
    await movement.startNode(HUB);
    await until(world, 'the hub goes over once more', async () => {
      await nodeOf(HUB).changeKeys();
      return nodeOf(HUB).keys.next === undefined || undefined;
    });
    expect(epoch()).toBe(entered);
    const present = ({ former: _, ...keys }: Record<string, unknown>) => keys;
    const again = JSON.parse(readFileSync(keysPath(HUB), 'utf8')) as Record<string, unknown>;
    expect(present(again)).toEqual(present(JSON.parse(adopted) as Record<string, unknown>));
    for (const role of ROLES) expect(nodeOf(HUB).keys[role].kid).not.toBe(before[role].kid);
  });

  test('stands in the registry with the new ones first, and the former ones with their time', () => {
    const { keys } = nodeOf(HUB);
    const entry = entryOf(HUB);
    expect(entry).toMatchObject({ ...logKeysOf(keys), status: 'authorised' });
    expect(entry?.tokenKeys.map(({ kid }) => kid)).toEqual([keys.tokens.kid, before.tokens.kid]);
    expect(entry?.statementKeys.map(({ kid }) => kid)).toEqual([keys.statements.kid, before.statements.kid]);
    expect(entry?.formerKeys?.map(({ kid }) => kid)).toEqual([before.tokens.kid, before.statements.kid]);
    const { logs, witness } = logKeysOf(before);
    expect(entry?.formerLogKeys?.map(({ key }) => key)).toEqual([logs.books, logs.cases, witness]);
    for (const { until: end } of entry?.formerKeys ?? []) expect(end).toBeGreaterThan(world.clock.now());
  });

  test('takes tokens from before, and is believed by others as before', async () => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await send(`${endpointOf(HUB)}/graphql`, { query: '{ __typename }' }, headers);
    expect(answer.json).toMatchObject({ data: { __typename: 'Query' } });
    const other = { ...before, tokens: generateNodeKeys(world, 'x.example').tokens };
    const { keys } = nodeOf(HUB);
    const stranger = await tokenFor({ ...nodeOf(HUB), keys: other } as unknown as RunningNode, `${HUB}:person:x`);
    const refused = await send(
      `${endpointOf(HUB)}/graphql`,
      { query: '{ __typename }' },
      {
        authorization: `Bearer ${stranger}`,
      },
    );
    expect(refused.status).toBe(401);
    // What is wrong with these is what they say, not who says it: both keys count.
    for (const by of [before, keys]) {
      const now = world.clock.now();
      const claims = { issuer: HUB, audience: 'council', type: 'log-evidence', issuedAt: now, expiresAt: now + 60_000 };
      expect(await tell(await signStatement(by, { ...claims, id: newId(world, HUB, 'x'), payload: {} }))).toBe(
        'log-is-not-registered',
      );
    }
  });

  test('signs its checkpoints with both keys, and is witnessed; whoever knows either key can read them', async () => {
    await everybodySigns();
    expect(await isWitnessed(HUB)).toEqual([true, true]);
    for (const id of allIds()) expect([id, await isWitnessed(id)]).toEqual([id, [true, true]]);
    const checkpoint = await checkpointOf(HUB);
    for (const keys of [before, nodeOf(HUB).keys]) {
      const [key] = ownVerifierKeysOf({ ...keys, former: [] }, 'books');
      expect(verifyCheckpoint(checkpoint, [key])).toMatchObject({ origin: `${HUB}.demo.hubgraph.example/books` });
    }
    const last = await look(HUB, 'seen.json');
    expect(last).toMatchObject({ outcome: 'unwitnessed', findings: [] });
    expect(last.remarks.filter((remark) => remark.startsWith('NEW KEY'))).toHaveLength(2);
    const origin = `${HUB}.demo.hubgraph.example/books`;
    const known = () => new SeenFile(world, join(fixture.folder, 'seen.json')).read().logs[origin]?.policy;
    const { logs } = logKeysOf(nodeOf(HUB).keys);
    expect(known()).not.toContain(logs.books);
    const policy = policyFor(HUB);
    expect((await look(HUB, 'seen.json', policy)).remarks.join()).toContain('because the policy names it');
    expect(known()).toContain(logs.books);
    expect(await look(HUB, 'seen.json', policy)).toMatchObject({ outcome: 'whole', remarks: [] });
  });

  test('can start from what it signed before the change, killed before it signed anew', async () => {
    await movement.stopNode(HUB);
    const path = join(movement.spec(HUB).config.folder, 'checkpoints.json');
    const text = readFileSync(path, 'utf8');
    const file = JSON.parse(text) as Record<string, string>;
    const [key] = ownVerifierKeysOf({ ...before, former: [] }, 'books');
    // As if only the former key had signed.
    const onlyBefore = (name: 'books' | 'cases'): string => {
      const read = parseCheckpoint(file[name] ?? '');
      const [own] = ownVerifierKeysOf({ ...before, former: [] }, name);
      const verified = isRejection(read) ? read : verifyCheckpoint(read, [own]);
      if (isRejection(verified)) throw new Error(verified.message);
      expect(verified.note.signatures).toHaveLength(2);
      return formatNote({ text: verified.note.text, signatures: verified.note.verified });
    };
    const older = { ...file, books: onlyBefore('books'), cases: onlyBefore('cases') };
    writeFileSync(path, `${JSON.stringify(older)}\n`);
    await movement.startNode(HUB);
    await everybodySigns([HUB]);
    expect((await checkpointOf(HUB)).note.signatures.filter(({ name }) => name === key.name)).toHaveLength(2);
    expect(await isWitnessed(HUB)).toEqual([true, true]);
  });

  test('cannot be taken over by who has a former key, nor by somebody else, nor by what was said before', async () => {
    const present = nodeOf(HUB).keys;
    const origin = present.logOrigin;
    const mine = generateNodeKeys(world, origin);
    const at = epoch();
    const thief = await announce(before, mine);
    expect(thief).toBe('statement-is-of-a-former-key');
    expect(await announce(mine, mine)).toBe('statement-is-forged');
    const andes = movement.hubs.map(({ id }) => id).find((id) => id !== HUB) ?? '';
    expect(await announce(nodeOf(andes).keys, mine)).toBe('statement-is-forged');
    expect(await announce(nodeOf(andes).keys, mine, { issuer: andes, proofOf: HUB })).toBe(
      'statement-is-of-another-kind',
    );
    expect(await announce(present, before)).toBe('key-was-used-before');
    expect(await announce(present, { ...mine, witness: nodeOf(andes).keys.witness })).toBe('keys-are-taken');
    expect(await announce(present, generateNodeKeys(world, 'another.example'))).toBe('loss-is-not-shown');
    const said: string[] = [];
    for await (const { recorded } of nodeOf('council').journal.visibleAfter({ position: 0 })) {
      for (const { event } of recorded) {
        const { type, statement, jws } = event as unknown as Readonly<Record<string, string>>;
        if (type === 'StatementReceived' && statement === NODE_KEYS_CHANGED) said.push(String(jws));
      }
    }
    expect(said).toHaveLength(1);
    expect(await tell(said[0] ?? '')).toBe('exists');
    expect(epoch()).toBe(at);
    expect(withoutKid(await nodeOf('council').receive('x'))).toBe('statement-is-malformed');
  });

  test('is seen to be behind, if an older copy with its former keys is put in its place', async () => {
    const { folder } = movement.spec(HUB).config;
    const [newer, older] = [join(fixture.folder, 'newer'), join(fixture.folder, 'older')];
    accepted(await addPerson());
    await everybodySigns();
    await movement.stopNode(HUB);
    renameSync(folder, newer);
    renameSync(older, folder);
    await movement.startNode(HUB);
    expect(namesOf(nodeOf(HUB).keys)).toEqual(namesOf(before));
    await expect(addPerson()).rejects.toMatchObject({ code: 'ERR_LOG_BEHIND_WITNESS' });
    await movement.stopNode(HUB);
    renameSync(folder, older);
    renameSync(newer, folder);
    await movement.startNode(HUB);
    accepted(await addPerson());
  });

  test('is not cosigned if only the former key has signed', async () => {
    const key = signerKeyOf(before, 'books');
    const { size, root } = await checkpointOf(HUB);
    const add = (...keys: Parameters<typeof signCheckpoint>[1][]) =>
      fetch(`${endpointOf('council')}/witness/add-checkpoint`, {
        method: 'POST',
        body: formatAddCheckpoint({
          oldSize: size,
          proof: [],
          checkpoint: signCheckpoint({ origin: key.name, size, root }, ...keys),
        }),
      });
    expect((await add(key)).status).toBe(403);
    expect((await add(key, signerKeyOf(nodeOf(HUB).keys, 'books'))).status).toBe(200);
  });

  test('changes some of them alone', async () => {
    const { tokens, witness } = nodeOf('trademark').keys;
    await movement.stopNode('trademark');
    expect(await rotate('trademark', '--only', 'witness')).toMatchObject({ code: 0 });
    await movement.startNode('trademark');
    await until(world, 'the witness has another key', async () => {
      await nodeOf('trademark').changeKeys();
      return nodeOf('trademark').keys.witness.kid !== witness.kid || undefined;
    });
    expect(nodeOf('trademark').keys.tokens.kid).toBe(tokens.kid);
    expect(entryOf('trademark')).toMatchObject({ kind: 'trademark', formerKeys: [] });
    await everybodySigns();
    for (const id of allIds()) expect([id, await isWitnessed(id)]).toEqual([id, [true, true]]);
  });
});

describe('the council whose keys change', () => {
  test('goes on with its present ones until its own file has the new one', async () => {
    const { keys } = nodeOf('council');
    await movement.stopNode('council');
    const { said } = await rotate('council');
    expect(said).toContain('council.statementKeys');
    await movement.startNode('council');
    await nodeOf('council').changeKeys();
    expect(namesOf(nodeOf('council').keys)).toEqual(namesOf(keys));
    expect(nodeOf('council').keys.next).toBeDefined();
  });

  test('goes over when every file has both, and both are believed', async () => {
    const former = nodeOf('council').keys;
    const at = epoch() ?? 0;
    await movement.stop();
    const { hubs, folder } = movement;
    movement = await Movement.start({ world, port: 0, hubs: hubs.length, folder });
    await until(world, 'the council goes over to its new keys', async () => {
      await nodeOf('council').changeKeys();
      return nodeOf('council').keys.next === undefined || undefined;
    });
    const { keys } = nodeOf('council');
    for (const role of ROLES) expect(keys[role].kid).not.toBe(former[role].kid);
    expect(epoch()).toBeGreaterThan(at);
    await everybodySigns();
    expect(nodeOf(HUB).registry()?.epoch).toBe(epoch());
    // An older registry, of either key, is believed and changes nothing.
    const now = world.clock.now();
    for (const by of [former, keys]) {
      const claims = {
        issuer: 'council',
        audience: '*',
        type: 'registry',
        issuedAt: now - 1_000,
        expiresAt: now + 1_000,
      };
      const payload = { epoch: 1, nodes: [] };
      const jws = await signStatement(by, { ...claims, id: 'council:registry:1', payload });
      expect(await nodeOf(HUB).receive(jws)).toMatchObject({ events: [] });
    }
    expect(withoutKid(await nodeOf(HUB).receive(await registryBy(generateNodeKeys(world, 'x.example'))))).toBe(
      'statement-is-forged',
    );
    expect(await isWitnessed('council')).toEqual([true, true]);
  });
});

describe('a hub that lost what it had signed last', () => {
  test('ends its logs, and goes on under other names, witnessed and shown with what was lost', async () => {
    const { folder } = movement.spec(HUB).config;
    const file = join(fixture.folder, `${HUB}.json`);
    writeFileSync(file, JSON.stringify(movement.spec(HUB)));
    const backup = join(fixture.folder, 'backup');
    await run('backup', file, backup, '--with-keys');
    accepted(await addPerson());
    await everybodySigns();
    const { logs, witness } = logKeysOf(nodeOf(HUB).keys);
    await everybodySigns();
    await isWhole('lost.json', () => policyFor(HUB));
    await movement.stopNode(HUB);
    expect(await rotate(HUB, '--new-logs')).toMatchObject({
      code: 1,
      said: expect.stringContaining('ERR_NOTHING_IS_LOST'),
    });
    renameSync(folder, join(fixture.folder, 'gone'));
    await run('restore', backup, file, '--accept-loss');
    await movement.startNode(HUB);
    await expect(addPerson()).rejects.toMatchObject({ code: 'ERR_LOG_BEHIND_WITNESS' });
    await movement.stopNode(HUB);
    expect(await rotate(HUB, '--new-logs', '--only', 'books')).toMatchObject({ code: 1 });
    const { code, said } = await rotate(HUB, '--new-logs');
    expect([code, said]).toEqual([0, expect.stringMatching(/1 of \d+ signed commits are lost/)]);
    expect(await rotate(HUB, '--new-logs')).toMatchObject({ code: 1 });
    const at = epoch() ?? 0;
    await movement.startNode(HUB);
    accepted(await addPerson());
    await until(world, 'the council enters the new logs', async () => {
      await nodeOf(HUB).changeKeys();
      return entryOf(HUB)?.logs?.books !== logs.books || undefined;
    });
    expect(entryOf(HUB)).toMatchObject(logKeysOf(nodeOf(HUB).keys));
    const former = entryOf(HUB)?.formerLogKeys?.filter(({ key }) => [logs.books, logs.cases, witness].includes(key));
    expect(former?.map(({ until: end }) => end <= world.clock.now())).toEqual([true, true, true]);
    await nodeOf(HUB).changeKeys();
    expect(epoch()).toBe(at + 1);
    await until(world, 'every log is witnessed', async () => {
      await everybodySigns();
      const seen = await Promise.all(allIds().map(isWitnessed));
      return seen.flat().every(Boolean) || undefined;
    });
    const policy = policyFor(HUB);
    const verdict = await look(HUB, 'lost.json', policy);
    expect(verdict).toMatchObject({ outcome: 'whole', findings: [] });
    expect(verdict.remarks.filter((remark) => remark.startsWith('BEFORE: the log cases'))).toHaveLength(1);
    await isWhole('fresh.json', () => policy);
    writeFileSync(join(fixture.folder, 'seen-old.json'), readFileSync(join(fixture.folder, 'seen.json')));
    expect(await look(HUB, 'seen-old.json')).toMatchObject({
      outcome: 'wrong',
      findings: [{ code: 'log-of-another-origin' }],
    });
    const { data } = await movement.client.ask<{ hub: { log: Record<'books' | 'cases', LogShown> } }>(
      `{ hub(id: "${HUB}") { log { books { origin isConsistent evidence { kind foundBy isResolved second } }
        cases { origin isConsistent evidence { kind foundBy isResolved second } } } } }`,
    );
    const { cases } = data?.hub.log ?? {};
    expect(cases).toMatchObject({ origin: `${HUB}.demo.hubgraph.example/log-2/cases`, isConsistent: true });
    expect(cases?.evidence).toEqual([
      {
        kind: 'LOST',
        foundBy: HUB,
        isResolved: false,
        second: expect.stringContaining('demo.hubgraph.example/cases\n'),
      },
    ]);
  });
});

interface LogShown {
  readonly evidence: readonly unknown[];
}

async function run(...given: string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [hubgraph, ...given]);
}

function registryBy(keys: NodeKeys): Promise<string> {
  const now = world.clock.now();
  const claims = { issuer: 'council', audience: '*', type: 'registry', issuedAt: now, expiresAt: now + 60_000 };
  return signStatement(keys, { ...claims, id: 'council:registry:1', payload: { epoch: 99, nodes: [] } });
}
