import {
  demoCountries,
  demoRates,
  type GraphQLAnswer,
  type SeededTransfers,
  seedTransfers,
  until,
} from '@hubgraph/dev-env';
import { currencyExponent } from '@hubgraph/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  answerJson,
  dayBack,
  entriesOf,
  expectClean,
  type FakeNode,
  type Fixture,
  FUNDRAISING,
  fakeNode,
  fundOf,
  give,
  seeded,
  send,
  settled,
  supportFund,
  today,
  usd,
  world,
} from './fixture.test-helper.ts';

let fixture: Fixture;
let transfers: SeededTransfers | undefined;
const SPENT_ON = dayBack(100);

beforeAll(async () => {
  fixture = await seeded(6);
  const { movement } = fixture;
  transfers = await seedTransfers(movement);
  // Each hub in its own currency, with odd amounts, purposes, places, a restricted fund; the support system in euro too.
  for (const [index, hub] of movement.hubs.entries()) {
    const fund = await fundOf(movement, hub.id);
    const treasurer = `${hub.id}/${hub.people.treasurer}`;
    const decimal = (units: number) => {
      const exponent = currencyExponent(hub.currency) ?? 0;
      return exponent === 0
        ? `${units}`
        : `${units}.${String(index * 11 + 7)
            .padStart(exponent, '0')
            .slice(-exponent)}`;
    };
    const money = (units: number) => ({ decimal: decimal(units), currency: hub.currency });
    const post = async (effectiveDay: string, postings: readonly object[]) => {
      const result = await give(movement, treasurer, 'postEntry', {
        hub: hub.id,
        kind: 'test',
        effectiveDay,
        postings,
      });
      expect(result.__typename, JSON.stringify(result)).toBe('JournalEntry');
    };
    const bank = { account: 'assets:bank:main', fund };
    await post(dayBack(120), [
      { ...bank, debit: money(100_000 + index) },
      { account: 'income:donations', fund, credit: money(100_000 + index), counterparty: 'PUBLIC', purpose: 'general' },
    ]);
    await post(SPENT_ON, [
      { ...bank, credit: money(3_333 + index) },
      {
        account: 'expenses:services',
        fund,
        debit: money(3_333 + index),
        counterparty: 'SUPPLIER',
        purpose: index % 2 === 0 ? 'education' : 'travel',
        spentIn: index === 3 ? 'FR' : hub.country,
        ...(index === 4 ? {} : { decidedIn: hub.country }),
      },
    ]);
    // A correction: spending that is negative on balance of the day.
    await post(dayBack(50), [
      { ...bank, debit: money(33) },
      {
        account: 'expenses:services',
        fund,
        credit: money(33),
        counterparty: 'SUPPLIER',
        purpose: 'travel',
        spentIn: 'ZA',
      },
    ]);
  }
  const fund = await supportFund(movement);
  const eur = { decimal: '777.77', currency: 'EUR' };
  for (const [account, side, bank] of [
    ['income:donations', 'credit', 'debit'],
    ['expenses:services', 'debit', 'credit'],
  ] as const) {
    const amount = side === 'credit' ? eur : { decimal: '77.70', currency: 'EUR' };
    const result = await give(movement, FUNDRAISING, 'postSupportEntry', {
      kind: 'test',
      effectiveDay: dayBack(20),
      postings: [
        { account: 'assets:bank:main', fund, [bank]: amount },
        { account, fund, [side]: amount, counterparty: side === 'credit' ? 'PUBLIC' : 'SUPPLIER', purpose: 'hosting' },
      ],
    });
    expect(result.__typename, JSON.stringify(result)).toBe('JournalEntry');
  }
  await settled(movement);
});
afterAll(() => fixture.end());

// An independent computation, from the entries alone.

interface Flow {
  readonly node: string;
  readonly month: string;
  readonly kind: 'income' | 'spending';
  readonly currency: string;
  readonly amount: bigint;
  readonly purpose: string;
  readonly country: string;
  readonly decidedIn: string;
}

async function flows(
  from: string,
  to: string,
): Promise<{ flows: Flow[]; balances: Map<string, bigint>; internal: bigint }> {
  const { movement } = fixture;
  const all: Flow[] = [];
  const balances = new Map<string, bigint>();
  let internal = 0n;
  for (const node of ['fundraising', ...movement.hubs.map((hub) => hub.id)]) {
    for (const entry of await entriesOf(movement, node)) {
      if (entry.status !== 'POSTED') continue;
      for (const posting of entry.postings) {
        const [type] = posting.account.split(':');
        const { currency } = posting.amount;
        const amount = BigInt(posting.amount.amountMinor);
        if ((type === 'assets' || type === 'liabilities') && entry.effectiveDay < to) {
          const key = `${node} ${currency}`;
          balances.set(key, (balances.get(key) ?? 0n) + amount);
        }
        if (entry.effectiveDay < from || entry.effectiveDay >= to) continue;
        if (type !== 'income' && type !== 'expenses') continue;
        if (posting.counterparty === 'MOVEMENT') {
          internal += amount;
          continue;
        }
        all.push({
          node,
          month: entry.effectiveDay.slice(0, 7),
          kind: type === 'income' ? 'income' : 'spending',
          currency,
          amount: type === 'income' ? -amount : amount,
          purpose: posting.purpose ?? 'unknown',
          country: posting.spentIn ?? 'unknown',
          decidedIn: posting.decidedIn ?? 'unknown',
        });
      }
    }
  }
  return { flows: all, balances, internal };
}

type Fraction = readonly [numerator: bigint, denominator: bigint];

/** Decimal text as a fraction. */
function fraction(decimal: string): Fraction {
  const [whole = '0', part = ''] = decimal.split('.');
  return [BigInt(whole + part), 10n ** BigInt(part.length)];
}

/** One conversion, exact until the last step, half to even. */
function converted(amount: bigint, from: string, to: string): bigint {
  if (from === to) return amount;
  const per = (currency: string): Fraction =>
    fraction(
      currency === demoRates.base ? '1' : (demoRates.rates.find((rate) => rate.currency === currency)?.perBase ?? '0'),
    );
  const [fn, fd] = per(from);
  const [tn, td] = per(to);
  const scale = (currency: string) => 10n ** BigInt(currencyExponent(currency) ?? 0);
  const numerator = amount * tn * fd * scale(to);
  const denominator = td * fn * scale(from);
  const sign = numerator < 0n ? -1n : 1n;
  const n = numerator * sign;
  const [quotient, rest] = [n / denominator, n % denominator];
  const up = rest * 2n > denominator || (rest * 2n === denominator && quotient % 2n === 1n);
  return sign * (quotient + (up ? 1n : 0n));
}

interface Line {
  readonly key: string;
  readonly income: readonly { amountMinor: string; currency: string }[];
  readonly spending: readonly { amountMinor: string; currency: string }[];
  readonly incomeInReport: { amountMinor: string };
  readonly spendingInReport: { amountMinor: string };
}

function linesOf(all: readonly Flow[], key: (flow: Flow) => string, to: string): Line[] {
  const keys = [...new Set(all.map(key))].sort();
  return keys.map((name) => {
    const side = (kind: Flow['kind']) => {
      const sums = new Map<string, bigint>();
      for (const flow of all) {
        if (key(flow) === name && flow.kind === kind)
          sums.set(flow.currency, (sums.get(flow.currency) ?? 0n) + flow.amount);
      }
      return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
    };
    const shown = (kind: Flow['kind']) =>
      side(kind).map(([currency, amount]) => ({ amountMinor: amount.toString(), currency }));
    const total = (kind: Flow['kind']) => ({
      amountMinor: side(kind)
        .reduce((sum, [currency, amount]) => sum + converted(amount, currency, to), 0n)
        .toString(),
    });
    return {
      key: name,
      income: shown('income'),
      spending: shown('spending'),
      incomeInReport: total('income'),
      spendingInReport: total('spending'),
    };
  });
}

const LINE =
  'key income { amountMinor currency } spending { amountMinor currency } incomeInReport { amountMinor } spendingInReport { amountMinor }';
const SHARE =
  '{ inGlobalSouth { amountMinor currency } classified { amountMinor } basisPoints unclassified { amountMinor } }';
const QUERY = `query ($from: Day!, $to: Day!, $in: String!, $partial: Boolean!) {
  movementFinance(from: $from, to: $to, reportCurrency: $in, acceptPartial: $partial) { id from to reportCurrency acceptsPartial
    statement { isComplete coverage { asked answered missing { node reason } asOf { node seq } missingBooks { node team from to status } }
      total { ${LINE} } byNode { ${LINE} } byCurrency { ${LINE} } byPurpose { ${LINE} } byCountry { ${LINE} } byRegion { ${LINE} }
      balances { node balance { amountMinor currency } inReport { amountMinor currency } }
      spentInGlobalSouth ${SHARE} decidedInGlobalSouth ${SHARE}
      conversions { from to rate source date } withoutRate } } }`;

interface Share {
  readonly inGlobalSouth: { amountMinor: string; currency: string };
  readonly classified: { amountMinor: string };
  readonly basisPoints: number | null;
  readonly unclassified: { amountMinor: string };
}
interface Statement {
  readonly isComplete: boolean;
  readonly coverage: {
    asked: string[];
    answered: string[];
    missing: { node: string; reason: string }[];
    asOf: { node: string; seq: number }[];
    missingBooks: { node: string; team: string; status: string }[];
  };
  readonly total: Line;
  readonly byNode: Line[];
  readonly byCurrency: Line[];
  readonly byPurpose: Line[];
  readonly byCountry: Line[];
  readonly byRegion: Line[];
  readonly balances: { node: string; balance: { amountMinor: string; currency: string }; inReport: unknown }[];
  readonly spentInGlobalSouth: Share;
  readonly decidedInGlobalSouth: Share;
  readonly conversions: { from: string; to: string; rate: string; source: string; date: string }[];
  readonly withoutRate: string[];
}

async function report(from: string, to: string, currency = 'USD', partial = false) {
  const answer = await send(`${fixture.movement.gateway.url}/graphql`, {
    query: QUERY,
    variables: { from, to, in: currency, partial },
  });
  expectClean(answer);
  expect(answer.status).toBe(200);
  const finance = answer.json.data?.['movementFinance'] as { statement: Statement | null } | null;
  return { ...answer, statement: finance?.statement ?? null };
}

/** Does something while a node is stopped. */
async function without<T>(node: string, work: () => Promise<T>): Promise<T> {
  await fixture.movement.stopNode(node);
  try {
    return await work();
  } finally {
    await fixture.movement.startNode(node);
  }
}

const both = async () => [await report(FIRST_DAY, TOMORROW, 'USD', true), await report(FIRST_DAY, TOMORROW)] as const;

// One day more than tomorrow, and rates of two days: midnight may come while the movement is made.
const TOMORROW = dayBack(-2);
const aged = (days: number) => expect.toBeOneOf([dayBack(days), dayBack(days - 1)]);
const FIRST_DAY = dayBack(700);
const MONTH = dayBack(0).slice(0, 7);

/** Waits until nothing is missing; returns the statement. */
const complete = () =>
  until(world, 'a complete statement', async () => {
    const { statement } = await report(FIRST_DAY, TOMORROW);
    return statement?.isComplete ? statement : undefined;
  });

describe('the figures of the movement', () => {
  test.each([
    ['all', FIRST_DAY, TOMORROW, 'USD'],
    ['all, in yen, without decimal places', FIRST_DAY, TOMORROW, 'JPY'],
    ['all, in dinar, with three', FIRST_DAY, TOMORROW, 'KWD'],
    ['all, in euro', FIRST_DAY, TOMORROW, 'EUR'],
    ['one period', dayBack(110), dayBack(60), 'USD'],
    ['the period after it', dayBack(60), TOMORROW, 'EUR'],
    ['a period without anything', dayBack(500), dayBack(400), 'USD'],
    ['the one day of the spending', SPENT_ON, dayBack(99), 'USD'],
    ['the day before it: a period is half open', dayBack(101), SPENT_ON, 'USD'],
  ])('are what the entries say: %s', async (_, from, to, currency) => {
    const { statement } = await report(from, to, currency);
    if (statement === null) return expect.fail('no statement');
    const known = await flows(from, to);
    const regions = new Map(demoCountries.map((entry) => [entry.country, entry]));
    const by = (key: (flow: Flow) => string) => linesOf(known.flows, key, currency);
    const none = {
      key: 'total',
      income: [],
      spending: [],
      incomeInReport: { amountMinor: '0' },
      spendingInReport: { amountMinor: '0' },
    };
    expect(statement.total).toEqual(by(() => 'total')[0] ?? none);
    expect(statement.byNode).toEqual(by((flow) => flow.node));
    expect(statement.byCurrency).toEqual(by((flow) => flow.currency));
    expect(statement.byPurpose).toEqual(by((flow) => flow.purpose));
    expect(statement.byCountry).toEqual(by((flow) => flow.country));
    expect(statement.byRegion).toEqual(by((flow) => regions.get(flow.country)?.region ?? 'unknown'));
    const south = (place: (flow: Flow) => string): Share => {
      const part = (wanted: boolean | undefined) => {
        const spent = known.flows.filter(
          (flow) => flow.kind === 'spending' && regions.get(place(flow))?.isGlobalSouth === wanted,
        );
        return BigInt(linesOf(spent, () => '', currency)[0]?.spendingInReport.amountMinor ?? 0);
      };
      const [inside, outside] = [part(true), part(false)];
      return {
        inGlobalSouth: { amountMinor: inside.toString(), currency },
        classified: { amountMinor: (inside + outside).toString() },
        basisPoints: inside + outside > 0n ? Number((inside * 10_000n) / (inside + outside)) : null,
        unclassified: { amountMinor: part(undefined).toString() },
      };
    };
    expect(statement.spentInGlobalSouth).toEqual(south((flow) => flow.country));
    expect(statement.decidedInGlobalSouth).toEqual(south((flow) => flow.decidedIn));
    const balances = statement.balances.map(({ node, balance }) => [
      `${node} ${balance.currency}`,
      balance.amountMinor,
    ]);
    const nonZero = (pairs: (readonly [string, string])[]) => pairs.filter(([, amount]) => amount !== '0').sort();
    expect(nonZero(balances as [string, string][])).toEqual(
      nonZero([...known.balances].map(([key, amount]) => [key, amount.toString()] as const)),
    );
    for (const { balance, inReport } of statement.balances) {
      expect(inReport).toEqual({
        amountMinor: converted(BigInt(balance.amountMinor), balance.currency, currency).toString(),
        currency,
      });
    }
  });

  test('leave out what moved inside: it cancels out in the two ledgers, and is nobody’s income', async () => {
    const known = await flows(FIRST_DAY, TOMORROW);
    expect(known.internal).toBe(0n);
    const { statement } = await report(FIRST_DAY, TOMORROW);
    const public_ = known.flows
      .filter((flow) => flow.kind === 'income')
      .reduce((sum, flow) => (flow.currency === 'USD' ? sum + flow.amount : sum), 0n);
    expect(statement?.total.income.find((one) => one.currency === 'USD')?.amountMinor).toBe(public_.toString());
    // USD 200,137.50 from donors and 500 from nearby: the 150,000 that went to hubs are not in it a second time.
    expect(public_).toBe(20_013_750n + 50_000n);
  });

  test('of two periods that meet are the figures of both together', async () => {
    const middle = dayBack(60);
    const [a, b, both] = await Promise.all(
      [
        [FIRST_DAY, middle],
        [middle, TOMORROW],
        [FIRST_DAY, TOMORROW],
      ].map(async ([from = '', to = '']) => (await report(from, to)).statement),
    );
    for (const currency of ['USD', 'EUR', 'KES', 'INR', 'PEN', 'RSD', 'IDR']) {
      for (const side of ['income', 'spending'] as const) {
        const of = (statement: Statement | null | undefined) =>
          BigInt(statement?.total[side].find((one) => one.currency === currency)?.amountMinor ?? 0);
        expect(of(a) + of(b), `${side} ${currency}`).toBe(of(both));
      }
    }
  });

  test('say by which rates, from whom and of which day they were converted', async () => {
    const { statement } = await report(FIRST_DAY, TOMORROW);
    expect(statement?.conversions.map((one) => one.from).sort()).toEqual(['EUR', 'IDR', 'INR', 'KES', 'PEN', 'RSD']);
    for (const one of statement?.conversions ?? []) {
      expect(one).toMatchObject({ to: 'USD', source: demoRates.source, date: aged(1) });
      expect(one.rate).toMatch(/^\d+\.\d{10}$/);
    }
    const old = await report(FIRST_DAY, dayBack(100));
    expect(old.statement?.conversions.map((one) => one.date)).toEqual(old.statement?.conversions.map(() => aged(180)));
    const before = await report(dayBack(900), dayBack(600));
    expect(before.statement).toMatchObject({ isComplete: true, conversions: [] });
  });

  test('without a rate stay in their own currency and are named', async () => {
    const { statement } = await report(FIRST_DAY, TOMORROW, 'GHS');
    expect(statement?.withoutRate).toEqual(['EUR', 'IDR', 'INR', 'KES', 'PEN', 'RSD', 'USD']);
    expect(statement?.total.incomeInReport.amountMinor).toBe('0');
    expect(statement?.total.income.length).toBe(7);
  });

  test.each([
    ['a day that the calendar has not', { from: '2026-02-30', to: TOMORROW }],
    ['no day', { from: 'yesterday', to: TOMORROW }],
    ['an empty period', { from: TOMORROW, to: TOMORROW }],
    ['a period that goes backwards', { from: TOMORROW, to: FIRST_DAY }],
    ['a currency that nobody has', { in: 'ABC' }],
    ['gold', { in: 'XAU' }],
    ['a currency in small letters', { in: 'usd' }],
    ['no currency', { in: '' }],
    ['a long one', { in: 'U'.repeat(5_000) }],
  ])('are refused for %s', async (_, wrong) => {
    const variables = { from: FIRST_DAY, to: TOMORROW, in: 'USD', partial: false, ...wrong };
    const answer = await send(`${fixture.movement.gateway.url}/graphql`, { query: QUERY, variables });
    expectClean(answer);
    expect(answer.json.data?.['movementFinance'] ?? null).toBeNull();
    expect(answer.json.errors?.map((error) => error.extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
    expect(answer.status).toBeLessThan(500);
  });
});

const ENTRY_FIELDS =
  'id kind reverses reversedBy cites { name value } postings { account amount { amountMinor currency } }';
const FIGURES = `query ($from: Day!, $to: Day!, $by: FinanceDimension!, $where: FinanceFilterInput, $partial: Boolean!) {
  movementFinance(from: $from, to: $to, acceptPartial: $partial) { statement {
    total { ${LINE} } breakdown(by: $by, where: $where) { ${LINE} } byMonth(where: $where) { ${LINE} } } } }`;
const POSTINGS = `postings(where: $where, first: 2, after: $after) {
  totalCount totals { amountMinor currency } pageInfo { hasNextPage endCursor }
  nodes { kind amount { amountMinor currency } entry { id effectiveDay } posting { account purpose team amount { amountMinor currency } } } }`;
const BOOKS_OF_HUB = `query ($node: ID!, $where: PostingFilterInput, $after: String) { hub(id: $node) { books { ${POSTINGS} } } }`;
const BOOKS_OF_SUPPORT = `query ($where: PostingFilterInput, $after: String) { books: supportBooks { ${POSTINGS} } }`;
const ENTRY_OF_HUB = `query ($node: ID!, $id: ID!) { hub(id: $node) { books { entry(id: $id) { ${ENTRY_FIELDS} } } } }`;
const ENTRY_OF_SUPPORT = `query ($id: ID!) { books: supportBooks { entry(id: $id) { ${ENTRY_FIELDS} } } }`;

type Amounts = readonly { readonly amountMinor: string; readonly currency: string }[];
interface PostingPage {
  readonly totalCount: number;
  readonly totals: Amounts;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly {
    readonly kind: string;
    readonly amount: Amounts[number];
    readonly entry: { readonly id: string; readonly effectiveDay: string };
    readonly posting: { readonly account: string; readonly team: string | null; readonly amount: Amounts[number] };
  }[];
}

interface PostingsAnswer {
  readonly books?: { readonly postings: PostingPage };
  readonly hub?: { readonly books: { readonly postings: PostingPage } };
}

async function figures(by: string, where: object, partial = false) {
  const { data, errors } = await fixture.movement.client.ask<{
    movementFinance: { statement: { total: Line; breakdown: Line[]; byMonth: Line[] } };
  }>(FIGURES, { from: FIRST_DAY, to: TOMORROW, by, where, partial });
  const statement = data?.movementFinance.statement;
  if (!statement) throw new Error(JSON.stringify(errors));
  return statement;
}

/** All postings of a node that are so, page by page. */
async function postings(node: string, where: object) {
  const nodes: PostingPage['nodes'][number][] = [];
  for (let after: string | null = null; ; ) {
    const isSupport = node === 'fundraising';
    const { data, errors }: GraphQLAnswer<PostingsAnswer> = await fixture.movement.client.ask(
      isSupport ? BOOKS_OF_SUPPORT : BOOKS_OF_HUB,
      { ...(isSupport ? {} : { node }), where, after },
    );
    const page: PostingPage | undefined = (data?.books ?? data?.hub?.books)?.postings;
    if (page === undefined) throw new Error(JSON.stringify(errors));
    nodes.push(...page.nodes);
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage) {
      expect(nodes.length).toBe(page.totalCount);
      return { ...page, nodes };
    }
  }
}

async function entryOf(node: string, id: string) {
  const isSupport = node === 'fundraising';
  type Books = { entry: { id: string; postings: { account: string; amount: Amounts[number] }[] } | null };
  const { data } = await fixture.movement.client.ask<{ books?: Books; hub?: { books: Books } }>(
    isSupport ? ENTRY_OF_SUPPORT : ENTRY_OF_HUB,
    isSupport ? { id } : { node, id },
  );
  return (data?.books ?? data?.hub?.books)?.entry;
}

/** Amounts by currency, without what is zero. */
function added(amounts: Amounts): Record<string, bigint> {
  const result = new Map<string, bigint>();
  for (const { currency, amountMinor } of amounts) {
    result.set(currency, (result.get(currency) ?? 0n) + BigInt(amountMinor));
  }
  return Object.fromEntries([...result].filter(([, amount]) => amount !== 0n).sort());
}

const SIDES = [
  ['income', 'INCOME'],
  ['spending', 'EXPENSE'],
] as const;

/** From the total to purposes, to nodes, to their postings, to the entries; at each step the parts are the whole. */
async function walk(partial = false): Promise<{ nodes: Set<string>; postings: number }> {
  const nodes = new Set<string>();
  let count = 0;
  const top = await figures('PURPOSE', {}, partial);
  for (const [side, kind] of SIDES) {
    expect(added(top.breakdown.flatMap((line) => line[side]))).toEqual(added(top.total[side]));
    for (const { key: purpose, [side]: ofPurpose } of top.breakdown) {
      const { breakdown } = await figures('NODE', { purpose }, partial);
      expect(added(breakdown.flatMap((line) => line[side]))).toEqual(added(ofPurpose));
      for (const { key: node, [side]: ofNode } of breakdown) {
        nodes.add(node);
        const found = await postings(node, { kind, purpose, from: FIRST_DAY, to: TOMORROW });
        expect(added(found.totals), `${node} ${purpose} ${kind}`).toEqual(added(ofNode));
        expect(added(found.nodes.map((one) => one.amount))).toEqual(added(ofNode));
        const [first] = found.nodes;
        if (first !== undefined) {
          const entry = await entryOf(node, first.entry.id);
          expect(entry?.postings).toContainEqual({ account: first.posting.account, amount: first.posting.amount });
          expect(added((entry?.postings ?? []).map((one) => one.amount))).toEqual({});
        }
        count += found.nodes.length;
      }
    }
  }
  return { nodes, postings: count };
}

describe('a figure that is opened', () => {
  test('is by month, and by two dimensions, what the entries say', async () => {
    const known = await flows(FIRST_DAY, TOMORROW);
    const regions = new Map(demoCountries.map((entry) => [entry.country, entry.region]));
    const keys: Record<string, [field: string, key: (flow: Flow) => string]> = {
      NODE: ['node', (flow) => flow.node],
      CURRENCY: ['currency', (flow) => flow.currency],
      PURPOSE: ['purpose', (flow) => flow.purpose],
      COUNTRY: ['country', (flow) => flow.country],
      REGION: ['region', (flow) => regions.get(flow.country) ?? 'unknown'],
      DECIDED_IN: ['decidedIn', (flow) => flow.decidedIn],
    };
    const all = await figures('NODE', {});
    expect(all.byMonth).toEqual(linesOf(known.flows, (flow) => flow.month, 'USD'));
    expect(all.byMonth.length).toBeGreaterThan(1);
    for (const [field, key] of Object.values(keys)) {
      const [wanted = ''] = known.flows.map(key).sort().reverse();
      const part = known.flows.filter((flow) => key(flow) === wanted);
      for (const [by, [, keyBy]] of Object.entries(keys)) {
        const { breakdown, byMonth } = await figures(by, { [field]: wanted });
        expect(breakdown, `${field} ${wanted} by ${by}`).toEqual(linesOf(part, keyBy, 'USD'));
        expect(byMonth).toEqual(linesOf(part, (flow) => flow.month, 'USD'));
      }
    }
  });

  test('leads from the total to purposes, nodes, postings and entries, and adds up on the way', async () => {
    const walked = await walk();
    expect([...walked.nodes].sort()).toEqual(['fundraising', ...fixture.movement.hubs.map((hub) => hub.id)].sort());
    expect(walked.postings).toBe((await flows(FIRST_DAY, TOMORROW)).flows.length);
  });

  test('leads there without a hub that is missing, too', async () => {
    await complete();
    const walked = await without('andes', () => walk(true));
    expect(walked.nodes.has('andes')).toBe(false);
    expect(walked.nodes.size).toBe(fixture.movement.hubs.length);
    await complete();
  });

  test('is told apart by teams, projects, funds, classes and what allowed it too, down to the postings of each node', async () => {
    const source = `query ($from: Day!, $to: Day!, $by: FinanceDimension!, $where: FinanceFilterInput) {
      movementFinance(from: $from, to: $to, details: [TEAM, PROJECT, FUND, ACCOUNT, ALLOWED_BY, COUNTERPARTY]) {
        details statement { total { ${LINE} } breakdown(by: $by, where: $where) { ${LINE} } } } }`;
    type Told = { movementFinance: { statement: { total: Line; breakdown: Line[] } } };
    const told = async (by: string, where: object = {}) => {
      const asked = { from: FIRST_DAY, to: TOMORROW, by, where };
      const { data, errors } = await fixture.movement.client.ask<Told>(source, asked);
      if (!data?.movementFinance?.statement) throw new Error(JSON.stringify(errors));
      return data.movementFinance.statement;
    };
    const fields = {
      ...{ TEAM: 'team', PROJECT: 'project', FUND: 'fund', ACCOUNT: 'account', ALLOWED_BY: 'allowedBy' },
      ...{ COUNTERPARTY: 'counterparty', COST_CLASS: 'costClass', FUND_KIND: 'fundKind' },
    };
    for (const [by, field] of Object.entries(fields)) {
      const { total, breakdown } = await told(by);
      expect(added(breakdown.flatMap(({ spending }) => spending)), by).toEqual(added(total.spending));
      expect(added(breakdown.flatMap(({ income }) => income)), by).toEqual(added(total.income));
      const [spent] = breakdown.filter(({ spending }) => spending.length > 0);
      expect(spent, by).toBeDefined();
      if (spent === undefined) continue;
      const ofNodes = (await told('NODE', { [field]: spent.key })).breakdown;
      expect(added(ofNodes.flatMap(({ spending }) => spending))).toEqual(added(spent.spending));
      for (const { key: node, spending } of ofNodes) {
        const isUnsaid = by === 'COST_CLASS' && spent.key === 'unknown';
        const where = { kind: 'EXPENSE', from: FIRST_DAY, to: TOMORROW };
        const found = await postings(node, {
          ...where,
          ...(isUnsaid ? { withoutCostClass: true } : { [field]: spent.key }),
        });
        expect(added(found.totals), `${by} ${spent.key} ${node}`).toEqual(added(spending));
      }
    }
    const { errors } = await fixture.movement.client.ask(FIGURES, {
      ...{ from: FIRST_DAY, to: TOMORROW, by: 'TEAM', where: {}, partial: false },
    });
    expect(errors?.map(({ extensions }) => extensions?.['reason'])).toEqual(['detail-was-not-asked-for']);
  });

  test('has a position, a cash flow and plans, which are those of all books, without what moved inside', async () => {
    type Amounts = { amounts: Amount[]; before: Amount[] };
    type Amount = { amountMinor: string; currency: string };
    type OpensAs = { figure: string; isAtEnd: boolean } & Record<'fundKind' | 'cashClass' | 'withinMovement', unknown>;
    type Line = Amounts & { line: string; opensAs: OpensAs; byNode: (Amounts & { node: string })[] };
    type Sheets = { position: Line[]; cashFlow: Line[]; isComplete: boolean; coverage: { asOf: { node: string }[] } };
    const { data, errors } = await fixture.movement.client.ask<{ movementFinance: { sheets: Sheets } }>(
      `query ($from: Day!, $to: Day!) { movementFinance(from: $from, to: $to) { sheets { isComplete coverage { asOf { node } }
        plan { line } conversions { from rate date source }
        position { ...L } cashFlow { ...L } } } }
      fragment L on SheetLine { line amounts { ...M } before { ...M } inReport { ...M } beforeInReport { ...M }
        opensAs { figure fundKind cashClass withinMovement isAtEnd } byNode { node amounts { ...M } before { ...M } } }
      fragment M on Money { amountMinor currency }`,
      { from: FIRST_DAY, to: TOMORROW },
    );
    expect(errors ?? []).toEqual([]);
    const sheets = data?.movementFinance.sheets as Sheets;
    expect(sheets.isComplete).toBe(true);
    expect(sheets.coverage.asOf.length).toBe(fixture.movement.hubs.length + 1);
    const sum = (lines: readonly Line[], sign: (line: string) => number, of: 'amounts' | 'before' = 'amounts') =>
      added(
        lines.flatMap((one) =>
          one[of].map((money) => ({ ...money, amountMinor: `${BigInt(sign(one.line)) * BigInt(money.amountMinor)}` })),
        ),
      );
    const ofPosition = (line: string) => (line === 'LIABILITIES' || line.startsWith('NET') ? -1 : 1);
    expect(sum(sheets.position, ofPosition)).toEqual({});
    expect(sum(sheets.position, ofPosition, 'before')).toEqual({});
    const flow = (line: string) => (line === 'CASH' ? 0 : line.startsWith('WENT') ? -1 : 1);
    const opening = sum(sheets.cashFlow, (line) => (line === 'CASH' ? 1 : 0), 'before');
    const closing = sum(sheets.cashFlow, (line) => (line === 'CASH' ? 1 : 0));
    const moved = sum(sheets.cashFlow, flow);
    for (const currency of new Set([...Object.keys(closing), ...Object.keys(moved), ...Object.keys(opening)])) {
      expect((opening[currency] ?? 0n) + (moved[currency] ?? 0n), currency).toBe(closing[currency] ?? 0n);
    }
    for (const { line, amounts, byNode } of [...sheets.position, ...sheets.cashFlow]) {
      expect(added(byNode.flatMap((one) => one.amounts)), line).toEqual(added(amounts));
    }
    // Each line opens in the books of a node, to entries that add up to what the line says of it.
    const [{ id: hub } = { id: '' }] = fixture.movement.hubs;
    const opened = [...sheets.position, ...sheets.cashFlow].flatMap(({ line, opensAs, byNode }) =>
      (byNode.find(({ node }) => node === hub)?.amounts ?? []).map(({ amountMinor, currency }) => {
        const { figure, isAtEnd, ...narrowed } = opensAs;
        const days = `${isAtEnd ? '' : `from: "${FIRST_DAY}", `}to: "${TOMORROW}"`;
        const parts = Object.entries(narrowed).flatMap(([name, value]) =>
          value === null ? [] : [`${name}: ${value}`],
        );
        return {
          line,
          amountMinor,
          question: `figure(of: { figure: ${figure}, currency: "${currency}", ${[days, ...parts].join(', ')} }, first: 100)
            { amount { amountMinor } nodes { amount { amountMinor } } }`,
        };
      }),
    );
    expect(opened.length).toBeGreaterThan(5);
    type Opened = { amount: { amountMinor: string }; nodes: { amount: { amountMinor: string } }[] };
    const books = await fixture.movement.client.ask<{ hub: { books: Readonly<Record<string, Opened>> } }>(
      `{ hub(id: "${hub}") { books { ${opened.map(({ question }, n) => `f${n}: ${question}`).join('\n')} } } }`,
    );
    expect(books.errors ?? []).toEqual([]);
    for (const [n, { line, amountMinor }] of opened.entries()) {
      const { amount, nodes } = books.data?.hub.books[`f${n}`] ?? { amount: undefined, nodes: [] };
      const sum = nodes.reduce((so, one) => so + BigInt(one.amount.amountMinor), 0n);
      expect([line, amount?.amountMinor, `${sum}`]).toEqual([line, amountMinor, amountMinor]);
    }
  });

  test('is what one team got', async () => {
    const { team } = fixture.ids;
    const hub = team.split(':')[0] ?? '';
    const found = await postings(hub, { team });
    expect(found.nodes.length).toBeGreaterThan(0);
    expect(found.nodes.map(({ posting }) => posting.team)).toEqual(found.nodes.map(() => team));
    expect(added(found.nodes.map(({ posting }) => posting.amount))).toEqual(
      added(found.totals.map((one) => ({ ...one, amountMinor: `${-BigInt(one.amountMinor)}` }))),
    );
  });
});

interface Compared {
  readonly result: {
    readonly isWithoutDifference: boolean;
    readonly matched: number;
    readonly onlyInA: readonly string[];
    readonly open: readonly { readonly id: string; readonly missing: string }[];
    readonly owed: readonly unknown[];
    readonly coverage: { readonly asOf: readonly { readonly node: string }[] };
  } | null;
}

/** The books of two nodes side by side, since ever. */
async function compared(a: string, b: string, more = '') {
  const query = `query ($a: ID!, $b: ID!, $from: Day!, $to: Day!) {
    reconciliation(a: $a, b: $b, from: $from, to: $to${more}) { a b result { isWithoutDifference matched onlyInA onlyInB
      differs { id what a b } open { id missing } days { day movedInA movedInB } totalInA totalInB endCursor
      owed { from to owed { decimal currency } due { decimal currency } }
      coverage { asked answered asOf { node seq at } } } } }`;
  const { json } = await send(`${fixture.movement.gateway.url}/graphql`, {
    query,
    variables: { a, b, from: dayBack(30), to: TOMORROW },
  });
  return { json, found: json.data?.['reconciliation'] as Compared | null | undefined };
}

/** What each node owns less what it owes, in dollars. */
async function balancesByNode() {
  const { statement } = await report(FIRST_DAY, TOMORROW);
  return (statement?.balances ?? [])
    .filter(({ balance }) => balance.currency === 'USD')
    .map(({ node, balance }) => ({ node, amountMinor: BigInt(balance.amountMinor) }));
}

describe('the books of two nodes', () => {
  const [one, other] = ['east-africa', 'south-asia'];

  test('agree, and say what is open and whose word is missing', async () => {
    const expected = {
      isWithoutDifference: true,
      matched: 1,
      onlyInA: [],
      onlyInB: [],
      differs: [],
      open: [{ id: transfers?.open, missing: 'ANSWER_OF_PAYEE' }],
      days: [],
      owed: [],
      endCursor: null,
    };
    expect((await compared(one, other)).found).toMatchObject({ a: one, b: other, result: expected });
    const swapped = await compared(other, one);
    expect(swapped.found).toMatchObject({ result: expected });
    expect(swapped.found?.result?.coverage.asOf.map(({ node }) => node)).toEqual([other, one]);
  });

  test('agree on disbursements, which go from bank to bank', async () => {
    const { found, json } = await compared('fundraising', one);
    expect(json.errors).toBeUndefined();
    expect(found?.result).toMatchObject({ isWithoutDifference: true, matched: 1, open: [], owed: [] });
  });

  test('have nothing to say where nothing was ever paid', async () => {
    expect((await compared('andes', other)).found?.result).toMatchObject({ isWithoutDifference: true, matched: 0 });
  });

  test('say what is owed until it has been paid and has arrived', async () => {
    const { movement } = fixture;
    const who = `${one}/${movement.hubs.find(({ id }) => id === one)?.people.treasurer}`;
    const input = { hub: one, to: other, fund: await fundOf(movement, one), amount: usd('3.00') };
    const before = (await balancesByNode()).reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
    const type = 'PrepareTransferInput';
    const { id } = await movement.client.act(who, 'prepareTransfer', type, input, '... on Transfer { id }');
    await expect.poll(async () => (await compared(one, other)).found?.result?.matched).toBe(2);
    const money = { decimal: '3.00', currency: 'USD' };
    expect((await compared(one, other)).found?.result).toMatchObject({
      isWithoutDifference: true,
      owed: [{ from: one, to: other, owed: money, due: money }],
    });
    // What one owes and the other is owed cancels out in what the movement has.
    expect((await balancesByNode()).reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(before);
    await give(movement, who, 'settleTransfer', { hub: one, transfer: id, amount: usd('3.00'), day: today() });
    expect((await compared(one, other)).found?.result).toMatchObject({
      isWithoutDifference: true,
      open: [{ missing: 'ANSWER_OF_PAYEE' }, { missing: 'ARRIVAL' }],
      owed: [{ from: one, to: other, owed: { decimal: '0.00' }, due: money }],
    });
  });

  test('are not compared where one of the two does not answer, whoever else does', async () => {
    const [missing, others] = await without('south-asia', async () =>
      Promise.all([compared(one, other), compared('fundraising', one)]),
    );
    expect(missing.found?.result ?? null).toBeNull();
    const error = missing.json.errors?.find(({ extensions }) => extensions?.['code'] === 'FIGURES_ARE_INCOMPLETE');
    expect(error?.message).toContain('south-asia did not answer');
    expect(others.found?.result).toMatchObject({ isWithoutDifference: true });
    const support = await without('fundraising', () => compared(one, 'fundraising'));
    expect(JSON.stringify(support.json.errors)).toContain('fundraising did not answer');
    await complete();
  });

  test.each([
    ['reconciliation-needs-two-nodes', one, one, ''],
    ['node-has-no-books', one, 'council', ''],
    ['cursor-is-malformed', one, other, ', after: "x"'],
  ])('are not compared for a question that is none: %s', async (reason, a, b, more) => {
    const { json } = await compared(a, b, more);
    expect(json.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason });
  });
});

describe('when somebody is missing', () => {
  test('a hub: the rest, and who is missing; or nothing at all; and all again when it is back', async () => {
    const whole = await complete();
    const [partial, strict] = await without('andes', both);
    expect(partial.statement).toMatchObject({ isComplete: false });
    expect(partial.statement?.coverage.missing).toEqual([{ node: 'andes', reason: 'refused' }]);
    expect(partial.statement?.coverage.asked.sort()).toEqual(whole.coverage.asked.sort());
    expect(partial.statement?.coverage.answered).not.toContain('andes');
    expect(partial.statement?.byNode).toEqual(whole.byNode.filter((line) => line.key !== 'andes'));
    expect(strict.statement).toBeNull();
    const errors = strict.json.errors?.filter((error) => error.extensions?.['code'] === 'FIGURES_ARE_INCOMPLETE');
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.message).toContain('andes (refused)');
    expect(errors?.[0]?.path).toEqual(['movementFinance', 'statement']);
    expect(strict.json.extensions?.['hubs']).toMatchObject({ failed: [{ hub: 'andes' }] });
    expect((await complete()).byNode).toEqual(whole.byNode);
  });

  test('fundraising: the hubs’ figures, and who is missing', async () => {
    const whole = await complete();
    const [partial, strict] = await without('fundraising', both);
    expect(partial.statement?.coverage.missing.map((one) => one.node)).toEqual(['fundraising']);
    expect(partial.statement?.byNode).toEqual(whole.byNode.filter((line) => line.key !== 'fundraising'));
    expect(strict.statement).toBeNull();
    expect(JSON.stringify(strict.json.errors)).toContain('FIGURES_ARE_INCOMPLETE');
    expect((await complete()).byNode).toEqual(whole.byNode);
  });

  test('the council: an error that says so, and the hubs’ own books as before', async () => {
    const { movement } = fixture;
    const [strict, books] = await without(
      'council',
      async () =>
        [
          await report(FIRST_DAY, TOMORROW),
          await movement.client.ask(
            '{ supportBooks { trialBalance { currency } } team(id: "east-africa:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF") { id } }',
          ),
        ] as const,
    );
    expect(strict.statement).toBeNull();
    expect(strict.json.errors?.map((error) => error.extensions)).toEqual([
      { code: 'NODE_UNAVAILABLE', node: 'council', reason: 'refused' },
    ]);
    expect(books).toMatchObject({ data: { supportBooks: { trialBalance: [{}, {}] }, team: null } });
    expect(books.errors).toBeUndefined();
    await complete();
  });
});

describe('a hub that answers', () => {
  let fake: FakeNode | undefined;
  let whole: Statement;

  const part = (over: object = {}, missingBooks: object[] = []) => ({
    hubs: {
      cells: [],
      positions: [],
      coverage: {
        asked: ['andes'],
        answered: ['andes'],
        missing: [],
        asOf: [{ node: 'andes', seq: 1, at: '2026-01-01T00:00:00.000Z' }],
        missingBooks,
      },
      ...over,
    },
  });
  const cell = (over: object = {}) => ({
    node: 'andes',
    entity: null,
    kind: 'INCOME',
    currency: 'PEN',
    country: null,
    decidedIn: null,
    ...{ costClass: null, fundKind: null, account: null, counterparty: null },
    ...{ fund: null, project: null, team: null, allowedBy: null },
    purpose: 'x',
    amountMinor: '100',
    months: [{ month: MONTH, amountMinor: '100' }],
    ...over,
  });
  /** Answers `_entities` as the router asks for it, with its own name for `__typename`. */
  const entity = (value: unknown) => (request: { body: string }) => {
    const query = (JSON.parse(request.body) as { query: string }).query;
    const key = /(\w+):\s*_entities/.exec(query)?.[1] ?? '_entities';
    return { data: { [key]: [{ hubRouterType: 'MovementFinance', ...(value as object) }] } };
  };

  beforeAll(async () => {
    whole = await complete();
    await fixture.movement.stopNode('andes');
  });
  afterAll(async () => {
    await fake?.stop();
    await fixture.movement.startNode('andes');
  });

  /** The router leaves a hub alone that failed too often: wait until it asks again. */
  const probed = (handler: FakeNode['handler']) =>
    until(
      world,
      'andes is asked',
      async () => {
        const { endpoint } = fixture.movement.spec('andes').config;
        fake ??= await fakeNode(endpoint, handler);
        fake.handler = handler;
        const before = fake.seen.length;
        const partial = await report(FIRST_DAY, TOMORROW, 'USD', true);
        return fake.seen.length > before ? partial : undefined;
      },
      25_000,
    );
  /** An answer that closes the router's breaker again. */
  const wellAgain = () => probed((request, reply) => answerJson(reply, entity(part())(request)));

  test('as it should is believed about itself', async () => {
    const good = await probed((request, reply) => answerJson(reply, entity(part({ cells: [cell()] }))(request)));
    expect(good.statement?.isComplete).toBe(true);
    expect(good.statement?.byNode.find((line) => line.key === 'andes')?.income).toEqual([
      { amountMinor: '100', currency: 'PEN' },
    ]);
  });

  test('without the books of a team says whose, and figures are not complete once their period has ended', async () => {
    const missing = { node: 'andes', team: 'andes:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF', from: FIRST_DAY, to: TOMORROW };
    for (const status of ['RUNNING', 'DUE', 'LATE']) {
      const books = [{ ...missing, status }];
      const { statement } = await probed((request, reply) => answerJson(reply, entity(part({}, books))(request)));
      expect(statement?.coverage.missingBooks).toEqual(books);
      expect(statement?.isComplete).toBe(status === 'RUNNING');
    }
  });

  test('with 3,000 sums of a year each is believed too: what the gateway brings to the council fits', async () => {
    const months = Array.from({ length: 12 }, (_, n) => ({
      month: dayBack(30 * (n + 1)).slice(0, 7),
      amountMinor: '7',
    }));
    const cells = Array.from({ length: 3_000 }, (_, n) => cell({ purpose: `purpose-${n}`, amountMinor: '84', months }));
    const { statement } = await probed((request, reply) => answerJson(reply, entity(part({ cells }))(request)));
    expect(statement?.isComplete).toBe(true);
    expect(statement?.byNode.find((line) => line.key === 'andes')?.income).toEqual([
      { amountMinor: '252000', currency: 'PEN' },
    ]);
  });

  const bad: [string, FakeNode['handler']][] = [
    ['with no JSON', (_, reply) => void reply.end('<html>no</html>')],
    ['with nothing', (_, reply) => void reply.end()],
    [
      'and breaks off',
      (_, reply) => {
        reply.writeHead(200, { 'content-length': '500' });
        reply.write('{"data":');
        reply.destroy();
      },
    ],
    ['never', () => {}],
    [
      'for ever, byte by byte',
      (_, reply) => {
        const timer = setInterval(() => reply.write(' '), 20);
        reply.once('close', () => clearInterval(timer));
      },
    ],
    ['with 9 MB', (_, reply) => void reply.end(JSON.stringify({ data: 'x'.repeat(9_000_000) }))],
    ['with 500', (_, reply) => answerJson(reply, { error: 'x' }, 500)],
    [
      'with 302',
      (_, reply) => {
        reply.writeHead(302, { location: `${fixture.movement.spec('cee').config.endpoint}/graphql` });
        reply.end();
      },
    ],
    ['with a list', (_, reply) => answerJson(reply, [])],
    ['with null', (_, reply) => answerJson(reply, null)],
    ['with data null', (_, reply) => answerJson(reply, { data: null })],
    ['with no entity', (request, reply) => answerJson(reply, { data: { _entities: [] }, b: request.url })],
    [
      'with two entities',
      (request, reply) => {
        const a = entity(part())(request);
        for (const list of Object.values(a.data)) list.push(...list);
        answerJson(reply, a);
      },
    ],
    ['with cells that are text', (request, reply) => answerJson(reply, entity(part({ cells: 'none' }))(request))],
    [
      'with an amount that is a number',
      (request, reply) => answerJson(reply, entity(part({ cells: [cell({ amountMinor: 100.5 })] }))(request)),
    ],
    [
      'with an amount that is not a whole number',
      (request, reply) => answerJson(reply, entity(part({ cells: [cell({ amountMinor: '1e9' })] }))(request)),
    ],
    [
      'with an amount that is no number',
      (request, reply) => answerJson(reply, entity(part({ cells: [cell({ amountMinor: 'a lot' })] }))(request)),
    ],
    [
      'with an empty amount',
      (request, reply) => answerJson(reply, entity(part({ cells: [cell({ amountMinor: '' })] }))(request)),
    ],
    [
      'with an amount of 100,000 digits',
      (request, reply) =>
        answerJson(reply, entity(part({ cells: [cell({ amountMinor: '9'.repeat(100_000) })] }))(request)),
    ],
    [
      'with a position that is no number',
      (request, reply) =>
        answerJson(reply, entity(part({ positions: [{ node: 'andes', currency: 'PEN', amountMinor: 'x' }] }))(request)),
    ],
    [
      'with months that do not add up',
      (request, reply) =>
        answerJson(reply, entity(part({ cells: [cell({ months: [{ month: MONTH, amountMinor: '99' }] })] }))(request)),
    ],
    [
      'with a month outside the period',
      (request, reply) =>
        answerJson(
          reply,
          entity(part({ cells: [cell({ months: [{ month: '2019-01', amountMinor: '100' }] })] }))(request),
        ),
    ],
    [
      'with a month that is none',
      (request, reply) =>
        answerJson(reply, entity(part({ cells: [cell({ months: [{ month: 'May', amountMinor: '100' }] })] }))(request)),
    ],
    [
      'with a kind that is not known',
      (request, reply) => answerJson(reply, entity(part({ cells: [cell({ kind: 'GIFT' })] }))(request)),
    ],
    [
      'with a currency that is none',
      (request, reply) => answerJson(reply, entity(part({ cells: [cell({ currency: '<b>' })] }))(request)),
    ],
    [
      'in another hub’s name',
      (request, reply) =>
        answerJson(
          reply,
          entity(part({ cells: [cell({ node: 'cee', kind: 'EXPENSE', currency: 'RSD', amountMinor: '999999' })] }))(
            request,
          ),
        ),
    ],
    [
      'with a position in another hub’s name',
      (request, reply) =>
        answerJson(reply, entity(part({ positions: [{ node: 'cee', currency: 'RSD', amountMinor: '1' }] }))(request)),
    ],
    [
      'in the support system’s name',
      (request, reply) => answerJson(reply, entity(part({ cells: [cell({ node: 'fundraising' })] }))(request)),
    ],
    ['nesting 10,000 deep', (_, reply) => void reply.end(`{"data":${'['.repeat(10_000)}${']'.repeat(10_000)}}`)],
    [
      'with __proto__',
      (_, reply) =>
        void reply.end(
          '{"data":{"__proto__":{"polluted":true},"_entities":[{"__proto__":{"polluted":1},"__typename":"MovementFinance","hubs":null}]}}',
        ),
    ],
  ];

  test.each(bad)(
    '%s costs its own part, and no other’s',
    async (_, handler) => {
      await wellAgain();
      const { statement, text } = await probed(handler);
      expect(text).not.toContain('INTERNAL_SERVER_ERROR');
      if (statement === null) return expect.fail(`no statement: ${text.slice(0, 400)}`);
      expect(statement.byNode.filter((line) => line.key !== 'andes')).toEqual(
        whole.byNode.filter((line) => line.key !== 'andes'),
      );
      expect(statement.balances.filter((line) => line.node !== 'andes')).toEqual(
        whole.balances.filter((line) => line.node !== 'andes'),
      );
      expect(statement.isComplete).toBe(false);
      expect(statement.coverage.missing.map((one) => one.node)).toEqual(['andes']);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    },
    40_000,
  );

  test('that others are missing, or that it is everybody, is not believed', async () => {
    const coverage = {
      asked: ['andes', 'mars'],
      answered: ['andes', 'cee', 'mars'],
      missing: [{ node: 'cee', reason: 'x' }],
      asOf: [{ node: 'cee', seq: 9_999, at: '2026-01-01T00:00:00.000Z' }],
    };
    await wellAgain();
    const { statement } = await probed((request, reply) => answerJson(reply, entity(part({ coverage }))(request)));
    expect(statement?.coverage.asked).not.toContain('mars');
    expect(statement?.coverage.answered).not.toContain('mars');
    expect(statement?.coverage.missing.filter((one) => one.node !== 'andes')).toEqual([]);
    expect(statement?.coverage.asOf.filter((one) => one.node === 'cee').map((one) => one.seq)).not.toContain(9_999);
  });
});
