import { BarsOverTime } from '../../components/charts/bars-over-time.tsx';
import { Converted } from '../../components/money/figures.tsx';
import { Empty } from '../../components/notice.tsx';
import { Table } from '../../components/table.tsx';
import { Currency, Month, T, useText } from '../../components/words.tsx';
import type { Lens } from '../../money/lens.ts';
import { inEveryUnit } from '../../money/lines.ts';
import { within } from '../../money/period.ts';
import { moneyOfKind, placesOf, rangeOf } from '../../money/sums.ts';
import type { StatementData } from './statement.tsx';

/** Income and spending by month, or by year where the period is long: two panels to one scale, then the table of them. */
export function OverTime({ of, lens }: { readonly of: StatementData; readonly lens: Lens }) {
  const text = useText();
  const { byMonth, total, withoutRate } = of;
  if (byMonth.length === 0) {
    return (
      <Empty>
        <p>
          <T id="movement.nothing" />
        </p>
      </Empty>
    );
  }
  const lines = inEveryUnit(byMonth, lens.period, total);
  const amounts = lines.flatMap((line) => [line.incomeInReport, line.spendingInReport]);
  const scale = {
    ...rangeOf(amounts),
    places: placesOf(total.incomeInReport),
  };
  return (
    <>
      <div className="panels">
        <figure>
          <figcaption>
            <T id="movement.incomeOverTime" currency={<Currency key="currency" code={lens.currency} />} />
          </figcaption>
          <BarsOverTime
            {...scale}
            kind="in"
            points={lines.map(({ key, incomeInReport }) => ({ key, amount: incomeInReport }))}
          />
        </figure>
        <figure>
          <figcaption>
            <T id="movement.spendingOverTime" currency={<Currency key="currency" code={lens.currency} />} />
          </figcaption>
          <BarsOverTime
            {...scale}
            kind="out"
            points={lines.map(({ key, spendingInReport }) => ({ key, amount: spendingInReport }))}
          />
        </figure>
      </div>
      <details>
        <summary>
          <T id="movement.timeTable" />
        </summary>
        <Table
          caption={
            <span className="note">
              <T id="movement.timeCaption" currency={<Currency key="currency" code={lens.currency} />} />
            </span>
          }
          label={text('movement.overTime')}
          columns={[
            { key: 'month', title: <T id="movement.month" /> },
            { key: 'income', title: <T id="money.kind.income" />, isFigure: true },
            { key: 'spending', title: <T id="money.kind.spending" />, isFigure: true },
          ]}
          rows={lines.map((line) => {
            const opens = { lens: { ...lens, period: within(lens.period, line.key) }, cut: {}, withoutRate };
            return {
              key: line.key,
              cells: [
                <Month key="month" of={line.key} />,
                <Converted key="income" isBare {...opens} kind="income" {...moneyOfKind(line, 'income')} />,
                <Converted key="spending" isBare {...opens} kind="spending" {...moneyOfKind(line, 'spending')} />,
              ],
            };
          })}
        />
      </details>
    </>
  );
}
