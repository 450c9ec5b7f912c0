import { definitions } from '@hubgraph/dev-env';
import { generateNodeKeys, proveKeyPossession } from '@hubgraph/identity';
import { dayOf } from '@hubgraph/kernel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Asking, type Deed, mutation, permission } from './asking.test-helper.ts';

const DAY_MS = 24 * 3_600_000;

let council: Asking;
let people: Record<string, string | undefined>;
let counted = 0;

const moving = (kind: string, thing: string): Deed => ({
  with: thing,
  permission: permission(`councilPermissions/proposeMotion(kind: ${kind}, subject: $id)`),
  mutation: mutation('proposeMotion', 'Motion'),
  input: (subject) => ({ kind, subject, rationale: 'It is time.' }),
  makes: 'motion',
});
const next = (): number => {
  counted += 1;
  return counted;
};

const deeds: Readonly<Record<string, Deed>> = {
  proposeHub: {
    with: 'council',
    permission: permission('councilPermissions/proposeHub'),
    mutation: mutation('proposeHub', 'Hub'),
    async input() {
      const id = `hub-${next()}`;
      const issuedAt = council.world.now;
      const claims = { issuer: id, audience: 'council', id: `council:${id}`, issuedAt, expiresAt: issuedAt + 60_000 };
      const keyPossession = await proveKeyPossession(generateNodeKeys(council.world, `${id}.example`), claims);
      const profile = { name: 'A hub', kind: 'REGIONAL', country: 'KE', currency: 'KES', languages: ['sw'] };
      return { id, ...profile, endpoint: `https://${id}.example`, keyPossession };
    },
    makes: 'hub',
  },
  proposeCountryList: {
    with: 'council',
    permission: permission('councilPermissions/proposeCountryList'),
    mutation: mutation('proposeCountryList', 'CountryList'),
    input: () => ({
      version: `v${next()}`,
      source: 'a test',
      countries: [{ country: 'KE', region: 'Africa', isGlobalSouth: true }],
    }),
    makes: 'list',
  },
  proposeFramework: {
    with: 'council',
    permission: permission('councilPermissions/proposeFramework'),
    mutation: mutation('proposeFramework', 'AllocationFramework'),
    async input() {
      const { hubs } = await council.ask<{ hubs: { nodes: { id: string }[] } }>(
        undefined,
        '{ hubs(status: AUTHORISED, first: 1) { nodes { id } } }',
      );
      const shares = hubs.nodes.map(({ id }) => ({ hub: id, shareBasisPoints: 10_000 }));
      return { version: `v${next()}`, shares, floorBasisPoints: 5_000 };
    },
    makes: 'framework',
  },
  'proposeMotion AUTHORISE_HUB': moving('AUTHORISE_HUB', 'hub'),
  'proposeMotion SUSPEND_HUB': moving('SUSPEND_HUB', 'hub'),
  'proposeMotion ADOPT_COUNTRY_LIST': moving('ADOPT_COUNTRY_LIST', 'list'),
  'proposeMotion ADOPT_FRAMEWORK': moving('ADOPT_FRAMEWORK', 'framework'),
  'proposeMotion of anything': {
    ...moving('ADOPT_COUNTRY_LIST', 'council'),
    permission: permission('councilPermissions/proposeMotion'),
    input: () => ({
      kind: 'ADOPT_COUNTRY_LIST',
      subject: council.things.get('list')?.at(-1) ?? '',
      rationale: 'It is time.',
    }),
  },
  'motion.castVote': {
    with: 'motion',
    permission: permission('motion(id: $id)/permissions/castVote'),
    mutation: mutation('castVote', 'Motion'),
    input: (motion) => ({ motion, choice: 'YES' }),
  },
  'motion.close': {
    with: 'motion',
    permission: permission('motion(id: $id)/permissions/close'),
    mutation: mutation('closeMotion', 'Motion'),
    input: (motion) => ({ motion }),
  },
  recordRates: {
    with: 'council',
    permission: permission('councilPermissions/recordRates'),
    mutation: mutation('recordRates', 'RateTable'),
    async input() {
      const { exchangeRates } = await council.ask<{ exchangeRates: { date: string } | null }>(
        undefined,
        '{ exchangeRates { date } }',
      );
      const date = dayOf(exchangeRates === null ? council.world.now : Date.parse(exchangeRates.date) + DAY_MS);
      return { base: 'EUR', date, source: 'a test', rates: [] };
    },
  },
  addPerson: {
    with: 'council',
    permission: permission('councilPermissions/addPerson'),
    mutation: mutation('addCouncilPerson', 'Person'),
    input: () => ({ name: 'Somebody new' }),
  },
  grantRole: {
    with: 'person',
    permission: permission('councilPermissions/grantRole'),
    mutation: mutation('grantCouncilRole', 'Person'),
    input: (person) => ({ person, role: 'secretary', of: council.newId('thing') }),
  },
  seatInOffice: {
    with: 'person',
    permission: permission('councilPermissions/seatInCouncilOffice'),
    mutation: mutation('seatInCouncilOffice', 'Mandate'),
    input: (person) => {
      const [from, to] = [next(), counted + 1].map((days) => dayOf(council.world.now + days * DAY_MS));
      return { person, office: 'council-member', from, to, because: 'Elected.' };
    },
    makes: 'mandate',
  },
  'mandate.end': {
    with: 'mandate',
    permission: permission('councilMandate(id: $id)/permissions/end'),
    mutation: mutation('endCouncilMandate', 'Mandate'),
    input: (mandate) => ({ mandate, reason: 'They moved away.' }),
  },
};

beforeAll(async () => {
  council = await Asking.open('council', definitions.council);
  council.add('council', 'council');
  const administrator = await council.person('administrator');
  people = {
    nobody: undefined,
    visitor: await council.person(),
    administrator,
    community: await council.person('community-member'),
    secretary: await council.person('secretary'),
    first: await council.person('council-member'),
    second: await council.person('council-member', 'secretary'),
  };
  council.add('person', administrator);
  for (const kind of ['hub', 'list', 'framework']) council.add(kind, council.newId('nothing'));
});
afterAll(() => council[Symbol.asyncDispose]());

test('whatever is asked of the council, the permission is what the command is answered', async () => {
  const forward = Object.entries(deeds);
  const backward = forward.toReversed();
  await council.everybodyTriesEverything(forward, Object.values(people));
  const nodes = [
    { id: 'council', kind: 'council', name: 'Council', status: 'authorised', endpoint: 'http://c.example' },
  ];
  const { tokens, statements } = generateNodeKeys(council.world, 'council.example');
  const keys = { tokenKeys: [tokens.publicJwk], statementKeys: [statements.publicJwk] };
  await council.operate('FoundMovement', { nodes: nodes.map((node) => ({ ...node, ...keys })) });
  const last = (kind: string): string => council.things.get(kind)?.at(-1) ?? '';
  const step = (name: string, id: string, by: string) => council.tryTo(name, deeds[name] as Deed, id, people[by]);
  const carry = async (kind: string, subject: string): Promise<void> => {
    await step(`proposeMotion ${kind}`, subject, 'first');
    const motion = last('motion');
    // A member who came into office after the motion does not vote on it.
    people['late'] = await council.person('council-member');
    for (const by of ['secretary', 'late']) await step(by === 'late' ? 'motion.castVote' : 'motion.close', motion, by);
    for (const by of Object.keys(people)) await step('motion.castVote', motion, by);
    expect(await step('motion.close', motion, 'secretary')).toBeUndefined();
  };
  await step('proposeHub', 'council', 'community');
  await carry('AUTHORISE_HUB', last('hub'));
  await council.everybodyTriesEverything(forward, Object.values(people));
  await carry('ADOPT_COUNTRY_LIST', last('list'));
  await council.everybodyTriesEverything(backward, Object.values(people));
  await carry('ADOPT_FRAMEWORK', last('framework'));
  await council.everybodyTriesEverything(forward, Object.values(people));
  expect(council.answered()).toMatchInlineSnapshot(`
    {
      "addPerson": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "grantRole": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "mandate.end": [
        "allowed",
        "mandate-is-ended",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "motion.castVote": [
        "allowed",
        "motion-is-closed",
        "role-is-missing",
        "sign-in-is-needed",
        "voter-is-not-in-the-electorate",
      ],
      "motion.close": [
        "allowed",
        "motion-is-closed",
        "quorum-not-reached",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "proposeCountryList": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "proposeFramework": [
        "allowed",
        "country-list-is-missing",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "proposeHub": [
        "allowed",
        "movement-is-not-founded",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "proposeMotion ADOPT_COUNTRY_LIST": [
        "allowed",
        "country-list-is-unknown",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "proposeMotion ADOPT_FRAMEWORK": [
        "allowed",
        "framework-is-unknown",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "proposeMotion AUTHORISE_HUB": [
        "allowed",
        "hub-is-authorised",
        "hub-is-unknown",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "proposeMotion SUSPEND_HUB": [
        "allowed",
        "hub-is-not-authorised",
        "hub-is-unknown",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "proposeMotion of anything": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "recordRates": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "seatInOffice": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
    }
  `);
});
