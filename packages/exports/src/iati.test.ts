import { expect, test } from 'vitest';
import type { Fact } from './fact.ts';
import { iati } from './iati.ts';
import { stream, textOf } from './testing/files.ts';
import { threeSixtyGiving } from './three-sixty-giving.ts';

const AT = Date.parse('2026-06-15T12:00:00Z');
const AWARD = 'east:award:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const TRANSFER = 'bss:disbursement:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const fact = (event: object, seq = 1): Fact => ({ seq, at: AT, event: event as Fact['event'] });
const opened = (path: string, currency = 'EUR', exponent = 2): Fact =>
  fact({ type: 'AccountOpened', account: { path, currency, exponent, status: 'OPEN' } });
const posted = (
  id: string,
  lines: readonly (readonly [string, bigint, (object | undefined)?, string?])[],
  more: object = {},
): Fact =>
  fact({
    type: 'EntryPosted',
    entry: {
      id,
      kind: 'x',
      effectiveDay: '2026-06-01',
      postings: lines.map(([account, amountMinor, dimensions, currency = 'EUR']) => ({
        account,
        currency,
        amountMinor,
        fund: 'f1',
        ...(dimensions && { dimensions }),
      })),
      ...more,
    },
  });
const gift = (id: string, minor: bigint, day = '2026-06-01'): Fact =>
  posted(
    id,
    [
      ['assets:bank:main', minor],
      ['income:donations', -minor, { counterparty: 'PUBLIC', purpose: 'education' }],
    ],
    { effectiveDay: day },
  );
const paid = (id: string, minor: bigint): Fact =>
  posted(
    id,
    [
      ['expenses:grants', minor, { counterparty: 'TEAM', allowedBy: AWARD }],
      ['assets:bank:main', -minor],
    ],
    { cites: { award: AWARD } },
  );
const received = posted(
  TRANSFER,
  [
    ['assets:bank:main', 500n],
    ['income:movement', -500n, { counterparty: 'MOVEMENT' }],
  ],
  { cites: { transfer: TRANSFER } },
);
const sent = posted(
  TRANSFER,
  [
    ['expenses:movement', 500n, { counterparty: 'MOVEMENT', recipient: 'east' }],
    ['assets:bank:main', -500n],
  ],
  { cites: { transfer: TRANSFER } },
);
const awarded = fact({
  type: 'AwardMade',
  award: AWARD,
  application: 'east:application:1',
  team: 'east:team:1',
  purpose: 'education',
  currency: 'EUR',
  spentIn: 'KE',
  draws: [{ amountMinor: 300n }, { amountMinor: 200n }],
});
const applied = fact({
  type: 'FundsAppliedFor',
  application: 'east:application:1',
  title: { key: 'title', digest: '' },
  plan: { key: 'plan', digest: '' },
  amountMinor: 9_007_199_254_740_993_110n,
});
const accounts = [
  'assets:bank:main',
  'income:donations',
  'income:movement',
  'expenses:grants',
  'expenses:movement',
].map((path) => opened(path));

const activitiesOf = async (node: string, facts: readonly Fact[]): Promise<readonly string[]> =>
  (await textOf(iati(node, stream([...accounts, ...facts])))).split('<iati-activity ').slice(1);
const ends = (xml = ''): readonly unknown[] => [
  /<iati-identifier>(.*)<\/iati-identifier>/.exec(xml)?.[1],
  /provider-activity-id="([^"]*)"/.exec(xml)?.[1],
  /receiver-activity-id="([^"]*)"/.exec(xml)?.[1],
  /<transaction-type code="(\d)"/.exec(xml)?.[1],
  /<value [^>]*>(.*)<\/value>/.exec(xml)?.[1],
];

test('a transfer is an activity at each end, and each names both', async () => {
  const [payer] = await activitiesOf('bss', [sent]);
  const [payee] = await activitiesOf('east', [received]);
  const [ours, theirs] = [`HUBGRAPH-bss-${TRANSFER}`, `HUBGRAPH-east-${TRANSFER}`];
  expect(ends(payer)).toEqual([ours, ours, theirs, '3', '5.00']);
  expect(ends(payee)).toEqual([theirs, ours, theirs, '1', '5.00']);
});

test('an award is an activity with what was promised, paid and came back', async () => {
  const closed = fact({ type: 'AwardClosed', award: AWARD });
  const [award = '', ...others] = await activitiesOf('east', [awarded, paid('p1', 300n), paid('p2', -50n), closed]);
  expect(others).toEqual([]);
  expect([...award.matchAll(/transaction-type code="(\d)"/g)].map(([, code]) => code)).toEqual(['2', '3', '3']);
  expect([...award.matchAll(/<value [^>]*>(.*)<\/value>/g)].map(([, amount]) => amount)).toEqual([
    '5.00',
    '3.00',
    '-0.50',
  ]);
  expect(award).toContain('<activity-status code="4"/>');
  expect(award).toContain('<recipient-country code="KE" percentage="100"/>');
});

test('all else is summed by month, so that nobody stands alone; resources are no money', async () => {
  const hours = posted('h', [
    ['assets:time', 15n, undefined, 'HOURS'],
    ['income:time', -15n, { counterparty: 'STAFF' }, 'HOURS'],
  ]);
  const facts = [
    opened('assets:time', 'HOURS', 1),
    opened('income:time', 'HOURS', 1),
    gift('a', 100n),
    gift('b', 250n),
    gift('c', 7n, '2026-05-31'),
    hours,
  ];
  const [fund = '', ...others] = await activitiesOf('east', facts);
  expect(others).toEqual([]);
  expect([...fund.matchAll(/<value [^>]*>(.*)<\/value>/g)].map(([, amount]) => amount)).toEqual(['3.50', '0.07']);
  expect(fund).not.toContain('HOURS');
});

test('a day to come is shown as the one on which it was recorded', async () => {
  const [fund = ''] = await activitiesOf('east', [gift('a', 100n, '2026-07-01')]);
  expect(fund).toContain('<transaction-date iso-date="2026-06-15"/>');
});

test('whatever stands in a code cannot break the file', async () => {
  const [fund = ''] = await activitiesOf('east', [
    posted('a', [
      ['assets:bank:main', 1n],
      ['income:donations', -1n, { counterparty: 'PUBLIC', purpose: '"<&>' }],
    ]),
  ]);
  expect(fund).toContain('code="&quot;&lt;&amp;&gt;"');
});

test('a grant has its texts, every digit of its amounts, and no name of a person', async () => {
  const texts: Readonly<Record<string, string>> = { title: 'Twelve “libraries”', name: 'A person’s name' };
  const imported = fact({
    type: 'GrantImported',
    grant: 'east:grant:1',
    currency: 'GBP',
    amountMinor: 5n,
    awardDay: '2014-03-01',
    plannedFrom: '2014-04-01',
    recipientKind: 'INDIVIDUAL',
    title: { key: 'title', digest: '' },
    recipientName: { key: 'name', digest: '' },
  });
  const facts = [applied, awarded, fact({ type: 'AwardPaid', award: AWARD, amountMinor: 300n }), imported];
  const text = async ({ key }: { readonly key: string }) => texts[key] ?? null;
  const file = await textOf(threeSixtyGiving({ node: 'east', facts: () => stream(facts), text }));
  expect(file).toContain('"amountAppliedFor":90071992547409931.10');
  expect(file).not.toContain(texts['name']);
  const { grants } = JSON.parse(file) as { grants: Record<string, unknown>[] };
  expect(grants).toMatchObject([
    {
      id: AWARD,
      title: 'Twelve “libraries”',
      description: 'The text was erased.',
      amountAwarded: 5,
      amountDisbursed: 3,
      awardDate: '2026-06-15',
      recipientOrganization: [{ id: 'east:team:1', name: 'east:team:1' }],
    },
    {
      id: 'east:grant:1',
      amountAwarded: 0.05,
      plannedDates: [{ startDate: '2014-04-01' }],
      recipientIndividual: { name: 'A person' },
    },
  ]);
});
