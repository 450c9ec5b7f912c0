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

/** An income or spending figure: its sum, then the lines it is the sum of, told apart in each way that is left. */
export function Opened({
  of,
  lens,
  kind,
  cut,
}: {
  readonly of: FigureData;
  readonly lens: Lens;
  readonly kind: 'income' | 'spending';
  readonly cut: Cut;
}) {
  const coverage = narrowed(of.coverage, cut);
  const isHidden = hidesTotals(lens, coverage);
  const some = (lines: readonly Line[]): Line[] =>
    lines.filter((line) => moneyOfKind(line, kind).originals.length > 0).sort(mostFirst(kind));
  const byCurrency = some(of.byCurrency);
  const inReport = byCurrency.map((line) => moneyOfKind(line, kind).inReport);
  const [like] = inReport;
  const waysLeft = (['purpose', 'country', 'region', 'decidedIn', 'currency'] as const).filter(
    (by) =>
      cut[by] === undefined &&
      !(by === 'region' && cut.country !== undefined) &&
      !(by === 'decidedIn' && kind === 'income'),
  );
  const linesBy: Readonly<Record<Exclude<CutName, 'node'>, readonly Line[]>> = {
    purpose: of.byPurpose,
    country: of.byCountry,
    region: of.byRegion,
    decidedIn: of.byDecidedIn,
    currency: of.byCurrency,
  };
  const shared = { lens, kind, cut, withoutRate: of.withoutRate };
  return (
    <>
      <Absent lens={lens} coverage={coverage} />
      {like === undefined ? (
        <Empty>
          <p>
            <T id={coverage.missing.length > 0 ? 'figure.nothingOfThose' : 'figure.nothing'} />
          </p>
        </Empty>
      ) : isHidden ? (
        <p>
          <NotShown count={coverage.missing.length} />
        </p>
      ) : (
        <Sum
          originals={byCurrency.flatMap((line) => moneyOfKind(line, kind).originals)}
          inReport={sumOf(inReport, like)}
          withoutRate={of.withoutRate}
          missing={coverage.missing.length}
        />
      )}
      <Coverage of={coverage} />
      <ToPostings kind={kind} cut={cut} lens={lens} />
      {cut.node === undefined && <Finer {...shared} by="node" entries={entityLines(some(of.byNode), coverage)} />}
      {!isHidden &&
        waysLeft
          .map((by) => ({ by, lines: some(linesBy[by]) }))
          .filter(({ lines }) => lines.length > 1 || (lines.length === 1 && lines[0]?.key !== UNKNOWN))
          .map(({ by, lines }) => <Finer key={by} {...shared} by={by} entries={lines.map((line) => ({ line }))} />)}
      <Rates of={of.conversions} withoutRate={of.withoutRate} currency={lens.currency} />
    </>
  );
}
