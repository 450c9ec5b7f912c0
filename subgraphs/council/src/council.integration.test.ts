import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  generateNodeKeys,
  type NodeKeys,
  parseRegistry,
  proveKeyPossession,
  REGISTRY_STATEMENT_SIZE_BYTES_MAX,
  type Registry,
  type RegistryNode,
  verifyStatement,
} from '@hubgraph/identity';
import { dayOf, isRejection, newId, realWorld } from '@hubgraph/kernel';
import { operator, RunningNode, type Served, serve, TextSealer, tokenFor } from '@hubgraph/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { council } from './definition.ts';

const world = realWorld();
const MOVE = `mutation ($input: ProposeMotionInput!) { answer: proposeMotion(input: $input) {
  __typename ... on Refused { code } ... on Motion { id status tally { yes no abstain electorate } rule { quorumBasisPoints thresholdBasisPoints } } } }`;
const VOTE = `mutation ($input: CastVoteInput!) { answer: castVote(input: $input) {
  __typename ... on Refused { code } ... on Motion { status tally { yes no abstain electorate } votes { voter { id } choice } } } }`;
const CLOSE = `mutation ($input: CloseMotionInput!) { answer: closeMotion(input: $input) {
  __typename ... on Refused { code } ... on Motion { status closedAt tally { yes no abstain electorate } } } }`;
const PROPOSE_HUB = `mutation ($input: ProposeHubInput!) { answer: proposeHub(input: $input) {
  __typename ... on Refused { code message } ... on Hub { id status name motion { id } proposedBy { id name } statementKeys } } }`;
const PROPOSE_LIST = `mutation ($input: ProposeCountryListInput!) { answer: proposeCountryList(input: $input) {
  __typename ... on Refused { code } ... on CountryList { id status isInForce } } }`;
const PROPOSE_FRAMEWORK = `mutation ($input: ProposeFrameworkInput!) { answer: proposeFramework(input: $input) {
  __typename ... on Refused { code } ... on AllocationFramework { id status isInForce globalSouthBasisPoints countryList { id } } } }`;
const RECORD_RATES = `mutation ($input: RecordRatesInput!) { answer: recordRates(input: $input) {
  __typename ... on Refused { code } ... on RateTable { id base date rates { currency perBase } } } }`;

interface Result {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
}
interface Person {
  readonly id: string;
  readonly token: string;
}
type Answer = Readonly<Record<string, unknown>>;

/** A council of its own, on HTTP. */
class Council {
  readonly folder = mkdtempSync(join(tmpdir(), 'hubgraph-council-'));
  node!: RunningNode;
  served!: Served;

  async start(): Promise<void> {
    const config = {
      id: 'council',
      folder: this.folder,
      host: '127.0.0.1',
      port: 0,
      endpoint: 'http://council.example',
    };
    const pinned = { id: 'council', endpoint: 'http://127.0.0.1:1', statementKeys: [] };
    this.node = await RunningNode.open(world, { ...config, council: pinned, isDemo: false }, council);
    this.served = await serve(this.node);
  }

  async stop(): Promise<void> {
    await this.served.stop();
    await this.node.stop();
  }

  async found(): Promise<void> {
    const outcome = await this.node.operate(operator, 'found', 'FoundMovement', { nodes: [this.entry()] });
    expect(isRejection(outcome)).toBe(false);
  }

  entry(): RegistryNode {
    return {
      id: 'council',
      kind: 'council',
      name: 'The council',
      status: 'authorised',
      endpoint: 'http://council.example',
      tokenKeys: [this.node.keys.tokens.publicJwk],
      statementKeys: [this.node.keys.statements.publicJwk],
    };
  }

  async person(...roles: string[]): Promise<Person> {
    const id = newId(world, 'council', 'person');
    const texts = new TextSealer(world, 'council');
    const name = texts.seal(`The ${roles.join(' and ')}`);
    await texts.store(this.node.store);
    await this.node.operate(operator, id, 'AddPerson', { person: id, name });
    for (const role of roles) await this.node.operate(operator, `${id}:${role}`, 'GrantRole', { person: id, role });
    return { id, token: await tokenFor(this.node, id) };
  }

  get(path: string, headers: Record<string, string> = {}) {
    const sizeBytesMax = REGISTRY_STATEMENT_SIZE_BYTES_MAX;
    return world.network.request({
      url: this.served.url + path,
      method: 'GET',
      headers,
      timeoutMs: 10_000,
      sizeBytesMax,
    });
  }

  async ask(query: string, variables: object = {}, by?: Person): Promise<Result> {
    const { body } = await world.network.request({
      url: `${this.served.url}/graphql`,
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(by ? { authorization: `Bearer ${by.token}` } : {}) },
      body: JSON.stringify({ query, variables }),
      timeoutMs: 10_000,
      sizeBytesMax: 1_000_000,
    });
    return JSON.parse(body) as Result;
  }

  async give(mutation: string, input: object, by?: Person): Promise<Answer> {
    const { data, errors } = await this.ask(mutation, { input }, by);
    expect(errors).toBeUndefined();
    return data?.['answer'] as Answer;
  }

  /** Moves, votes and closes; gives the last answer. */
  async carry(kind: string, subject: unknown, members: readonly Person[], choice = 'YES'): Promise<Answer> {
    const moved = await this.give(MOVE, { kind, subject, rationale: 'It is time.' }, members[0]);
    if (moved['__typename'] === 'Refused') return moved;
    for (const member of members) await this.give(VOTE, { motion: moved['id'], choice }, member);
    return { ...(await this.give(CLOSE, { motion: moved['id'] }, members[0])), id: moved['id'] };
  }

  async registry(): Promise<Registry> {
    const answer = await this.get('/registry');
    const statement = await verifyStatement(answer.body, {
      node: 'asia',
      trustedKeys: (issuer) => (issuer === 'council' ? [this.node.keys.statements.publicJwk] : undefined),
      now: world.clock.now(),
      types: ['registry'],
      sizeBytesMax: REGISTRY_STATEMENT_SIZE_BYTES_MAX,
    });
    if (isRejection(statement)) throw new Error(`${statement.code} ${answer.status} ${answer.body.slice(0, 200)}`);
    // As every node and the gateway read it.
    const registry = parseRegistry(statement.payload);
    if (isRejection(registry)) throw new Error(registry.message);
    return registry;
  }
}

const newKeys = (name = newId(world, 'any', 'name').slice(-26)): NodeKeys => generateNodeKeys(world, `${name}.example`);

async function proposal(id: string, keys: NodeKeys = newKeys(id), others: object = {}) {
  const now = world.clock.now();
  const claims = { issuer: id, audience: 'council', id: `council:${id}`, issuedAt: now, expiresAt: now + 60_000 };
  return {
    id,
    name: `The hub ${id}`,
    kind: 'REGIONAL',
    country: 'KE',
    currency: 'KES',
    languages: ['sw'],
    endpoint: `https://${id}.example`,
    keyPossession: await proveKeyPossession(keys, claims),
    ...others,
  };
}

describe('a council from its founding on', () => {
  const gc = new Council();
  let members: Person[];
  let community: Person;
  let secretary: Person;
  let motion: unknown;
  const keys = newKeys();

  beforeAll(async () => {
    await gc.start();
    members = await Promise.all([0, 1, 2].map(() => gc.person('council-member')));
    community = await gc.person('community-member');
    secretary = await gc.person('secretary');
  });
  afterAll(async () => {
    await gc.stop();
    rmSync(gc.folder, { recursive: true, force: true });
  });
  const [first, second, third] = [0, 1, 2].map((n) => () => members[n] as Person) as [
    () => Person,
    () => Person,
    () => Person,
  ];

  test('has no registry before its first nodes were entered', async () => {
    expect((await gc.get('/registry')).status).toBe(503);
    expect((await gc.ask('{ registry { epoch } }')).data).toEqual({ registry: null });
    await gc.found();
    expect(await gc.registry()).toEqual({ epoch: 1, nodes: [gc.entry()] });
    const again = await gc.node.operate(operator, 'found-again', 'FoundMovement', { nodes: [gc.entry()] });
    expect(again).toMatchObject({ code: 'movement-is-founded' });
  });

  test('signs its registry and says when nothing is new', async () => {
    const { status, headers, body } = await gc.get('/registry');
    expect({ status, type: headers['content-type'] }).toEqual({
      status: 200,
      type: expect.stringContaining('application/jwt'),
    });
    const tag = String(headers['etag']);
    expect(tag).toMatch(/^"[0-9a-f]{32}"$/);
    expect(await gc.get('/registry', { 'if-none-match': tag })).toMatchObject({ status: 304, body: '' });
    expect(await gc.get('/registry', { 'if-none-match': '"other"' })).toMatchObject({ status: 200, body });
    expect((await gc.get('/registry')).headers['etag']).toBe(tag);
  });

  test('believes no hub without a proof, for this council, of the keys that it offers', async () => {
    const asia = await proposal('asia');
    const otherCouncil = await proveKeyPossession(keys, {
      issuer: 'cee',
      audience: 'another',
      id: 'council:cee',
      issuedAt: world.clock.now(),
      expiresAt: world.clock.now() + 60_000,
    });
    const old = await proveKeyPossession(keys, {
      issuer: 'cee',
      audience: 'council',
      id: 'council:cee',
      issuedAt: 1_000_000,
      expiresAt: 2_000_000,
    });
    const cee = await proposal('cee', keys);
    const [head, claims, signature = ''] = cee.keyPossession.split('.');
    const flipped = `${head}.${claims}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    const rows: [string, string][] = [
      ['nothing', 'statement-is-malformed'],
      [asia.keyPossession, 'statement-is-of-another-kind'],
      [otherCouncil, 'statement-has-another-audience'],
      [old, 'statement-is-expired'],
      [flipped, 'statement-is-forged'],
    ];
    for (const [keyPossession, code] of rows) {
      expect(await gc.give(PROPOSE_HUB, { ...cee, keyPossession }, community)).toMatchObject({
        __typename: 'Refused',
        code,
      });
    }
    const others = newKeys();
    const oneForBoth = await proposal('cee', { ...others, tokens: others.statements });
    expect(await gc.give(PROPOSE_HUB, oneForBoth, community)).toMatchObject({ code: 'statement-is-malformed' });
    expect((await gc.ask('{ hub(id: "cee") { id } }')).data).toEqual({ hub: null });
  });

  test('lets communities propose hubs, and nobody else', async () => {
    const input = await proposal('cee', keys);
    expect(await gc.give(PROPOSE_HUB, input)).toMatchObject({ code: 'sign-in-is-needed' });
    for (const by of [...members, secretary])
      expect(await gc.give(PROPOSE_HUB, input, by)).toMatchObject({ code: 'role-is-missing' });
    expect(await gc.give(PROPOSE_HUB, input, community)).toEqual({
      __typename: 'Hub',
      id: 'cee',
      status: 'PROPOSED',
      name: 'The hub cee',
      motion: null,
      proposedBy: { id: community.id, name: 'The community-member' },
      statementKeys: [keys.statements.kid],
    });
    expect(await gc.give(PROPOSE_HUB, input, community)).toMatchObject({ code: 'hub-exists' });
    expect(await gc.registry()).toMatchObject({ epoch: 1, nodes: [{ id: 'council' }] });
  });

  test('moves, votes and closes; the electorate is that of the moment of the motion', async () => {
    const input = { kind: 'AUTHORISE_HUB', subject: 'cee', rationale: 'The communities ask for it.' };
    const refusals: [object, Person | undefined, string][] = [
      [input, undefined, 'sign-in-is-needed'],
      [input, community, 'role-is-missing'],
      [input, secretary, 'role-is-missing'],
      [{ ...input, subject: 'asia' }, first(), 'hub-is-unknown'],
      [{ ...input, kind: 'SUSPEND_HUB' }, first(), 'hub-is-not-authorised'],
      [{ ...input, kind: 'ADOPT_FRAMEWORK' }, first(), 'framework-is-unknown'],
      [{ ...input, kind: 'ADOPT_COUNTRY_LIST' }, first(), 'country-list-is-unknown'],
      [{ ...input, rationale: ' ' }, first(), 'text-is-empty'],
      [{ ...input, rationale: 'x'.repeat(4_001) }, first(), 'text-is-too-long'],
    ];
    for (const [given, by, code] of refusals)
      expect(await gc.give(MOVE, given, by)).toEqual({ __typename: 'Refused', code });

    const moved = await gc.give(MOVE, input, first());
    expect(moved).toMatchObject({ status: 'OPEN', tally: { yes: 0, no: 0, abstain: 0, electorate: 3 } });
    motion = moved['id'];
    expect(await gc.give(CLOSE, { motion }, secretary)).toMatchObject({ code: 'quorum-not-reached' });
    expect(await gc.give(VOTE, { motion, choice: 'NO' }, first())).toMatchObject({ tally: { no: 1 } });

    const late = await gc.person('council-member');
    expect(await gc.give(VOTE, { motion, choice: 'NO' }, late)).toMatchObject({
      code: 'voter-is-not-in-the-electorate',
    });
    await gc.node.operate(operator, 'late-goes', 'RevokeRole', { person: late.id, role: 'council-member' });
    expect(await gc.give(VOTE, { motion, choice: 'NO' }, late)).toMatchObject({ code: 'role-is-missing' });
    expect(await gc.give(VOTE, { motion, choice: 'YES' }, secretary)).toMatchObject({ code: 'role-is-missing' });

    await gc.give(VOTE, { motion, choice: 'YES' }, second());
    expect(await gc.give(VOTE, { motion, choice: 'YES' }, first())).toMatchObject({
      tally: { yes: 2, no: 0, abstain: 0, electorate: 3 },
      votes: expect.arrayContaining([
        { voter: { id: first().id }, choice: 'YES' },
        { voter: { id: second().id }, choice: 'YES' },
      ]),
    });
    // Who came into office later does not belong to it; who did not vote does.
    expect((await gc.ask(`{ motion(id: "${motion}") { electorate { id } } }`)).data).toEqual({
      motion: { electorate: members.map(({ id }) => ({ id })).toSorted((one, other) => (one.id < other.id ? -1 : 1)) },
    });
    expect((await gc.registry()).epoch).toBe(1);
    expect(await gc.give(CLOSE, { motion }, community)).toMatchObject({ code: 'role-is-missing' });
    expect(await gc.give(CLOSE, { motion }, secretary)).toMatchObject({
      status: 'ADOPTED',
      tally: { yes: 2, electorate: 3 },
    });
    expect(await gc.give(VOTE, { motion, choice: 'NO' }, third())).toMatchObject({ code: 'motion-is-closed' });
    expect(await gc.give(CLOSE, { motion }, first())).toMatchObject({ code: 'motion-is-closed' });
    expect(await gc.give(VOTE, { motion: 'x', choice: 'NO' }, third())).toMatchObject({ code: 'motion-is-unknown' });
  });

  test('enters an authorised hub into the registry, and a suspended one as such; the epoch grows each time', async () => {
    const { data } = await gc.ask(
      '{ hub(id: "cee") { status motion { id rationale votes { choice } } } registry { epoch size } }',
    );
    expect(data).toEqual({
      hub: {
        status: 'AUTHORISED',
        motion: { id: motion, rationale: 'The communities ask for it.', votes: [{ choice: 'YES' }, { choice: 'YES' }] },
      },
      registry: { epoch: 2, size: 2 },
    });
    const before = await gc.get('/registry');
    expect((await gc.registry()).nodes[1]).toMatchObject({
      id: 'cee',
      status: 'authorised',
      tokenKeys: [keys.tokens.publicJwk],
    });
    expect(await gc.carry('SUSPEND_HUB', 'cee', members, 'NO')).toMatchObject({ status: 'FAILED' });
    expect((await gc.registry()).epoch).toBe(2);
    expect(await gc.carry('SUSPEND_HUB', 'cee', members)).toMatchObject({ status: 'ADOPTED' });
    const { epoch, nodes } = await gc.registry();
    expect([epoch, nodes[1]?.status]).toEqual([3, 'suspended']);
    const after = await gc.get('/registry', { 'if-none-match': String(before.headers['etag']) });
    expect(after.status).toBe(200);
    expect(after.headers['etag']).not.toBe(before.headers['etag']);
    expect(await gc.carry('SUSPEND_HUB', 'cee', members)).toMatchObject({ code: 'hub-is-not-authorised' });
    expect(await gc.carry('AUTHORISE_HUB', 'cee', members)).toMatchObject({ status: 'ADOPTED' });
    expect(await gc.carry('AUTHORISE_HUB', 'cee', members)).toMatchObject({ code: 'hub-is-authorised' });
    expect((await gc.registry()).epoch).toBe(4);
  });

  test('adopts a list of countries and a framework that keeps the floor', async () => {
    const shares = [{ hub: 'cee', shareBasisPoints: 10_000 }];
    const framework = { version: '2026-1', shares, floorBasisPoints: 5_000 };
    expect(await gc.give(PROPOSE_FRAMEWORK, framework, first())).toMatchObject({ code: 'country-list-is-missing' });
    const countries = [{ country: 'KE', region: 'Africa', isGlobalSouth: true }];
    const list = await gc.give(PROPOSE_LIST, { version: '1', source: 'made up', countries }, secretary);
    expect(list).toMatchObject({ status: 'PROPOSED', isInForce: false });
    expect(await gc.give(PROPOSE_LIST, { version: '1', source: 'made up', countries }, secretary)).toMatchObject({
      code: 'country-list-version-exists',
    });
    expect(await gc.give(PROPOSE_FRAMEWORK, framework, first())).toMatchObject({ code: 'country-list-is-missing' });
    await gc.carry('ADOPT_COUNTRY_LIST', list['id'], members);
    const proposed = await gc.give(PROPOSE_FRAMEWORK, framework, first());
    expect(proposed).toMatchObject({
      status: 'PROPOSED',
      isInForce: false,
      globalSouthBasisPoints: 10_000,
      countryList: { id: list['id'] },
    });
    expect((await gc.ask('{ allocationFramework { id } }')).data).toEqual({ allocationFramework: null });
    expect(await gc.carry('ADOPT_FRAMEWORK', proposed['id'], members)).toMatchObject({ status: 'ADOPTED' });
    expect((await gc.ask('{ allocationFramework { id isInForce status } }')).data).toEqual({
      allocationFramework: { id: proposed['id'], isInForce: true, status: 'ADOPTED' },
    });
    expect(await gc.give(PROPOSE_FRAMEWORK, framework, first())).toMatchObject({ code: 'framework-version-exists' });
  });

  test('does not put a framework in force whose hubs are not authorised any more', async () => {
    const shares = [{ hub: 'cee', shareBasisPoints: 10_000 }];
    const proposed = await gc.give(PROPOSE_FRAMEWORK, { version: '2026-2', shares, floorBasisPoints: 5_000 }, first());
    await gc.carry('SUSPEND_HUB', 'cee', members);
    await gc.carry('ADOPT_FRAMEWORK', proposed['id'], members);
    const { data } = await gc.ask('query ($id: ID!) { allocationFramework(id: $id) { isInForce } }', {
      id: proposed['id'],
    });
    await gc.carry('AUTHORISE_HUB', 'cee', members);
    expect(data).toEqual({ allocationFramework: { isInForce: false } });
  });

  test('records the rates of a day once', async () => {
    const input = { base: 'USD', date: '2026-03-31', source: 'made up', rates: [{ currency: 'KES', perBase: '128' }] };
    expect(await gc.give(RECORD_RATES, input, first())).toMatchObject({ code: 'role-is-missing' });
    expect(await gc.give(RECORD_RATES, input, secretary)).toMatchObject({ base: 'USD', rates: input.rates });
    expect(await gc.give(RECORD_RATES, input, secretary)).toMatchObject({ code: 'rates-of-this-day-exist' });
    const newest = (before: string) =>
      gc.ask('query ($before: Day) { exchangeRates(before: $before) { date } }', { before });
    expect((await newest('2026-03-31')).data).toEqual({ exchangeRates: null });
    expect((await newest('2026-04-01')).data).toEqual({ exchangeRates: { date: '2026-03-31' } });
  });

  describe('states the figures of the movement', () => {
    const STATE = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on MovementFinance { statement {
      isComplete coverage { missing { node } } total { spending { decimal currency } spendingInReport { decimal } }
      spentInGlobalSouth { basisPoints } withoutRate countryList { version } } } } }`;
    const cell = {
      node: 'cee',
      kind: 'EXPENSE',
      currency: 'KES',
      country: 'KE',
      decidedIn: null,
      purpose: null,
      amountMinor: '25600',
      months: [{ month: '2026-02', amountMinor: '25600' }],
    };
    const complete = (node: string) => ({ asked: [node], answered: [node], missing: [], asOf: [] });
    const part = (node: string, cells: unknown = []) => ({ cells, positions: [], coverage: complete(node) });

    async function state(parts: object, args: object = {}): Promise<Result> {
      const asked = { from: '2026-01-01', to: '2026-04-01', reportCurrency: 'USD', acceptPartial: false, ...args };
      const query = `query ($from: Day!, $to: Day!, $reportCurrency: String!, $acceptPartial: Boolean!) {
        movementFinance(from: $from, to: $to, reportCurrency: $reportCurrency, acceptPartial: $acceptPartial) { id } }`;
      const { data, errors } = await gc.ask(query, asked);
      if (errors) return { errors };
      const {
        movementFinance: { id },
      } = data as { movementFinance: { id: string } };
      return gc.ask(STATE, { of: [{ __typename: 'MovementFinance', id, ...parts }] });
    }
    const statementIn = ({ data }: Result) =>
      (data as { _entities: [{ statement: Answer | null }] })._entities[0].statement;

    test('with rates, shares and the list that was used', async () => {
      const result = await state({ hubs: part('cee', [cell]), support: part('fundraising') });
      expect(statementIn(result)).toEqual({
        isComplete: true,
        coverage: { missing: [] },
        total: { spending: [{ decimal: '256.00', currency: 'KES' }], spendingInReport: { decimal: '2.00' } },
        spentInGlobalSouth: { basisPoints: 10_000 },
        withoutRate: [],
        countryList: { version: '1' },
      });
    });

    test.each([
      ['without months', undefined],
      ['with a month too few', []],
      ['with a month before the period', [{ month: '2025-12', amountMinor: '25600' }]],
      ['with the month after the period', [{ month: '2026-04', amountMinor: '25600' }]],
      ['with a year for a month', [{ month: '2026', amountMinor: '25600' }]],
      ['with a day for a month', [{ month: '2026-02-01', amountMinor: '25600' }]],
    ])('without a node that gives a sum %s', async (_, months) => {
      const parts = { hubs: part('cee', [{ ...cell, months }]), support: part('fundraising') };
      expect((await state(parts)).errors?.[0]?.extensions).toMatchObject({
        code: 'FIGURES_ARE_INCOMPLETE',
        missing: [{ node: 'cee', reason: 'malformed' }],
      });
    });

    test('not without a part of it, unless that is accepted and said', async () => {
      const hubs = {
        ...part('cee', [cell]),
        coverage: { ...complete('cee'), missing: [{ node: 'asia', reason: 'timed-out' }] },
      };
      for (const parts of [
        { hubs, support: part('fundraising') },
        { hubs: null, support: part('fundraising') },
      ]) {
        const refused = await state(parts);
        expect(statementIn(refused)).toBeNull();
        expect(refused.errors?.[0]?.extensions).toMatchObject({
          code: 'FIGURES_ARE_INCOMPLETE',
          missing: [expect.objectContaining({ node: parts.hubs === null ? 'cee' : 'asia' })],
        });
        expect(statementIn(await state(parts, { acceptPartial: true }))).toMatchObject({ isComplete: false });
      }
    });

    test('not as complete where a node answered without its figures', async () => {
      const result = await state({ hubs: part('cee', null), support: part('fundraising') });
      expect(statementIn(result)?.['isComplete'] ?? 'refused').not.toBe(true);
    });

    test.each([
      [{ to: '2026-01-01' }, 'period-is-empty'],
      [{ reportCurrency: 'XAU' }, 'currency-is-unknown'],
    ])('not for %j', async (args, reason) => {
      expect((await state({}, args)).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason });
    });
  });

  test('lists hubs and motions page by page', async () => {
    for (const id of ['andes', 'zanzibar']) await gc.give(PROPOSE_HUB, await proposal(id), community);
    const hubs =
      'query ($first: Int, $after: String, $status: HubStatus) { hubs(first: $first, after: $after, status: $status) { nodes { id } pageInfo { hasNextPage endCursor } totalCount } }';
    const page = async (variables: object) => (await gc.ask(hubs, variables)).data?.['hubs'];
    expect(await page({ first: 2 })).toEqual({
      nodes: [{ id: 'andes' }, { id: 'cee' }],
      pageInfo: { hasNextPage: true, endCursor: 'cee' },
      totalCount: 3,
    });
    expect(await page({ first: 2, after: 'cee' })).toMatchObject({
      nodes: [{ id: 'zanzibar' }],
      pageInfo: { hasNextPage: false },
    });
    expect(await page({ status: 'AUTHORISED' })).toMatchObject({ nodes: [{ id: 'cee' }], totalCount: 1 });
    expect((await gc.ask(hubs, { first: 101 })).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    const motions = (await gc.ask('{ motions(first: 1, status: FAILED) { nodes { status } totalCount } }')).data?.[
      'motions'
    ];
    expect(motions).toEqual({ nodes: [{ status: 'FAILED' }], totalCount: 1 });
  });

  test('lets administrators enter people, and their roles count at once', async () => {
    const administrator = await gc.person('administrator');
    const add = `mutation ($input: AddCouncilPersonInput!) { answer: addCouncilPerson(input: $input) { __typename ... on Refused { code } ... on Person { id name roles { role } } } }`;
    const grant = `mutation ($input: GrantCouncilRoleInput!) { answer: grantCouncilRole(input: $input) { __typename ... on Refused { code } ... on Person { roles { role of } } } }`;
    const revoke = grant.replaceAll('Grant', 'Revoke').replaceAll('grant', 'revoke');
    expect(await gc.give(add, { name: 'Ana' }, secretary)).toMatchObject({ code: 'role-is-missing' });
    expect(await gc.give(add, { name: ' ' }, administrator)).toMatchObject({ code: 'text-is-empty' });
    const ana = await gc.give(add, { name: 'Ana' }, administrator);
    expect(ana).toMatchObject({ __typename: 'Person', name: 'Ana', roles: [] });
    const person = String(ana['id']);
    const by = { id: person, token: await tokenFor(gc.node, person) };
    const rates = { base: 'EUR', date: '2026-05-01', source: 'made up', rates: [] };
    expect(await gc.give(RECORD_RATES, rates, by)).toMatchObject({ code: 'role-is-missing' });
    expect(await gc.give(grant, { person, role: 'operator' }, administrator)).toMatchObject({
      code: 'role-is-unknown',
    });
    expect(await gc.give(grant, { person, role: 'secretary' }, administrator)).toMatchObject({
      roles: [{ role: 'secretary', of: null }],
    });
    expect(await gc.give(RECORD_RATES, rates, by)).toMatchObject({ __typename: 'RateTable' });
    expect(await gc.give(revoke, { person, role: 'secretary' }, administrator)).toMatchObject({ roles: [] });
    expect(await gc.give(RECORD_RATES, { ...rates, date: '2026-05-02' }, by)).toMatchObject({
      code: 'role-is-missing',
    });
  });

  test('stands as it stood after its views were made anew', async () => {
    const digest = gc.node.journal.digest();
    const registry = await gc.registry();
    await gc.stop();
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(gc.folder, `views.db${suffix}`), { force: true });
    await gc.start();
    expect(gc.node.journal.digest()).toBe(digest);
    expect(await gc.registry()).toEqual(registry);
  });
});

describe('a registry that every node can read', () => {
  let gc: Council;
  let members: Person[];
  let community: Person;
  beforeAll(async () => {
    gc = new Council();
    await gc.start();
    await gc.found();
    members = [await gc.person('council-member')];
    community = await gc.person('community-member');
  });
  afterAll(async () => {
    await gc.stop();
    rmSync(gc.folder, { recursive: true, force: true });
  });

  test.each<[string, (keys: NodeKeys) => NodeKeys]>([
    ['all keys of another hub', (keys) => keys],
    // The proof holds for the key of statements only; the other one may be anybody's, copied from the registry.
    ["another hub's public key for tokens", ({ tokens }) => ({ ...newKeys('thief'), tokens })],
    ["the name of another hub's log", ({ logOrigin }) => newKeys(logOrigin.replace('.example', ''))],
  ])('does not break through a hub that was proposed with %s', async (name, stolen) => {
    const letter = name.startsWith('all') ? 'a' : name.includes('log') ? 'b' : 'c';
    const [one, two] = [`hub-${letter}-1`, `hub-${letter}-2`] as const;
    const keys = newKeys();
    await gc.give(PROPOSE_HUB, await proposal(one, keys), community);
    await gc.carry('AUTHORISE_HUB', one, members);
    const outcome = await gc.give(PROPOSE_HUB, await proposal(two, stolen(keys)), community);
    if (outcome['__typename'] === 'Hub') await gc.carry('AUTHORISE_HUB', two, members);
    await expect(gc.registry()).resolves.toMatchObject({
      nodes: expect.arrayContaining([expect.objectContaining({ id: one })]),
    });
    expect(outcome).toMatchObject({ __typename: 'Refused' });
  });
});

test('an authorised hub stays in the registry however many others are proposed', async () => {
  const gc = new Council();
  await gc.start();
  try {
    await gc.found();
    const members = [await gc.person('council-member')];
    const community = await gc.person('community-member');
    await gc.give(PROPOSE_HUB, await proposal('zanzibar'), community);
    await gc.carry('AUTHORISE_HUB', 'zanzibar', members);
    const profile = {
      name: 'Spam',
      kind: 'REGIONAL',
      country: 'KE',
      currency: 'KES',
      languages: ['sw'],
      endpoint: 'https://x.example',
    };
    const actor = await gc.node.actorOf(community.token);
    if (isRejection(actor)) throw new Error(actor.code);
    await Promise.all(
      // One for each of a registry's lines, with slugs that come before that of the authorised hub.
      Array.from({ length: 2_000 }, async (_, n) => {
        const { tokens, statements } = newKeys();
        const payload = {
          ...profile,
          hub: `a${n}a`,
          tokenKeys: [tokens.publicJwk],
          statementKeys: [statements.publicJwk],
        };
        return gc.node.operate(actor, `spam-${n}`, 'ProposeHub', payload);
      }),
    );
    expect((await gc.registry()).nodes.map((node) => node.id)).toEqual(['council', 'zanzibar']);
  } finally {
    await gc.stop();
    rmSync(gc.folder, { recursive: true, force: true });
  }
});

describe('members in office', () => {
  const SEAT = `mutation ($input: SeatInCouncilOfficeInput!) { answer: seatInCouncilOffice(input: $input) {
    __typename ... on Refused { code } ... on Mandate { id status office holder { id } because permissions { end { allowed code } } } } }`;
  const END = `mutation ($input: EndCouncilMandateInput!) { answer: endCouncilMandate(input: $input) {
    __typename ... on Refused { code } ... on Mandate { status endReason } } }`;
  const LIST = `query ($day: Day) { councilMandates(inOfficeOn: $day) { totalCount nodes { id holder { id } } }
    councilPermissions { seatInCouncilOffice { allowed code } } }`;

  test('are listed by day; who is not in office any more votes no more, also on a motion of before', async () => {
    const gc = new Council();
    await gc.start();
    await gc.found();
    const [secretary, member, other] = [
      await gc.person('administrator', 'secretary'),
      await gc.person(),
      await gc.person('council-member'),
    ];
    const term = { office: 'council-member', from: dayFromNow(-10), to: dayFromNow(720), because: 'Elected.' };
    const input = { person: member.id, ...term };
    expect(await gc.give(SEAT, input, other)).toMatchObject({ code: 'role-is-missing' });
    expect(await gc.give(SEAT, { ...input, office: 'secretary' }, secretary)).toMatchObject({
      code: 'office-is-unknown',
    });
    const seated = await gc.give(SEAT, input, secretary);
    expect(seated).toMatchObject({
      status: 'IN_OFFICE',
      holder: { id: member.id },
      because: 'Elected.',
      permissions: { end: { allowed: true, code: null } },
    });
    const listed = { nodes: [{ id: seated['id'], holder: { id: member.id } }], totalCount: 1 };
    expect((await gc.ask(LIST, { day: dayFromNow(-10) }, secretary)).data).toEqual({
      councilMandates: listed,
      councilPermissions: { seatInCouncilOffice: { allowed: true, code: null } },
    });
    expect((await gc.ask(LIST, { day: dayFromNow(-11) })).data).toEqual({
      councilMandates: { nodes: [], totalCount: 0 },
      councilPermissions: { seatInCouncilOffice: { allowed: false, code: 'sign-in-is-needed' } },
    });

    const { list } = (await gc.give(
      PROPOSE_LIST.replace('isInForce', 'isInForce list: id'),
      { version: '1', source: 'x', countries: [{ country: 'KE', region: 'A', isGlobalSouth: true }] },
      member,
    )) as { list: string };
    const { id: motion } = await gc.give(MOVE, { kind: 'ADOPT_COUNTRY_LIST', subject: list, rationale: 'x' }, other);
    expect(await gc.give(VOTE, { motion, choice: 'YES' }, member)).toMatchObject({ tally: { yes: 1, electorate: 2 } });
    expect(await gc.give(END, { mandate: seated['id'], reason: 'Resigned.' }, secretary)).toMatchObject({
      status: 'ENDED',
      endReason: 'Resigned.',
    });
    expect(await gc.give(VOTE, { motion, choice: 'NO' }, member)).toMatchObject({ code: 'role-is-missing' });
    await gc.stop();
    rmSync(gc.folder, { recursive: true, force: true });
  });

  function dayFromNow(days: number): string {
    return dayOf(world.clock.now() + days * 86_400_000);
  }
});
