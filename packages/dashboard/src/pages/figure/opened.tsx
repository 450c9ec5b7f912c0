import { Coverage } from '../../components/coverage.tsx';
import { Absent, hidesTotals, NotShown } from '../../components/money/absent.tsx';
import { Rates } from '../../components/money/rates.tsx';
import { Empty } from '../../components/notice.tsx';
import { T } from '../../components/words.tsx';
import { type Cut, type CutName, UNKNOWN } from '../../money/cut.ts';
import type { Lens } from '../../money/lens.ts';
import { entityLines, mostFirst } from '../../money/lines.ts';
import { type Line, moneyOfKind, sumOf } from '../../money/sums.ts';
import { type FigureData, narrowed } from './data.ts';
import { Finer } from './finer.tsx';
import { Sum } from './sum.tsx';
import { ToPostings } from './to-postings.tsx';

interface OpenedProps {
  readonly of: FigureData;
  readonly lens: Lens;
  readonly kind: 'income' | 'spending';
  readonly cut: Cut;
}

/** An income or spending figure: its sum, then the lines it is the sum of, told apart in each way that is left. */
export function Opened({ of, lens, kind, cut }: OpenedProps) {
  const coverage = narrowed(of.coverage, cut);
  const missing = coverage.missing.length;
  const isHidden = hidesTotals(lens, coverage);
  const shared = { lens, kind, cut, withoutRate: of.withoutRate };
  return (
    <>
      <Absent lens={lens} coverage={coverage} />
      <Total of={{ ...of, coverage }} lens={lens} kind={kind} cut={cut} />
      <Coverage of={coverage} />
      <ToPostings kind={kind} cut={cut} lens={lens} />
      {cut.node === undefined && (
        <Finer {...shared} by="node" entries={entityLines(someOf(of.byNode, kind), coverage)} />
      )}
      {!isHidden &&
        waysLeft(cut, kind)
          .map((by) => ({ by, lines: someOf(linesBy(of, by), kind) }))
          // One line that says nothing is no news.
          .filter(({ lines }) => lines.some(({ key }) => key !== UNKNOWN))
          .map(({ by, lines }) => (
            <Finer key={by} {...shared} by={by} missing={missing} entries={lines.map((line) => ({ line }))} />
          ))}
      <Rates of={of.conversions} withoutRate={of.withoutRate} currency={lens.currency} />
    </>
  );
}

/** The sum; or why there is none. */
function Total({ of: { coverage, byCurrency, withoutRate }, lens, kind, cut }: OpenedProps) {
  const missing = coverage.missing.length;
  const parts = someOf(byCurrency, kind).map((line) => moneyOfKind(line, kind));
  const [first] = parts;
  if (first === undefined) {
    const isNobody = cut.node !== undefined && coverage.asked.length === 0;
    return (
      <Empty>
        <p>
          <T id={isNobody ? 'figure.noSuchNode' : missing > 0 ? 'figure.nothingOfThose' : 'figure.nothing'} />
        </p>
      </Empty>
    );
  }
  if (hidesTotals(lens, coverage)) {
    return (
      <p>
        <NotShown count={missing} />
      </p>
    );
  }
  return (
    <Sum
      originals={parts.flatMap(({ originals }) => originals)}
      inReport={sumOf(
        parts.map(({ inReport }) => inReport),
        first.inReport,
      )}
      withoutRate={withoutRate}
      missing={missing}
    />
  );
}

type Way = Exclude<CutName, 'node'>;

/** What the lines may still be told apart by. A country is of one region, and income is decided by nobody here. */
function waysLeft(cut: Cut, kind: OpenedProps['kind']): Way[] {
  const ways = ['purpose', 'country', 'region', 'decidedIn', 'currency'] as const;
  return ways.filter((by) => {
    if (cut[by] !== undefined) return false;
    if (by === 'region') return cut.country === undefined;
    return by !== 'decidedIn' || kind === 'spending';
  });
}

function linesBy(of: FigureData, by: Way): readonly Line[] {
  const { byPurpose, byCountry, byRegion, byDecidedIn, byCurrency } = of;
  return { purpose: byPurpose, country: byCountry, region: byRegion, decidedIn: byDecidedIn, currency: byCurrency }[by];
}

/** The lines that have something of a kind, the most first. */
function someOf(lines: readonly Line[], kind: OpenedProps['kind']): Line[] {
  return lines.filter((line) => moneyOfKind(line, kind).originals.length > 0).sort(mostFirst(kind));
}
