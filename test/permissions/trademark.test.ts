import { definitions } from '@hubgraph/dev-env';
import { dayOf } from '@hubgraph/kernel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Asking, type Deed, mutation, ofEntity, permission } from './asking.test-helper.ts';

const DAY_MS = 24 * 3_600_000;

let node: Asking;
let people: Record<string, string | undefined>;

/** The first day on which the hub has no agreement any more. */
async function firstDay(hub: string): Promise<string> {
  const { trademarkAgreements } = await node.ask<{
    trademarkAgreements: { nodes: { status: string; validTo: string }[] };
  }>(undefined, 'query ($hub: ID!) { trademarkAgreements(hub: $hub, first: 100) { nodes { status validTo } } }', {
    hub,
  });
  const ends = trademarkAgreements.nodes.filter(({ status }) => status !== 'ENDED').map(({ validTo }) => validTo);
  return [dayOf(node.world.now), ...ends].sort().at(-1) ?? '';
}

const deeds: Readonly<Record<string, Deed>> = {
  'hub.offerAgreement': {
    with: 'hub',
    type: 'Hub',
    permission: ofEntity('Hub', 'trademarkPermissions/offerAgreement'),
    mutation: mutation('offerTrademarkAgreement', 'TrademarkAgreement'),
    async input(hub) {
      const validFrom = await firstDay(hub);
      return { hub, validFrom, validTo: dayOf(Date.parse(validFrom) + DAY_MS), terms: 'The marks may be used.' };
    },
    makes: 'agreement',
  },
  'agreement.end': {
    with: 'agreement',
    permission: permission('trademarkAgreement(id: $id)/permissions/end'),
    mutation: mutation('endTrademarkAgreement', 'TrademarkAgreement'),
    input: (agreement) => ({ agreement, reason: 'The marks were not used.' }),
  },
  addPerson: {
    with: 'node',
    permission: permission('trademarkPermissions/addPerson'),
    mutation: mutation('addTrademarkPerson', 'Person'),
    input: () => ({ name: 'Somebody new' }),
  },
  grantRole: {
    with: 'person',
    permission: permission('trademarkPermissions/grantRole'),
    mutation: mutation('grantTrademarkRole', 'Person'),
    input: (person) => ({ person, role: 'legal-officer', of: node.newId('thing') }),
  },
};

beforeAll(async () => {
  node = await Asking.open('trademark', definitions.trademark);
  node.add('node', 'trademark');
  const administrator = await node.person('administrator');
  people = {
    nobody: undefined,
    visitor: await node.person(),
    administrator,
    officer: await node.person('legal-officer'),
    other: await node.person('legal-officer'),
  };
  node.add('person', administrator);
  for (const hub of ['cee', 'andes', 'asia']) node.add('hub', hub);
});
afterAll(() => node[Symbol.asyncDispose]());

test('whatever is asked of trademark, the permission is what the command is answered', async () => {
  const forward = Object.entries(deeds);
  const all = Object.values(people);
  await node.everybodyTriesEverything(forward, all);
  const registered = (id: string, status: string) => {
    const hub = { id, kind: 'hub', hubKind: 'REGIONAL', name: id, country: 'RS', status, endpoint: 'http://a.example' };
    return { ...hub, tokenKeys: [], statementKeys: [] };
  };
  const registry = { epoch: 1, nodes: [registered('cee', 'authorised'), registered('andes', 'suspended')] };
  await node.happen({ type: 'RegistryReceived', registry, expiresAt: node.world.now * 2 });
  await node.everybodyTriesEverything(forward, all);
  node.world.now += 2 * DAY_MS;
  await node.everybodyTriesEverything(forward.toReversed(), all);
  await node.everybodyTriesEverything(forward, all);
  expect(node.answered()).toMatchInlineSnapshot(`
    {
      "addPerson": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "agreement.end": [
        "agreement-is-ended",
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "grantRole": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "hub.offerAgreement": [
        "allowed",
        "hub-is-not-authorised",
        "role-is-missing",
        "sign-in-is-needed",
      ],
    }
  `);
});
