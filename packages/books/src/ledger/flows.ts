import type { Reader } from '@hubgraph/journal';
import type { CurrencyCode, Day, Money } from '@hubgraph/kernel';
import type { CostClass, Counterparty, Posting } from '@hubgraph/ledger';
import type { FundKind } from '../funds/domain.ts';
import { IS_MONEY } from './is-money.ts';
import type { Days } from './lists.ts';
import { type EntryInBooks, entryOf, UNKNOWN } from './views.ts';

/** What a posting to income or expenses must be; what is not given may be anything. */
export interface FlowFilter {
  readonly kind?: 'INCOME' | 'EXPENSE' | null | undefined;
  /** Resources are let through only where this is the code of one. */
  readonly currency?: CurrencyCode | null | undefined;
  /** A code, or {@link UNKNOWN}; so are the two countries. */
  readonly purpose?: string | null | undefined;
  readonly spentIn?: string | null | undefined;
  readonly decidedIn?: string | null | undefined;
  readonly counterparty?: Counterparty | null | undefined;
  /** Whether the counterparty MOVEMENT is in it; if not given, only where `counterparty` asks for it. */
  readonly withinMovement?: boolean | null | undefined;
  readonly fund?: string | null | undefined;
  /** A code, or {@link UNKNOWN}; so is the team. */
  readonly project?: string | null | undefined;
  readonly team?: string | null | undefined;
  readonly account?: string | null | undefined;
  /** This account and all below it. */
  readonly accountFrom?: string | null | undefined;
  readonly costClass?: CostClass | null | undefined;
  /** Only what is of no class of cost. */
  readonly withoutCostClass?: boolean | null | undefined;
  readonly fundKind?: FundKind | null | undefined;
  /** An id, or {@link UNKNOWN}. */
  readonly allowedBy?: string | null | undefined;
}

/** The cells that a filter lets through, by id. */
export type Cells = ReadonlyMap<number, { readonly kind: 'INCOME' | 'EXPENSE'; readonly currency: CurrencyCode }>;

/**
 * Reads the table of cells, of which there are as many as there are different ones, however many postings there are.
 * What was spent in an untold country is found where the books do not say.
 */
export function cellsOf(read: Reader, filter: FlowFilter, untold: readonly string[] = []): Cells {
  const said = (value: string | null | undefined) => (value === UNKNOWN ? '' : (value ?? null));
  const withinMovement = filter.withinMovement ?? filter.counterparty === 'MOVEMENT';
  const rows = read.rows(
    `SELECT id, kind, currency FROM ledger_cell
     WHERE kind = coalesce(?, kind) AND CASE WHEN ?2 IS NULL THEN ${IS_MONEY} ELSE currency = ?2 END AND purpose = coalesce(?, purpose)
     AND coalesce(CASE WHEN country IN (SELECT value FROM json_each(?)) THEN '' ELSE country END = ?, TRUE)
     AND decided_in = coalesce(?, decided_in)
     AND counterparty = coalesce(?, counterparty) AND (counterparty <> 'MOVEMENT' OR ?)
     AND fund = coalesce(?, fund) AND team = coalesce(?, team) AND account = coalesce(?, account)
     AND cost_class = coalesce(?, cost_class) AND project = coalesce(?, project)
     AND coalesce(account = ?14 OR (account >= ?14 || ':' AND account < ?14 || ';'), TRUE)
     AND coalesce(is_allowed = ?15, TRUE) AND (?16 IS NULL OR fund IN (SELECT id FROM fund WHERE kind = ?16))`,
    filter.kind ?? null,
    filter.currency ?? null,
    said(filter.purpose),
    JSON.stringify(untold),
    said(filter.spentIn),
    said(filter.decidedIn),
    filter.counterparty ?? null,
    withinMovement ? 1 : 0,
    filter.fund ?? null,
    said(filter.team),
    filter.account ?? null,
    filter.withoutCostClass ? '' : (filter.costClass ?? null),
    said(filter.project),
    filter.accountFrom ?? null,
    isAllowed(filter),
    filter.fundKind ?? null,
  );
  return new Map(
    rows.map((row) => [
      Number(row['id']),
      { kind: row['kind'] === 'INCOME' ? 'INCOME' : 'EXPENSE', currency: String(row['currency']) },
    ]),
  );
}

/** Whether cells have what allowed their postings; null for any. */
function isAllowed({ allowedBy }: FlowFilter): 0 | 1 | null {
  if (allowedBy === null || allowedBy === undefined) return null;
  return allowedBy === UNKNOWN ? 0 : 1;
}

/** Of what one thing allowed there are tables of its own, of the same form. */
export function tablesOf({ allowedBy }: FlowFilter) {
  if (isAllowed({ allowedBy }) !== 1) {
    return { total: 'ledger_total', flow: 'ledger_flow', only: '', both: '', values: [] };
  }
  return {
    total: 'ledger_allowed',
    flow: 'ledger_allowed_flow',
    only: 'allowed_by = ? AND ',
    both: 'total.allowed_by = ? AND flow.allowed_by = total.allowed_by AND ',
    values: [allowedBy ?? ''],
  };
}

/** The place of a posting in the list of those to income and expenses. */
export interface FlowPlace {
  readonly day: Day;
  readonly cell: number;
  readonly entry: string;
  readonly n: number;
}

/** One posting to income or expenses, with the entry that it is in. */
export interface Flow {
  readonly place: FlowPlace;
  readonly kind: 'INCOME' | 'EXPENSE';
  readonly entry: EntryInBooks;
  readonly posting: Posting;
}

/** The postings after this place: the newest day first, within a day those of one cell together. */
export function flowsAfter(
  read: Reader,
  { from, to }: Days,
  cells: Cells,
  after: FlowPlace | undefined,
  limit: number,
  filter: FlowFilter,
): Flow[] {
  const { total, flow, only, both, values } = tablesOf(filter);
  const end: FlowPlace = { day: to, cell: 0, entry: '', n: 0 };
  const last = after !== undefined && after.day < to ? after : end;
  const begun =
    last.day >= from && cells.has(last.cell)
      ? read.rows(
          `SELECT * FROM ${flow} WHERE ${only}day = ? AND cell = ? AND (entry, n) < (?, ?)
           ORDER BY entry DESC, n DESC LIMIT ?`,
          ...values,
          last.day,
          last.cell,
          last.entry,
          last.n,
          limit,
        )
      : [];
  // The totals lead from day to day, so that postings of other cells are passed over all at once.
  const others = read.rows(
    `SELECT flow.* FROM ${total} AS total CROSS JOIN ${flow} AS flow
     WHERE ${both}total.day >= ? AND (total.day, total.cell) < (?, ?)
     AND total.cell IN (SELECT value FROM json_each(?)) AND flow.day = total.day AND flow.cell = total.cell
     ORDER BY total.day DESC, total.cell DESC, flow.entry DESC, flow.n DESC LIMIT ?`,
    ...values,
    from,
    last.day,
    last.cell,
    JSON.stringify([...cells.keys()]),
    limit - begun.length,
  );
  return [...begun, ...others].flatMap((row) => {
    const place = {
      day: String(row['day']),
      cell: Number(row['cell']),
      entry: String(row['entry']),
      n: Number(row['n']),
    };
    const kind = cells.get(place.cell)?.kind;
    const entry = entryOf(read, place.entry);
    const posting = entry?.entry.postings[place.n];
    return kind === undefined || entry === undefined || posting === undefined ? [] : [{ place, kind, entry, posting }];
  });
}

/** How many postings a filter lets through, and what they add up to. */
export interface FlowTotals {
  readonly postings: number;
  /** By currency. Income and spending are positive, each on its own; of both together, income less spending. */
  readonly sums: readonly Money[];
}

/** Read from the totals by day, as figures of the movement are: no posting is touched. */
export function flowTotals(read: Reader, { from, to }: Days, cells: Cells, filter: FlowFilter): FlowTotals {
  const { total, only, values } = tablesOf(filter);
  let postings = 0;
  const sums = new Map<CurrencyCode, bigint>();
  for (const row of read.rows(
    `SELECT cell, sum(amount) AS amount, sum(postings) AS postings FROM ${total}
     WHERE ${only}day >= ? AND day < ? AND cell IN (SELECT value FROM json_each(?)) GROUP BY cell`,
    ...values,
    from,
    to,
    JSON.stringify([...cells.keys()]),
  )) {
    const cell = cells.get(Number(row['cell']));
    if (cell === undefined) continue;
    postings += Number(row['postings']);
    const amount = BigInt(row['amount'] ?? 0n);
    const isTaken = cell.kind === 'EXPENSE' && filter.kind !== 'EXPENSE';
    sums.set(cell.currency, (sums.get(cell.currency) ?? 0n) + (isTaken ? -amount : amount));
  }
  return {
    postings,
    sums: [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, amountMinor]) => ({ currency, amountMinor })),
  };
}
