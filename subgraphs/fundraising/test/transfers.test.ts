import { entryOf } from '@hubgraph/books';
import { exceptions } from '@hubgraph/node';
import { describe, expect, it } from 'vitest';
import { Movement, until } from './movement.test-helper.ts';

const FRAMEWORK = 'council:framework:01JD3Z7N4QK8R2V6X0Y5ABCDE0';
const LIST = 'council:country-list:01JD3Z7N4QK8R2V6X0Y5ABCDE0';
const MOTION = 'council:motion:01JD3Z7N4QK8R2V6X0Y5ABCDE0';
const COUNTRIES = { 'east-africa': 'KE', north: 'NO' };

const ADOPTED = [
  {
    type: 'country-list-adopted',
    about: LIST,
    payload: {
      list: LIST,
      version: '2026-1',
      motion: MOTION,
      countries: [
        { country: 'KE', region: 'Africa', isGlobalSouth: true },
        { country: 'NO', region: 'Europe', isGlobalSouth: false },
      ],
    },
  },
  {
    type: 'framework-adopted',
    about: FRAMEWORK,
    payload: {
      framework: FRAMEWORK,
      version: '2026-1',
      motion: MOTION,
      shares: [
        { hub: 'east-africa', shareBasisPoints: 6_000 },
        { hub: 'north', shareBasisPoints: 4_000 },
      ],
      floorBasisPoints: 5_000,
      countryList: LIST,
    },
  },
];

interface Answer {
  readonly __typename: string;
  readonly id: string;
  readonly code?: string;
}

const OPEN = `mutation ($input: OpenCampaignInput!) {
  it: openCampaign(input: $input) { __typename ... on Campaign { id name fund { code } } ... on Refused { code } } }`;
const GIVE = `mutation ($input: ReceiveDonationInput!) {
  it: receiveDonation(input: $input) { __typename ... on Donation { id entryId } ... on Refused { code } } }`;
const ALLOCATE = `mutation ($input: AllocateFundsInput!) {
  it: allocateFunds(input: $input) { __typename ... on Allocation { id } ... on Refused { code } } }`;
const DISBURSE = `mutation ($input: DisburseInput!) {
  it: disburse(input: $input) { __typename ... on Disbursement { id } ... on Refused { code } } }`;
const CANCEL = `mutation ($input: CancelDisbursementInput!) {
  it: cancelDisbursement(input: $input) { __typename ... on Disbursement { id } ... on Refused { code } } }`;

/** A movement with a framework in force, 1,000.00 EUR donated and 500.00 EUR allocated. */
async function funded(away: readonly string[] = []) {
  const movement = await Movement.open(['east-africa', 'north']);
  const act = async (token: string, mutation: string, input: object): Promise<Answer> =>
    (await movement.ask<{ it: Answer }>('fundraising', mutation, { input }, token)).it;
  const fund = await movement.openFund('fundraising', 'general');
  for (const hub of ['east-africa', 'north']) await movement.openFund(hub, 'general');
  for (const node of ['council', 'fundraising', 'east-africa', 'north']) {
    await (away.includes(node) ? movement.stop(node) : movement.start(node));
  }
  await movement.decide(COUNTRIES, ADOPTED);
  const fundraiser = await movement.person('fundraising', 'fundraiser');
  const treasurer = await movement.person('fundraising', 'treasurer');
  const { id: campaign } = await act(fundraiser, OPEN, { name: 'Free knowledge 2026', fund });
  const amount = { decimal: '500.00', currency: 'EUR' };
  const gift = { campaign, amount, receivedOn: '2026-01-15' };
  const donation = await act(fundraiser, GIVE, { ...gift, externalId: 'pay_1', donor: 'A friend' });
  await act(fundraiser, GIVE, { ...gift, externalId: 'pay_2' });
  const allocation = await until(
    () => act(treasurer, ALLOCATE, { fund, amount }),
    (answer) => answer.__typename === 'Allocation',
  );
  const disburse = (hub: string): Promise<Answer> => act(treasurer, DISBURSE, { allocation: allocation.id, hub });
  return { movement, act, fundraiser, treasurer, fund, gift, donation, allocation, disburse };
}

const statusOf = async (movement: Movement, id: string): Promise<string> => {
  const query = 'query ($id: ID!) { disbursement(id: $id) { status } }';
  return (await movement.ask<{ disbursement: { status: string } }>('fundraising', query, { id })).disbursement.status;
};

const receivedAt = async (movement: Movement, hub: string, id: string) => {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on Disbursement { id received { status amount { decimal } entryId fund { code } reasonCode contradictions } } } }`;
  const representations = [{ __typename: 'Disbursement', id, toHub: { id: hub } }];
  const { _entities } = await movement.ask<{ _entities: readonly [unknown] }>(hub, query, { representations });
  return _entities[0];
};

/** What an account of a node holds, and in how many entries. */
const bank = (movement: Movement, node: string) => {
  const row = movement.node(node).read.row(
    `SELECT count(*) AS entries, total(value ->> 'amountMinor') AS amount FROM ledger_entry, json_each(body, '$.postings')
       WHERE status = 'POSTED' AND value ->> 'account' = 'assets:bank:main'`,
  );
  return { entries: Number(row?.['entries']), amountMinor: Number(row?.['amount']) };
};

describe('from a donation to the books of two nodes', () => {
  it('books a disbursement on both sides under one transfer id, and traces the donation to it', async () => {
    const { movement, act, fundraiser, gift, donation, allocation, disburse } = await funded();
    await using _ = movement;
    expect(await act(fundraiser, GIVE, { ...gift, externalId: 'pay_1' })).toMatchObject({ code: 'donation-exists' });

    const { id } = await disburse('east-africa');
    await until(
      () => statusOf(movement, id),
      (status) => status === 'BOOKED',
    );

    expect(await disburse('east-africa')).toMatchObject({ code: 'part-is-disbursed-already' });
    expect(await receivedAt(movement, 'east-africa', id)).toEqual({
      id,
      received: {
        status: 'BOOKED',
        amount: { decimal: '300.00' },
        entryId: id,
        fund: { code: 'general' },
        reasonCode: null,
        contradictions: 0,
      },
    });
    for (const node of ['fundraising', 'east-africa']) {
      const cites = { transfer: id, allocation: allocation.id, framework: FRAMEWORK, motion: MOTION };
      expect(entryOf(movement.node(node).read, id)?.entry).toMatchObject({ id, status: 'POSTED', cites });
    }
    expect(bank(movement, 'fundraising')).toEqual({ entries: 3, amountMinor: 700_00 });
    expect(bank(movement, 'east-africa')).toEqual({ entries: 1, amountMinor: 300_00 });

    const query = `query ($id: ID!) {
      donation(id: $id) { amount { decimal } fund { code } remaining { decimal }
        uses { amount { decimal } basis disbursement { id toHub { id heldFunds { decimal } } entryId postedAt bookedAt } } }
      allocations { totalCount nodes { amount { decimal } framework { id allocations { totalCount } }
        parts { hub { id heldFunds { decimal } disbursements { nodes { id } } } amount { decimal } disbursement { status } } } } }`;
    const moment = expect.stringMatching(/^\d{4}-.*Z$/);
    expect(await movement.ask('fundraising', query, { id: donation.id })).toEqual({
      donation: {
        amount: { decimal: '500.00' },
        fund: { code: 'general' },
        remaining: { decimal: '350.00' },
        uses: [
          {
            amount: { decimal: '150.00' },
            basis: 'PRO_RATA',
            disbursement: {
              id,
              toHub: { id: 'east-africa', heldFunds: [] },
              entryId: id,
              postedAt: moment,
              bookedAt: moment,
            },
          },
        ],
      },
      allocations: {
        totalCount: 1,
        nodes: [
          {
            amount: { decimal: '500.00' },
            framework: { id: FRAMEWORK, allocations: { totalCount: 1 } },
            parts: [
              {
                hub: { id: 'east-africa', heldFunds: [], disbursements: { nodes: [{ id }] } },
                amount: { decimal: '300.00' },
                disbursement: { status: 'BOOKED' },
              },
              {
                hub: { id: 'north', heldFunds: [{ decimal: '200.00' }], disbursements: { nodes: [] } },
                amount: { decimal: '200.00' },
                disbursement: null,
              },
            ],
          },
        ],
      },
    });
  });

  it('counts what is allocated, and refuses more than is left', async () => {
    const { movement, act, treasurer, fund } = await funded();
    await using _ = movement;
    const over = { fund, amount: { decimal: '500.01', currency: 'EUR' } };
    expect(await act(treasurer, ALLOCATE, over)).toMatchObject({ code: 'fund-is-overdrawn' });
    const rest = { fund, amount: { decimal: '500.00', currency: 'EUR' } };
    expect(await act(treasurer, ALLOCATE, rest)).toMatchObject({ __typename: 'Allocation' });
  });

  it('reaches a hub that was down, and survives a restart of the payer and a rebuild of its views', async () => {
    const { movement, disburse } = await funded(['north']);
    await using _ = movement;
    const north = await disburse('north');
    const east = await disburse('east-africa');
    // In the middle: one is on its way and one cannot be delivered.
    await movement.stop('fundraising');
    await movement.startAgain('fundraising');
    await until(
      () => statusOf(movement, east.id),
      (status) => status === 'BOOKED',
    );
    expect(await statusOf(movement, north.id)).toBe('PREPARED');
    expect(exceptions(movement.node('fundraising').read, 10)).toMatchObject([
      { audience: 'north', type: 'transfer-prepared', about: north.id, status: 'WAITING' },
    ]);

    await movement.startAgain('north');
    await until(
      () => statusOf(movement, north.id),
      (status) => status === 'BOOKED',
    );
    const digest = movement.node('fundraising').journal.digest();
    await movement.stop('fundraising');
    await movement.startAgain('fundraising', { isFoldedAnew: true });
    expect(movement.node('fundraising').journal.digest()).toBe(digest);
    expect(bank(movement, 'fundraising')).toEqual({ entries: 4, amountMinor: 500_00 });
    expect(bank(movement, 'east-africa')).toEqual({ entries: 1, amountMinor: 300_00 });
    expect(bank(movement, 'north')).toEqual({ entries: 1, amountMinor: 200_00 });
  });

  it('voids what a suspended hub refuses, and what the treasurer takes back in time', async () => {
    const { movement, act, treasurer, disburse } = await funded(['north']);
    await using _ = movement;
    const { id } = await disburse('north');
    expect(await act(treasurer, CANCEL, { disbursement: id })).toMatchObject({ __typename: 'Disbursement' });
    expect(await statusOf(movement, id)).toBe('VOIDED');

    const again = await disburse('north');
    expect(again.id).not.toBe(id);
    await movement.decide(COUNTRIES, [], ['north']);
    await until(
      () => movement.node('fundraising').registry()?.epoch,
      (epoch) => epoch === 2,
    );
    await movement.startAgain('north');
    await until(
      () => statusOf(movement, again.id),
      (status) => status === 'VOIDED',
    );
    expect(await receivedAt(movement, 'north', id)).toMatchObject({
      received: { status: 'REFUSED', reasonCode: 'hub-is-not-authorised', entryId: null },
    });
    expect(await disburse('north')).toMatchObject({ code: 'hub-is-not-authorised' });
    expect(bank(movement, 'fundraising')).toEqual({ entries: 2, amountMinor: 1_000_00 });
    expect(bank(movement, 'north')).toEqual({ entries: 0, amountMinor: 0 });
  });
});
