import { describe, expect, test } from 'vitest';
import { AMOUNT, entriesOf, type Fixture, fundOf } from '../federation/fixture.test-helper.ts';

interface Amount {
  readonly amountMinor: string;
  readonly currency: string;
}

const HUB = 'east-africa';
const minor = (amounts: readonly { readonly amount: Amount }[]): bigint =>
  amounts.reduce((sum, { amount }) => sum + BigInt(amount.amountMinor), 0n);

/** Asks the whole graph; an error is a failure of the test. */
export async function askAll<T>(
  { movement }: Fixture,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<T> {
  const { data, errors } = await movement.client.ask<T>(query, variables);
  expect(errors).toBeUndefined();
  if (data === undefined || data === null) throw new Error('No data.');
  return data;
}

/** From a donation to the receipt and back, in a seeded movement of two hubs. */
export function threadStory(seededMovement: () => Fixture): void {
  const ask = <T>(query: string, variables?: Readonly<Record<string, unknown>>) =>
    askAll<T>(seededMovement(), query, variables);
  const amountOfDisbursement = async (id: string): Promise<string> => {
    const { disbursement } = await ask<{ disbursement: { amount: Amount } }>(
      `query ($id: ID!) { disbursement(id: $id) { amount { ${AMOUNT} } } }`,
      { id },
    );
    return disbursement.amount.amountMinor;
  };

  describe('the thread', () => {
    test('goes back from a receipt to the votes, in one query', async () => {
      const { ids, movement } = seededMovement();
      const { receipt } = await ask<{ receipt: Record<string, unknown> }>(
        `query ($id: ID!) { receipt(id: $id) {
        id amount { ${AMOUNT} }
        payment { id amount { ${AMOUNT} }
          award { id application { id team { id hub { id status } } } draws { fund { id code } amount { ${AMOUNT} } } }
          sources { amount { ${AMOUNT} } basis origin fund { id code } entry
            disbursement { id status toHub { id } received { status entryId }
              allocation { id amount { ${AMOUNT} }
                framework { id status
                  motion { id status kind votes { voter { name } choice } tally { yes no abstain electorate } } } } } } } } }`,
        { id: ids.receipt },
      );
      const fund = { id: await fundOf(movement, HUB), code: 'general' };
      expect(receipt).toMatchObject({
        id: ids.receipt,
        amount: { amountMinor: '265000', currency: 'USD' },
        payment: {
          id: ids.payment,
          amount: { amountMinor: '300000', currency: 'USD' },
          award: {
            id: ids.award,
            application: { id: ids.application, team: { id: ids.team, hub: { id: HUB, status: 'AUTHORISED' } } },
            draws: [{ fund, amount: { amountMinor: '450000', currency: 'USD' } }],
          },
        },
      });
      type Source = {
        amount: Amount;
        basis: string;
        origin: string;
        entry: string;
        disbursement: Record<string, unknown> | null;
      };
      const { sources } = receipt['payment'] as { sources: Source[] };
      expect(sources.map(({ origin, basis }) => [origin, basis])).toEqual([
        ['DISBURSEMENT', 'PRO_RATA'],
        ['DONATION', 'PRO_RATA'],
      ]);
      expect(minor(sources)).toBe(300_000n);
      // The fund held what the framework brought and USD 500 from nearby: each counts by its part.
      const disbursed = BigInt(await amountOfDisbursement(ids.disbursement));
      const share = (300_000n * 50_000n) / (disbursed + 50_000n);
      const gift = BigInt(sources[1]?.amount.amountMinor ?? 0);
      expect(gift === share || gift === share + 1n).toBe(true);
      expect(sources[0]?.disbursement).toMatchObject({
        id: ids.disbursement,
        status: 'BOOKED',
        toHub: { id: HUB },
        received: { status: 'BOOKED', entryId: ids.disbursement },
        allocation: {
          id: ids.allocation,
          amount: { amountMinor: '15000000', currency: 'USD' },
          framework: {
            id: ids.framework,
            status: 'ADOPTED',
            motion: {
              id: ids.motion,
              status: 'ADOPTED',
              kind: 'ADOPT_FRAMEWORK',
              // Three votes may fall into one millisecond; then nothing says which was first.
              votes: expect.arrayContaining(
                ['Adaeze Demo', 'Bjørn Demo', 'Camila Demo'].map((name) => ({ voter: { name }, choice: 'YES' })),
              ),
              tally: { yes: 3, no: 0, abstain: 0, electorate: 4 },
            },
          },
        },
      });
    });

    test('goes forward from a donation to the receipts; the shares add up', async () => {
      const { ids, movement } = seededMovement();
      interface Use {
        amount: Amount;
        basis: string;
      }
      const { donation } = await ask<{
        donation: {
          amount: Amount;
          remaining: Amount;
          uses: (Use & {
            disbursement: {
              id: string;
              toHub: { id: string };
              amount: Amount;
              uses: (Use & { payment: { id: string; amount: Amount; receipts: { id: string }[] } })[];
            };
          })[];
        };
      }>(
        `query ($id: ID!) { donation(id: $id) { amount { ${AMOUNT} } remaining { ${AMOUNT} } uses { amount { ${AMOUNT} } basis
        disbursement { id toHub { id } amount { ${AMOUNT} } uses { amount { ${AMOUNT} } basis payment { id amount { ${AMOUNT} } receipts { id } } } } } } }`,
        { id: ids.donation },
      );
      expect(donation.uses.map((use) => use.disbursement.toHub.id).sort()).toEqual(
        movement.hubs.map((hub) => hub.id).sort(),
      );
      expect(donation.uses.every((use) => use.basis === 'PRO_RATA')).toBe(true);
      expect(minor(donation.uses) + BigInt(donation.remaining.amountMinor)).toBe(BigInt(donation.amount.amountMinor));
      const first = donation.uses.find((use) => use.disbursement.id === ids.disbursement);
      expect(first?.disbursement.uses).toHaveLength(1);
      expect(first?.disbursement.uses[0]).toMatchObject({
        basis: 'PRO_RATA',
        payment: { id: ids.payment, receipts: [{ id: ids.receipt }] },
      });
    });

    test('goes forward from all donations: what they gave to a disbursement is the whole disbursement', async () => {
      const { movement } = seededMovement();
      interface Use {
        amount: Amount;
        basis: string;
      }
      const { donations } = await ask<{
        donations: {
          totalCount: number;
          nodes: { uses: (Use & { disbursement: { id: string; amount: Amount } })[] }[];
        };
      }>(
        `{ donations(first: 100) { totalCount nodes { uses { amount { ${AMOUNT} } basis disbursement { id amount { ${AMOUNT} } } } } } }`,
      );
      expect(donations.nodes).toHaveLength(donations.totalCount);
      const given = new Map<string, { given: bigint; whole: string }>();
      for (const { amount, disbursement } of donations.nodes.flatMap((one) => one.uses)) {
        const known = given.get(disbursement.id) ?? { given: 0n, whole: disbursement.amount.amountMinor };
        given.set(disbursement.id, { ...known, given: known.given + BigInt(amount.amountMinor) });
      }
      expect(given.size).toBe(movement.hubs.length);
      // A donation's part is rounded by itself, so that following one costs no look at the million others.
      for (const one of given.values()) {
        const difference = one.given - BigInt(one.whole);
        expect(difference <= donations.totalCount && -difference <= donations.totalCount, String(difference)).toBe(
          true,
        );
      }
    });

    test('goes forward from a vote to the payments', async () => {
      const { ids } = seededMovement();
      const { motion } = await ask<{
        motion: {
          votes: unknown[];
          framework: {
            id: string;
            allocations: {
              totalCount: number;
              nodes: {
                id: string;
                amount: Amount;
                parts: {
                  hub: { id: string };
                  amount: Amount;
                  disbursement: {
                    id: string;
                    status: string;
                    amount: Amount;
                    uses: { payment: { receipts: { id: string }[] } }[];
                  };
                }[];
              }[];
            };
          };
        };
      }>(
        `query ($id: ID!) { motion(id: $id) { votes { choice } framework { id allocations { totalCount nodes { id amount { ${AMOUNT} }
        parts { hub { id } amount { ${AMOUNT} } disbursement { id status amount { ${AMOUNT} } uses { payment { receipts { id } } } } } } } } } }`,
        { id: ids.motion },
      );
      const { allocations, id } = motion.framework;
      expect([id, motion.votes.length, allocations.totalCount]).toEqual([ids.framework, 3, 1]);
      const [allocation] = allocations.nodes;
      expect(allocation?.id).toBe(ids.allocation);
      const parts = allocation?.parts ?? [];
      expect(parts.map((part) => part.hub.id).sort()).toEqual(['east-africa', 'south-asia']);
      expect(minor(parts).toString()).toBe(allocation?.amount.amountMinor);
      for (const part of parts) {
        expect(part.disbursement).toMatchObject({ status: 'BOOKED', amount: part.amount });
      }
      const spent = parts.find((part) => part.disbursement.id === ids.disbursement)?.disbursement.uses;
      expect(spent).toEqual([{ payment: { receipts: [{ id: ids.receipt }] } }]);
    });

    test('books each transfer in both ledgers, under one id, with the same cites', async () => {
      const { movement, ids } = seededMovement();
      const { disbursements } = await ask<{
        disbursements: {
          nodes: { id: string; toHub: { id: string }; entryId: string; received: { entryId: string } }[];
        };
      }>('{ disbursements { nodes { id toHub { id } entryId received { entryId } } } }');
      expect(disbursements.nodes).toHaveLength(movement.hubs.length);
      const payer = await entriesOf(movement, 'fundraising');
      for (const { id, toHub, entryId, received } of disbursements.nodes) {
        expect([entryId, received.entryId]).toEqual([id, id]);
        const ENTRY = `id status cites { name value } postings { account amount { ${AMOUNT} } counterparty }`;
        type Side = { id: string; status: string; cites: unknown; postings: { account: string; amount: Amount }[] };
        const both = await ask<{ supportBooks: { entry: Side }; hub: { books: { entry: Side } } }>(
          `query ($id: ID!, $hub: ID!) { supportBooks { entry(id: $id) { ${ENTRY} } } hub(id: $hub) { books { entry(id: $id) { ${ENTRY} } } } }`,
          { id, hub: toHub.id },
        );
        const [paid, got] = [both.supportBooks.entry, both.hub.books.entry];
        expect([paid.status, got.status, paid.id, got.id]).toEqual(['POSTED', 'POSTED', id, id]);
        expect(paid.cites).toEqual(got.cites);
        expect(paid.cites).toEqual(
          expect.arrayContaining([
            { name: 'transfer', value: id },
            { name: 'allocation', value: ids.allocation },
            { name: 'framework', value: ids.framework },
            { name: 'motion', value: ids.motion },
          ]),
        );
        const bank = ({ postings }: Side) => postings.find((posting) => posting.account === 'assets:bank:main')?.amount;
        expect(BigInt(bank(paid)?.amountMinor ?? 1)).toBe(-BigInt(bank(got)?.amountMinor ?? 0));
        const inHub = (await entriesOf(movement, toHub.id)).filter((entry) => entry.id === id);
        expect([inHub.length, payer.filter((entry) => entry.id === id).length]).toEqual([1, 1]);
      }
    });
  });
}
