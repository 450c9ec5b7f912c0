import { definitions } from '@hubgraph/dev-env';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Asking, type Deed, mutation, ofEntity } from './asking.test-helper.ts';

const CEE = 'cee';
const cent = { decimal: '0.01', currency: 'EUR' };

let cee: Asking;
let fund: string;
let people: Record<string, string | undefined>;

const deeds: Readonly<Record<string, Deed>> = {
  prepareTransfer: {
    with: 'hub',
    permission: ofEntity('Hub', 'permissions/prepareTransfer'),
    mutation: mutation('prepareTransfer', 'Transfer'),
    input: () => ({ hub: CEE, to: 'andes', fund, amount: cent }),
    makes: 'transfer',
  },
  'transfer.cancel': {
    with: 'transfer',
    permission: ofEntity('Hub', 'transfer(id: $id)/permissions/cancel'),
    mutation: mutation('cancelTransfer', 'Transfer'),
    input: (transfer) => ({ hub: CEE, transfer }),
  },
  'transfer.accept': {
    with: 'transfer',
    permission: ofEntity('Hub', 'transfer(id: $id)/permissions/accept'),
    mutation: mutation('acceptTransfer', 'Transfer'),
    input: (transfer) => ({ hub: CEE, transfer }),
  },
  'transfer.refuse': {
    with: 'transfer',
    permission: ofEntity('Hub', 'transfer(id: $id)/permissions/refuse'),
    mutation: mutation('refuseTransfer', 'Transfer'),
    input: (transfer) => ({ hub: CEE, transfer, reasonCode: 'not-agreed' }),
  },
  'transfer.settle': {
    with: 'transfer',
    permission: ofEntity('Hub', 'transfer(id: $id)/permissions/settle'),
    mutation: mutation('settleTransfer', 'Transfer'),
    input: (transfer) => ({ hub: CEE, transfer, amount: cent, day: '2026-03-02' }),
  },
  setAcceptanceRule: {
    with: 'hub',
    permission: ofEntity('Hub', 'permissions/setAcceptanceRule'),
    mutation: mutation('setAcceptanceRule', 'AcceptanceRule', 'from'),
    input: () => ({ hub: CEE, from: 'NOBODY' }),
  },
};

beforeAll(async () => {
  cee = await Asking.open(CEE, definitions.hub);
  cee.add('hub', CEE);
  const treasurer = await cee.person('treasurer');
  people = { nobody: undefined, volunteer: await cee.person(), staff: await cee.person('staff'), treasurer };
  const { made } = await cee.ask<{ made: { id: string } }>(treasurer, mutation('openFund', 'Fund'), {
    input: { hub: CEE, code: 'general', name: 'General' },
  });
  fund = made.id;
});
afterAll(() => cee[Symbol.asyncDispose]());

/** Somebody else's transfer comes to be offered here. */
async function offer(): Promise<void> {
  const transfer = cee.newId('transfer').replace(CEE, 'andes');
  const { now } = cee.world;
  await cee.happen({
    type: 'TransferOffered',
    ...{ transfer, payer: 'andes', to: CEE, statement: 'a'.repeat(64), currency: 'EUR', amountMinor: 100n },
    ...{ preparedDay: '2026-03-02', expiresAt: now + 86_400_000 },
  });
  cee.add('transfer', transfer);
}

test('whatever is asked about transfers, the permission is what the command is answered', async () => {
  const everybody = Object.values(people);
  const forward = Object.entries(deeds);
  const backward = forward.toReversed();
  await offer();
  await cee.everybodyTriesEverything(forward, everybody);
  const register = (epoch: number, status: string) => {
    const node = { kind: 'hub', name: 'A hub', country: 'RS', endpoint: 'http://a.example' };
    const keys = { tokenKeys: [], statementKeys: [] };
    const nodes = ['andes', CEE].map((id) => ({ id, ...node, ...keys, status: id === CEE ? 'authorised' : status }));
    return cee.happen({ type: 'RegistryReceived', registry: { epoch, nodes }, expiresAt: cee.world.now * 2 });
  };
  await register(1, 'authorised');
  for (let n = 0; n < 2; n += 1) await offer();
  await cee.everybodyTriesEverything(backward, everybody);
  const gift = [
    { account: 'assets:bank:main', fund, debit: { decimal: '0.05', currency: 'EUR' } },
    { account: 'income:donations', fund, credit: { decimal: '0.05', currency: 'EUR' }, counterparty: 'PUBLIC' },
  ];
  const entry = { hub: CEE, kind: 'gift', effectiveDay: '2026-03-02', postings: gift };
  await cee.ask(people['treasurer'], mutation('postEntry', 'JournalEntry'), { input: entry });
  await offer();
  for (const order of [forward, backward]) await cee.everybodyTriesEverything(order, everybody);
  await register(2, 'suspended');
  await offer();
  await cee.everybodyTriesEverything(forward, everybody);
  expect(cee.answered()).toMatchInlineSnapshot(`
    {
      "prepareTransfer": [
        "allowed",
        "fund-is-overdrawn",
        "payee-is-not-authorised",
        "payer-is-not-authorised",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "setAcceptanceRule": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "transfer.accept": [
        "allowed",
        "hub-is-not-authorised",
        "payer-is-not-authorised",
        "role-is-missing",
        "sign-in-is-needed",
        "transfer-is-not-offered",
        "transfer-is-unknown",
      ],
      "transfer.cancel": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
        "transfer-is-not-prepared",
        "transfer-is-unknown",
      ],
      "transfer.refuse": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
        "transfer-is-not-offered",
        "transfer-is-unknown",
      ],
      "transfer.settle": [
        "role-is-missing",
        "sign-in-is-needed",
        "transfer-is-not-posted",
        "transfer-is-unknown",
      ],
    }
  `);
});
