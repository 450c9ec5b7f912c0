import { createReadStream, readFileSync } from 'node:fs';
import { shortest } from '@hubgraph/exports/testing';
import { readBeancount, readHledger, readThreeSixtyGiving } from '@hubgraph/imports';
import { sharedFile } from '@hubgraph/imports/testing';
import { formatAmount } from '@hubgraph/kernel';
import { describe, expect, it } from 'vitest';
import {
  entryOf,
  expectSameByPrograms,
  expectSameGrants,
  expectSameInEachFormat,
  exported,
  grantOf,
  importAll,
  nameless,
  rowsOf,
} from './testing/given-away.ts';
import { anonymous, openImportNode } from './testing/import-node.ts';

interface GrantTotals {
  readonly grants: {
    readonly totalCount: number;
    readonly totals: readonly { currency: string; year: number; count: number; amount: { amountMinor: string } }[];
  };
}

const GRANTS = 'grants(first: 0) { totalCount totals { currency year count amount { amountMinor } } }';

/** Year and amount of each grant, got without the reader: amounts as text by a pattern, in hundredths. */
function totalsByPattern(path: string): Record<string, string> {
  const text = readFileSync(path, 'utf8');
  const amounts = [...text.matchAll(/"amountAwarded":\s*(\d+)(?:\.(\d{1,2}))?(?=[,\s}])/g)];
  const years = [...text.matchAll(/"awardDate":\s*"(?:\d\d\/\d\d\/)?(\d{4})/g)];
  expect(amounts.length).toBe(years.length);
  const totals = new Map<string, { count: number; amountMinor: bigint }>();
  for (const [n, [, whole = '', fraction = '']] of amounts.entries()) {
    const key = `GBP ${years[n]?.[1]}`;
    const { count, amountMinor } = totals.get(key) ?? { count: 0, amountMinor: 0n };
    const hundredths = BigInt(`${whole}${fraction.padEnd(2, '0')}`);
    totals.set(key, { count: count + 1, amountMinor: amountMinor + hundredths });
  }
  return Object.fromEntries(
    [...totals].map(([key, { count, amountMinor }]) => [key, `${count} ${amountMinor}`]).sort(),
  );
}

const FUNDERS = [
  { file: 'grants/a002400000OiDBQAA3.json', options: {}, count: 4_116, total: '115795635.69' },
  { file: 'grants/a002400000KeYdsAAF.json', options: { dateFormat: 'DD/MM/YYYY' }, count: 379, total: '31178456.00' },
] as const;

describe('real grants', () => {
  for (const { file, options, count, total } of FUNDERS) {
    it(`${file} is imported whole, to the last penny of every year, and given away to the last text`, async (context) => {
      const path = sharedFile(context, file);
      const read = await rowsOf(path, readThreeSixtyGiving(createReadStream(path), options));
      await using hub = await openImportNode();
      const begun = performance.now();
      await importAll(hub, 'THREE_SIXTY_GIVING', read, grantOf);
      const tookMs = performance.now() - begun;
      console.info(`${file}: ${count} grants in ${Math.round(tookMs)} ms`);
      expect(tookMs).toBeLessThan(15_000);
      const { grants } = await hub.seen<GrantTotals>(GRANTS);
      expect(grants.totalCount).toBe(count);
      const found = grants.totals.map(({ currency, year, count: n, amount }) => [
        `${currency} ${year}`,
        `${n} ${amount.amountMinor}`,
      ]);
      expect(Object.fromEntries(found)).toEqual(totalsByPattern(path));
      const sum = grants.totals.reduce((minor, { amount }) => minor + BigInt(amount.amountMinor), 0n);
      expect(formatAmount({ amountMinor: sum, currency: 'GBP' })).toBe(total);

      await expectSameGrants(hub, read.rows);
    });
  }

  it('360giving/good_movement_grants.json is given away to the last text', async (context) => {
    const path = sharedFile(context, '360giving/good_movement_grants.json');
    const read = await rowsOf(path, readThreeSixtyGiving(createReadStream(path)));
    expect(read.rows).toHaveLength(2);
    await using hub = await openImportNode();
    await importAll(hub, 'THREE_SIXTY_GIVING', read, grantOf);
    await expectSameGrants(hub, read.rows);
  });
});

interface BooksTotals {
  readonly books: {
    readonly accounts: {
      readonly totalCount: number;
      readonly nodes: readonly {
        path: string;
        type: string;
        balance: { amountMinor: string; currency: string; decimal: string };
      }[];
    };
    readonly entries: { readonly totalCount: number };
    readonly trialBalance: readonly { debits: object; credits: object }[];
  };
}

const BOOKS = `books { accounts(first: 100) { totalCount nodes { path type balance { amountMinor currency decimal } } }
  entries(first: 0) { totalCount } trialBalance { currency debits { decimal } credits { decimal } } }`;

it('real books are imported whole and given away as the same books in each format, and three programs say one number', async (context) => {
  const path = sharedFile(context, 'books/hackclub-main.pseudonymised.ledger');
  const read = await rowsOf(path, readHledger(createReadStream(path)));
  await using hub = await openImportNode();
  const id = await importAll(hub, 'HLEDGER', read, entryOf);
  const { books } = await hub.seen<BooksTotals>(BOOKS);
  const { nodes, totalCount } = books.accounts;
  expect(totalCount).toBe(nodes.length);
  // One account for each name in the file, none merged and none made up.
  expect(totalCount).toBe(new Set(read.rows.flatMap(({ postings }) => postings.map(({ account }) => account))).size);
  const sums = new Map<string, bigint>();
  for (const { type, balance } of nodes) {
    const key = `${type} ${balance.currency}`;
    sums.set(key, (sums.get(key) ?? 0n) + BigInt(balance.amountMinor));
  }
  expect(Object.fromEntries(sums)).toEqual({
    'ASSET USD': 640_844n,
    'EXPENSE USD': 28_316_457n,
    'INCOME USD': -28_893_696n,
    'LIABILITY USD': -63_605n,
  });
  expect(books.entries.totalCount).toBe(read.rows.filter(({ postings }) => postings.length > 0).length);
  for (const { debits, credits } of books.trialBalance) expect(debits).toEqual(credits);
  const digest = hub.node.journal.digest();
  const head = await hub.node.store.head();
  const again = { hub: 'east', fileSha256: read.fileSha256, format: 'HLEDGER' };
  expect(await hub.give('startImport', again)).toMatchObject({ code: 'import-is-complete' });
  expect(await hub.node.store.head()).toBe(head);
  expect(nameless(await exported(hub, 'postings.csv')).length).toBeGreaterThan(2_700);
  await expectSameInEachFormat(hub);
  const ours = nodes.map(({ path: of, balance }) => [`${of} ${balance.currency}`, shortest(balance.decimal)] as const);
  await expectSameByPrograms(hub, new Map(ours.filter(([, amount]) => amount !== '0').sort()));
  await using rebuilt = await hub.reopen({ withoutViews: true });
  expect(rebuilt.node.journal.digest()).toBe(digest);
  const { data } = await rebuilt.ask(anonymous, 'query ($id: ID!) { import(id: $id) { status stagedRows } }', { id });
  expect(data['import']).toEqual({ status: 'COMPLETE', stagedRows: 1_360 });
});

for (const [file, reader] of [
  ['ledger/good.journal', readHledger],
  ['ledger/good.beancount', readBeancount],
] as const) {
  it(`${file}, with its exchanges, is given away as the same books in each format`, async (context) => {
    const path = sharedFile(context, file);
    const read = await rowsOf(path, reader(createReadStream(path)));
    await using hub = await openImportNode();
    await importAll(hub, 'HLEDGER', read, entryOf);
    const postings = read.rows.flatMap((row) => row.postings);
    expect(nameless(await exported(hub, 'postings.csv'))).toHaveLength(postings.length);
    await expectSameInEachFormat(hub);
  });
}
