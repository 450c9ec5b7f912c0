import { Coverage } from '../../components/coverage.tsx';
import { Absent, hidesTotals } from '../../components/money/absent.tsx';
import { Rates } from '../../components/money/rates.tsx';
import { entityLines } from '../../money/lines.ts';
import { narrowed } from './data.ts';
import { Finer } from './finer.tsx';
import { Further } from './further.tsx';
import { InCommon } from './in-common.tsx';
import { OverTime } from './over-time.tsx';
import { ToPostings } from './to-postings.tsx';
import { type OpenedProps, Total } from './total.tsx';
import { linesBy, someOf, waysLeft, withTeams } from './ways.ts';

/** An income or spending figure: its sum, then the lines it is the sum of, told apart in each way that is left. */
export function Opened({ of, lens, kind, cut, by, over }: OpenedProps) {
  const coverage = narrowed(of.coverage, cut);
  const missing = coverage.missing.length;
  const isHidden = hidesTotals(lens, coverage);
  const shared = { lens, kind, cut, withoutRate: of.withoutRate };
  const ways = waysLeft(cut, kind, by).map((way) => ({ by: way, lines: someOf(linesBy(of, way), kind) }));
  const teams = withTeams(of, kind);
  const currencies = new Set(of.byCurrency.map(({ key }) => key));
  return (
    <>
      <Absent lens={lens} coverage={coverage} />
      <Total of={{ ...of, coverage }} lens={lens} kind={kind} cut={cut} />
      <Coverage of={coverage} />
      <ToPostings kind={kind} cut={cut} lens={lens} withTeams={teams} />
      {!isHidden && <InCommon of={ways} />}
      {cut.node === undefined && (
        <Finer {...shared} by="node" withTeams={teams} entries={entityLines(someOf(of.byNode, kind), coverage)} />
      )}
      {!isHidden &&
        ways
          .filter(({ by: way, lines }) => lines.length > 1 || (way === by && lines.length > 0))
          .map(({ by: way, lines }) => (
            <Finer key={way} {...shared} by={way} missing={missing} entries={lines.map((line) => ({ line }))} />
          ))}
      <Further lens={lens} kind={kind} cut={cut} by={by} />
      {!isHidden && <OverTime of={of} lens={lens} kind={kind} cut={cut} by={by} over={over} />}
      <Rates
        of={of.conversions.filter(({ from }) => currencies.has(from))}
        withoutRate={of.withoutRate.filter((one) => currencies.has(one))}
        currency={lens.currency}
      />
    </>
  );
}
