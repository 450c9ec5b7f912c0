import type { Reader } from '@hubgraph/journal';
import type { CurrencyCode, Period, Slug } from '@hubgraph/kernel';
import { isMirroredPath, isMovementPath, isResourceCode, typeOfPath } from '@hubgraph/ledger';
import { actualsOf } from '../budgets/actuals.ts';
import { linesOn } from '../budgets/views.ts';
import type { Fund, FundKind } from '../funds/domain.ts';
import type { CashClass } from '../statements/cash.ts';
import type { FigureFilter } from '../statements/figures.ts';
import { type StatementLine, statementsOf, totalOf } from '../statements/statements.ts';
import { cashChangesIn, changesUpTo } from '../statements/views.ts';

/** Which statement a line belongs to. */
export type Sheet = 'POSITION' | 'CASH' | 'PLAN';

/** One line of a node's statements in one currency, as it is added up over the movement. */
export interface SheetCell {
  readonly node: Slug;
  readonly sheet: Sheet;
  /** One of {@link SHEET_LINES}. */
  readonly line: string;
  readonly currency: CurrencyCode;
  /** Of a position and of cash, at the end; else over the period. */
  readonly amountMinor: string;
  /** Of a position and of cash, at the beginning; else 0. */
  readonly beforeMinor: string;
}

const CLASSES = ['INCOME', 'SPENDING', 'CLAIMS', 'DEBTS', 'EXCHANGE', 'EQUITY'] as const;

/**
 * The lines of each statement, in order. What nodes owe each other and pay each other stands by itself in
 * `WITHIN_MOVEMENT`, so that it cancels when it is added up; what is left is on its way, or booked at one end only.
 * Assets less liabilities and what is owed within are the net assets; cash before and what came, less what went and
 * within, is cash at the end.
 */
export const SHEET_LINES: Readonly<Record<Sheet, readonly string[]>> = {
  POSITION: ['ASSETS', 'LIABILITIES', 'WITHIN_MOVEMENT', 'NET_UNRESTRICTED', 'NET_RESTRICTED', 'NET_RING_FENCED'],
  CASH: ['CASH', ...CLASSES.flatMap((one) => [`CAME_${one}`, `WENT_${one}`]), 'WITHIN_MOVEMENT'],
  PLAN: ['PLANNED_INCOME', 'ACTUAL_INCOME', 'PLANNED_SPENDING', 'ACTUAL_SPENDING'],
};

/** The figure of a node's statements that a line is in its books; undefined of plans, which open in its budgets. */
export function figureOfLine(sheet: Sheet, line: string): Omit<FigureFilter, 'currency'> | undefined {
  if (sheet === 'POSITION') {
    if (line === 'ASSETS' || line === 'LIABILITIES') return { figure: line, withinMovement: false };
    if (line === 'WITHIN_MOVEMENT') return { figure: 'NET_ASSETS', withinMovement: true };
    return { figure: 'NET_ASSETS', fundKind: line.slice('NET_'.length) as FundKind };
  }
  if (sheet === 'PLAN') return undefined;
  if (line === 'CASH') return { figure: 'CASH' };
  if (line === 'WITHIN_MOVEMENT') return { figure: 'CASH_FLOW', cashClass: 'MOVEMENT' };
  const [way = '', cashClass = ''] = line.split('_');
  return { figure: way === 'CAME' ? 'CASH_IN' : 'CASH_OUT', cashClass: cashClass as CashClass };
}

/** What a node's own books say of position and cash, and of its budgets that lie wholly in the period. No posting is read. */
export function sheetCells(read: Reader, node: Slug, period: Period): SheetCell[] {
  const kindOf = (fund: string) => read.entity<Fund>('fund', fund)?.kind ?? 'UNRESTRICTED';
  const cells: SheetCell[] = [];
  const add = (sheet: Sheet, line: string, currency: CurrencyCode, amount: bigint, before = 0n): void => {
    if (amount === 0n && before === 0n) return;
    cells.push({ node, sheet, line, currency, amountMinor: String(amount), beforeMinor: String(before) });
  };
  for (const of of statementsOf(changesUpTo(read, period), cashChangesIn(read, period), kindOf)) {
    const { currency } = of;
    const [assets, owedHere] = apart(of.assets);
    const [liabilities, owedThere] = apart(of.liabilities);
    const both = (lines: readonly StatementLine[]) => [totalOf(lines), totalOf(lines, 'beforeMinor')] as const;
    const [here, there] = [both(owedHere), both(owedThere)];
    add('POSITION', 'ASSETS', currency, ...both(assets));
    add('POSITION', 'LIABILITIES', currency, ...both(liabilities));
    add('POSITION', 'WITHIN_MOVEMENT', currency, here[0] - there[0], here[1] - there[1]);
    for (const { kind, amountMinor, beforeMinor } of of.netAssets) {
      add('POSITION', `NET_${kind}`, currency, amountMinor, beforeMinor);
    }
    add('CASH', 'CASH', currency, ...both(of.cash));
    for (const group of of.cashGroups) {
      const { cameMinor, wentMinor } = group;
      if (group.class === 'MOVEMENT') add('CASH', 'WITHIN_MOVEMENT', currency, cameMinor - wentMinor);
      else {
        add('CASH', `CAME_${group.class}`, currency, cameMinor);
        add('CASH', `WENT_${group.class}`, currency, wentMinor);
      }
    }
  }
  for (const [name, amount] of plansIn(read, period)) {
    const [line = '', currency = ''] = name.split(' ');
    add('PLAN', line, currency, amount);
  }
  return cells;
}

/** The lines that mirror no account of another node, and those that do; of sub-totals none, which would count twice. */
function apart(lines: readonly StatementLine[]): readonly [StatementLine[], StatementLine[]] {
  const single = lines.filter(({ isSubtotal }) => !isSubtotal);
  return [
    single.filter(({ account }) => !isMirroredPath(account)),
    single.filter(({ account }) => isMirroredPath(account)),
  ];
}

/** Sums of plan and actual, by line and currency: `PLANNED_INCOME EUR`. What moves inside the movement is left out. */
function plansIn(read: Reader, { from, to }: Period): ReadonlyMap<string, bigint> {
  const lines = linesOn(read, { from, to }).filter(
    (one) =>
      one.from >= from && one.to <= to && !isMovementPath(one.line.account) && !isResourceCode(one.line.currency),
  );
  const sums = new Map<string, bigint>();
  for (const [n, { actualMinor }] of actualsOf(read, lines).entries()) {
    const line = lines[n]?.line;
    if (line === undefined) continue;
    const kind = typeOfPath(line.account) === 'INCOME' ? 'INCOME' : 'SPENDING';
    for (const [what, amount] of [
      ['PLANNED', line.amountMinor],
      ['ACTUAL', actualMinor],
    ] as const) {
      const name = `${what}_${kind} ${line.currency}`;
      sums.set(name, (sums.get(name) ?? 0n) + amount);
    }
  }
  return sums;
}
