import { oldestOf } from '../../components/coverage.tsx';
import { hidesTotals, NotShown } from '../../components/money/absent.tsx';
import { Converted, FigureLink } from '../../components/money/figures.tsx';
import { Moment, T } from '../../components/words.tsx';
import type { Money } from '../../i18n/format.ts';
import type { FigureKind } from '../../money/cut.ts';
import type { Lens } from '../../money/lens.ts';
import { moneyOfKind, sumByCurrency, sumOf } from '../../money/sums.ts';
import type { StatementData } from './statement.tsx';

interface HeadlineProps {
  readonly of: StatementData;
  readonly lens: Lens;
}

/** What came in, what was spent, and what there is: each with what it rests on, each a way to what it is made of. */
export function Headline(props: HeadlineProps) {
  const { total, balances } = props.of;
  const owned = {
    originals: sumByCurrency(balances.map(({ balance }) => balance)),
    inReport: sumOf(
      balances.flatMap(({ inReport }) => (inReport === null ? [] : [inReport])),
      total.incomeInReport,
    ),
  };
  return (
    <dl className="headline">
      <HeadlineFigure {...props} {...moneyOfKind(total, 'income')} kind="income" />
      <HeadlineFigure {...props} {...moneyOfKind(total, 'spending')} kind="spending" />
      <HeadlineFigure {...props} {...owned} kind="balance" />
    </dl>
  );
}

function HeadlineFigure({
  of: { coverage, withoutRate },
  lens,
  kind,
  originals,
  inReport,
}: HeadlineProps & { readonly kind: FigureKind; readonly originals: readonly Money[]; readonly inReport: Money }) {
  const missing = coverage.missing.length;
  const isHidden = hidesTotals(lens, coverage);
  const oldest = oldestOf(coverage);
  const opens = { lens, kind, cut: {} };
  const figure =
    originals.length === 0 ? (
      <FigureLink {...opens} of={inReport} />
    ) : (
      <Converted {...opens} originals={originals} inReport={inReport} withoutRate={withoutRate} />
    );
  return (
    <div className={`headline-${kind}`}>
      <dt>
        <T id={`money.kind.${kind}`} />
      </dt>
      <dd className="headline-figure">{isHidden ? <NotShown count={missing} /> : figure}</dd>
      <dd className="soft">
        {!isHidden && missing > 0 && (
          <strong>
            <T id="money.incomplete" count={missing} />{' '}
          </strong>
        )}
        <T id="coverage.line" answered={coverage.answered.length} asked={coverage.asked.length} />{' '}
        {oldest !== undefined && <T id="coverage.asOf" moment={<Moment key="moment" of={oldest} />} />}
      </dd>
    </div>
  );
}
