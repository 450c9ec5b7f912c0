import { describe, expect, test } from 'vitest';
import { readValues } from '../../acts/field.ts';
import { batchesOf, booksIn, booksInShort, readBooksFile } from '../../acts/hub/books-file.ts';
import { acts } from '../../acts/index.ts';
import { offersAtTeamBooks } from '../../acts/offers-on-team-books.ts';
import { moneyOf } from '../../money/sums.ts';
import { graphOf, visitTo } from '../../testing.test-helper.ts';
import { rendered } from '../rendering.test-helper.ts';
import { formFor } from '../you/load.ts';
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

const JOURNAL = `2026-01-02 Tea
    Expenses:Tea      3.00 EUR
    Assets:Cash

2026-01-03 Cake
    Expenses:Cake     x EUR
    Assets:Cash
`;
const NO_WORD = { skipsRejected: false };
const read = async (text: string, reading: Parameters<typeof readBooksFile>[1] = NO_WORD, name = 'q1.journal') =>
  readBooksFile({ name, bytes: Buffer.from(text) }, reading);
const takenAs = async (...given: Parameters<typeof read>): Promise<string> => {
  const found = await read(...given);
  if (!('value' in found)) throw new Error(found.fault.says ?? found.fault.code);
  return found.value;
};

describe('a file of books', () => {
  test('of which a row cannot be read is not taken, and says which; unless that row is left out', async () => {
    expect(await read(JOURNAL)).toMatchObject({
      fault: { code: 'booksRejected', says: expect.stringMatching(/^6: /) },
    });
    const value = await takenAs(JOURNAL, { skipsRejected: true });
    expect(booksIn(value)).toMatchObject({
      ...{ name: 'q1.journal', leftOut: [expect.stringMatching(/^6: /)] },
      entries: [{ day: '2026-01-02', postings: [{ amountMinor: '300' }, { amountMinor: '-300' }] }],
    });
    expect(booksInShort(value)).toMatch(/^q1\.journal\n2026-01-02 – 2026-01-02, × 1, 3\.00 EUR\n6: /);
  });

  test('whose dates do not fit is never taken in part', async () => {
    const british = JOURNAL.replace('2026-01-03', '13/01/2026').replace('x EUR', '1 EUR');
    const skips = { skipsRejected: true };
    expect(await read(british, skips)).toMatchObject({ fault: { code: 'booksMisdated' } });
    expect(await takenAs(british, { ...skips, dateFormat: 'DD/MM/YYYY' })).toContain('q1.journal');
  });

  test('is read by its name, and by the currency that the form gives', async () => {
    const bean =
      '2026-01-01 open Assets:Cash EUR\n2026-01-01 open Income:Gifts EUR\n2026-01-02 * "Gift"\n  Assets:Cash  5 EUR\n  Income:Gifts\n';
    expect(booksIn(await takenAs(bean, NO_WORD, 'q1.beancount'))?.entries).toHaveLength(1);
    const bare = '2026-01-02 Tea\n    Expenses:Tea  3\n    Assets:Cash\n';
    expect(await read(bare)).toHaveProperty('fault');
    expect(booksIn(await takenAs(bare, { ...NO_WORD, currency: 'eur' }))?.entries[0]?.postings[0]?.currency).toBe(
      'EUR',
    );
    expect(booksIn(await takenAs('; nothing happened\n'))?.entries).toEqual([]);
  });

  test('is told apart from what is none, and from what somebody made up', async () => {
    expect(await readBooksFile({ name: 'x', bytes: Buffer.from([0xff, 0xfe, 0x00]) }, NO_WORD)).toMatchObject({
      fault: { code: 'booksUnreadable' },
    });
    expect(await read('2026-01-02 Tea\n    Expenses:Tea  x\n', { skipsRejected: true })).toEqual({
      fault: { code: 'booksEmpty' },
    });
    const fields = [{ kind: 'books', name: 'b', label: 'b', dateFormat: 'd', currency: 'c', skips: 's' }] as const;
    for (const b of ['x', 'AAAA q1.journal', 'e30 q1.journal'])
      expect(readValues(fields, { b })).toEqual({ faults: [{ name: 'b', code: 'booksMissing' }] });
  });

  test('is sent in batches of two hundred', () => {
    const entries = Array.from({ length: 450 }, (_, n) => ({ sourceId: String(n), day: '2026-01-02', postings: [] }));
    expect(batchesOf(entries).map((batch) => batch.length)).toEqual([200, 200, 50]);
    expect(batchesOf([])).toEqual([]);
  });
});

describe('filing the books of a team', () => {
  const may = { allowed: true, code: null, reason: null };
  const own = {
    ...{ legalName: 'Evenings e.V.', rhythm: 'QUARTERLY', permissions: { file: may, end: may } },
    holds: [{ id: 'andes:sponsorship:A', team: { name: 'Nights' } }],
    unfiled: [
      { from: '2026-01-01', to: '2026-04-01', status: 'LATE' },
      { from: '2026-04-01', to: '2026-07-01', status: 'RUNNING' },
    ],
    filings: {
      nodes: [
        { ...FILING, from: '2025-10-01', to: '2026-01-01' },
        { ...FILING, status: 'DROPPED' },
      ],
    },
  };
  const teamToFile = () => ({ data: { team: { ...TEAM, permissions: { recordIncorporation: may }, ownBooks: own } } });
  const act = (name: string) => acts.find((one) => one.name === name);
  const file = async (answers: Parameters<typeof graphOf>[0], more: Record<string, string> = {}) => {
    const sent: [string, unknown][] = [];
    const taken =
      (name: string) =>
      ({ input }: Record<string, unknown>) => {
        sent.push([name, input]);
        return { data: { [name]: { __typename: 'TeamFiling', id: FILING.id } } };
      };
    const names = ['startTeamFiling', 'stageTeamFiling', 'completeTeamFiling', 'dropTeamFiling'];
    const graph = graphOf({ ...Object.fromEntries(names.map((name) => [name, taken(name)])), ...answers });
    const values = { period: '2026-01-01 2026-04-01', books: await takenAs(JOURNAL, { skipsRejected: true }), ...more };
    const filled = { values, fields: [], idempotencyKey: 'key' };
    const outcome = await act('fileTeamBooks')?.carryOut(visitTo('/act', {}, graph), TEAM.id, filled);
    return { outcome, sent };
  };

  test('begins with what is missing and over; what was filed can be filed again', async () => {
    const prepared = await act('fileTeamBooks')?.prepare(visitTo('/act', {}, graphOf({ teamToFile })), TEAM.id);
    expect(prepared).toMatchObject({ node: 'andes', permission: may, back: '/books/andes/teams' });
    expect(prepared?.fields[0]).toMatchObject({
      options: [
        { value: '2026-01-01 2026-04-01', text: 'Jan 1, 2026 – Mar 31, 2026 · late' },
        { value: '2025-10-01 2026-01-01', text: 'Oct 1, 2025 – Dec 31, 2025 · filed' },
      ],
    });
    expect(prepared?.fields).toContainEqual(
      expect.objectContaining({ name: 'held andes:sponsorship:A', values: { team: 'Nights' } }),
    );
    expect(prepared?.defaults).toEqual({ period: '2026-01-01 2026-04-01' });
    const waiting = { subject: TEAM.id, part: '2025-10-01', title: null, since: null } as const;
    const form = formFor({ kind: 'LATE_TEAM_BOOKS', ...waiting }, 'andes');
    expect(form?.act).toBe('fileTeamBooks');
    const asked = await act('fileTeamBooks')?.prepare(visitTo('/act', {}, graphOf({ teamToFile })), form?.about ?? '');
    expect(asked?.defaults).toEqual({ period: '2025-10-01 2026-01-01' });
  });

  test('is begun, sent and completed, with what the team says of its accounts', async () => {
    const { outcome, sent } = await file(
      {},
      {
        movement: ' Income:Hub\n\nIncome:Grants ',
        purposes: 'Expenses:Tea = education\nIncome:Hub=grants',
        reason: 'Again.',
        'held andes:sponsorship:A': 'Income:Nights\nExpenses:Tea',
      },
    );
    expect(outcome).toEqual({ done: '/books/andes/teams' });
    expect(sent).toEqual([
      [
        'startTeamFiling',
        {
          ...{ idempotencyKey: 'key-start', team: TEAM.id, from: '2026-01-01', to: '2026-04-01', reason: 'Again.' },
          fileSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          accounts: [
            { name: 'Income:Hub', isMovement: true, purpose: 'grants' },
            { name: 'Income:Grants', isMovement: true },
            {
              ...{ name: 'Expenses:Tea', isMovement: false, purpose: 'education' },
              sponsorship: 'andes:sponsorship:A',
            },
            { name: 'Income:Nights', isMovement: false, sponsorship: 'andes:sponsorship:A' },
          ],
        },
      ],
      ['stageTeamFiling', { filing: FILING.id, batch: 0, entries: [expect.objectContaining({ day: '2026-01-02' })] }],
      ['completeTeamFiling', expect.objectContaining({ idempotencyKey: 'key-complete', batches: 1, rows: 1 })],
    ]);
  });

  test('that is refused on the way is given up, so that the mended file can be filed; of a lost line nothing is', async () => {
    const refused = () => ({
      data: { stageTeamFiling: { __typename: 'Refused', code: 'day-is-outside-the-period', message: 'No.' } },
    });
    const one = await file({ stageTeamFiling: refused });
    expect(one.outcome).toEqual({ refused: { code: 'day-is-outside-the-period', message: 'No.' } });
    expect(one.sent.map(([name]) => name)).toEqual(['startTeamFiling', 'dropTeamFiling']);
    const lost = await file({ completeTeamFiling: () => ({ data: { completeTeamFiling: null } }) });
    expect(lost.outcome).toHaveProperty('failed');
    expect(lost.sent.map(([name]) => name)).toEqual(['startTeamFiling', 'stageTeamFiling']);
    const unreadable = await file({}, { purposes: 'Expenses:Tea is for education' });
    expect(unreadable.outcome).toMatchObject({ refused: { code: 'account-note-is-unreadable' } });
    expect(unreadable.sent).toEqual([]);
  });

  test('is offered with each team; what is being filed can be given up', async () => {
    const open = { id: FILING.id, status: 'OPEN', permissions: { drop: may } };
    const nodes = [
      { team: TEAM, filings: { nodes: [open] }, permissions: { file: may, end: { ...may, allowed: false } } },
    ];
    const graph = graphOf({ teamsToFile: () => ({ data: { hub: { teamBooks: { nodes } } } }) });
    expect(await offersAtTeamBooks(visitTo('/books', { node: 'andes' }, graph))).toEqual([
      { act: 'fileTeamBooks', about: TEAM.id, name: 'Evenings', permission: may },
      { act: 'dropTeamFiling', about: FILING.id, name: 'Evenings', permission: may },
    ]);
  });

  test.each([
    [
      'recordIncorporation',
      'Team',
      { legalName: 'E', registration: 'VR 1', since: '2026-01-01', rhythm: 'YEARLY', graceDays: '60' },
      { team: TEAM.id, legalName: 'E', registration: 'VR 1', since: '2026-01-01', rhythm: 'YEARLY', graceDays: 60 },
    ],
    ['endTeamBooks', 'Team', { until: '2027-01-01', reason: 'x' }, { team: TEAM.id, until: '2027-01-01', reason: 'x' }],
  ])('%s says whether one may, and is sent under its key', async (name, type, values, input) => {
    const prepared = await act(name)?.prepare(visitTo('/act', {}, graphOf({ teamToFile })), TEAM.id);
    expect(prepared).toMatchObject({ node: 'andes', permission: may });
    const sent: unknown[] = [];
    const answer = (given: Record<string, unknown>) => {
      sent.push(given['input']);
      return { data: { [name]: { __typename: type, id: TEAM.id } } };
    };
    const visit = visitTo('/act', {}, graphOf({ [name]: answer }));
    const filled = { values: values as Record<string, string>, fields: [], idempotencyKey: 'key' };
    expect(await act(name)?.carryOut(visit, TEAM.id, filled)).toEqual({ done: '/books/andes/teams' });
    expect(sent).toEqual([{ idempotencyKey: 'key', ...input }]);
  });
});
