import { type Cut, type CutName, type DetailName, details, isDetail } from '../../money/cut.ts';
import { mostFirst } from '../../money/lines.ts';
import { type Line, moneyOfKind } from '../../money/sums.ts';
import type { FigureData } from './data.ts';
import type { FigureQueryVariables } from './figure.generated.ts';

/** What lines are told apart by, other than whose they are. */
export type Way = Exclude<CutName, 'node'>;

/** Money moved: in or out. */
export type FlowKind = 'income' | 'spending';

const WAYS = ['purpose', 'country', 'region', 'decidedIn', 'currency', 'costClass', 'fundKind'] as const;

/** What the lines may still be told apart by. A country is of one region, and of income nobody decides and nothing costs. */
export function waysLeft(cut: Cut, kind: FlowKind, detail?: DetailName): Way[] {
  const ways = WAYS.filter((by) => {
    if (cut[by] !== undefined) return false;
    if (by === 'region') return cut.country === undefined;
    return (by !== 'decidedIn' && by !== 'costClass') || kind === 'spending';
  });
  return detail === undefined || cut[detail] !== undefined ? ways : [detail, ...ways];
}

/** The lines told apart in one way. */
export function linesBy(of: FigureData, by: Way): readonly Line[] {
  switch (by) {
    case 'purpose':
      return of.byPurpose;
    case 'country':
      return of.byCountry;
    case 'region':
      return of.byRegion;
    case 'decidedIn':
      return of.byDecidedIn;
    case 'currency':
      return of.byCurrency;
    case 'costClass':
      return of.byCostClass;
    case 'fundKind':
      return of.byFundKind;
    default:
      return of.byDetail ?? [];
  }
}

/** The name of a way as the graph has it. */
export function dimensionOf(by: CutName): FigureQueryVariables['by'] {
  if (isDetail(by)) return details[by];
  const names = { decidedIn: 'DECIDED_IN', costClass: 'COST_CLASS', fundKind: 'FUND_KIND' } as const;
  return by in names ? names[by as keyof typeof names] : (by.toUpperCase() as 'PURPOSE');
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
