// Two books that agree, in which one thing is changed at one end: the comparison finds it, and nothing else.
import { type BookRow, ROWS_MAX, type TransferBook } from '../../packages/transfers/src/reconciliation/book.ts';
import { compareBooks } from '../../packages/transfers/src/reconciliation/compare.ts';
import { madeAt } from '../../packages/transfers/src/reconciliation/made.ts';
import type { Chance } from '../support/chance.ts';
import { Tally, type Test } from '../support/test.ts';

const START = Date.parse('2026-03-02T09:00:00Z');
const CURRENCIES = ['EUR', 'USD', 'KES', 'JPY', 'KWD'] as const;

interface Pair {
  readonly a: BookRow[];
  readonly b: BookRow[];
}

type Standing = readonly [payer: BookRow['status'], payee: BookRow['status'] | undefined];

/** Every way in which two honest books may stand to each other while words are on their way. */
const HONEST: readonly Standing[] = [
  ['PREPARED', undefined],
  ['PREPARED', 'OFFERED'],
  ['PREPARED', 'ACCEPTED'],
  ['PREPARED', 'REFUSED'],
  ['POSTED', 'ACCEPTED'],
  ['POSTED', 'BOOKED'],
  ['BOOKED', 'BOOKED'],
  ['BOOKED', 'BOOKED'],
  ['BOOKED', 'BOOKED'],
  ['VOIDED', undefined],
  ['VOIDED', 'OFFERED'],
  ['VOIDED', 'ACCEPTED'],
  ['VOIDED', 'REFUSED'],
  ['VOIDED', 'VOIDED'],
  ['EXPIRED', undefined],
  ['EXPIRED', 'ACCEPTED'],
  ['EXPIRED', 'VOIDED'],
];

const ENTRIES: Readonly<Record<BookRow['status'], BookRow['entryStatus']>> = {
  PREPARED: 'PENDING',
  OFFERED: null,
  ACCEPTED: 'PENDING',
  POSTED: 'POSTED',
  BOOKED: 'POSTED',
  REFUSED: null,
  VOIDED: 'VOIDED',
  EXPIRED: 'EXPIRED',
};

function honestPair(chance: Chance, count: number): Pair {
  const pair: Pair = { a: [], b: [] };
  for (let n = 0; n < count; n += 1) {
    const isPaidByA = chance(2) === 0;
    const made = `${madeAt(START + n * 1_000 + chance(1_000))}${String(n).padStart(16, '0')}`;
    const id = `${isPaidByA ? 'andes' : 'cee'}:transfer:${made}`;
    const [payer, payee] = chance.of(HONEST);
    const amount = 2 + chance(1_000_000);
    const paid = payee === 'BOOKED' ? chance(amount) : 0;
    const arrived = chance(2) === 0 ? paid : chance(paid + 1);
    const told = chance(2) === 0 ? arrived : chance(arrived + 1);
    const shared = { id, currency: chance.of(CURRENCIES), amountMinor: `${amount}` };
    const row = (end: BookRow['end'], status: BookRow['status'], paidMinor: number, arrivedMinor: number): BookRow => ({
      ...shared,
      end,
      status,
      entryStatus: ENTRIES[status],
      paidMinor: `${paidMinor}`,
      arrivedMinor: `${arrivedMinor}`,
    });
    const [first, second] = isPaidByA ? [pair.a, pair.b] : [pair.b, pair.a];
    first.push(row('PAYER', payer, paid, told));
    if (payee !== undefined) second.push(row('PAYEE', payee, paid, arrived));
  }
  return pair;
}

/** Changes one thing at one end; the id that is to be found, or undefined where there is nothing to change so. */
const CHANGES: readonly ((pair: Pair, chance: Chance) => string | undefined)[] = [
  (pair, chance) => change(pair, chance, (row) => ({ ...row, amountMinor: `${BigInt(row.amountMinor ?? 0) + 1n}` })),
  (pair, chance) => change(pair, chance, (row) => ({ ...row, amountMinor: `${BigInt(row.amountMinor ?? 0) - 1n}` })),
  (pair, chance) => change(pair, chance, (row) => ({ ...row, amountMinor: `-${row.amountMinor}` })),
  (pair, chance) => change(pair, chance, (row) => ({ ...row, currency: row.currency === 'EUR' ? 'USD' : 'EUR' })),
  (pair, chance) => change(pair, chance, (row) => ({ ...row, end: row.end === 'PAYER' ? 'PAYEE' : 'PAYER' })),
  (pair, chance) => change(pair, chance, (row) => ({ ...row, entryStatus: 'VOIDED' })),
  (pair, chance) => change(pair, chance, (row) => ({ ...row, entryStatus: 'PENDING' })),
  (pair, chance) => change(pair, chance, (row) => ({ ...row, entryStatus: null })),
  (pair, chance) => change(pair, chance, (row) => ({ ...row, status: 'VOIDED', entryStatus: 'VOIDED' })),
  (pair, chance) => change(pair, chance, (row) => (row.end === 'PAYER' ? reopened(row) : refused(row))),
  (pair, chance) => change(pair, chance, () => undefined),
  (pair, chance) => change(pair, chance, (row) => (row.end === 'PAYEE' ? { ...row, paidMinor: '9999999' } : row)),
  (pair, chance) => change(pair, chance, (row) => ({ ...row, arrivedMinor: '9999999' })),
];

const reopened = (row: BookRow): BookRow => ({ ...row, status: 'PREPARED', entryStatus: 'PENDING' });
const refused = (row: BookRow): BookRow => ({ ...row, status: 'REFUSED', entryStatus: null });

function change(pair: Pair, chance: Chance, how: (row: BookRow) => BookRow | undefined): string | undefined {
  const [book, other] = chance(2) === 0 ? [pair.a, pair.b] : [pair.b, pair.a];
  const both = book.filter(
    ({ id, status }) => status === 'BOOKED' && other.find((one) => one.id === id)?.status === 'BOOKED',
  );
  if (both.length === 0) return undefined;
  const row = chance.of(both);
  const changed = how(row);
  if (changed === row) return undefined;
  book.splice(book.indexOf(row), 1, ...(changed === undefined ? [] : [changed]));
  return row.id;
}

/** What a node's book shows on the page after this one. */
function pageOf(node: string, peer: string, all: readonly BookRow[], after: string | undefined): TransferBook {
  const from = after === undefined ? 0 : all.findIndex(({ id }) => placeOf(id) > placeOf(after));
  const rest = from < 0 ? [] : all.slice(from);
  return {
    ...{ node, peer, seq: 1, at: '', totalCount: all.length, days: [], dues: [] },
    rows: rest.slice(0, ROWS_MAX),
    isCut: rest.length > ROWS_MAX,
  };
}

const placeOf = (id: string): string => id.split(':')[2] ?? '';

/** All that the comparison finds to be different, page after page. */
function found({ a, b }: Pair): readonly string[] {
  const ids = new Set<string>();
  let after: string | undefined;
  do {
    const page = compareBooks(pageOf('andes', 'cee', a, after), pageOf('cee', 'andes', b, after));
    for (const id of [...page.onlyInA, ...page.onlyInB, ...page.differs.map((one) => one.id)]) ids.add(id);
    after = page.endCursor;
  } while (after !== undefined);
  return [...ids];
}

/** The control: who compares how many there are and what they add up to, finds that something is wrong, or does not. */
function differInSum({ a, b }: Pair): boolean {
  const sums = (rows: readonly BookRow[]) =>
    rows
      .filter(({ status }) => status === 'BOOKED')
      .reduce((sum, { amountMinor }) => sum + BigInt(amountMinor ?? 0), 0n);
  return sums(a) !== sums(b);
}

const TRIES = { short: 1_000, long: 20_000 };
/** Every so many pairs are longer than a page. */
const LONG_EVERY = 50;

export const discrepanciesTest: Test = {
  name: 'one thing changed in one of two books',
  async run({ isLong, chance, progress }) {
    const [test, control] = [new Tally(), new Tally()];
    const tries = TRIES[isLong ? 'long' : 'short'];
    let alarms = 0;
    while (test.tried < tries) {
      const pair = honestPair(
        chance,
        test.tried % LONG_EVERY === 0 ? ROWS_MAX + chance(2 * ROWS_MAX) : 10 + chance(60),
      );
      const before = found(pair);
      alarms += before.length;
      const id = chance.of(CHANGES)(pair, chance);
      if (id === undefined) continue;
      const after = found(pair);
      const isFound = before.length === 0 && after.length === 1 && after[0] === id;
      test.count(isFound ? [] : [`${id} was changed, found: ${before.join(', ')}; ${after.join(', ')}`]);
      control.count(differInSum(pair) ? [] : [`${id} was changed, and the sums are the same`]);
      if (test.tried % 100 === 0) await progress(test.tried, tries);
    }
    return { test, control, note: `${alarms} false alarms; the control compares sums` };
  },
};
