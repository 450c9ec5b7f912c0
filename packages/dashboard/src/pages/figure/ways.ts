import type { Cut, CutName } from '../../money/cut.ts';
import { mostFirst } from '../../money/lines.ts';
import { type Line, moneyOfKind } from '../../money/sums.ts';
import type { FigureData } from './data.ts';

/** What lines are told apart by, other than whose they are. */
export type Way = Exclude<CutName, 'node'>;

/** Money moved: in or out. */
export type FlowKind = 'income' | 'spending';

/** What the lines may still be told apart by. A country is of one region, and income is decided by nobody here. */
export function waysLeft(cut: Cut, kind: FlowKind): Way[] {
  const ways = ['purpose', 'country', 'region', 'decidedIn', 'currency'] as const;
  return ways.filter((by) => {
    if (cut[by] !== undefined) return false;
    if (by === 'region') return cut.country === undefined;
    return by !== 'decidedIn' || kind === 'spending';
  });
}

/** The lines told apart in one way. */
export function linesBy(of: FigureData, by: Way): readonly Line[] {
  const { byPurpose, byCountry, byRegion, byDecidedIn, byCurrency } = of;
  return { purpose: byPurpose, country: byCountry, region: byRegion, decidedIn: byDecidedIn, currency: byCurrency }[by];
}

/** The lines that have something of a kind, the most first. */
export function someOf(lines: readonly Line[], kind: FlowKind): Line[] {
  return lines.filter((line) => moneyOfKind(line, kind).originals.length > 0).sort(mostFirst(kind));
}

/** The nodes whose line is not that of their own books alone: their teams' filed books are in it. */
export function withTeams({ byNode, byEntity }: FigureData, kind: FlowKind): ReadonlySet<string> {
  const textOf = (line: Line | undefined): string =>
    JSON.stringify(
      (line === undefined ? [] : moneyOfKind(line, kind).originals)
        .map((one) => [one.currency, one.amountMinor])
        .sort(),
    );
  const own = new Map(byEntity.map((line) => [line.key, line]));
  return new Set(byNode.filter((line) => textOf(line) !== textOf(own.get(line.key))).map(({ key }) => key));
}
