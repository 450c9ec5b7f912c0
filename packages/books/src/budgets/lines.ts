import type { CurrencyCode, Day, Id } from '@hubgraph/kernel';
import type { CostClass } from '@hubgraph/ledger';

/** What a line counts by, beside its account: what is not given may be anything, and `unknown` is what the books do not say. */
export interface LineDimensions {
  readonly fund?: Id;
  readonly purpose?: string;
  readonly project?: string;
  readonly team?: string;
  readonly costClass?: CostClass;
}

/** One line of a budget: how much is to come in or to be spent of one commodity, at one account and below it. */
export interface BudgetLine extends LineDimensions {
  /** Its name within the budget: `travel`. */
  readonly code: string;
  /** A path below `income` or `expenses`: it counts what is booked there and below. */
  readonly account: string;
  readonly currency: CurrencyCode;
  /** Above zero; what comes in and what is spent alike. */
  readonly amountMinor: bigint;
}

/** A line with the days on which it counts, and whose it is. */
export interface PlacedLine {
  readonly line: BudgetLine;
  readonly budget: Id;
  readonly from: Day;
  /** The day after the last one. */
  readonly to: Day;
}

const DIMENSIONS = ['fund', 'purpose', 'project', 'team', 'costClass'] as const;

/** Whether there could be a posting that both count. */
export function overlap(one: PlacedLine, other: PlacedLine): boolean {
  return (
    one.line.currency === other.line.currency &&
    one.from < other.to &&
    other.from < one.to &&
    (isWithin(one.line.account, other.line.account) || isWithin(other.line.account, one.line.account)) &&
    DIMENSIONS.every((name) => {
      const [a, b] = [one.line[name], other.line[name]];
      return a === undefined || b === undefined || a === b;
    })
  );
}

/** The first two lines that could count one posting twice, where at least one is new. */
export function firstOverlap(
  lines: readonly PlacedLine[],
  others: readonly PlacedLine[],
): readonly [PlacedLine, PlacedLine] | undefined {
  for (const [n, line] of lines.entries()) {
    const other = [...lines.slice(0, n), ...others].find((one) => overlap(line, one));
    if (other !== undefined) return [line, other];
  }
  return undefined;
}

/** True for an account itself and all that lies below it. */
export function isWithin(account: string, path: string): boolean {
  return account === path || account.startsWith(`${path}:`);
}
