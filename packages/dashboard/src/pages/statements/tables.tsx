import type { ReactNode } from 'react';
import { Link } from '../../components/link.tsx';
import { Table, type TableRow } from '../../components/table.tsx';
import { Bare, Code, Currency, Month, T, useText, Written } from '../../components/words.tsx';
import { formatMoney, type Money } from '../../i18n/format.ts';
import type { Lens } from '../../money/lens.ts';
import { sumOf } from '../../money/sums.ts';
import { useVisit } from '../../visit.tsx';
import type { OneLineFragment, StatementsInCurrencyFragment } from './statements.generated.ts';

interface OfOne {
  readonly of: StatementsInCurrencyFragment;
  readonly node: string;
  readonly lens: Lens;
}

/** What came in and was spent, the result, and by what net assets changed. */
export function Income({ of: { currency, income }, ...place }: OfOne) {
  const line = (one: OneLineFragment) => lineRow(one, [one.amount], { ...place, currency });
  return (
    <Statement
      id="income"
      currency={currency}
      columns={['statements.inPeriod']}
      rows={[
        ...income.income.map(line),
        totalRow('totalIncome', [income.totalIncome]),
        ...income.spending.map(line),
        totalRow('totalSpending', [income.totalSpending]),
        totalRow('result', [income.result]),
        ...income.otherChanges.map(line),
        ...(income.otherChanges.length === 0 ? [] : [totalRow('change', [income.changeOfNetAssets])]),
      ]}
    />
  );
}

/** What is owned and owed at the end of the period, beside the same at its beginning. */
export function Position({ of: { currency, position }, ...place }: OfOne) {
  const line = (one: OneLineFragment) => lineRow(one, [one.amount, one.before], { ...place, currency });
  return (
    <Statement
      id="position"
      currency={currency}
      columns={['statements.atEnd', 'statements.atBeginning']}
      rows={[
        ...position.assets.map(line),
        totalRow('totalAssets', [position.totalAssets, beforeOf(position.assets, position.totalAssets)]),
        ...position.liabilities.map(line),
        ...(position.liabilities.length === 0
          ? []
          : [
              totalRow('totalLiabilities', [
                position.totalLiabilities,
                beforeOf(position.liabilities, position.totalLiabilities),
              ]),
            ]),
        ...position.netAssets.map(({ kind, amount, before }) => ({
          key: kind,
          cells: [
            <Code key="kind" area="statements.netAssetsOf" code={kind} />,
            <Bare key="amount" of={amount} />,
            <Bare key="before" of={before} />,
          ],
        })),
        totalRow('netAssets', [position.totalNetAssets, position.totalNetAssetsBefore]),
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

/** Cash at the beginning, what came and went, cash at the end. */
export function CashFlow({ of: { currency, cashFlow }, ...place }: OfOne) {
  return (
    <Statement
      id="cash"
      currency={currency}
      columns={['statements.came', 'statements.went', 'statements.balance']}
      rows={[
        totalRow('opening', [null, null, cashFlow.opening]),
        ...cashFlow.classes.flatMap((group) =>
          group.lines.map((line, n) => ({
            key: line.account,
            cells: [
              <Account key="account" of={line} {...place} currency={currency}>
                {n === 0 && (
                  <span className="line soft">
                    <Code area="statements.class" code={group.class} />
                  </span>
                )}
              </Account>,
              <OrNone key="in" of={line.in} />,
              <OrNone key="out" of={line.out} />,
            ],
          })),
        ),
        totalRow('cameAndWent', [cashFlow.in, cashFlow.out]),
        totalRow('closing', [null, null, cashFlow.closing]),
      ]}
    />
  );
}

/** The same, month by month. */
export function Months({ of: { currency, months } }: Pick<OfOne, 'of'>) {
  if (months.length < 2) return null;
  return (
    <Statement
      id="months"
      currency={currency}
      columns={['statements.totalIncome', 'statements.totalSpending', 'statements.netAssets', 'statements.closing']}
      rows={months.map(({ month, income, spending, netAssets, cash }) => ({
        key: month,
        cells: [
          <Month key="month" of={month} />,
          ...[income, spending, netAssets, cash].map((money, n) => <Bare key={COLUMNS[n]} of={money} />),
        ],
      }))}
    />
  );
}

const COLUMNS = ['income', 'spending', 'netAssets', 'cash'];

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

function totalRow(id: string, amounts: readonly (Money | null)[]): TableRow {
  return {
    key: `total ${id}`,
    kind: 'total',
    cells: [
      <T key="what" id={`statements.${id}`} />,
      ...amounts.map((money, n) => money && <Bare key={KEYS[n]} of={money} />),
    ],
  };
}

const KEYS = ['first', 'second', 'third'];

interface Place {
  readonly node: string;
  readonly lens: Lens;
  readonly currency: string;
}

function lineRow(line: OneLineFragment, amounts: readonly (Money | null)[], place: Place): TableRow {
  const { account, isSubtotal } = line;
  return {
    key: `${account}${isSubtotal ? ' and below' : ''}`,
    cells: [
      <Account key="account" of={line} {...place} />,
      ...amounts.map(
        (money, n) =>
          money &&
          (isSubtotal ? (
            <em key={n === 0 ? 'first' : 'second'} className="subtotal">
              <Bare of={money} />
            </em>
          ) : (
            <Bare key={n === 0 ? 'first' : 'second'} of={money} />
          )),
      ),
    ],
  };
}

/** An account that opens the entries that it rests on; a sub-total says that it is one, and its lines open. */
function Account({
  of,
  node,
  lens: { period },
  currency,
  children,
}: Place & {
  readonly of: Pick<OneLineFragment, 'account' | 'name'> & Partial<Pick<OneLineFragment, 'isSubtotal' | 'level'>>;
  readonly children?: ReactNode;
}) {
  const { account, name, isSubtotal = false, level = 0 } = of;
  const path = (
    <code key="account" dir="ltr">
      {account}
    </code>
  );
  return (
    <span className={level === 0 ? undefined : `level-${Math.min(level, 3)}`}>
      {children}
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

function OrNone({ of }: { readonly of: Money }) {
  const { locale } = useVisit();
  if (of.amountMinor !== '0') return <Bare of={of} />;
  return (
    <span className="none" title={formatMoney(locale, of)}>
      –
    </span>
  );
}
