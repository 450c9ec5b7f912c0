import { figureOfLine, SHEET_LINES, type Sheet, type SheetCell } from '@hubgraph/books';
import { isRejection, type Money, parseAmountMinor } from '@hubgraph/kernel';
import { conversionOf, type StatementContext } from './statement.ts';

/** One line of a statement over the movement. */
export interface SheetLine {
  readonly sheet: Sheet;
  readonly line: string;
  /** By currency; at the end, or over the period. */
  readonly amounts: readonly Money[];
  /** By currency, at the beginning; of what is over the period nothing. */
  readonly before: readonly Money[];
  readonly inReport: Money;
  readonly beforeInReport: Money;
  readonly byNode: readonly {
    readonly node: string;
    readonly amounts: readonly Money[];
    readonly before: readonly Money[];
  }[];
}

/** Whether a node stated what is no line, or no amount. */
export function isOddSheetCell({ sheet, line, currency, amountMinor, beforeMinor }: SheetCell): boolean {
  const isKnown = Object.hasOwn(SHEET_LINES, sheet) && SHEET_LINES[sheet].includes(line);
  return !isKnown || [amountMinor, beforeMinor].some((one) => isRejection(parseAmountMinor(one, currency)));
}

/** The lines of one statement that any node has, in their order. Each currency's sum is converted once. */
export function sheetOf(cells: readonly SheetCell[], sheet: Sheet, context: StatementContext): SheetLine[] {
  const { reportCurrency: currency } = context;
  const inReport = conversionOf(context);
  const total = (amounts: readonly Money[]): Money => ({
    currency,
    amountMinor: amounts.reduce((sum, one) => sum + (inReport(one)?.amountMinor ?? 0n), 0n),
  });
  return SHEET_LINES[sheet].flatMap((line) => {
    const own = cells.filter((cell) => cell.sheet === sheet && cell.line === line);
    if (own.length === 0) return [];
    const amounts = added(own, 'amountMinor');
    const before = added(own, 'beforeMinor');
    const nodes = [...new Set(own.map(({ node }) => node))].sort();
    return [
      {
        ...{ sheet, line, amounts, before, inReport: total(amounts), beforeInReport: total(before) },
        byNode: nodes.map((node) => {
          const ofNode = own.filter((cell) => cell.node === node);
          return { node, amounts: added(ofNode, 'amountMinor'), before: added(ofNode, 'beforeMinor') };
        }),
      },
    ];
  });
}

/** Where a line opens in the books of each node; null of plans. */
export function opensAs({ sheet, line }: Pick<SheetLine, 'sheet' | 'line'>) {
  const filter = figureOfLine(sheet, line);
  return filter === undefined ? null : { ...filter, isAtEnd: sheet === 'POSITION' || line === 'CASH' };
}

/** By currency, without what is nothing. */
function added(cells: readonly SheetCell[], of: 'amountMinor' | 'beforeMinor'): Money[] {
  const sums = new Map<string, bigint>();
  for (const cell of cells) sums.set(cell.currency, (sums.get(cell.currency) ?? 0n) + BigInt(cell[of]));
  return [...sums]
    .filter(([, amountMinor]) => amountMinor !== 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amountMinor]) => ({ currency, amountMinor }));
}
