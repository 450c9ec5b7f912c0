import type { Projection, Reader, Writer } from '@hubgraph/journal';
import type { Day, Id, Period } from '@hubgraph/kernel';
import { type EntryEvent, type Posting, typeOfPath } from '@hubgraph/ledger';
import { UNKNOWN } from '../ledger/views.ts';
import { type BudgetEvent, type BudgetState, isBudgetEvent, placedLines } from './domain.ts';
import type { PlacedLine } from './lines.ts';

/**
 * Where budgets belong, by day; and what pending entries would bring or spend, which is read beside what was posted. Of
 * an entry that came to its end nothing is left here.
 */
export const budgetList: Projection = {
  name: 'budgets',
  version: 1,
  schema: [
    `CREATE TABLE budget (id TEXT PRIMARY KEY, root TEXT NOT NULL, parent TEXT NOT NULL, from_day TEXT NOT NULL,
      to_day TEXT NOT NULL, status TEXT NOT NULL) STRICT, WITHOUT ROWID`,
    'CREATE INDEX budget_days ON budget (to_day, from_day)',
    'CREATE INDEX budget_place ON budget (from_day, id)',
    'CREATE INDEX budget_root ON budget (root, id)',
    'CREATE INDEX budget_parent ON budget (parent, id)',
    `CREATE TABLE budget_pending (entry TEXT NOT NULL, n INTEGER NOT NULL, day TEXT NOT NULL, account TEXT NOT NULL,
      currency TEXT NOT NULL, fund TEXT NOT NULL, purpose TEXT NOT NULL, project TEXT NOT NULL, team TEXT NOT NULL,
      cost_class TEXT NOT NULL, amount INTEGER NOT NULL, PRIMARY KEY (entry, n)) STRICT, WITHOUT ROWID`,
    'CREATE INDEX budget_pending_day ON budget_pending (day)',
  ],
  fold({ event }, views) {
    if (isBudgetEvent(event)) placeBudget(event as BudgetEvent, views);
    else if (event.type === 'EntryPrepared') reserve((event as EntryEvent).entry, views);
    else if (['PendingPosted', 'PendingVoided', 'PendingExpired'].includes(event.type)) {
      views.run('DELETE FROM budget_pending WHERE entry = ?', (event as EntryEvent).entry.id);
    }
  },
};

function placeBudget(event: BudgetEvent, views: Writer): void {
  if (event.type === 'BudgetPlanned') {
    const { budget, root, parent = '', from, to } = event;
    views.run("INSERT INTO budget VALUES (?, ?, ?, ?, ?, 'PLANNED')", budget, root, parent, from, to);
  } else if (event.type === 'BudgetWithdrawn') {
    views.run("UPDATE budget SET status = 'WITHDRAWN' WHERE id = ?", event.budget);
  }
}

function reserve({ id, effectiveDay, postings }: EntryEvent['entry'], views: Writer): void {
  for (const [n, { account, currency, fund, amountMinor, dimensions }] of postings.entries()) {
    const sign = signOf(account);
    if (sign === 0n) continue;
    const { purpose, project, team, costClass } = dimensions ?? {};
    views.run(
      'INSERT INTO budget_pending VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ...[id, n, effectiveDay, account, currency, fund],
      ...[said(purpose), said(project), said(team), costClass ?? '', amountMinor * sign],
    );
  }
}

/** Books that say unknown say nothing. */
function said(value: string | undefined): string {
  return value === undefined || value === UNKNOWN ? '' : value;
}

/** Income is credited, spending debited; both count as positive. */
function signOf(account: Posting['account']): -1n | 0n | 1n {
  const type = typeOfPath(account);
  if (type === 'INCOME') return -1n;
  return type === 'EXPENSE' ? 1n : 0n;
}

export function budgetOf(read: Reader, id: Id): BudgetState | undefined {
  return read.entity<BudgetState>('budget', id);
}

/** How a list of budgets is narrowed. */
export interface BudgetFilter {
  /** Those that share days with the period. */
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  /** Only the parts of this one; only those that are no part of another where it is null. */
  readonly parent?: Id | null | undefined;
}

const FIRST = '0000-00-00';
const LAST = '9999-99-99';

function budgetsWhere({ from, to, parent }: BudgetFilter): { readonly sql: string; readonly values: string[] } {
  const isOfParent = parent === undefined ? '' : ' AND parent = ?';
  return {
    sql: `to_day > ? AND from_day < ?${isOfParent}`,
    values: [from ?? FIRST, to ?? LAST, ...(parent === undefined ? [] : [parent ?? ''])],
  };
}

/** Budgets after this place: those that begin last first, of one day the newest first. */
export function budgetsAfter(
  read: Reader,
  filter: BudgetFilter,
  after: readonly [from: Day, id: Id] | undefined,
  limit: number,
): BudgetState[] {
  const { sql, values } = budgetsWhere(filter);
  return read
    .rows(
      `SELECT id FROM budget WHERE ${sql} AND (from_day, id) < (?, ?) ORDER BY from_day DESC, id DESC LIMIT ?`,
      ...values,
      ...(after ?? [LAST, '']),
      limit,
    )
    .flatMap(({ id }) => budgetOf(read, String(id)) ?? []);
}

export function budgetCount(read: Reader, filter: BudgetFilter): number {
  const { sql, values } = budgetsWhere(filter);
  return Number(read.row(`SELECT count(*) AS n FROM budget WHERE ${sql}`, ...values)?.['n'] ?? 0);
}

/** How many budgets below a root count. */
export function partsOfRoot(read: Reader, root: Id): number {
  const sql = "SELECT count(*) AS n FROM budget WHERE root = ? AND id <> root AND status = 'PLANNED'";
  return Number(read.row(sql, root)?.['n'] ?? 0);
}

/** How many budgets that count are parts of one. */
export function partsOf(read: Reader, parent: Id): number {
  const sql = "SELECT count(*) AS n FROM budget WHERE parent = ? AND status = 'PLANNED'";
  return Number(read.row(sql, parent)?.['n'] ?? 0);
}

/** A budget and all that are below it, whether they count or were withdrawn: each after the one that it is a part of. */
export function withParts(read: Reader, budget: BudgetState): BudgetState[] {
  const found = new Map<Id, BudgetState>([[budget.id, budget]]);
  const ids = read.rows('SELECT id FROM budget WHERE root = ? ORDER BY id', budget.root);
  const others = ids.flatMap(({ id }) => budgetOf(read, String(id)) ?? []);
  // Ids sort by age, and a part is younger than what it is a part of; but for ids of one millisecond, so look again.
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const one of others) if (one.parent !== undefined && found.has(one.parent)) found.set(one.id, one);
  }
  return [...found.values()];
}

/** The lines of all budgets that count and share days with the period. */
export function linesOn(read: Reader, { from, to }: Period): PlacedLine[] {
  return read
    .rows("SELECT id FROM budget WHERE to_day > ? AND from_day < ? AND status = 'PLANNED' ORDER BY id", from, to)
    .flatMap(({ id }) => budgetOf(read, String(id)) ?? [])
    .flatMap(placedLines);
}

/** In which commodities there are accounts at each path and below it. */
export function commoditiesOf(read: Reader, paths: readonly string[]): Map<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>();
  for (const path of new Set(paths)) {
    // What begins with the path and a colon is less than the path and the sign after the colon.
    const rows = read.rows(
      "SELECT DISTINCT currency FROM ledger_account WHERE path = ?1 OR (path >= ?1 || ':' AND path < ?1 || ';')",
      path,
    );
    if (rows.length > 0) found.set(path, new Set(rows.map(({ currency }) => String(currency))));
  }
  return found;
}
