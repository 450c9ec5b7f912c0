import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRejection, newId, realWorld, type World } from '@hubgraph/kernel';
import { operator, type PersonState, RunningNode, schemaOf, TextSealer, tokenFor } from '@hubgraph/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askGraph } from '../../../packages/node/src/ask-graph.test-helper.ts';
import { hub } from './definition.ts';

const schema = schemaOf(hub);
const UNKNOWN = '01JD3Z7N4QK8R2V6X0Y5ABCDEF';

interface Shown {
  readonly [field: string]: unknown;
  readonly id: string;
}

let now: number;
/** What the node wants to do later, by when. */
let timers: { readonly at: number; readonly run: () => void }[];
let folder: string;
let node: RunningNode;
let administrator: string;

const world: World = {
  ...realWorld(),
  clock: {
    now: () => now,
    after(delayMs, run) {
      // What falls due is looked for every five seconds; search, logs and witnesses have times of their own.
      if (delayMs !== 5_000) return () => {};
      const timer = { at: now + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  },
  // The council never answers, so that the only thing to wait for is what falls due.
  network: { request: () => new Promise(() => {}) },
};

beforeEach(async () => {
  now = Date.parse('2026-03-01T12:00:00Z');
  timers = [];
  folder = mkdtempSync(join(tmpdir(), 'hubgraph-offices-'));
  await open();
  administrator = await enter('administrator');
});
afterEach(async () => {
  await node.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function open(): Promise<void> {
  const config = { id: 'cee', folder, host: '127.0.0.1', port: 0, endpoint: 'http://cee.invalid', isDemo: false };
  const council = { id: 'council', endpoint: 'http://council.invalid', statementKeys: [] };
  node = await RunningNode.open(world, { ...config, council }, hub);
}

/** Moves the clock to the first moment of a day and does what the node does every few seconds. */
async function moveTo(day: string): Promise<void> {
  now = Date.parse(`${day}T00:00:00Z`);
  const due = timers.filter(({ at }) => at <= now);
  timers = timers.filter(({ at }) => at > now);
  for (const { run } of due) run();
  await settled();
}

/** Until the node has come round: it then waits for the next time. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 1_000 && timers.length === 0; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(timers).toHaveLength(1);
}

async function enter(...roles: string[]): Promise<string> {
  const texts = new TextSealer(world, 'cee');
  const person = newId(world, 'cee', 'person');
  await node.operate(operator, person, 'AddPerson', { person, name: texts.seal('Somebody') }, texts.entries);
  for (const role of roles) await node.operate(operator, `${person}:${role}`, 'GrantRole', { person, role });
  return person;
}

async function ask<T = Shown>(by: string, source: string, variableValues: Record<string, unknown>): Promise<T> {
  const actor = await node.actorOf(await tokenFor(node, by));
  if (isRejection(actor)) throw new Error(actor.message);
  const answer = await askGraph({ schema, source, variableValues, contextValue: node.contextFor(actor) });
  if (answer.errors !== undefined) throw answer.errors[0];
  return Object.values(answer.data ?? {})[0] as T;
}

const FIELDS = `__typename ... on Mandate { id office holder { id name } from to status because seatedBy { id } seatedAt
  endedAt endedBy { id } endReason } ... on Refused { code }`;
const seat = (input: Record<string, unknown>, by = administrator) =>
  ask(by, `mutation ($input: SeatInOfficeInput!) { seatInOffice(input: $input) { ${FIELDS} } }`, {
    input: { office: 'treasurer', because: 'Elected by the assembly.', ...input },
  });
const end = (mandate: string, by = administrator) =>
  ask(by, `mutation ($input: EndMandateInput!) { endMandate(input: $input) { ${FIELDS} } }`, {
    input: { mandate, reason: 'They moved away.' },
  });
const role = (field: 'grantRole' | 'revokeRole', person: string) =>
  ask(
    administrator,
    `mutation ($input: ${field === 'grantRole' ? 'GrantRoleInput' : 'RevokeRoleInput'}!) {
      ${field}(input: $input) { __typename ... on Refused { code } } }`,
    { input: { person, role: 'treasurer' } },
  );
const find = (id: string) =>
  ask<Shown | null>(
    administrator,
    'query ($id: ID!) { mandate(id: $id) { id status because endReason holder { name } } }',
    { id },
  );
/** What only a treasurer may do. */
let funds = 0;
const openFund = (by: string) =>
  ask(by, 'mutation ($input: OpenFundInput!) { openFund(input: $input) { __typename ... on Refused { code } } }', {
    input: { hub: 'cee', code: `fund-${funds++}`, name: 'A fund' },
  });
async function list(filter: Record<string, unknown> = {}) {
  const entities = await ask<{ mandates: { nodes: Shown[]; totalCount: number; pageInfo: Shown } }[]>(
    administrator,
    `query ($day: Day, $office: String, $holder: ID, $first: Int, $after: String) {
      _entities(representations: [{ __typename: "Hub", id: "cee" }]) { ... on Hub {
        mandates(inOfficeOn: $day, office: $office, holder: $holder, first: $first, after: $after) {
          nodes { id } totalCount pageInfo { hasNextPage endCursor } } } } }`,
    filter,
  );
  const { nodes, totalCount, pageInfo } = (entities[0] as (typeof entities)[0]).mandates;
  return { ids: nodes.map(({ id }) => id), totalCount, pageInfo };
}
const FUND = { __typename: 'Fund' };
const REFUSED = { code: 'role-is-missing' };

describe('a term in office', () => {
  test('brings the role with its first day and takes it when its last one has passed', async () => {
    node.start();
    await settled();
    const person = await enter();
    const mandate = await seat({ person, from: '2026-04-01', to: '2027-04-01' });
    expect(mandate).toMatchObject({
      __typename: 'Mandate',
      office: 'treasurer',
      holder: { id: person, name: 'Somebody' },
      from: '2026-04-01',
      to: '2027-04-01',
      status: 'TO_COME',
      because: 'Elected by the assembly.',
      seatedBy: { id: administrator },
      seatedAt: '2026-03-01T12:00:00.000Z',
      endedAt: null,
      endedBy: null,
      endReason: null,
    });
    expect(await openFund(person)).toMatchObject(REFUSED);

    await moveTo('2026-03-31');
    expect(await openFund(person)).toMatchObject(REFUSED);
    await moveTo('2026-04-01');
    expect(await openFund(person)).toMatchObject(FUND);
    expect(await find(mandate.id)).toMatchObject({ status: 'IN_OFFICE' });

    await moveTo('2027-03-31');
    expect(await openFund(person)).toMatchObject(FUND);
    await moveTo('2027-04-01');
    expect(await openFund(person)).toMatchObject(REFUSED);
    expect(await find(mandate.id)).toMatchObject({ status: 'OVER' });
    expect(await end(mandate.id)).toMatchObject({ code: 'mandate-is-over' });
  });

  test('that another one follows goes on without a gap, and each is written down once', async () => {
    node.start();
    await settled();
    const person = await enter();
    await seat({ person, from: '2026-01-01', to: '2027-01-01' });
    expect(await seat({ person, from: '2026-12-31', to: '2028-01-01' })).toMatchObject({ code: 'mandate-overlaps' });
    await seat({ person, from: '2027-01-01', to: '2028-01-01' });
    const held = () => node.read.entity<PersonState>('person', person)?.roles.length;
    const before = node.journal.position;
    await moveTo('2027-01-01');
    expect(await openFund(person)).toMatchObject(FUND);
    // One begun, one expired, one fund; no role was taken or given meanwhile.
    expect(node.journal.position).toBe(before + 3);
    expect(held()).toBe(1);
    await moveTo('2027-06-01');
    expect(node.journal.position).toBe(before + 3);
    await moveTo('2028-01-01');
    expect(held()).toBe(0);
  });

  test('that began and ended while the node was down leaves a record and no role', async () => {
    const person = await enter();
    const mandate = await seat({ person, from: '2026-04-01', to: '2026-05-01' });
    const other = await enter();
    await seat({ person: other, from: '2026-03-01', to: '2026-05-01' });
    await node.stop();
    now = Date.parse('2026-06-01T00:00:00Z');
    await open();
    node.start();
    await settled();
    expect(await find(mandate.id)).toMatchObject({ status: 'OVER' });
    expect(node.read.entity('mandate', mandate.id)).toMatchObject({ status: 'EXPIRED' });
    expect(await openFund(person)).toMatchObject(REFUSED);
    expect(await openFund(other)).toMatchObject(REFUSED);
    const digest = node.journal.digest();
    await node.stop();
    rmSync(join(folder, 'views.db'));
    await open();
    expect(node.journal.digest()).toBe(digest);
  });

  test('is ended early, for a reason that can be read; the role goes at once', async () => {
    const person = await enter();
    const mandate = await seat({ person, from: '2026-03-01', to: '2027-03-01' });
    expect(await openFund(person)).toMatchObject(FUND);
    now = Date.parse('2026-03-05T12:00:00Z');
    expect(await end(mandate.id, person)).toMatchObject(REFUSED);
    expect(await end(mandate.id)).toMatchObject({
      status: 'ENDED',
      endedAt: '2026-03-05T12:00:00.000Z',
      endedBy: { id: administrator },
      endReason: 'They moved away.',
    });
    expect(await openFund(person)).toMatchObject(REFUSED);
    expect(await end(mandate.id)).toMatchObject({ code: 'mandate-is-ended' });
    expect((await list({ day: '2026-03-04' })).ids).toEqual([mandate.id]);
    expect((await list({ day: '2026-03-05' })).ids).toEqual([]);
    // The days that they did not serve are free.
    expect(await seat({ person, from: '2026-03-04', to: '2027-03-01' })).toMatchObject({ code: 'mandate-overlaps' });
    expect(await seat({ person, from: '2026-03-05', to: '2027-03-01' })).toMatchObject({ status: 'IN_OFFICE' });
  });

  test('that was ended before it began took no day, and does not stand in the way', async () => {
    const person = await enter();
    const mandate = await seat({ person, from: '2026-05-01', to: '2027-05-01' });
    await end(mandate.id);
    expect(await seat({ person, from: '2026-02-01', to: '2027-05-01' })).toMatchObject({ status: 'IN_OFFICE' });
    expect((await list({ day: '2026-06-01' })).totalCount).toBe(1);
  });
});

describe('a role that was given by hand', () => {
  test('rests on the mandate once that has begun', async () => {
    node.start();
    await settled();
    const person = await enter('treasurer');
    await seat({ person, from: '2026-01-01', to: '2026-04-01' });
    expect(await role('revokeRole', person)).toMatchObject({ code: 'role-is-of-a-mandate' });
    expect(await openFund(person)).toMatchObject(FUND);
    await moveTo('2026-04-01');
    expect(await openFund(person)).toMatchObject(REFUSED);
    expect(await role('grantRole', person)).toMatchObject({ __typename: 'Person' });
    await moveTo('2027-04-01');
    expect(await openFund(person)).toMatchObject(FUND);
    expect(await role('revokeRole', person)).toMatchObject({ __typename: 'Person' });
  });

  test('stays where a mandate is only recorded, or ended before it began', async () => {
    const person = await enter('treasurer');
    const past = await seat({ person, from: '2024-01-01', to: '2025-01-01' });
    expect(past).toMatchObject({ status: 'OVER' });
    await end((await seat({ person, from: '2026-05-01', to: '2027-05-01' })).id);
    expect(await openFund(person)).toMatchObject(FUND);
    expect((await list({ day: '2024-12-31' })).ids).toEqual([past.id]);
  });
});

describe('the list of mandates', () => {
  test('has those who began last first, by day, office and holder, page by page', async () => {
    const [one, two] = [await enter(), await enter()];
    const board = { office: 'board-member' };
    const a = await seat({ person: one, from: '2026-01-01', to: '2027-01-01' });
    const b = await seat({ person: one, ...board, from: '2025-01-01', to: '2026-06-01' });
    now += 1;
    const c = await seat({ person: two, ...board, from: '2025-01-01', to: '2027-01-01' });
    const d = await seat({ person: two, from: '2027-01-01', to: '2028-01-01' });
    const ids = (...mandates: Shown[]) => mandates.map(({ id }) => id);
    expect(await list()).toMatchObject({ ids: ids(d, a, c, b), totalCount: 4 });
    expect((await list({ office: 'board-member' })).ids).toEqual(ids(c, b));
    expect((await list({ holder: one })).ids).toEqual(ids(a, b));
    expect((await list({ day: '2026-05-31' })).ids).toEqual(ids(a, c, b));
    expect((await list({ day: '2026-06-01', office: 'board-member' })).ids).toEqual(ids(c));
    expect((await list({ office: 'king' })).ids).toEqual([]);

    const seen: string[] = [];
    let after: unknown;
    do {
      const page = await list({ first: 1, after });
      expect(page.totalCount).toBe(4);
      seen.push(...page.ids);
      after = page.pageInfo['hasNextPage'] === true ? page.pageInfo['endCursor'] : undefined;
    } while (after !== undefined);
    expect(seen).toEqual(ids(d, a, c, b));
    await expect(list({ after: `cee:mandate:${UNKNOWN}` })).rejects.toMatchObject({
      extensions: { reason: 'cursor-is-malformed' },
    });
  });
});

test.each([
  ['id-is-malformed', { person: 'somebody' }],
  ['id-is-malformed', { person: `cee:team:${UNKNOWN}` }],
  ['id-is-of-another-hub', { person: `asia:person:${UNKNOWN}` }],
  ['text-is-empty', { because: ' ' }],
  ['text-is-too-long', { because: 'x'.repeat(401) }],
  ['office-is-unknown', { office: 'coach' }],
  ['office-is-unknown', { office: 'administrator' }],
  ['person-is-unknown', {}],
])('what is refused before: %s', async (code, change) => {
  const input = { person: `cee:person:${UNKNOWN}`, from: '2026-01-01', to: '2027-01-01', ...change };
  expect(await seat(input)).toMatchObject({ __typename: 'Refused', code });
});

test('an unknown mandate is null, one of another hub an error, an erased reason null', async () => {
  expect(await find(`cee:mandate:${UNKNOWN}`)).toBeNull();
  await expect(find(`asia:mandate:${UNKNOWN}`)).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT', reason: 'id-is-of-another-hub' },
  });
  expect(await end(`cee:mandate:${UNKNOWN}`)).toMatchObject({ code: 'mandate-is-unknown' });
  const { id } = await seat({ person: await enter(), from: '2026-01-01', to: '2027-01-01' });
  const { because } = node.read.entity<{ because: { key: string } }>('mandate', id) ?? {};
  await node.store.vault.erase(because?.key ?? '');
  expect(await find(id)).toMatchObject({ status: 'IN_OFFICE', because: null });
});
