import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { sharedFile } from '../testing/shared-data.ts';
import { collect, streamOf } from '../testing/streams.ts';
import { readIati } from './read.ts';

interface Parts {
  readonly type?: string;
  readonly date?: string;
  readonly value?: string;
  readonly parties?: string;
}

const transaction = ({
  type = '<transaction-type code="3"/>',
  date = '<transaction-date iso-date="2026-03-01"/>',
  value = '<value currency="EUR" value-date="2026-03-01">12.50</value>',
  parties = '<provider-org ref="XM-A-1"/><receiver-org ref="XM-B-2"><narrative>B &amp; Co</narrative></receiver-org>',
}: Parts = {}): string => `<transaction>${type}${date}${value}${parties}</transaction>`;
const activity = (id: string, transactions: string, attributes = ''): string =>
  `<iati-activity${attributes}><iati-identifier>${id}</iati-identifier><title><narrative>T</narrative></title>
   <budget><value currency="EUR">9</value></budget>${transactions}</iati-activity>`;
const file = (activities: string, version = '2.03'): string =>
  `<?xml version="1.0"?>\n<iati-activities version="${version}">\n${activities}\n</iati-activities>`;
const read = (text: string, chunkBytes?: number) => collect(readIati(streamOf(text, chunkBytes)));

describe('a transaction becomes an entry by its type', () => {
  test.each([
    ['1', 'Income:IATI:Incoming-funds:XM-A-1 -1250', 'Assets:IATI:Cash 1250'],
    ['2', 'Equity:IATI:Outgoing-commitments:XM-B-2 1250', 'Equity:IATI:Promises -1250'],
    ['3', 'Expenses:IATI:Disbursements:XM-B-2 1250', 'Assets:IATI:Cash -1250'],
    ['4', 'Expenses:IATI:Expenditure:XM-B-2 1250', 'Assets:IATI:Cash -1250'],
    ['5', 'Expenses:IATI:Interest:XM-B-2 1250', 'Assets:IATI:Cash -1250'],
    ['7', 'Expenses:IATI:Reimbursements:XM-B-2 1250', 'Assets:IATI:Cash -1250'],
    ['11', 'Equity:IATI:Incoming-commitments:XM-A-1 -1250', 'Equity:IATI:Promises 1250'],
    ['12', 'Equity:IATI:Outgoing-pledges:XM-B-2 1250', 'Equity:IATI:Promises -1250'],
    ['13', 'Equity:IATI:Incoming-pledges:XM-A-1 -1250', 'Equity:IATI:Promises 1250'],
  ])('type %s', async (code, ...postings) => {
    const { read: rows, refused } = await read(
      file(activity('a', transaction({ type: `<transaction-type code="${code}"/>` }))),
    );
    expect(refused).toEqual([]);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.day).toBe('2026-03-01');
    expect(rows[0]?.postings.map(({ account, amountMinor }) => `${account} ${amountMinor}`)).toEqual(postings);
    expect(rows[0]?.sourceId).toMatch(/^[0-9a-f]{64}-0$/);
  });
});

test('forms that XML Schema allows are read: zones, signs, zeros, points, and a default currency', async () => {
  const value = (text: string) => transaction({ value: `<value value-date="2026-03-01">${text}</value>` });
  const { read: rows, refused } = await read(
    file(
      activity(
        'a',
        ['+5', '.5', '5.', '005.1000', '-7.25', '0', '-0.00'].map(value).join('') +
          transaction({ date: '<transaction-date iso-date="2026-03-02+01:00"/>', parties: '' }),
        ' default-currency="USD"',
      ),
      '2.01',
    ),
  );
  expect(refused).toEqual([]);
  expect(rows.map(({ postings }) => postings[0]?.amountMinor)).toEqual([
    500n,
    50n,
    500n,
    510n,
    -725n,
    undefined,
    undefined,
    1250n,
  ]);
  expect(rows.at(-1)).toMatchObject({ day: '2026-03-02', postings: [{ account: 'Expenses:IATI:Disbursements' }, {}] });
});

test('equal transactions are told apart, the same way each time and however the file comes in', async () => {
  const text = file(activity('a', transaction() + transaction()) + activity('b', transaction()));
  const { read: rows } = await read(text);
  expect(new Set(rows.map(({ sourceId }) => sourceId)).size).toBe(3);
  for (const chunkBytes of [1, 7, 64]) expect((await read(text, chunkBytes)).read).toEqual(rows);
});

describe('what is rejected is told with its path, and the others are read', () => {
  const PATH = '/iati-activities/iati-activity[2]/transaction[2]';
  test.each<[string, string, Parts]>([
    ['transaction-type-is-missing', '/transaction-type', { type: '' }],
    ['transaction-type-is-unknown', '/transaction-type/@code', { type: '<transaction-type code="99"/>' }],
    ['transaction-type-is-not-booked', '/transaction-type/@code', { type: '<transaction-type code="6"/>' }],
    ['date-is-missing', '/transaction-date', { date: '' }],
    ['date-is-malformed', '/transaction-date/@iso-date', { date: '<transaction-date iso-date="2026-02-30"/>' }],
    ['amount-is-missing', '/value', { value: '<value currency="EUR"/>' }],
    ['currency-is-missing', '/value/@currency', { value: '<value>1</value>' }],
    ['currency-is-unknown', '/value/@currency', { value: '<value currency="GHC">1</value>' }],
    ['amount-is-not-a-decimal', '/value', { value: '<value currency="EUR">206,250.25</value>' }],
    ['amount-is-not-a-decimal', '/value', { value: '<value currency="EUR">1e3</value>' }],
    ['amount-has-a-fraction', '/value', { value: '<value currency="JPY">1.5</value>' }],
    ['amount-is-too-large', '/value', { value: `<value currency="EUR">${'9'.repeat(30)}</value>` }],
  ])('%s at %s', async (code, below, parts) => {
    const { read: rows, refused } = await read(
      file(activity('a', transaction()) + activity('b', transaction() + transaction(parts) + transaction())),
    );
    expect(refused).toMatchObject([{ code, at: { path: PATH + below } }]);
    expect(rows).toHaveLength(3);
  });

  test('an activity without an identifier, or with one that was there, is told once', async () => {
    const twice = transaction() + transaction();
    const nameless = `<iati-activity>${twice}</iati-activity>`;
    const { read: rows, refused } = await read(
      file(activity('a', transaction()) + activity('a', twice) + activity('', twice) + nameless),
    );
    expect(refused.map(({ code, at }) => [code, at.path])).toEqual([
      ['id-is-repeated', '/iati-activities/iati-activity[2]/iati-identifier'],
      ['id-is-missing', '/iati-activities/iati-activity[3]/iati-identifier'],
      ['id-is-missing', '/iati-activities/iati-activity[4]'],
    ]);
    expect(rows).toHaveLength(1);
  });
});

test.each([
  ['another kind of file', '<iati-organisations version="2.03"/>'],
  ['version 1', file('', '1.05')],
  ['no version', '<iati-activities/>'],
  ['a file that is cut off', file(activity('a', transaction())).slice(0, -20)],
  ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><iati-activities version="2.03"/>'],
  ['no XML', '{}'],
])('%s cannot be read', async (_, text) => {
  await expect(read(text)).rejects.toMatchObject({ code: 'ERR_IMPORT_UNREADABLE' });
});

test('one activity of many transactions is read piece by piece', async () => {
  const count = 20;
  let given = 0;
  async function* pieces() {
    yield Buffer.from('<iati-activities version="2.03"><iati-activity><iati-identifier>a</iati-identifier>');
    for (; given < count; given += 1) yield Buffer.from(transaction().repeat(100));
    yield Buffer.from('</iati-activity></iati-activities>');
  }
  let rows = 0;
  for await (const row of readIati(pieces())) {
    rows += row.kind === 'row' ? 1 : 0;
    expect(rows).toBeGreaterThan((given - 1) * 100);
  }
  expect(rows).toBe(count * 100);
});

describe('where and for what is read where one is meant', () => {
  const KE = '<recipient-country code="KE" percentage="100"/>';
  const UG = '<recipient-country code="UG"/>';
  const REGION = '<recipient-region code="298" vocabulary="1"/>';
  const OWN = '<sector vocabulary="99" code="education"/>';
  const OTHER = '<sector vocabulary="99" code="health" percentage="100.0"/>';
  test.each<[string, string, string, object | undefined]>([
    ['of the activity', KE + OWN, '', { spentIn: 'KE', purpose: 'education' }],
    ['of the transaction', '', UG + OTHER, { spentIn: 'UG', purpose: 'health' }],
    ['of both: the transaction’s counts', KE + OWN, UG + OTHER, { spentIn: 'UG', purpose: 'health' }],
    ['two countries', KE + UG + OWN, '', { purpose: 'education' }],
    ['a country and a region', KE + REGION, '', undefined],
    ['a region of the transaction', KE, REGION, undefined],
    ['a part of a country', KE.replace('100', '60'), '', undefined],
    ['two sectors', KE + OWN + OTHER, '', { spentIn: 'KE' }],
    ['many of each', (UG + OWN).repeat(50), '', undefined],
    ['a sector of a common list', '<sector vocabulary="1" code="15150"/>', '', undefined],
    ['a purpose that is none', '<sector vocabulary="99" code="unspecified"/>', '', undefined],
    ['what is no code', '<recipient-country code="Kenya"/><sector vocabulary="99" code="for Ada"/>', '', undefined],
  ])('%s', async (_, above, within, about) => {
    const { read: rows, refused } = await read(file(activity('a', above + transaction({ parties: within }))));
    expect(refused).toEqual([]);
    expect(rows[0]?.postings.map((posting) => posting.about)).toEqual([about, undefined]);
  });
});

it('samples are read or rejected as the standard says, in what is read of them', async (context) => {
  const expectedFile = sharedFile(context, 'iati/expected.json');
  const expected: Record<string, unknown> = JSON.parse(readFileSync(expectedFile, 'utf8'));
  const files = readdirSync(dirname(expectedFile)).filter((name) => name.endsWith('.xml'));
  expect(files.sort()).toEqual(Object.keys(expected).sort());
  const found: Record<string, unknown> = {};
  for (const name of files) {
    const rows = collect(readIati(createReadStream(join(dirname(expectedFile), name))));
    found[name] = await rows.then(
      ({ read: all, refused }) => [all.length, ...refused.map(({ code, at }) => `${code} ${at.path}`)],
      (error) => (error as { code: string }).code,
    );
  }
  expect(found).toEqual({
    'bad_codelist_currency.xml': [
      1,
      'currency-is-unknown /iati-activities/iati-activity[1]/transaction[2]/value/@currency',
    ],
    // Days and percentages of activities are nothing that is booked.
    'bad_rule_no_date.xml': [2],
    'bad_rule_percentages.xml': [2],
    'bad_xsd_missing_version.xml': 'ERR_IMPORT_UNREADABLE',
    'bad_xsd_order.xml': [2],
    'bad_xsd_value_not_decimal.xml': [
      1,
      'amount-is-not-a-decimal /iati-activities/iati-activity[1]/transaction[2]/value',
    ],
    'good_activity.xml': [2],
  });
});
