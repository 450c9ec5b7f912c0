import { Coverage } from '../../components/coverage.tsx';
import { Absent, hidesTotals } from '../../components/money/absent.tsx';
import { Rates } from '../../components/money/rates.tsx';
import { entityLines } from '../../money/lines.ts';
import { narrowed } from './data.ts';
import { Finer } from './finer.tsx';
import { InCommon } from './in-common.tsx';
import { ToPostings } from './to-postings.tsx';
import { type OpenedProps, Total } from './total.tsx';
import { linesBy, someOf, waysLeft, withTeams } from './ways.ts';

/** An income or spending figure: its sum, then the lines it is the sum of, told apart in each way that is left. */
export function Opened({ of, lens, kind, cut }: OpenedProps) {
  const coverage = narrowed(of.coverage, cut);
  const missing = coverage.missing.length;
  const isHidden = hidesTotals(lens, coverage);
  const shared = { lens, kind, cut, withoutRate: of.withoutRate };
  const ways = waysLeft(cut, kind).map((by) => ({ by, lines: someOf(linesBy(of, by), kind) }));
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
          .filter(({ lines }) => lines.length > 1)
          .map(({ by, lines }) => (
            <Finer key={by} {...shared} by={by} missing={missing} entries={lines.map((line) => ({ line }))} />
          ))}
      <Rates
        of={of.conversions.filter(({ from }) => currencies.has(from))}
        withoutRate={of.withoutRate.filter((one) => currencies.has(one))}
        currency={lens.currency}
      />
    </>
  );
}
