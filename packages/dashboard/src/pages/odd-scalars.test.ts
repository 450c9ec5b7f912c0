import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText } from '../../../kernel/src/any-text.test-helper.ts';
import type { PageDefinition } from '../page.ts';
import { figure } from './figure/page.tsx';
import { grant } from './grant/page.tsx';
import { hubs } from './hubs/page.tsx';
import { movement } from './movement/page.tsx';
import { type Answers, rendered } from './rendering.test-helper.ts';
import { search } from './search/page.tsx';
import { coverage, kes, line, statement, usd } from './statement.test-helper.ts';
import { threads } from './thread/entrance.tsx';
import { thread } from './thread/page.tsx';
import { award, disbursed, disbursement, gift, hub, idOf, motion, payment } from './thread/payment.test-helper.ts';

const AT = '2026-03-01T10:00:00.000Z';
const whole = { totalCount: 1, pageInfo: { hasNextPage: false, endCursor: null } };
const listed = { id: 'cee', name: 'Hub', kind: 'REGIONAL', status: 'AUTHORISED', country: 'KE', languages: ['sw'] };
const balances = [{ currency: 'USD', available: usd(1_000) }];
const ownWords = {
  ...{ id: 'cee', status: 'AUTHORISED', teams: { totalCount: 3 } },
  books: { funds: { pageInfo: { hasNextPage: false }, nodes: [{ id: 'f', balances }] } },
};
const found = {
  ...{ ...whole, isComplete: true },
  nodes: [{ id: idOf('cee', 'team'), kind: 'TEAM', title: 'A', snippet: 'b', at: AT }],
};
const opened = {
  ...{ isComplete: true, coverage: coverage(), total: line('total', 700, 2_500) },
  byCurrency: [line('KES', 700, 1_500), line('USD', 0, 1_000)],
  byNode: [line('andes', 700, 1_500), line('fundraising', 0, 1_000)],
  byEntity: [line('andes', 700, 1_400), line('fundraising', 0, 1_000)],
  byPurpose: [line('education', 0, 2_500)],
  byCountry: [line('KE', 0, 1_500), line('unknown', 700, 1_000)],
  ...{ byRegion: [line('unknown', 700, 2_500)], byDecidedIn: [line('unknown', 700, 2_500)] },
  ...{ byCostClass: [line('STAFF', 700, 2_500)], byFundKind: [line('RESTRICTED', 700, 2_500)] },
  byMonth: [line('2026-03', 700, 2_500)],
  balances: [{ node: 'andes', entity: null, balance: kes(-100), inReport: usd(-1) }],
  conversions: [{ from: 'KES', to: 'USD', rate: '0.01', source: 'made up', date: '2026-10-01' }],
  withoutRate: [],
};
// What the page of balances does not look at.
const withoutLines = {
  ...{ byCurrency: [], byNode: [], byEntity: [], byPurpose: [], byCountry: [], byRegion: [], byDecidedIn: [] },
  ...{ byCostClass: [], byFundKind: [], byMonth: [] },
};
const entry = { id: 'x', kind: 'local-donation', effectiveDay: '2026-03-20', seq: 4711, cites: [] };
const BOOKS: Answers = {
  EntryByPayment: { data: { payment: { award: { team: { hub: { books: { entry } } } } } } },
  EntryByDisbursement: { data: { disbursement: { toHub: { books: { entry } } } } },
  SupportEntry: { data: { supportBooks: { entry } } },
  CampaignsByFund: { data: { campaigns: { totalCount: 0, nodes: [] } } },
};
const paid = payment([disbursed(1, 6_000), disbursed(2, 3_000), gift(2, 1_000)]);
const uses = [{ amount: usd(4_000), basis: 'PRO_RATA', payment: paid }];
const allocations = {
  ...whole,
  nodes: [{ id: idOf('fundraising', 'allocation'), amount: usd(5), madeAt: AT, madeBy: null, fund: null, parts: [] }],
};
const donation = {
  ...{ id: idOf('fundraising', 'donation'), amount: usd(9_000), receivedOn: '2026-02-01', campaign: null, fund: null },
  ...{ remaining: usd(1_000), entryId: 'e' },
  uses: [{ amount: usd(4_000), basis: 'DIRECT', disbursement: disbursement(1) }],
};
const application = {
  ...{ id: idOf('cee', 'application'), title: 'Books', plan: 'Read.', purpose: 'education', spentIn: 'RS' },
  ...{ status: 'AWARDED', appliedAt: AT, appliedBy: null, amount: usd(9_000) },
  team: { id: 'cee:team:1', name: 'Readers', hub: { id: 'cee', name: 'Hub' } },
  decision: { outcome: 'AWARD', reason: 'Plain.', decidedAt: AT, decidedBy: null },
  award: { ...award, draws: [{ amount: usd(9_000), fund: { id: 'f', code: 'g', name: 'G' } }], payments: [paid] },
};

interface Case {
  readonly page: PageDefinition;
  readonly address: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly answers: Answers;
}

const ofThread = (kind: string, operation: string, field: string, data: unknown): Case => ({
  page: thread,
  address: '/thread/x',
  params: { id: idOf('andes', kind) },
  answers: { ...BOOKS, [operation]: { data: { [field]: data } } },
});

const CASES: Readonly<Record<string, Case>> = {
  movement: {
    page: movement,
    address: '/',
    answers: {
      Currencies: { data: { exchangeRates: { base: 'USD', rates: [{ currency: 'EUR' }] } } },
      Movement: { data: { movementFinance: { statement: statement() } } },
    },
  },
  figure: {
    page: figure,
    address: '/figure?kind=spending',
    answers: { Figure: { data: { movementFinance: { statement: opened } } } },
  },
  balances: {
    page: figure,
    address: '/figure?kind=balance',
    answers: { Figure: { data: { movementFinance: { statement: { ...opened, ...withoutLines } } } } },
  },
  hubs: {
    page: hubs,
    address: '/hubs',
    answers: {
      Hubs: { data: { hubs: { ...whole, nodes: [{ ...listed, since: AT }] } } },
      HubsOfThemselves: { data: { hubs: { nodes: [ownWords] } } },
    },
  },
  search: {
    page: search,
    address: '/search?q=a',
    answers: {
      HubsToSearch: { data: { hubs: { ...whole, nodes: [listed] } } },
      SearchCouncil: { data: { searchCouncil: found } },
      SearchFundraising: { data: { searchFundraising: found } },
      SearchHub: { data: { hub: { id: 'cee', search: found } } },
    },
  },
  threads: {
    page: threads,
    address: '/thread',
    answers: {
      RecentPayments: { data: { hubs: { ...whole, nodes: [{ ...hub, payments: { nodes: [paid, paid] } }] } } },
    },
  },
  grant: {
    page: grant,
    address: '/grants/x',
    params: { grant: application.id },
    answers: { Application: { data: { application } } },
  },
  'thread of a payment': ofThread('payment', 'ThreadOfPayment', 'payment', paid),
  'thread of a donation': ofThread('donation', 'ThreadOfDonation', 'donation', donation),
  'thread of a disbursement': ofThread('disbursement', 'ThreadOfDisbursement', 'disbursement', {
    ...disbursement(1),
    uses,
  }),
  'thread of a motion': ofThread('motion', 'ThreadOfMotion', 'motion', {
    ...motion(1),
    framework: { id: 'council:framework:1', version: 'v1', shares: null, allocations },
  }),
};

type Path = readonly (string | number)[];

/** Where an answer has an amount, a rate, a share, a currency, a month, a day or a moment. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key]));
  }
  const isMoney = ['amountMinor', 'currency', 'decimal', 'rate', 'basisPoints', 'base', 'from', 'to'].includes(
    String(path.at(-1)),
  );
  const isTime = typeof value === 'string' && /^\d{4}-\d{2}/.test(value);
  return isMoney || isTime ? [path] : [];
}

function replaced(value: unknown, [first, ...rest]: Path, by: unknown): unknown {
  if (first === undefined) return by;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  (copy as Record<string, unknown>)[first] = replaced((value as Record<string, unknown>)[first], rest, by);
  return copy;
}

/** What would fill a page. */
const LONG = [`1.${'0'.repeat(200)}`, '9'.repeat(500), '<b>'.repeat(200)];

const NONSENSE = [
  ...['<b>', 'usdx', '', 'x', 'not a date', '2026-99-99', '2026-13', '9999-12-31T99:99:99Z', '12,50', '0x10', ' 1 '],
  ...['-', '1e9', 'NaN', 'US', '\u202e', '\ud800', '1'],
  ...[null, true, false, 0, -1, 1.5, 1e21, Number.POSITIVE_INFINITY, 20_260_101],
];

const show = ({ page, address, params }: Case, answers: Answers) => rendered(page, address, answers, params);

/** Shows a page with nonsense at places of an answer; what failed is in the message. */
async function showsShort(of: Case, paths: readonly Path[], nonsense: unknown): Promise<void> {
  const answers = paths.reduce<unknown>((given, path) => replaced(given, path, nonsense), of.answers);
  const { status, html } = await show(of, answers as Answers);
  const where = `${JSON.stringify(nonsense)} at ${JSON.stringify(paths)}`;
  expect(status, where).toBe(200);
  expect(html, where).not.toContain('0'.repeat(100));
  expect(html, where).not.toContain('9'.repeat(100));
  expect(html, where).not.toContain('&lt;b&gt;'.repeat(40));
}

describe.each(Object.entries(CASES))('an amount, a day or a moment that is none, in what is asked for: %s', (_, of) => {
  const paths = pathsOf(of.answers);

  test('costs no page, whatever nonsense is known and wherever it stands', async () => {
    expect((await show(of, of.answers)).status).toBe(200);
    // What is long stands everywhere: at every second place of one name at once, beside others that are in order.
    for (const name of new Set(paths.map((path) => path.at(-1)))) {
      const named = paths.filter((path) => path.at(-1) === name);
      for (const half of [0, 1]) {
        const places = named.filter((_, place) => place % 2 === half);
        for (const nonsense of places.length === 0 ? [] : LONG) await showsShort(of, places, nonsense);
      }
    }
    // All others everywhere take half a minute: they take turns along the places.
    for (const [place, path] of paths.entries()) {
      for (const nonsense of NONSENSE.filter((_, index) => index % 27 === place % 27)) {
        await showsShort(of, [path], nonsense);
      }
    }
  });

  test('costs no page, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.oneof(fc.string(), anyText(), fc.double(), fc.integer(), fc.boolean()),
        (path, nonsense) => showsShort(of, [path], nonsense),
      ),
      { numRuns: 15 },
    );
  });
});
