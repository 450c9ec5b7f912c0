import { Converted, KeyName } from '../../components/money/figures.tsx';
import { Table, type TableRow } from '../../components/table.tsx';
import { Amounts, Bare, Currency, T, useText } from '../../components/words.tsx';
import type { Money } from '../../i18n/format.ts';
import type { Cut } from '../../money/cut.ts';
import type { Lens } from '../../money/lens.ts';
import { emptyLike } from '../../money/lines.ts';
import { yearBefore } from '../../money/period.ts';
import { type Line, minorOf, moneyOf, moneyOfKind, placesOf } from '../../money/sums.ts';
import type { FlowsInShortFragment } from './sheets.generated.ts';

interface IncomeOfAllProps {
  readonly of: FlowsInShortFragment & { readonly withoutRate: readonly string[] };
  readonly prior: FlowsInShortFragment | undefined;
  readonly lens: Lens;
}

/** Income, spending by class of cost, and the result, beside the same days a year before. What moved inside the movement is left out. */
export function IncomeOfAll({ of, prior, lens }: IncomeOfAllProps) {
  const text = useText();
  const { total, byCostClass, withoutRate } = of;
  const period = yearBefore(lens.period);
  const earlier = period && prior && { flows: prior, lens: { ...lens, period } };
  const row = (key: string, name: TableRow['cells'][number], kind: 'income' | 'spending', cut: Cut): TableRow => {
    const lineIn = (flows: FlowsInShortFragment): Line =>
      cut.costClass === undefined
        ? flows.total
        : (flows.byCostClass.find((line) => line.key === cut.costClass) ?? { ...emptyLike(flows.total), key });
    const opens = { kind, cut, withoutRate, isBare: true };
    return {
      key,
      ...(cut.costClass === undefined ? { kind: 'total' as const } : {}),
      cells: [
        name,
        <Converted key="amount" {...moneyOfKind(lineIn(of), kind)} {...opens} lens={lens} />,
        earlier && (
          <Converted key="prior" {...moneyOfKind(lineIn(earlier.flows), kind)} {...opens} lens={earlier.lens} />
        ),
        <Amounts key="originals" of={moneyOfKind(lineIn(of), kind).originals} />,
      ].filter((cell) => cell !== undefined),
    };
  };
  const classes = [...new Set([...byCostClass, ...(earlier?.flows.byCostClass ?? [])].map(({ key }) => key))].sort();
  const spent = classes.filter((key) =>
    [of, earlier?.flows].some((flows) =>
      flows?.byCostClass.some((line) => line.key === key && line.spending.length > 0),
    ),
  );
  return (
    <Table
      caption={<T id="statements.income" currency={<Currency key="currency" code={lens.currency} />} />}
      label={text('statements.income', { currency: lens.currency })}
      columns={[
        { key: 'line', title: <T id="sheets.line" /> },
        { key: 'amount', title: <T id="statements.inPeriod" />, isFigure: true },
        ...(earlier === undefined ? [] : [{ key: 'prior', title: <T id="statements.yearBefore" />, isFigure: true }]),
        { key: 'originals', title: <T id="figure.originals" />, isFigure: true },
      ]}
      rows={[
        row('income', <T key="line" id="statements.totalIncome" />, 'income', {}),
        ...spent.map((key) =>
          row(
            key,
            <T key="line" id="sheets.spendingOf" what={<KeyName key="what" of={key} name="costClass" />} />,
            'spending',
            { costClass: key },
          ),
        ),
        row('spending', <T key="line" id="statements.totalSpending" />, 'spending', {}),
        {
          key: 'result',
          kind: 'total',
          cells: [
            <T key="line" id="statements.result" />,
            <Bare key="amount" of={resultOf(total)} />,
            ...(earlier === undefined ? [] : [<Bare key="prior" of={resultOf(earlier.flows.total)} />]),
          ],
        },
      ]}
    />
  );
}

function resultOf({ incomeInReport, spendingInReport }: Line): Money {
  const places = placesOf(incomeInReport);
  return moneyOf(minorOf(incomeInReport) - minorOf(spendingInReport), incomeInReport.currency, places);
}
