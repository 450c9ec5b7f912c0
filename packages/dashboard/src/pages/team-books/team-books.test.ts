import { describe, expect, test } from 'vitest';
import { moneyOf } from '../../money/sums.ts';
import { rendered } from '../rendering.test-helper.ts';
import { teamBooks } from './page.tsx';

const TEAM = { id: 'andes:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF', name: 'Evenings' };
const eur = (minor: number) => [moneyOf(BigInt(minor), 'EUR', 2)];
const page = { totalCount: 1, pageInfo: { hasNextPage: false, endCursor: null } };
const show = (hub: object | null, query = '') =>
  rendered(teamBooks, `/books/andes/teams${query}`, { TeamBooks: { data: { hub } } }, { node: 'andes' });

const FILING = {
  ...{ id: 'andes:team-filing:01JD3Z7N4QK8R2V6X0Y5ABCDEF', from: '2026-01-01', to: '2026-04-01', version: 2 },
  ...{ status: 'FILED', fileSha256: 'f'.repeat(64), stagedRows: 12, reason: 'A bill was missing.' },
  ...{ income: eur(100), spending: eur(4_000), openingGap: eur(700), withHub: [{ difference: eur(500)[0] }] },
};
const HUB = {
  consolidatedBooks: {
    ...{ income: eur(10_100), spending: eur(4_000), netAssets: eur(6_100), eliminated: eur(2_500) },
    entities: [
      { team: null, income: eur(10_000), spending: eur(2_500), netAssets: eur(7_500) },
      { team: TEAM, income: eur(100), spending: eur(4_000), netAssets: [] },
    ],
    missing: [{ team: TEAM, from: '2026-04-01', to: '2026-07-01', dueBy: '2026-07-30', status: 'LATE' }],
  },
  teamBooks: { ...page, nodes: [{ legalName: 'Evenings e.V.', team: TEAM, filings: { nodes: [FILING] } }] },
};

describe('the books of a hub’s teams', () => {
  test('begin with what is missing, then the sums with what is counted once, then what was filed', async () => {
    const { text, html } = await show(HUB);
    expect(text).toMatch(/Missing books .*Evenings .*Apr 1, 2026 to Jun 30, 2026 .*Jul 30, 2026 .*late/);
    expect(text).toMatch(/The hub’s own books .*EUR 100\.00 .*EUR 25\.00 .*EUR 75\.00/);
    expect(text).toMatch(
      /Granted by the hub to these teams .*EUR 25\.00 .*Together .*EUR 101\.00 .*EUR 40\.00 .*EUR 61\.00/,
    );
    expect(text).toMatch(
      /Evenings e\.V\. .*filed .*Version 2 \. .*A bill was missing\. .*12 .*EUR 7\.00 .*EUR 5\.00 .*ffff/,
    );
    expect(html).toContain(`/teams/${TEAM.id}`);
  });

  test('say where there is nothing', async () => {
    const none = { ...HUB.consolidatedBooks, missing: [] };
    const { text } = await show({ consolidatedBooks: none, teamBooks: { ...page, totalCount: 0, nodes: [] } });
    expect(text).toContain('No books of these days are missing.');
    expect(text).toContain('No team of this hub has books of its own.');
    expect((await show(null)).status).toBe(404);
    expect((await show(HUB, '?from=2026-13-01')).status).toBe(400);
  });
});
