import type { CoverageData } from '../components/coverage.tsx';
import { hasOddMoney } from '../i18n/sense.ts';
import { UNKNOWN } from './cut.ts';
import { type Period, unitsOf } from './period.ts';
import { type Line, minorOf, moneyOfKind, sumOf } from './sums.ts';

/** For sorting: the most of a kind first, what the books do not say last. */
export function mostFirst(kind: 'income' | 'spending'): (one: Line, other: Line) => number {
  const amount = (line: Line): bigint => minorOf(moneyOfKind(line, kind).inReport);
  return (one, other) => {
    if (one.key === UNKNOWN || other.key === UNKNOWN) return one.key === UNKNOWN ? 1 : -1;
    const difference = amount(other) - amount(one);
    return difference === 0n ? 0 : difference > 0n ? 1 : -1;
  };
}

/** A line of an entity that answered, or the reason for which there is none. */
export type EntityLine = { readonly line: Line } | { readonly node: string; readonly reason: string };

/**
 * The lines by entity, by slug, in one order with those that did not answer: each keeps its place. With `empty` those
 * that answered and have nothing have their line too.
 */
export function entityLines(
  byNode: readonly Line[],
  { asked, missing }: Pick<CoverageData, 'asked' | 'missing'>,
  empty?: Omit<Line, 'key'>,
): EntityLine[] {
  const reasons = new Map(missing.map(({ node, reason }) => [node, reason]));
  const lines = new Map(byNode.map((line) => [line.key, line]));
  const nodes = new Set([...reasons.keys(), ...lines.keys(), ...(empty === undefined ? [] : asked)]);
  return [...nodes].sort().flatMap((node): EntityLine[] => {
    const reason = reasons.get(node);
    if (reason !== undefined) return [{ node, reason }];
    const line = lines.get(node) ?? (empty && { ...empty, key: node });
    if (hasOddMoney(line)) return [{ node, reason: 'malformed' }];
    return line === undefined ? [] : [{ line }];
  });
}

/** What a line without anything says, in the currency of `like`. */
export function emptyLike({ incomeInReport }: Line): Omit<Line, 'key'> {
  const zero = sumOf([], incomeInReport);
  return { income: [], spending: [], incomeInReport: zero, spendingInReport: zero };
}

/** The lines of every month or year of a period. The graph leaves out those without anything; on a line of time they have their place. */
export function inEveryUnit(
  lines: readonly Line[],
  period: Period,
  like: Line,
  known: readonly string[] = lines.map(({ key }) => key),
): Line[] {
  const byKey = new Map(lines.map((line) => [line.key, line]));
  return unitsOf(period, known).map((key) => byKey.get(key) ?? { ...emptyLike(like), key });
}
