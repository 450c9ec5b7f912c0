import { demoRates, type Movement, until } from '@hubgraph/dev-env';
import { currencyExponent } from '@hubgraph/kernel';
import { expect } from 'vitest';
import { dayBack, type Entry, entriesOf, expectClean, heads, send, world } from '../fixture.test-helper.ts';

// An independent computation, from the entries alone.

export interface Flow {
  readonly node: string;
  readonly month: string;
  readonly kind: 'income' | 'spending';
  readonly currency: string;
  readonly amount: bigint;
  readonly purpose: string;
  readonly country: string;
  readonly decidedIn: string;
}

type Read = Map<string, { readonly position: number | undefined; readonly entries: readonly Entry[] }>;
const readOf = new WeakMap<Movement, Read>();

/** All entries of a node, read again only when its journal has grown. */
async function entriesAt(movement: Movement, node: string, position: number | undefined): Promise<readonly Entry[]> {
  const read: Read = readOf.get(movement) ?? new Map();
  readOf.set(movement, read);
  const before = read.get(node);
  if (before !== undefined && before.position === position) return before.entries;
  const entries = await entriesOf(movement, node);
  read.set(node, { position, entries });
  return entries;
}

/** What flowed in a period, from the entries alone. */
export async function flows(
  movement: Movement,
  from: string,
  to: string,
): Promise<{ flows: Flow[]; balances: Map<string, bigint>; internal: bigint }> {
  const positions = await heads(movement);
  const all: Flow[] = [];
  const balances = new Map<string, bigint>();
  let internal = 0n;
  for (const node of ['fundraising', ...movement.hubs.map((hub) => hub.id)]) {
    for (const entry of await entriesAt(movement, node, positions[node])) {
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
export function converted(amount: bigint, from: string, to: string): bigint {
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

export interface Line {
  readonly key: string;
  readonly income: readonly { amountMinor: string; currency: string }[];
  readonly spending: readonly { amountMinor: string; currency: string }[];
  readonly incomeInReport: { amountMinor: string };
  readonly spendingInReport: { amountMinor: string };
}

export function linesOf(all: readonly Flow[], key: (flow: Flow) => string, to: string): Line[] {
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

export const LINE =
  'key income { amountMinor currency } spending { amountMinor currency } incomeInReport { amountMinor } spendingInReport { amountMinor }';
const SHARE =
  '{ inGlobalSouth { amountMinor currency } classified { amountMinor } basisPoints unclassified { amountMinor } }';
export const QUERY = `query ($from: Day!, $to: Day!, $in: String!, $partial: Boolean!) {
  movementFinance(from: $from, to: $to, reportCurrency: $in, acceptPartial: $partial) { id from to reportCurrency acceptsPartial
    statement { isComplete coverage { asked answered missing { node reason } asOf { node seq } missingBooks { node team from to status } }
      total { ${LINE} } byNode { ${LINE} } byCurrency { ${LINE} } byPurpose { ${LINE} } byCountry { ${LINE} } byRegion { ${LINE} }
      balances { node balance { amountMinor currency } inReport { amountMinor currency } }
      spentInGlobalSouth ${SHARE} decidedInGlobalSouth ${SHARE}
      conversions { from to rate source date } withoutRate } } }`;

export interface Share {
  readonly inGlobalSouth: { amountMinor: string; currency: string };
  readonly classified: { amountMinor: string };
  readonly basisPoints: number | null;
  readonly unclassified: { amountMinor: string };
}
export interface Statement {
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

/** The statement of a period as anybody reads it. */
export async function report(movement: Movement, from: string, to: string, currency = 'USD', partial = false) {
  const answer = await send(`${movement.gateway.url}/graphql`, {
    query: QUERY,
    variables: { from, to, in: currency, partial },
  });
  expectClean(answer);
  expect(answer.status).toBe(200);
  const finance = answer.json.data?.['movementFinance'] as { statement: Statement | null } | null;
  return { ...answer, statement: finance?.statement ?? null };
}

/** Does something while a node is stopped. */
export async function without<T>(movement: Movement, node: string, work: () => Promise<T>): Promise<T> {
  await movement.stopNode(node);
  try {
    return await work();
  } finally {
    await movement.startNode(node);
  }
}

/** The day of most spending. */
export const SPENT_ON = dayBack(100);

// One day more than tomorrow, and rates of two days: midnight may come while the movement is made.
export const TOMORROW = dayBack(-2);
export const FIRST_DAY = dayBack(700);

/** Waits until nothing is missing; returns the statement. */
export const complete = (movement: Movement): Promise<Statement> =>
  until(world, 'a complete statement', async () => {
    const { statement } = await report(movement, FIRST_DAY, TOMORROW);
    return statement?.isComplete ? statement : undefined;
  });
