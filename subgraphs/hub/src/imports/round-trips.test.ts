import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { hasProgram, missing, xmlFaults } from '@hubgraph/exports/testing';
import { readHledger, readIati } from '@hubgraph/imports';
import { sharedFile } from '@hubgraph/imports/testing';
import { sha256 } from '@hubgraph/kernel';
import { describe, expect, it } from 'vitest';
import {
  chunks,
  entryOf,
  expectSameInEachFormat,
  exported,
  gatherEntries,
  importAll,
  nameless,
} from './testing/given-away.ts';
import { openImportNode, start } from './testing/import-node.ts';

describe('what was imported, given away and imported into a second hub', () => {
  it('is the same books with what they count beside money and what they are about, by way of each format', async () => {
    const text = [
      '2025-01-02 Helping',
      '  Expenses:Care  7.50 HOURS',
      '  Income:Volunteers',
      '2025-01-03 Rooms',
      '  Assets:Rooms  3 "PLACES-2026"',
      '  Income:Gifts  -3 "PLACES-2026"',
      '  Expenses:Rent  10.00 EUR',
      '  Assets:Bank',
      '1500-03-01 Before the days of Beancount',
      '  Assets:Bank  1.00 EUR',
      '  Income:Gifts',
      '',
    ].join('\n');
    const resources = { HOURS: 2, 'PLACES-2026': 0 };
    const about = { purpose: 'education', project: 'east:p-1', decidedIn: 'UG' };
    const written = await gatherEntries(readHledger(chunks(Buffer.from(text)), { resources }));
    const read = written.map(({ postings, ...entry }) => ({
      ...entry,
      postings: postings.map((posting) => ({
        ...posting,
        ...(posting.account.startsWith('Income') && { about }),
        ...(posting.account.startsWith('Expenses') && {
          about: { ...about, spentIn: 'KE', costClass: 'PROGRAMME' as const },
        }),
      })),
    }));
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
    const [line] = nameless(await exported(first, 'postings.csv'));
    expect(line?.posting).toMatch(/ HOURS 750 education east:p-1 KE UG PROGRAMME$/);
    await expectSameInEachFormat(first, resources, async (second) => {
      for (const code of Object.keys(resources)) await second.give('declareResource', input(code));
    });
  });

  /** Debits less credits of each account and day, which is what activities tell of entries. */
  const byDay = (postingsCsv: Buffer): Record<string, bigint> => {
    const [head = '', ...rows] = postingsCsv.toString('utf8').trimEnd().split('\r\n');
    const names = head.split(',');
    const sums = new Map<string, bigint>();
    for (const row of rows) {
      const cells = row.split(',');
      const of = (name: string): string => cells[names.indexOf(name)] ?? '';
      const key = [of('day'), of('account'), of('currency'), of('spent_in'), of('purpose')].join(' ').trimEnd();
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
    const KENYA = '<recipient-country code="KE"/><sector vocabulary="99" code="education"/>';
    const identifier = '<iati-identifier>XM-EXAMPLE-1-GRANT-2026-0002</iati-identifier>';
    const file = good.replace(
      '</iati-activities>',
      `<iati-activity>${identifier}${KENYA}${own.join('')}</iati-activity></iati-activities>`,
    );
    await using first = await openImportNode();
    const read = await gatherEntries(readIati(chunks(Buffer.from(file))));
    expect(read).toHaveLength(2 + own.length);
    await importAll(first, 'HLEDGER', { rows: read, fileSha256: sha256(file) }, entryOf);
    const books = byDay(await exported(first, 'postings.csv'));
    expect(books).toMatchObject({
      '2025-01-13 expenses:imported:iati:disbursements:gb-chc-12-34 EUR KE education': 325n,
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
