import { join } from 'node:path';
import { booksConcept } from '@hubgraph/books';
import { Journal } from '@hubgraph/journal';
import { isRejection, realWorld } from '@hubgraph/kernel';
import type { Posting } from '@hubgraph/ledger';
import type { Store } from '@hubgraph/store';

const NODE = 'bench';
const AT = Date.parse('2026-06-30T12:00:00Z');
const BY = `${NODE}:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF`;
const FUNDS = Array.from({ length: 8 }, (_, n) => `${NODE}:fund:${'0'.repeat(25)}${n}`);
const PURPOSES = ['education', 'culture', 'science', 'health', 'travel'] as const;
const COUNTRIES = ['KE', 'NG', 'IN', 'PL', 'BR', 'ID', 'MX', 'DE'] as const;
const COUNTERPARTIES = ['PUBLIC', 'TEAM', 'SUPPLIER', 'MOVEMENT'] as const;

/** The books of a hub, alone: every command durable, folded into all views and in both logs before it is answered. */
export async function openBooks(folder: string, store: Store): Promise<Journal> {
  const { commands, entities, projections, events, upcasts = {} } = booksConcept({ root: 'hub' });
  const viewsPath = join(folder, 'views.db');
  const options = { world: realWorld(), node: NODE, store, viewsPath, commands, entities, projections };
  const journal = await Journal.open({ ...options, events, upcasts });
  if (journal.position > 0) return journal;
  for (const [n, fund] of FUNDS.entries()) {
    await give(journal, `fund-${n}`, { type: 'OpenFund', fund, code: `fund-${n}`, name: { key: 'k', digest: 'd' } });
    // So much that nothing is refused for want of it.
    const opening = { type: 'PostEntry', entry: entryId(`open${n}`), kind: 'opening', effectiveDay: '2000-01-01' };
    await give(journal, `open-${n}`, { ...opening, postings: opened(fund) });
  }
  return journal;
}

/** The day on which a transfer counts, by its number. */
export type DayOf = (turn: number) => string;

/** How many transfers a day has: 50,000 a year, 100,000 postings. */
const TRANSFERS_A_DAY = 140;
const FIRST_DAY = Date.parse('2000-01-01T00:00:00Z');
const DAY_MS = 86_400_000;

/** As books are kept: one day after the other. */
export const inOrder: DayOf = (turn) =>
  new Date(FIRST_DAY + Math.floor(turn / TRANSFERS_A_DAY) * DAY_MS).toISOString().slice(0, 10);

/** Each on another day than the one before, over half a year: the worst that lists and sums by day may meet. */
export const inDisorder: DayOf = (turn) => {
  const month = String(1 + ((turn >> 5) % 6)).padStart(2, '0');
  return `2026-${month}-${String(1 + (turn % 28)).padStart(2, '0')}`;
};

/** One transfer: a gift or an expense of two postings, with all that figures are told apart by. */
export function postOnce(journal: Journal, turn: number, day: DayOf): Promise<void> {
  return give(journal, `post-${turn}`, { type: 'PostEntry', ...transfer(turn, 'a', day) });
}

/** So many transfers as one command: all of them or none. */
export function postLinked(journal: Journal, turn: number, count: number, day: DayOf): Promise<void> {
  const entries = Array.from({ length: count }, (_, n) => transfer(turn * count + n, 'b', day));
  return give(journal, `linked-${turn}`, { type: 'PostEntries', entries });
}

async function give(
  journal: Journal,
  commandId: string,
  command: { readonly type: string } & Readonly<Record<string, unknown>>,
): Promise<void> {
  const outcome = await journal.handle({ ...command, at: AT, by: BY }, { commandId, fingerprint: 'bench' });
  if (isRejection(outcome)) throw new Error(`${command.type}: ${outcome.message}`);
}

function transfer(turn: number, series: string, day: DayOf) {
  const fund = FUNDS[turn % FUNDS.length] ?? '';
  const purpose = PURPOSES[turn % PURPOSES.length] ?? 'education';
  const country = COUNTRIES[turn % COUNTRIES.length] ?? 'KE';
  const counterparty = COUNTERPARTIES[(turn >> 3) % COUNTERPARTIES.length] ?? 'PUBLIC';
  const dimensions = { counterparty, purpose, spentIn: country, decidedIn: country };
  const isGift = turn % 2 === 0;
  const account = `${isGift ? 'income' : 'expenses'}:${counterparty === 'MOVEMENT' ? 'movement' : isGift ? 'donations' : 'services'}`;
  const amountMinor = BigInt(100 + (turn % 9_000)) * (isGift ? 1n : -1n);
  const side = { currency: 'EUR', fund };
  return {
    entry: entryId(`${series}${turn}`),
    kind: isGift ? 'donation' : 'bill',
    effectiveDay: day(turn),
    postings: [
      { ...side, account: 'assets:bank:main', amountMinor },
      { ...side, account, amountMinor: -amountMinor, dimensions },
    ] satisfies Posting[],
  };
}

function opened(fund: string): Posting[] {
  const side = { currency: 'EUR', fund };
  return [
    { ...side, account: 'assets:bank:main', amountMinor: 10n ** 15n },
    { ...side, account: 'equity:opening', amountMinor: -(10n ** 15n) },
  ];
}

function entryId(name: string): string {
  return `${NODE}:entry:${name.toUpperCase().padStart(26, '0')}`;
}
