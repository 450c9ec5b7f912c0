import { describe, expect, test } from 'vitest';
import { all } from '../testing.test-helper.ts';
import type { ExportEntry } from './entry.ts';
import { applicationsCsv, booksJournal, entriesCsv, grantsJson } from './files.ts';
import type { ExportApplication } from './grants.ts';
import { allOf, ListBrokenError } from './pages.ts';

const application: ExportApplication = {
  id: 'cee:application:1',
  title: '=cmd()',
  plan: null,
  purpose: 'education',
  spentIn: 'RS',
  status: 'AWARDED',
  appliedAt: '2026-01-01T00:00:00.000Z',
  amount: { decimal: '90071992547409931.10', currency: 'EUR', amountMinor: '9007199254740993110' },
  team: { id: 'cee:team:1', name: 'Readers “of” Novi Sad' },
  decision: { outcome: 'AWARD', reason: 'Plain.', decidedAt: '2026-01-02T00:00:00.000Z' },
  award: {
    id: 'cee:award:1',
    status: 'OPEN',
    amount: { decimal: '100.00', currency: 'EUR', amountMinor: '10000' },
    paid: { decimal: '0.00', currency: 'EUR', amountMinor: '0' },
  },
};
const entry: ExportEntry = {
  id: 'cee:entry:1',
  kind: 'gift',
  effectiveDay: '2026-01-01',
  status: 'POSTED',
  seq: 1,
  recordedAt: '2026-01-01T00:00:00.000Z',
  recordedBy: { id: 'cee:person:1' },
  reverses: null,
  reversedBy: null,
  cites: [],
  postings: ['assets:bank', 'income:gifts'].map((account, index) => ({
    account,
    fund: 'cee:fund:1',
    amount: { decimal: index === 0 ? '1.00' : '-1.00', currency: 'EUR', amountMinor: index === 0 ? '100' : '-100' },
    counterparty: 'PUBLIC',
    purpose: null,
    spentIn: null,
    decidedIn: null,
    team: null,
    allowedBy: null,
  })),
};

async function* list<T>(...items: readonly (T | Error)[]): AsyncGenerator<T> {
  for (const item of items) {
    if (item instanceof Error) throw item;
    yield item;
  }
}
const read = async (pieces: AsyncIterable<string>): Promise<string> => (await all(pieces)).join('');
const broken = new ListBrokenError('cee did not answer (timed-out).');
const funder = { id: 'cee', name: null };

describe('a whole file', () => {
  test('of entries has one row a posting', async () => {
    const rows = (await read(entriesCsv(list(entry, entry)))).trimEnd().split('\r\n');
    expect(rows).toHaveLength(5);
    expect(rows[1]).toContain(',1,assets:bank,cee:fund:1,EUR,1.00,100,PUBLIC,');
  });

  test('of grants is JSON, with every digit of an amount', async () => {
    const text = await read(grantsJson(funder, list(application, application)));
    expect((JSON.parse(text) as { grants: unknown[] }).grants).toHaveLength(2);
    expect(text).toContain('"amountAppliedFor":90071992547409931.10');
  });

  test('of grants is JSON when there is none', async () => {
    expect(JSON.parse(await read(grantsJson(funder, list())))).toEqual({ grants: [] });
  });

  test('of applications has their texts, defused', async () => {
    expect(await read(applicationsCsv(list(application)))).toContain(",'=cmd(),");
  });

  test('names no person', async () => {
    const text = (await read(entriesCsv(list(entry)))) + (await read(applicationsCsv(list(application))));
    expect(text).not.toMatch(/(_|,)by_name|applied_by|decided_by/);
  });
});

describe('a file that breaks off says so in its last line', () => {
  const last = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

  test.each<[string, () => AsyncIterable<string>, string]>([
    ['entries', () => entriesCsv(list<ExportEntry>(entry, broken)), 'after 2 rows'],
    ['applications', () => applicationsCsv(list<ExportApplication>(application, broken)), 'after 1 rows'],
    [
      'the journal, in its entries',
      () => booksJournal('cee', 'now', list<ExportEntry>(entry, broken), list()),
      'after 1',
    ],
    ['the journal, in its accounts', () => booksJournal('cee', 'now', list(entry), list<never>(broken)), 'after 1'],
    ['grants', () => grantsJson(funder, list<ExportApplication>(application, broken)), 'after 1 grants'],
  ])('%s', async (_name, pieces, count) => {
    const line = last(await read(pieces()));
    expect(line).toMatch(/^INCOMPLETE/);
    expect(line).toContain(count);
    expect(line).toContain('cee did not answer');
  });

  test('and of grants is no JSON any more', async () => {
    const text = await read(grantsJson(funder, list<ExportApplication>(application, broken)));
    expect(() => JSON.parse(text)).toThrow();
  });
});

describe('all pages of a list', () => {
  const page = (nodes: readonly number[], endCursor: string | null) => ({
    page: { nodes, pageInfo: { hasNextPage: endCursor !== null, endCursor } },
    errors: [],
  });

  test('are asked for one after the other', async () => {
    const asked: (string | null)[] = [];
    const found = await all(
      allOf(async (after) => {
        asked.push(after);
        return after === null ? page([1, 2], 'b') : page([3], null);
      }),
    );
    expect(found).toEqual([1, 2, 3]);
    expect(asked).toEqual([null, 'b']);
  });

  test.each([
    ['a page is missing', async () => ({ page: null, errors: [] })],
    [
      'a node does not answer',
      async () => ({
        page: null,
        errors: [{ message: '', code: 'HUB_UNAVAILABLE', node: 'cee', reason: 'timed-out' }],
      }),
    ],
    ['the list goes in a circle', async () => page([1], 'a')],
  ])('break where %s', async (_name, ask) => {
    await expect(all(allOf<number>(ask))).rejects.toThrow(ListBrokenError);
  });
});
