import type { ReactNode } from 'react';
import { Link } from '../../components/link.tsx';
import { Opens } from '../../components/money/opens.tsx';
import { Table, type TableRow } from '../../components/table.tsx';
import { Bare, Code, Currency, Month, T, useText, Written } from '../../components/words.tsx';
import { formatMoney, type Money } from '../../i18n/format.ts';
import type { Lens } from '../../money/lens.ts';
import { type BookFigure, type Opened, untilEnd } from '../../money/opened.ts';
import { daysBefore, type Period, within, yearBefore } from '../../money/period.ts';
import { sumOf } from '../../money/sums.ts';
import { useVisit } from '../../visit.tsx';
import { beside } from './prior.ts';
import type { BooksBeforeFragment, OneLineFragment, StatementsInCurrencyFragment } from './statements.generated.ts';

interface OfOne {
  readonly of: StatementsInCurrencyFragment;
  readonly node: string;
  readonly lens: Lens;
}

/** Where lines are: whose books, in which currency, on which days. */
interface Place {
  readonly node: string;
  readonly currency: string;
  readonly period: Period;
}

/** An amount, and what of the books it is: with both it opens. */
interface Cell {
  readonly of: Money | null;
  readonly opened?: Omit<Opened, 'currency'>;
  readonly days?: Period | undefined;
}

type IncomeBefore = NonNullable<BooksBeforeFragment['prior']>['currencies'][number]['income'];

/** What came in and was spent, the result, and by what net assets changed; beside the same days a year before. */
export function Income({ of: { currency, income }, node, lens, prior }: OfOne & { readonly prior?: IncomeBefore }) {
  const { period } = lens;
  const earlier = prior && yearBefore(period);
  const place = { node, currency, period };
  const cells = (opened: Omit<Opened, 'currency'>, amount: Money, before: Money | null): Cell[] => [
    { of: amount, opened, days: period },
    ...(prior === undefined ? [] : [{ of: before, opened, days: earlier }]),
  ];
  const lines = (figure: BookFigure, own: readonly OneLineFragment[], others?: readonly OneLineFragment[]) =>
    beside(own, prior && others, income.result).map((one) =>
      lineRow(one.line, cells(figureOf(figure, one.line), one.line.amount, one.prior), place),
    );
  const total = (id: string, figure: BookFigure, amount: Money, before?: Money) =>
    totalRow(id, cells({ figure }, amount, before ?? null), place);
  const others = lines('OTHER_CHANGES', income.otherChanges, prior?.otherChanges);
  return (
    <Statement
      id="income"
      currency={currency}
      columns={['statements.inPeriod', ...(prior === undefined ? [] : ['statements.yearBefore'])]}
      rows={[
        ...lines('INCOME', income.income, prior?.income),
        total('totalIncome', 'INCOME', income.totalIncome, prior?.totalIncome),
        ...lines('SPENDING', income.spending, prior?.spending),
        total('totalSpending', 'SPENDING', income.totalSpending, prior?.totalSpending),
        total('result', 'RESULT', income.result, prior?.result),
        ...others,
        ...(others.length === 0
          ? []
          : [total('change', 'CHANGE_OF_NET_ASSETS', income.changeOfNetAssets, prior?.changeOfNetAssets)]),
      ]}
    />
  );
}

/** What is owned and owed at the end of the period, beside what it was at its beginning. */
export function Position({ of: { currency, position }, node, lens: { period } }: OfOne) {
  const place = { node, currency, period };
  const cells = (opened: Omit<Opened, 'currency'>, amount: Money, before: Money | null): Cell[] => [
    { of: amount, opened, days: untilEnd(period) },
    { of: before, opened, days: daysBefore(period) },
  ];
  const lines = (figure: BookFigure, own: readonly OneLineFragment[]) =>
    own.map((one) => lineRow(one, cells(figureOf(figure, one), one.amount, one.before), place));
  const { assets, totalAssets, liabilities, totalLiabilities, totalNetAssets, totalNetAssetsBefore } = position;
  return (
    <Statement
      id="position"
      currency={currency}
      columns={['statements.atEnd', 'statements.atBeginning']}
      rows={[
        ...lines('ASSETS', assets),
        totalRow('totalAssets', cells({ figure: 'ASSETS' }, totalAssets, beforeOf(assets, totalAssets)), place),
        ...lines('LIABILITIES', liabilities),
        ...(liabilities.length === 0
          ? []
          : [
              totalRow(
                'totalLiabilities',
                cells({ figure: 'LIABILITIES' }, totalLiabilities, beforeOf(liabilities, totalLiabilities)),
                place,
              ),
            ]),
        ...position.netAssets.map(({ kind, amount, before }) => ({
          key: kind,
          cells: [
            <Code key="kind" area="statements.netAssetsOf" code={kind} />,
            ...shown(cells({ figure: 'NET_ASSETS', fundKind: kind }, amount, before), place),
          ],
        })),
        totalRow('netAssets', cells({ figure: 'NET_ASSETS' }, totalNetAssets, totalNetAssetsBefore), place),
      ]}
    />
  );
}

/** What the lines come to at the beginning of the period. */
function beforeOf(lines: readonly OneLineFragment[], like: Money): Money {
  return sumOf(
    lines.flatMap(({ before, isSubtotal }) => (before === null || isSubtotal ? [] : [before])),
    like,
  );
}

/** Cash at the beginning, what came and went by class and account, cash at the end. */
export function CashFlow({ of: { currency, cashFlow }, node, lens: { period } }: OfOne) {
  const place = { node, currency, period };
  const flows = (opened: Omit<Opened, 'currency' | 'figure'>, { in: came, out }: { in: Money; out: Money }): Cell[] => [
    { of: came, opened: { ...opened, figure: 'CASH_IN' }, days: period },
    { of: out, opened: { ...opened, figure: 'CASH_OUT' }, days: period },
  ];
  const held = (of: Money, days: Period | undefined): Cell[] => [
    { of: null },
    { of: null },
    { of, opened: { figure: 'CASH' }, days },
  ];
  return (
    <Statement
      id="cash"
      currency={currency}
      columns={['statements.came', 'statements.went', 'statements.balance']}
      rows={[
        totalRow('opening', held(cashFlow.opening, daysBefore(period)), place),
        ...cashFlow.classes.flatMap((group): TableRow[] => [
          {
            key: `class ${group.class}`,
            cells: [
              <em key="class" className="subtotal">
                <Code area="statements.class" code={group.class} />
              </em>,
              ...shown(flows({ cashClass: group.class }, group), place, true),
            ],
          },
          ...group.lines.map((line) => ({
            key: line.account,
            cells: [
              <Account key="account" of={{ ...line, level: 1 }} {...place} />,
              ...shown(flows({ account: line.account }, line), place),
            ],
          })),
        ]),
        totalRow('cameAndWent', flows({}, cashFlow), place),
        totalRow('closing', held(cashFlow.closing, untilEnd(period)), place),
      ]}
    />
  );
}

/** The same, month by month. */
export function Months({ of: { currency, months }, node, lens: { period } }: OfOne) {
  if (months.length < 2) return null;
  const place = { node, currency, period };
  return (
    <Statement
      id="months"
      currency={currency}
      columns={['statements.totalIncome', 'statements.totalSpending', 'statements.netAssets', 'statements.closing']}
      rows={months.map(({ month, income, spending, netAssets, cash }) => {
        const days = within(period, month);
        const cells: Cell[] = [
          { of: income, opened: { figure: 'INCOME' }, days },
          { of: spending, opened: { figure: 'SPENDING' }, days },
          { of: netAssets, opened: { figure: 'NET_ASSETS' }, days: untilEnd(days) },
          { of: cash, opened: { figure: 'CASH' }, days: untilEnd(days) },
        ];
        return { key: month, cells: [<Month key="month" of={month} />, ...shown(cells, place)] };
      })}
    />
  );
}

function Statement({
  id,
  currency,
  columns,
  rows,
}: {
  readonly id: string;
  readonly currency: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}) {
  const text = useText();
  return (
    <Table
      caption={<T id={`statements.${id}`} currency={<Currency key="currency" code={currency} />} />}
      label={text(`statements.${id}`, { currency })}
      columns={[
        { key: 'what', title: <T id={id === 'months' ? 'statements.month' : 'books.account'} /> },
        ...columns.map((title) => ({ key: title, title: <T id={title} />, isFigure: true })),
      ]}
      rows={rows}
    />
  );
}

function figureOf(figure: BookFigure, { account, isSubtotal }: OneLineFragment): Omit<Opened, 'currency'> {
  return { figure, ...(isSubtotal ? { accountFrom: account } : { account }) };
}

function totalRow(id: string, cells: readonly Cell[], place: Place): TableRow {
  return {
    key: `total ${id}`,
    kind: 'total',
    cells: [<T key="what" id={`statements.${id}`} />, ...shown(cells, place)],
  };
}

function lineRow(line: OneLineFragment, cells: readonly Cell[], place: Place): TableRow {
  const { account, isSubtotal } = line;
  return {
    key: `${account}${isSubtotal ? ' and below' : ''}`,
    cells: [<Account key="account" of={line} {...place} />, ...shown(cells, place, isSubtotal)],
  };
}

const KEYS = ['first', 'second', 'third', 'fourth'];

function shown(cells: readonly Cell[], place: Place, isSubtotal = false): ReactNode[] {
  return cells.map(
    (cell, n) => cell.of && <Figure key={KEYS[n]} {...cell} of={cell.of} {...place} isSubtotal={isSubtotal} />,
  );
}

function Figure({
  of,
  opened,
  days,
  node,
  currency,
  isSubtotal,
}: Cell & Place & { readonly of: Money; readonly isSubtotal: boolean }) {
  if (of.amountMinor === '0') return <None of={of} />;
  const amount =
    opened === undefined ? (
      <Bare of={of} />
    ) : (
      <Opens of={of} node={node} opened={{ ...opened, currency }} days={days} />
    );
  return isSubtotal ? <em className="subtotal">{amount}</em> : amount;
}

function None({ of }: { readonly of: Money }) {
  const { locale } = useVisit();
  return (
    <span className="none" title={formatMoney(locale, of)}>
      –
    </span>
  );
}

/** An account that opens the entries that move it in these days; a sub-total says that it is one. */
function Account({
  of,
  node,
  period,
  currency,
}: Place & {
  readonly of: Pick<OneLineFragment, 'account' | 'name'> & Partial<Pick<OneLineFragment, 'isSubtotal' | 'level'>>;
}) {
  const { account, name, isSubtotal = false, level = 0 } = of;
  const path = (
    <code key="account" dir="ltr">
      {account}
    </code>
  );
  return (
    <span className={level === 0 ? undefined : `level-${Math.min(level, 3)}`}>
      {isSubtotal ? (
        <T id="statements.andBelow" account={path} />
      ) : (
        <Link to={`/books/${node}/entries`} query={{ account, currency, from: period.from, to: period.to }}>
          {path}
        </Link>
      )}
      {name !== null && (
        <span className="line">
          <Written text={name} />
        </span>
      )}
    </span>
  );
}
