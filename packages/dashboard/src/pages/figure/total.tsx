import { hidesTotals, NotShown } from '../../components/money/absent.tsx';
import { Empty } from '../../components/notice.tsx';
import { T } from '../../components/words.tsx';
import type { Cut, CutName, DetailName } from '../../money/cut.ts';
import type { Lens } from '../../money/lens.ts';
import { moneyOfKind, sumOf } from '../../money/sums.ts';
import type { FigureData } from './data.ts';
import { Sum } from './sum.tsx';
import { type FlowKind, someOf } from './ways.ts';

/** A figure that is opened, and how it is looked at. */
export interface OpenedProps {
  readonly of: FigureData;
  readonly lens: Lens;
  readonly kind: FlowKind;
  readonly cut: Cut;
  /** A detail that lines are told apart by too. */
  readonly by?: DetailName | undefined;
  /** What is seen over time, each by itself. */
  readonly over?: CutName | undefined;
}

/** The sum; or why there is none. */
export function Total({ of: { coverage, byCurrency, withoutRate }, lens, kind, cut }: OpenedProps) {
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
