import { describe, expect, test } from 'vitest';
import { declineSponsorship, endSponsorship } from '../../acts/hub/sponsorships.tsx';
import { moneyOf } from '../../money/sums.ts';
import { graphOf, visitTo } from '../../testing.test-helper.ts';
import { rendered } from '../rendering.test-helper.ts';
import { sponsorships } from './list.tsx';
import { sponsorship } from './page.tsx';

const U = '01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const ID = `andes:sponsorship:${U}`;
const TEAM = { id: `andes:team:${U}`, name: 'Evenings' };
const SPONSOR = { id: `andes:team:${U.replace('F', 'G')}`, name: 'Mornings' };
const eur = (minor: number) => moneyOf(BigInt(minor), 'EUR', 2);
const page = { totalCount: 1, pageInfo: { hasNextPage: false, endCursor: null } };
const LINE = { id: ID, status: 'ACTIVE', from: '2026-01-01', until: null, team: TEAM, sponsor: null, held: null };
const BY_HUB = { ...LINE, fund: { balances: [{ posted: eur(9_500) }] } };
const BY_TEAM = {
  ...{ ...LINE, sponsor: SPONSOR, fund: null },
  held: { asOf: '2026-04-01', balances: [eur(5_800)], missing: [{ status: 'LATE' }] },
};
const list = (hub: object | null) =>
  rendered(sponsorships, '/books/andes/sponsorships', { Sponsorships: { data: { hub } } }, { node: 'andes' });
const one = (found: object | null) =>
  rendered(
    sponsorship,
    `/books/andes/sponsorships/${ID}`,
    { SponsorshipWhole: { data: { sponsorship: found } }, SponsorshipToAct: { data: { sponsorship: null } } },
    { node: 'andes', '*': ID },
  );

const REST = {
  ...{ feeBasisPoints: 500, terms: 'We keep one in twenty.', offeredAt: null, acceptedAt: null, consentedAt: null },
  ...{ declinedAt: null, declineReason: null, endedAt: null, movedTo: null, transfers: null, statementDigest: null },
  ...{ before: null, beforeHere: null, directions: null },
};
const STATEMENT = JSON.stringify({
  lines: [
    { entry: 'andes:entry:A', currency: 'EUR', amountMinor: '10000' },
    { entry: 'andes:entry:B', currency: 'EUR', amountMinor: '-500' },
  ],
});

describe('whose money is held', () => {
  test('is told by team, with who holds it, and up to which day a team’s books tell', async () => {
    const given = { sponsorship: ID, from: 'cee', isWhole: true, arrivedAt: '2026-05-01T00:00:00Z', continuedBy: null };
    const { text, html } = await list({
      sponsorships: { ...page, nodes: [BY_HUB, { ...BY_TEAM, id: `${ID.slice(0, -1)}G` }] },
      arrivedSponsorships: [given],
    });
    expect(text).toMatch(/Given by other hubs.* From cee/);
    expect(text).toMatch(/Evenings .*the hub .*held .*EUR 95\.00/);
    expect(text).toMatch(/Mornings .*held .*EUR 58\.00 .*books are missing from Apr 1, 2026 on/);
    expect(html).toContain(`/books/andes/sponsorships/${ID}`);
    expect((await list({ sponsorships: { ...page, nodes: [] }, arrivedSponsorships: [] })).text).toContain(
      'Nobody’s money is held here.',
    );
    expect((await list(null)).status).toBe(404);
  });

  test('each has its statement with what was held after each line, the newest first', async () => {
    const { text } = await one({ ...BY_HUB, ...REST, statement: STATEMENT });
    expect(text).toMatch(
      /The newest 2 of 2 lines .*andes:entry:B .*−?-?EUR 5\.00 .*EUR 95\.00 .*andes:entry:A .*EUR 100\.00/,
    );
    expect((await one({ ...BY_HUB, ...REST, statement: STATEMENT })).html).toContain(
      '/books/andes/entries/andes:entry:A',
    );
    expect((await one(null)).status).toBe(404);
    const ended = {
      status: 'ENDED',
      movedTo: 'cee',
      statementDigest: 'd'.repeat(64),
      transfers: [`andes:transfer:${U}`],
    };
    const { html } = await one({ ...BY_HUB, ...REST, ...ended, statement: null });
    for (const part of [`/books/andes/transfers/andes:transfer:${U}`, '/books/andes/with/cee', 'd'.repeat(64)]) {
      expect(html).toContain(part);
    }
  });

  test('what a team holds says what was directed and what was not', async () => {
    const held = {
      ...BY_TEAM.held,
      ...{
        cameIn: [eur(10_000)],
        spent: [eur(4_200)],
        directed: [eur(3_000)],
        fees: [eur(1_000)],
        notDirected: [eur(1_200)],
      },
      missing: [{ from: '2026-04-01', to: '2026-07-01', dueBy: '2026-07-30', status: 'LATE' }],
    };
    const direction = {
      id: 'd',
      amount: eur(3_000),
      status: 'PAID',
      about: null,
      directedAt: null,
      paidOn: '2026-02-03',
      reason: null,
    };
    const { text } = await one({ ...BY_TEAM, ...REST, held, directions: [direction], statement: STATEMENT });
    expect(text).toMatch(/Spent, not directed .*EUR 12\.00 .*Agreed fee .*EUR 10\.00/);
    expect(text).toMatch(/No books from Apr 1, 2026 to Jun 30, 2026 .*late/);
    expect(text).toMatch(/paid .*Feb 3, 2026 .*EUR 30\.00/);
  });
});

test('the form of the end asks for the next sponsor where money is left, and may where only that is missing', async () => {
  const no = { allowed: false, code: 'sponsorship-has-money', reason: 'x' };
  const sent: Record<string, unknown>[] = [];
  const visitOf = (minor: number) =>
    visitTo(
      '/',
      {},
      graphOf({
        hubsToMoveTo: () => ({
          data: {
            hubs: {
              nodes: [
                { id: 'andes', name: 'Andes' },
                { id: 'cee', name: null },
              ],
            },
          },
        }),
        sponsorshipToAct: () => ({
          data: {
            sponsorship: {
              ...BY_HUB,
              ...REST,
              fund: { balances: [{ posted: eur(minor) }] },
              permissions: { end: no, decline: no },
            },
          },
        }),
        endSponsorship: ({ input }) => {
          sent.push(input as Record<string, unknown>);
          return { data: { endSponsorship: { __typename: 'Sponsorship', id: ID } } };
        },
      }),
    );
  const prepared = await endSponsorship.prepare(visitOf(100), ID);
  expect(prepared).toMatchObject({ permission: { allowed: true }, fields: [{ name: 'moveTo', isOptional: false }] });
  expect(await endSponsorship.prepare(visitOf(0), ID)).toMatchObject({ fields: [{ isOptional: true }] });
  expect(await declineSponsorship.prepare(visitOf(100), ID)).toMatchObject({ permission: no });
  const filled = { values: { moveTo: 'cee' }, fields: [], idempotencyKey: 'k' };
  expect(await endSponsorship.carryOut(visitOf(100), ID, filled)).toEqual({ done: `/books/andes/sponsorships/${ID}` });
  expect(sent).toEqual([{ idempotencyKey: 'k', sponsorship: ID, moveTo: 'cee' }]);
});
