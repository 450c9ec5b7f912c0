import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { hasProgram, missing, xmlFaults } from '@hubgraph/exports/testing';
import {
  type EntryRow,
  type GrantRow,
  type ImportRow,
  readBeancount,
  readHledger,
  readIati,
  readPostings,
  readThreeSixtyGiving,
} from '@hubgraph/imports';
import { sharedFile } from '@hubgraph/imports/testing';
import { formatAmount, sha256 } from '@hubgraph/kernel';
import { describe, expect, it } from 'vitest';
import { anonymous, type ImportNode, openImportNode, start } from './testing/import-node.ts';

const BATCH_ROWS = 200;

interface Rows<T> {
  readonly rows: readonly T[];
  readonly fileSha256: string;
}

/** All rows of a file that can be read whole. */
async function rowsOf<T>(
  path: string,
  read: AsyncIterable<{ kind: 'row'; row: T } | { kind: 'rejected'; code: string }>,
): Promise<Rows<T>> {
  const rows: T[] = [];
  for await (const one of read) {
    if (one.kind === 'rejected') throw new Error(`${path}: ${one.code}`);
    rows.push(one.row);
  }
  return { rows, fileSha256: sha256(readFileSync(path)) };
}

/** As a client does it: start, batch after batch, complete. */
async function importAll<T>(
  hub: ImportNode,
  format: 'HLEDGER' | 'THREE_SIXTY_GIVING',
  { rows, fileSha256 }: Rows<T>,
  inputOf: (row: T) => object,
): Promise<string> {
  const id = await start(hub, format, undefined, fileSha256);
  const [mutation, name] =
    format === 'HLEDGER' ? (['stageImportEntries', 'entries'] as const) : (['stageImportGrants', 'grants'] as const);
  const batches = Math.ceil(rows.length / BATCH_ROWS);
  for (let batch = 0; batch < batches; batch += 1) {
    const inputs = rows.slice(batch * BATCH_ROWS, (batch + 1) * BATCH_ROWS).map(inputOf);
    const staged = await hub.give(mutation, { import: id, batch, [name]: inputs });
    expect(staged).toMatchObject({ __typename: 'Import', stagedBatches: batch + 1 });
  }
  const completed = await hub.give('completeImport', { import: id, fileSha256, batches, rows: rows.length });
  expect(completed).toMatchObject({ status: 'COMPLETE', stagedRows: rows.length });
  return id;
}

const grantOf = (row: GrantRow) => ({
  sourceId: row.sourceId,
  title: row.title,
  description: row.description,
  recipientKind: row.recipientKind === 'individual' ? 'INDIVIDUAL' : 'ORGANISATION',
  recipientId: row.recipientId,
  recipientName: row.recipientName,
  currency: row.currency,
  amountMinor: row.amountMinor.toString(),
  awardDay: row.awardDay,
  plannedFrom: row.plannedFrom,
  plannedTo: row.plannedTo,
  country: row.country,
});

const entryOf = ({ sourceId, day, postings }: EntryRow) => ({
  sourceId,
  day,
  postings: postings.map((posting) => ({ ...posting, amountMinor: `${posting.amountMinor}` })),
});

async function gatherEntries(rows: AsyncIterable<ImportRow<EntryRow>>): Promise<EntryRow[]> {
  const gathered: EntryRow[] = [];
  for await (const one of rows) {
    if (one.kind === 'rejected') throw new Error(`${one.at.path} ${one.code}`);
    gathered.push(one.row);
  }
  return gathered;
}

async function gather(rows: AsyncIterable<ImportRow<GrantRow>>): Promise<GrantRow[]> {
  const gathered: GrantRow[] = [];
  for await (const one of rows) {
    if (one.kind === 'rejected') throw new Error(one.code);
    gathered.push(one.row);
  }
  return gathered;
}

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

/** The grants of a file as they are given away, whatever ids the hub gave them. */
const withoutIds = (grantsJson: Buffer): string =>
  grantsJson.toString('utf8').replace(/east:grant:[0-9A-Z]{26}/g, 'id');

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

      const given = await exported(hub, 'grants.json');
      const rows = await gather(readThreeSixtyGiving(chunks(given)));
      const content = ({ sourceId: _, funderId: __, funderName: ___, programme: ____, ...others }: GrantRow) => others;
      expect(rows.map(content)).toEqual(read.rows.map(content));
      await using second = await openImportNode();
      await importAll(second, 'THREE_SIXTY_GIVING', { rows, fileSha256: sha256(given) }, grantOf);
      expect(withoutIds(await exported(second, 'grants.json')) === withoutIds(given)).toBe(true);
    });
  }
});

interface BooksTotals {
  readonly books: {
    readonly accounts: {
      readonly totalCount: number;
      readonly nodes: readonly { path: string; type: string; balance: { amountMinor: string; currency: string } }[];
    };
    readonly entries: { readonly totalCount: number };
    readonly trialBalance: readonly { debits: object; credits: object }[];
  };
}

const BOOKS = `books { accounts(first: 100) { totalCount nodes { path type balance { amountMinor currency } } }
  entries(first: 0) { totalCount } trialBalance { currency debits { decimal } credits { decimal } } }`;

/** A file of a hub, as anybody may take it. */
async function exported({ node }: ImportNode, file: string): Promise<Buffer> {
  const definition = node.exports.definition(file);
  if (definition === undefined) throw new Error(`there is no ${file}`);
  const made = await node.exports.get(node.journal.position, definition);
  if ('rejected' in made) throw new Error(made.message);
  return Buffer.concat([...node.exports.bytes(made, 0, made.sizeBytes)]);
}

/** Names each account by its class and by when it was first seen. */
function unnamed(): (account: string) => string {
  const accounts = new Map<string, string>();
  return (account) => {
    const [type = ''] = account.toLowerCase().split(':');
    const name = accounts.get(account) ?? `${type} ${accounts.size}`;
    accounts.set(account, name);
    return name;
  };
}

/** The books as they are whatever their accounts and entries are called: days, classes of accounts, amounts, balances. */
function nameless(postingsCsv: Buffer): readonly { readonly posting: string; readonly balance: string }[] {
  const nameOf = unnamed();
  const [head = '', ...rows] = postingsCsv.toString('utf8').trimEnd().split('\r\n');
  const names = head.split(',');
  return rows.map((row) => {
    const cells = row.split(',');
    const of = (name: string): string => cells[names.indexOf(name)] ?? '';
    const posting = [of('day'), of('posting'), nameOf(of('account')), of('currency'), of('amount_minor')].join(' ');
    return { posting, balance: of('balance') };
  });
}

/** The same of what a file says, which is no balance. */
function namelessRows(rows: readonly EntryRow[]): readonly string[] {
  const nameOf = unnamed();
  return rows.flatMap(({ day, postings }) =>
    postings.map(({ account, currency, amountMinor }, n) =>
      [day, n + 1, nameOf(account), currency, amountMinor].join(' '),
    ),
  );
}

const chunks = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
};

it('real books are imported whole, as ledger and hledger read them, and given away as the same books in each format', async (context) => {
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
  const given = nameless(await exported(hub, 'postings.csv'));
  expect(given.length).toBeGreaterThan(2_700);
  const readers = { 'books.journal': readHledger, 'books.beancount': readBeancount, 'postings.csv': readPostings };
  for (const [file, reader] of Object.entries(readers)) {
    const bytes = await exported(hub, file);
    const rows = (await gatherEntries(reader(chunks(bytes)))).filter(({ postings }) => postings.length > 0);
    expect([file, namelessRows(rows)]).toEqual([file, given.map(({ posting }) => posting)]);
    // What is imported follows from the rows: all of them by one format, some by each other.
    const some = file === 'books.journal' ? rows : rows.slice(0, BATCH_ROWS);
    await using second = await openImportNode();
    await importAll(second, 'HLEDGER', { rows: some, fileSha256: sha256(bytes) }, entryOf);
    const kept = nameless(await exported(second, 'postings.csv'));
    expect([file, kept]).toEqual([file, given.slice(0, some.flatMap(({ postings }) => postings).length)]);
  }
  await using rebuilt = await hub.reopen({ withoutViews: true });
  expect(rebuilt.node.journal.digest()).toBe(digest);
  const { data } = await rebuilt.ask(anonymous, 'query ($id: ID!) { import(id: $id) { status stagedRows } }', { id });
  expect(data['import']).toEqual({ status: 'COMPLETE', stagedRows: 1_360 });
});

describe('what was imported, given away and imported into a second hub', () => {
  it('is the same books with what they count beside money, by way of each format', async () => {
    const text = [
      '2025-01-02 Helping',
      '  Expenses:Care  7.50 HOURS',
      '  Income:Volunteers',
      '2025-01-03 Rooms',
      '  Assets:Rooms  3 "PLACES-2026"',
      '  Income:Gifts  -3 "PLACES-2026"',
      '  Expenses:Rent  10.00 EUR',
      '  Assets:Bank',
      '',
    ].join('\n');
    const resources = { HOURS: 2, 'PLACES-2026': 0 };
    const read = await gatherEntries(readHledger(chunks(Buffer.from(text)), { resources }));
    await using first = await openImportNode();
    const input = (code: string) => ({
      hub: 'east',
      code,
      name: code,
      kind: 'IN_KIND',
      places: code === 'HOURS' ? 2 : 0,
    });
    const id = await start(first, 'HLEDGER', undefined, sha256(text));
    const batch = { import: id, batch: 0, entries: read.map(entryOf) };
    expect(await first.give('stageImportEntries', batch)).toMatchObject({ code: 'resource-is-unknown' });
    for (const code of Object.keys(resources)) await first.give('declareResource', input(code));
    await importAll(first, 'HLEDGER', { rows: read, fileSha256: sha256(text) }, entryOf);
    const { books } = await first.seen<{ books: { resources: readonly object[]; trialBalance: readonly object[] } }>(
      'books { resources { code received { decimal } given { decimal } held { decimal } } trialBalance { currency } }',
    );
    expect(books).toMatchObject({
      resources: [
        { code: 'HOURS', received: { decimal: '7.50' }, given: { decimal: '7.50' }, held: { decimal: '0.00' } },
        { code: 'PLACES-2026', received: { decimal: '3' }, given: { decimal: '0' }, held: { decimal: '3' } },
      ],
      trialBalance: [{ currency: 'EUR' }],
    });
    const given = nameless(await exported(first, 'postings.csv'));
    const readers = { 'books.journal': readHledger, 'books.beancount': readBeancount, 'postings.csv': readPostings };
    await using second = await openImportNode();
    for (const code of Object.keys(resources)) await second.give('declareResource', input(code));
    for (const [file, reader] of Object.entries(readers)) {
      const bytes = await exported(first, file);
      const rows = await gatherEntries(reader(chunks(bytes), { resources }));
      expect([file, namelessRows(rows)]).toEqual([file, given.map(({ posting }) => posting)]);
      if (file !== 'books.journal') continue;
      await importAll(second, 'HLEDGER', { rows, fileSha256: sha256(bytes) }, entryOf);
      expect(nameless(await exported(second, 'postings.csv'))).toEqual(given);
    }
  });

  /** Debits less credits of each account and day, which is what activities tell of entries. */
  const byDay = (postingsCsv: Buffer): Record<string, bigint> => {
    const [head = '', ...rows] = postingsCsv.toString('utf8').trimEnd().split('\r\n');
    const names = head.split(',');
    const sums = new Map<string, bigint>();
    for (const row of rows) {
      const cells = row.split(',');
      const of = (name: string): string => cells[names.indexOf(name)] ?? '';
      const key = `${of('day')} ${of('account')} ${of('currency')}`;
      sums.set(key, (sums.get(key) ?? 0n) + BigInt(of('amount').replace('.', '')));
    }
    return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0n).sort());
  };

  it('is the same books, by way of the activities of IATI', async (context) => {
    const schema = sharedFile(context, 'iati/standard/iati-activities-schema.xsd');
    const good = readFileSync(sharedFile(context, 'iati/good_activity.xml'), 'utf8')
      // No activity tells of days to come.
      .replaceAll('2026-07-', '2025-07-');
    // Each type, an organisation without identifier, money that came back, and twice the same on one day.
    const transaction = (code: number, day: string, value: string, ref = ' ref="GB-CHC-12.34"') =>
      `<transaction><transaction-type code="${code}"/><transaction-date iso-date="${day}"/>` +
      `<value currency="EUR" value-date="${day}">${value}</value>` +
      `<provider-org${ref}><narrative>A</narrative></provider-org><receiver-org${ref}><narrative>B</narrative></receiver-org></transaction>`;
    const types = [1, 2, 3, 4, 5, 7, 11, 12, 13];
    const own = [
      ...types.map((code) => transaction(code, `2025-01-${10 + code}`, `${code}.25`)),
      transaction(3, '2025-02-01', '-10.01'),
      transaction(3, '2025-02-01', '3', ''),
      transaction(4, '2025-02-02', '7'),
      transaction(4, '2025-02-02', '7'),
    ];
    const identifier = '<iati-identifier>XM-EXAMPLE-1-GRANT-2026-0002</iati-identifier>';
    const file = good.replace(
      '</iati-activities>',
      `<iati-activity>${identifier}${own.join('')}</iati-activity></iati-activities>`,
    );
    await using first = await openImportNode();
    const read = await gatherEntries(readIati(chunks(Buffer.from(file))));
    expect(read).toHaveLength(2 + own.length);
    await importAll(first, 'HLEDGER', { rows: read, fileSha256: sha256(file) }, entryOf);
    const books = byDay(await exported(first, 'postings.csv'));
    expect(books).toMatchObject({
      '2025-01-13 expenses:imported:iati:disbursements:gb-chc-12-34 EUR': 325n,
      '2025-02-02 assets:imported:iati:cash EUR': -1400n,
      '2025-07-01 equity:imported:iati:promises USD': -4000000n,
    });
    const activities = await exported(first, 'activities.xml');
    if (hasProgram('xmllint')) {
      const path = join(mkdtempSync(join(tmpdir(), 'hubgraph-iati-')), 'activities.xml');
      writeFileSync(path, activities);
      expect(xmlFaults(schema, path)).toBe('');
      rmSync(dirname(path), { recursive: true });
    } else missing('xmllint');
    const rows = await gatherEntries(readIati(chunks(activities)));
    await using second = await openImportNode();
    await importAll(second, 'HLEDGER', { rows, fileSha256: sha256(activities) }, entryOf);
    expect(byDay(await exported(second, 'postings.csv'))).toEqual(books);
  });
});
