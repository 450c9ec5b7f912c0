import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PublicJwk } from '@hubgraph/identity';
import { dayOf, freePorts, isRejection, newId, realWorld } from '@hubgraph/kernel';
import {
  commonTypeDefs,
  exceptions,
  type NodeDefinition,
  operator,
  RunningNode,
  type Served,
  serve,
  TextSealer,
  tokenFor,
} from '@hubgraph/node';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { council } from '../../../council/src/index.ts';
import { agreements as hubAgreements } from '../../../hub/src/agreements/concept.ts';
import { hubProfile } from '../../../hub/src/hub-profile/concept.ts';
import { roles as hubRoles } from '../../../hub/src/roles.ts';
import { teams } from '../../../hub/src/teams/concept.ts';
import { trademark } from '../definition.ts';

const hub: NodeDefinition = {
  kind: 'hub',
  roles: hubRoles,
  concepts: [hubProfile, hubAgreements, teams],
  typeDefs: `${commonTypeDefs}
    directive @route(by: HubRouterRoute!, argument: String, field: String) on FIELD_DEFINITION | OBJECT
    enum HubRouterRoute @inaccessible { ID ARGUMENT FIELD ALL }`,
};

interface Result {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
}

/** A node on HTTP with some people. */
interface Started {
  readonly node: RunningNode;
  readonly served: Served;
  ask(query: string, variables?: object, token?: string): Promise<Result>;
  /** Enters a person with roles and gives their token. */
  person(...roles: string[]): Promise<{ readonly id: string; readonly token: string }>;
}

const world = realWorld();
const DAY_MS = 24 * 3_600_000;
const dayIn = (days: number): string => dayOf(world.clock.now() + days * DAY_MS);

let folder: string;
const started = new Set<Started>();

async function start(
  id: string,
  definition: NodeDefinition,
  pinned?: { readonly endpoint: string; readonly statementKeys: readonly PublicJwk[] },
): Promise<Started> {
  const host = '127.0.0.1';
  const [port = 0] = await freePorts(world, 1);
  const endpoint = `http://${host}:${port}`;
  const node = await RunningNode.open(
    world,
    {
      id,
      folder: join(folder, id),
      host,
      port,
      endpoint,
      council: { id: 'council', ...(pinned ?? { endpoint, statementKeys: [] }) },
      isDemo: false,
    },
    definition,
  );
  const served = await serve(node);
  node.start();
  const one: Started = {
    node,
    served,
    async ask(query, variables = {}, token) {
      const answer = await world.network.request({
        url: `${endpoint}/graphql`,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
        body: JSON.stringify({ query, variables }),
        timeoutMs: 10_000,
        sizeBytesMax: 1_000_000,
      });
      return JSON.parse(answer.body) as Result;
    },
    async person(...roles) {
      const person = newId(world, id, 'person');
      const texts = new TextSealer(world, id);
      const name = texts.seal(`The ${roles.join(' and ')}`);
      await texts.store(node.store);
      await node.operate(operator, person, 'AddPerson', { person, name });
      for (const role of roles) await node.operate(operator, `${person}:${role}`, 'GrantRole', { person, role });
      return { id: person, token: await tokenFor(node, person) };
    },
  };
  started.add(one);
  return one;
}

/** The one root field of the answer; fails with the errors, if there are any. */
function only(result: Result): Record<string, unknown> {
  expect(result.errors).toBeUndefined();
  return Object.values(result.data ?? {})[0] as Record<string, unknown>;
}

/** Authorises the hub as it happens in life: proposed with proof of its keys, moved, voted on. */
async function authorise(gc: Started, candidate: Started): Promise<void> {
  const { token } = await gc.person('community-member', 'council-member');
  const { endpoint, id } = candidate.node.config;
  const proof = await world.network.request({
    url: `${endpoint}/.well-known/key-possession`,
    method: 'GET',
    timeoutMs: 10_000,
    sizeBytesMax: 10_000,
  });
  const input = {
    id,
    name: 'Central and Eastern Europe',
    kind: 'REGIONAL',
    country: 'PL',
    currency: 'EUR',
    languages: ['pl'],
    endpoint,
    keyPossession: proof.body,
  };
  const fields = '{ __typename ... on Refused { code message } }';
  const propose = `mutation ($input: ProposeHubInput!) { proposeHub(input: $input) ${fields} }`;
  expect(only(await gc.ask(propose, { input }, token))).toEqual({ __typename: 'Hub' });
  const move = `mutation ($hub: ID!) { proposeMotion(input: { kind: AUTHORISE_HUB, subject: $hub, rationale: "Ready." }) { ... on Motion { id } } }`;
  const { id: motion } = only(await gc.ask(move, { hub: id }, token));
  const vote = `mutation ($motion: ID!) { castVote(input: { motion: $motion, choice: YES }) ${fields} }`;
  expect(only(await gc.ask(vote, { motion }, token))).toEqual({ __typename: 'Motion' });
  const close = `mutation ($motion: ID!) { closeMotion(input: { motion: $motion }) ${fields} }`;
  expect(only(await gc.ask(close, { motion }, token))).toEqual({ __typename: 'Motion' });
}

const OFFER = `mutation ($input: OfferTrademarkAgreementInput!) { offerTrademarkAgreement(input: $input) {
  __typename ... on Refused { code } ... on TrademarkAgreement {
    id status validFrom validTo terms termsDigest signedAt endedAt endReason
    offeredAt offeredBy { id name } endedBy { id } hub { id mayRecogniseTeams trademarkAgreement { id } } } } }`;
const SIGN = `mutation ($input: SignTrademarkAgreementInput!) { signTrademarkAgreement(input: $input) {
  __typename ... on Refused { code } ... on HubAgreement { agreement { id } status validFrom validTo termsDigest } } }`;
const END = `mutation ($input: EndTrademarkAgreementInput!) { endTrademarkAgreement(input: $input) {
  __typename ... on Refused { code } ... on TrademarkAgreement { id status endReason endedBy { id } } } }`;
const FORM = `mutation ($input: FormTeamInput!) { formTeam(input: $input) {
  __typename ... on Refused { code } ... on Team { id name charter status formedAt formedBy { id } recognisedAt coach { id } hub { id } } } }`;
const RECOGNISE = `mutation ($input: RecogniseTeamInput!) { recogniseTeam(input: $input) {
  __typename ... on Refused { code } ... on Team { id status recognisedBy { id } coach { id name } } } }`;
const ASSIGN = `mutation ($input: AssignCoachInput!) { assignCoach(input: $input) {
  __typename ... on Refused { code } ... on Team { id coach { id } } } }`;

describe('from an offer to a recognised team', () => {
  let gc: Started;
  let bss: Started;
  let cee: Started;
  let officer: { readonly id: string; readonly token: string };
  let staff: { readonly id: string; readonly token: string };
  let board: { readonly id: string; readonly token: string };
  let coach: { readonly id: string; readonly token: string };
  let agreement: string;
  let team: string;

  const offer = (change: object = {}) =>
    bss
      .ask(
        OFFER,
        { input: { hub: 'cee', validFrom: dayIn(-1), validTo: dayIn(300), terms: 'Use the marks well.', ...change } },
        officer.token,
      )
      .then(only);
  const sign = (change: object = {}) =>
    cee.ask(SIGN, { input: { hub: 'cee', agreement, ...change } }, board.token).then(only);
  const recognise = (input: object) => cee.ask(RECOGNISE, { input }, staff.token).then(only);
  const statusAtHub = () => {
    const row = cee.node.read.entity<{ status: string }>('trademark-agreement', agreement);
    return row?.status;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hubgraph-agreements-'));
    gc = await start('council', council);
    const statementKeys = [gc.node.keys.statements.publicJwk];
    const pinned = { endpoint: gc.node.config.endpoint, statementKeys };
    bss = await start('trademark', trademark, pinned);
    cee = await start('cee', hub, pinned);
    const nodes = [gc, bss].map(({ node }) => ({
      id: node.config.id,
      kind: node.definition.kind,
      name: `The ${node.config.id}`,
      status: 'authorised',
      endpoint: node.config.endpoint,
      tokenKeys: [node.keys.tokens.publicJwk],
      statementKeys: [node.keys.statements.publicJwk],
    }));
    expect(isRejection(await gc.node.operate(operator, 'founding', 'FoundMovement', { nodes }))).toBe(false);
    officer = await bss.person('legal-officer');
    staff = await cee.person('staff');
    board = await cee.person('board-member');
    coach = await cee.person('coach');
  });

  afterAll(async () => {
    for (const { node, served } of started) {
      await served.stop();
      await node.stop();
    }
    rmSync(folder, { recursive: true, force: true });
  });

  test('a team is formed by anybody who signed in, and led by them', async () => {
    const { id, token } = await cee.person();
    const input = { hub: 'cee', name: 'Mapmakers', charter: 'We map what nobody mapped.', idempotencyKey: 'once' };
    const formed = only(await cee.ask(FORM, { input }, token));
    expect(formed).toMatchObject({
      __typename: 'Team',
      name: 'Mapmakers',
      charter: 'We map what nobody mapped.',
      status: 'FORMED',
      formedBy: { id },
      recognisedAt: null,
      coach: null,
      hub: { id: 'cee' },
    });
    team = String(formed['id']);
    expect(team).toMatch(/^cee:team:/);
    expect(only(await cee.ask(FORM, { input }, token))).toMatchObject({ id: team });
    const person = cee.node.read.entity<{ roles: unknown }>('person', id);
    expect(person?.roles).toEqual([{ role: 'team-lead', of: team }]);
    const refusals: [object, string | undefined, string][] = [
      [{ ...input, hub: 'asia' }, token, 'id-is-of-another-hub'],
      [{ ...input, hub: 'CEE' }, token, 'id-is-malformed'],
      [{ ...input, name: ' ' }, token, 'text-is-empty'],
      [{ ...input, charter: 'x'.repeat(401) }, token, 'text-is-too-long'],
      [input, undefined, 'sign-in-is-needed'],
    ];
    for (const [given, by, code] of refusals) {
      expect(only(await cee.ask(FORM, { input: given }, by))).toEqual({ __typename: 'Refused', code });
    }
  });

  test('before the council authorises the hub there is neither an offer nor a recognition', async () => {
    expect(await offer()).toMatchObject({ code: 'hub-is-not-authorised' });
    expect(await recognise({ team })).toMatchObject({ code: 'hub-is-not-authorised' });
  });

  test('the trademark node offers an agreement to an authorised hub', async () => {
    await authorise(gc, cee);
    await vi.waitFor(() => {
      for (const { node } of [bss, cee]) expect(node.nodeInRegistry('cee')?.status).toBe('authorised');
    });
    expect(await recognise({ team })).toMatchObject({ code: 'trademark-agreement-is-not-in-force' });
    const offered = await offer();
    expect(offered).toMatchObject({
      status: 'OFFERED',
      terms: 'Use the marks well.',
      offeredBy: { id: officer.id, name: 'The legal-officer' },
      signedAt: null,
      endedAt: null,
      endedBy: null,
      endReason: null,
      hub: { id: 'cee', mayRecogniseTeams: false, trademarkAgreement: { id: offered['id'] } },
    });
    agreement = String(offered['id']);
    expect(await offer({ validFrom: dayIn(299), validTo: dayIn(400) })).toMatchObject({ code: 'agreement-exists' });
    await vi.waitFor(() => expect(statusAtHub()).toBe('OFFERED'));
    expect(await recognise({ team })).toMatchObject({ code: 'trademark-agreement-is-not-in-force' });
  });

  test('the board signs it, and it is in force on both sides', async () => {
    expect(await sign({ agreement: newId(world, 'trademark', 'agreement') })).toMatchObject({
      code: 'agreement-is-unknown',
    });
    expect(await sign({ agreement: 'x' })).toMatchObject({ code: 'id-is-malformed' });
    expect(await sign({ hub: 'asia' })).toMatchObject({ code: 'id-is-of-another-hub' });
    const signed = await sign();
    expect(signed).toMatchObject({ agreement: { id: agreement }, validFrom: dayIn(-1), validTo: dayIn(300) });
    expect(await sign()).toMatchObject({ code: 'agreement-is-signed' });
    await vi.waitFor(() => expect(statusAtHub()).toBe('IN_FORCE'));
    const query = `query ($id: ID!) { trademarkAgreement(id: $id) { status signedAt termsDigest hub { mayRecogniseTeams } } }`;
    expect(only(await bss.ask(query, { id: agreement }))).toEqual({
      status: 'IN_FORCE',
      signedAt: expect.any(String),
      termsDigest: signed['termsDigest'],
      hub: { mayRecogniseTeams: true },
    });
    for (const [at, citing] of [
      [bss, 'agreement-signed'],
      [cee, 'agreement-in-force'],
    ] as const) {
      const row = at.node.read.row('SELECT jws FROM statement WHERE type = ?', citing);
      const [, claims = ''] = String(row?.['jws']).split('.');
      const { cites } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { cites: string[] };
      const cited = (at === bss ? cee : bss).node.read.row('SELECT type FROM statement WHERE digest = ?', ...cites);
      expect(cited?.['type']).toBe(citing === 'agreement-signed' ? 'agreement-offered' : 'agreement-signed');
    }
  });

  test('a statement that comes again changes nothing', async () => {
    for (const { node } of [bss, cee]) {
      const position = node.read.position();
      for (const { jws } of node.read.rows("SELECT jws FROM statement WHERE type LIKE 'agreement-%'")) {
        expect(await node.receive(String(jws))).toMatchObject({ exists: true });
      }
      expect(node.read.position()).toBe(position);
    }
  });

  test('the hub recognises the team and assigns its coach', async () => {
    expect(await recognise({ team, coach: staff.id })).toMatchObject({ code: 'person-is-not-a-coach' });
    expect(await recognise({ team: newId(world, 'asia', 'team') })).toMatchObject({ code: 'id-is-of-another-hub' });
    expect(only(await cee.ask(RECOGNISE, { input: { team } }, coach.token))).toMatchObject({ code: 'role-is-missing' });
    expect(await recognise({ team, coach: coach.id })).toMatchObject({
      id: team,
      status: 'RECOGNISED',
      recognisedBy: { id: staff.id },
      coach: { id: coach.id, name: 'The coach' },
    });
    expect(await recognise({ team })).toMatchObject({ code: 'team-is-recognised' });
    const again = await cee.ask(ASSIGN, { input: { team, coach: coach.id } }, staff.token);
    expect(only(again)).toMatchObject({ code: 'coach-is-assigned-already' });
    const other = await cee.person('coach');
    const assigned = await cee.ask(ASSIGN, { input: { team, coach: other.id } }, staff.token);
    expect(only(assigned)).toMatchObject({ id: team, coach: { id: other.id } });
  });

  test('teams are listed, by status, page by page, also as part of the hub', async () => {
    for (const name of ['Second', 'Third']) {
      await cee.ask(FORM, { input: { hub: 'cee', name, charter: 'To be there.' } }, staff.token);
    }
    const list = `query ($status: TeamStatus, $first: Int, $after: String) {
      teams(hub: "cee", status: $status, first: $first, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } totalCount } }`;
    const first = only(await cee.ask(list, { first: 2 })) as { nodes: unknown[]; pageInfo: { endCursor: string } };
    expect(first).toMatchObject({ nodes: [{ id: team }, { name: 'Second' }], totalCount: 3 });
    expect(first.pageInfo).toMatchObject({ hasNextPage: true });
    expect(only(await cee.ask(list, { first: 2, after: first.pageInfo.endCursor }))).toMatchObject({
      nodes: [{ name: 'Third' }],
      pageInfo: { hasNextPage: false },
    });
    expect(only(await cee.ask(list, { status: 'RECOGNISED' }))).toMatchObject({ nodes: [{ id: team }], totalCount: 1 });
    expect(only(await cee.ask(list, { status: null }))).toMatchObject({ totalCount: 3 });
    const entities = `query ($of: [_Any!]!) { _entities(representations: $of) {
      ... on Hub { id teams(first: 1) { nodes { id } totalCount } } ... on Team { id charter } } }`;
    const of = [
      { __typename: 'Hub', id: 'cee' },
      { __typename: 'Hub', id: 'asia' },
      { __typename: 'Team', id: team },
    ];
    expect((await cee.ask(entities, { of })).data?.['_entities']).toEqual([
      { id: 'cee', teams: { nodes: [{ id: team }], totalCount: 3 } },
      null,
      { id: team, charter: 'We map what nobody mapped.' },
    ]);
    for (const query of [`{ team(id: "x") { id } }`, `{ teams(hub: "asia") { totalCount } }`]) {
      expect((await cee.ask(query)).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    }
    expect(only(await cee.ask('query ($id: ID!) { team(id: $id) { status } }', { id: team }))).toEqual({
      status: 'RECOGNISED',
    });
  });

  test('when the agreement is ended, no more teams are recognised', async () => {
    const input = { agreement, reason: 'The marks were used badly.' };
    expect(only(await bss.ask(END, { input }, officer.token))).toMatchObject({
      status: 'ENDED',
      endReason: 'The marks were used badly.',
      endedBy: { id: officer.id },
    });
    expect(only(await bss.ask(END, { input }, officer.token))).toMatchObject({ code: 'agreement-is-ended' });
    await vi.waitFor(() => expect(statusAtHub()).toBe('ENDED'));
    const { nodes } = only(await cee.ask('{ teams(hub: "cee", status: FORMED) { nodes { id } } }')) as {
      nodes: { id: string }[];
    };
    expect(await recognise({ team: nodes[0]?.id })).toMatchObject({ code: 'trademark-agreement-is-not-in-force' });
    expect(await offer()).toMatchObject({ status: 'OFFERED' });
    const list = `query ($hub: ID, $status: TrademarkAgreementStatus) { trademarkAgreements(hub: $hub, status: $status) { nodes { status } totalCount } }`;
    expect(only(await bss.ask(list))).toEqual({
      nodes: [{ status: 'ENDED' }, { status: 'OFFERED' }],
      totalCount: 2,
    });
    expect(only(await bss.ask(list, { hub: 'cee', status: 'OFFERED' }))).toMatchObject({ totalCount: 1 });
    expect(only(await bss.ask(list, { status: 'EXPIRED' }))).toMatchObject({ totalCount: 0 });
    expect(only(await bss.ask(list, { hub: 'asia' }))).toMatchObject({ totalCount: 0 });
  });

  test('every statement was delivered', async () => {
    await vi.waitFor(() => {
      for (const { node } of [bss, cee]) expect(exceptions(node.read, 10)).toEqual([]);
    });
  });

  test('the views can be made again from the journal', async () => {
    for (const one of [bss, cee]) {
      const digest = one.node.journal.digest();
      started.delete(one);
      await one.served.stop();
      await one.node.stop();
      for (const suffix of ['', '-wal', '-shm'])
        rmSync(join(one.node.config.folder, `views.db${suffix}`), { force: true });
      const again = await RunningNode.open(world, one.node.config, one.node.definition);
      expect(again.journal.digest()).toBe(digest);
      await again.stop();
    }
  });
});
