import type { ReactNode } from 'react';
import { offersAtBudgets } from '../../acts/offers-on-budgets.ts';
import { Link } from '../../components/link.tsx';
import { Empty } from '../../components/notice.tsx';
import { Pager } from '../../components/pager.tsx';
import { Status } from '../../components/status.tsx';
import { Table } from '../../components/table.tsx';
import { Amount, Code, Count, Day, T, useText, Written } from '../../components/words.tsx';
import type { Money } from '../../i18n/format.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { bookPage, nameOfNode } from '../statements/frame.tsx';
import { budgetsOf } from './ask.ts';
import type { BudgetListFragment } from './budgets.generated.ts';

/** What a node plans, beside what came in and was spent. */
export const budgets: PageDefinition = {
  path: '/books/:node/budgets',
  offers: offersAtBudgets,
  async show(visit) {
    const { node = '' } = visit.params;
    const name = nameOfNode(visit, node);
    const title = translate(visit.locale, 'budgets.title', { node: name });
    const heading = <T id="budgets.title" node={<bdi key="node">{name}</bdi>} />;
    const said = await budgetsOf(visit, node, visit.query.get('after'));
    const body = (value: BudgetListFragment) => <List of={value} node={node} />;
    return bookPage(visit, node, said, { title, heading, body, isInBooks: true });
  },
};

type OneBudget = BudgetListFragment['nodes'][number];

function List({
  of: { nodes, totalCount, pageInfo },
  node,
}: {
  readonly of: BudgetListFragment;
  readonly node: string;
}) {
  const text = useText();
  if (nodes.length === 0) {
    return (
      <Empty>
        <p>
          <T id="budgets.none" />
        </p>
      </Empty>
    );
  }
  return (
    <>
      <Table
        caption={<T id="budgets.count" count={<Count key="count" of={totalCount} />} />}
        label={text('budgets.heading')}
        columns={[
          { key: 'budget', title: <T id="budgets.budget" /> },
          { key: 'kind', title: <T id="budgets.kind" /> },
          { key: 'planned', title: <T id="budgets.planned" />, isFigure: true },
          { key: 'actual', title: <T id="budgets.actual" />, isFigure: true },
          { key: 'remaining', title: <T id="budgets.remaining" />, isFigure: true },
        ]}
        rows={nodes.map((one) => ({
          key: one.id,
          cells: [
            <Named key="budget" of={one} node={node} />,
            <Each key="kind" of={one} show={({ kind }) => <Code area="budgets.kindCode" code={kind} />} />,
            ...(['planned', 'actual', 'remaining'] as const).map((what) => (
              <Each key={what} of={one} show={(sum) => <Amount of={sum[what] as Money} />} />
            )),
          ],
        }))}
      />
      <Pager page={pageInfo} shown={nodes.length} total={totalCount} />
    </>
  );
}

function Named({ of: { id, name, status, from, to }, node }: { readonly of: OneBudget; readonly node: string }) {
  return (
    <>
      <Link to={`/books/${node}/budgets/${id}`}>
        <Written text={name} />
      </Link>
      <span className="line soft">
        <T id="budgets.days" from={<Day key="from" of={from} />} to={<Day key="to" of={to} />} />
      </span>
      {status === 'WITHDRAWN' && <Status area="budgets.status" code={status} tone="ended" />}
    </>
  );
}

type Sum = NonNullable<OneBudget['rollUp']>['sums'][number];

/** A line for each sum, so that they stand in one row across columns. */
function Each({ of, show }: { readonly of: OneBudget; readonly show: (sum: Sum) => ReactNode }) {
  const sums = of.rollUp?.sums ?? [];
  if (sums.length === 0) return <span className="none">–</span>;
  return sums.map((sum) => (
    <span key={`${sum.kind} ${sum.currency}`} className="line">
      {show(sum)}
    </span>
  ));
}
