import type { ReactNode } from 'react';
import { hidesTotals, NotShown } from '../../components/money/absent.tsx';
import { Converted } from '../../components/money/figures.tsx';
import { Moment, T } from '../../components/words.tsx';
import type { FigureKind } from '../../money/cut.ts';
import type { Lens } from '../../money/lens.ts';
import { moneyOfKind, sumByCurrency, sumOf } from '../../money/sums.ts';
import type { StatementData } from './statement.tsx';

/** What came in, what was spent, and what there is: each with what it rests on, each a way to what it is made of. */
export function Headline({ of, lens }: { readonly of: StatementData; readonly lens: Lens }) {
  const { total, balances, coverage, withoutRate } = of;
  const shared = { lens, cut: {}, withoutRate };
  const owned = {
    originals: sumByCurrency(balances.map(({ balance }) => balance)),
    inReport: sumOf(
      balances.flatMap(({ inReport }) => (inReport === null ? [] : [inReport])),
      total.incomeInReport,
    ),
  };
  const isHidden = hidesTotals(lens, coverage);
  const oldest = coverage.asOf.map(({ at }) => at).sort()[0];
  const figure = (kind: FigureKind, amount: ReactNode): ReactNode => (
    <div className={`headline-${kind}`}>
      <dt>
        <T id={`money.kind.${kind}`} />
      </dt>
      <dd className="headline-figure">{isHidden ? <NotShown count={coverage.missing.length} /> : amount}</dd>
      <dd className="soft">
        {!isHidden && coverage.missing.length > 0 && (
          <strong>
            <T id="money.incomplete" count={coverage.missing.length} />{' '}
          </strong>
        )}
        <T id="coverage.line" answered={coverage.answered.length} asked={coverage.asked.length} />{' '}
        {oldest !== undefined && <T id="coverage.asOf" moment={<Moment key="moment" of={oldest} />} />}
      </dd>
    </div>
  );
  return (
    <dl className="headline">
      {figure('income', <Converted {...shared} {...moneyOfKind(total, 'income')} kind="income" />)}
      {figure('spending', <Converted {...shared} {...moneyOfKind(total, 'spending')} kind="spending" />)}
      {figure('balance', <Converted {...shared} kind="balance" {...owned} />)}
    </dl>
  );
}
