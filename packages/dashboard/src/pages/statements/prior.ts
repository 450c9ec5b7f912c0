import type { Money } from '../../i18n/format.ts';
import { minorOf, sumOf } from '../../money/sums.ts';
import type { OneLineFragment } from './statements.generated.ts';

/** A line beside what it was in other days; null where those are not known. */
export interface Compared {
  readonly line: OneLineFragment;
  readonly prior: Money | null;
}

/** The lines of some days beside those of others: what these alone have gets a line of nothing in its place. */
export function beside(
  lines: readonly OneLineFragment[],
  others: readonly OneLineFragment[] | undefined,
  like: Money,
): Compared[] {
  if (others === undefined) return lines.map((line) => ({ line, prior: null }));
  const single = others.filter(({ isSubtotal }) => !isSubtotal);
  const had = new Set(lines.filter(({ isSubtotal }) => !isSubtotal).map(({ account }) => account));
  const gone = single
    .filter(({ account, amount }) => !had.has(account) && minorOf(amount) !== 0n)
    .map((line): OneLineFragment => ({ ...line, level: 0, amount: sumOf([], like), before: null }));
  return [...lines, ...gone].sort(byPath).map((line) => ({ line, prior: sumOf(of(single, line), like) }));
}

function of(single: readonly OneLineFragment[], { account, isSubtotal }: OneLineFragment): Money[] {
  return single
    .filter((one) => one.account === account || (isSubtotal && one.account.startsWith(`${account}:`)))
    .map(({ amount }) => amount);
}

/** As the graph orders them: what lies below a path follows it at once, its sub-total first. */
function byPath(a: OneLineFragment, b: OneLineFragment): number {
  // A colon comes before every letter here.
  const [one, other] = [a.account.replaceAll(':', '\u0001'), b.account.replaceAll(':', '\u0001')];
  if (one !== other) return one < other ? -1 : 1;
  return Number(b.isSubtotal) - Number(a.isSubtotal);
}
