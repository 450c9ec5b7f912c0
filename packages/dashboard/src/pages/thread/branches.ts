import type { Money } from '../../i18n/format.ts';
import { minorOf } from './money.ts';
import type { SourceOfThreadFragment } from './thread.generated.ts';

/** Sources of a payment that one vote allowed, or a single other source, or the many small ones together. */
export interface Branch {
  /** Short and plain: also an id in the document. */
  readonly key: string;
  readonly kind: 'vote' | 'gap' | 'other' | 'rest';
  readonly fund: SourceOfThreadFragment['fund'];
  readonly minor: bigint;
  readonly sources: readonly SourceOfThreadFragment[];
}

/** One fund that a payment was taken from, with the branches that lead into it, the largest first. */
export interface Pooled {
  readonly key: string;
  readonly fund: SourceOfThreadFragment['fund'];
  readonly minor: bigint;
  readonly branches: readonly Branch[];
}

/** More would not be told apart: the smallest are shown together, and each by itself in the table. */
const BRANCHES_MAX = 8;

/** What a payment came from, by fund and by vote. */
export function branchesOf(sources: readonly SourceOfThreadFragment[]): readonly Pooled[] {
  const funds = groupBy(sources, ({ fund }) => fund.id);
  return [...funds.values()]
    .map((of) => ({ of, minor: sumOf(of) }))
    .sort((one, other) => compare(other.minor, one.minor))
    .flatMap(({ of, minor }, index) => {
      const [first] = of;
      if (first === undefined) return [];
      const key = `fund-${index + 1}`;
      return [{ key, fund: first.fund, minor, branches: branches(of, key) }];
    });
}

/** The motion whose vote allowed a disbursement, as far as the nodes that keep it answered. */
export function motionOf({ disbursement }: Pick<SourceOfThreadFragment, 'disbursement'>) {
  return disbursement?.allocation?.framework?.motion ?? null;
}

function branches(sources: readonly SourceOfThreadFragment[], prefix: string): readonly Branch[] {
  const votes = groupBy(sources, (source) => motionOf(source)?.id ?? source.entry);
  const all = [...votes.values()]
    .map((of) => ({ of, minor: sumOf(of) }))
    .sort((one, other) => compare(other.minor, one.minor));
  const shown = all.length > BRANCHES_MAX ? all.slice(0, BRANCHES_MAX - 1) : all;
  const rest = all.slice(shown.length).flatMap(({ of }) => of);
  const made = shown.flatMap(({ of, minor }, index): Branch[] => {
    const [first] = of;
    if (first === undefined) return [];
    const isFound = motionOf(first) !== null;
    const kind = first.origin !== 'DISBURSEMENT' ? 'other' : isFound ? 'vote' : 'gap';
    return [{ key: `${prefix}-source-${index + 1}`, kind, fund: first.fund, minor, sources: largestFirst(of) }];
  });
  const [first] = rest;
  if (first === undefined) return made;
  return [...made, { key: `${prefix}-further`, kind: 'rest', fund: first.fund, minor: sumOf(rest), sources: rest }];
}

/** The largest amount first. */
export function largestFirst<T extends { readonly amount: Money | null }>(of: readonly T[]): readonly T[] {
  return [...of].sort((one, other) => compare(minorOf(other.amount), minorOf(one.amount)));
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}

function sumOf(sources: readonly SourceOfThreadFragment[]): bigint {
  return sources.reduce((sum, { amount }) => sum + minorOf(amount), 0n);
}

function compare(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
