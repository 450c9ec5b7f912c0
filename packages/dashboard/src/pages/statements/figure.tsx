import { Facts } from '../../components/facts.tsx';
import { Link } from '../../components/link.tsx';
import { Empty } from '../../components/notice.tsx';
import { Pager } from '../../components/pager.tsx';
import { Table } from '../../components/table.tsx';
import { Amount, Code, Count, Currency, Day, Id, Moment, T, useText } from '../../components/words.tsx';
import { nameOfCode } from '../../i18n/format.ts';
import { translate } from '../../i18n/translate.ts';
import { lensVariables, readLens } from '../../money/lens.ts';
import { type Opened, readOpened } from '../../money/opened.ts';
import type { PageDefinition } from '../../page.ts';
import { notFound } from '../problem.tsx';
import { figureOf } from './ask.ts';
import { Days, daysAreWrong } from './days.tsx';
import { bookPage } from './frame.tsx';
import type { OpenedOneFragment } from './statements.generated.ts';

/** One figure of a node's statements, opened: the entries that it is the sum of, oldest first. */
export const bookFigure: PageDefinition = {
  path: '/books/:node/figure',
  async show(visit) {
    const { node = '' } = visit.params;
    const opened = readOpened(visit.query);
    if (opened === undefined) return notFound(visit);
    const { lens, faults } = readLens(visit.query, visit.now);
    // Without days it is what the books hold by all their entries, also those of days to come.
    const isAll = !visit.query.has('from') && !visit.query.has('to');
    const { figure, currency, account, accountFrom } = opened;
    const name = nameOfCode(visit.locale, 'statements.figure', figure);
    const path = account ?? accountFrom;
    const title = translate(visit.locale, 'statements.madeOf', {
      figure: path === undefined ? name : `${name}, ${path}`,
    });
    const heading = <T id="statements.madeOf" figure={<Code key="figure" area="statements.figure" code={figure} />} />;
    const keep = Object.fromEntries([...visit.query].filter(([key]) => !['from', 'to', 'after'].includes(key)));
    const days = isAll ? (
      <p className="lens-line">
        <T id="statements.allDays" />
      </p>
    ) : (
      <Days lens={lens} faults={faults} keep={keep} />
    );
    if (faults.length > 0) return daysAreWrong({ title, heading, days });
    const { from, to } = lensVariables(lens);
    const of = { ...opened, ...(isAll ? {} : { from, to }) };
    const said = await figureOf(visit, node, { of, after: visit.query.get('after') });
    const body = (found: OpenedOneFragment) => (
      <>
        {days}
        <Narrowed to={opened} />
        <Made of={found} node={node} currency={currency} />
        <p>
          <Link to={`/books/${node}`} query={isAll ? {} : { from: lens.period.from, to: lens.period.to }}>
            <T id="statements.toStatements" />
          </Link>
        </p>
      </>
    );
    return bookPage(visit, node, said, { title, heading, body, isInBooks: true });
  },
};

/** Which part of a figure it is. */
function Narrowed({
  to: { currency, account, accountFrom, fund, fundKind, cashClass, withinMovement },
}: {
  readonly to: Opened;
}) {
  const path = account ?? accountFrom;
  const code = (
    <code key="account" dir="ltr">
      {path}
    </code>
  );
  return (
    <Facts
      of={[
        { term: 'money.cut.currency', value: <Currency code={currency} /> },
        {
          term: 'books.account',
          value: path !== undefined && (account === undefined ? <T id="statements.andBelow" account={code} /> : code),
        },
        { term: 'places.fund', value: fund !== undefined && <Id of={fund} /> },
        {
          term: 'statements.kind',
          value: fundKind !== undefined && <Code area="statements.fundKind" code={fundKind} />,
        },
        { term: 'statements.why', value: cashClass !== undefined && <Code area="statements.class" code={cashClass} /> },
        {
          term: 'statements.between',
          value: withinMovement !== undefined && (
            <T id={withinMovement ? 'statements.onlyWithin' : 'statements.withoutWithin'} />
          ),
        },
      ]}
    />
  );
}

function Made({
  of: { amount, asOf, nodes, pageInfo },
  node,
  currency,
}: {
  readonly of: OpenedOneFragment;
  readonly node: string;
  readonly currency: string;
}) {
  const text = useText();
  return (
    <>
      <dl className="headline">
        <div>
          <dt>
            <T id="statements.sum" />
          </dt>
          <dd className="headline-figure">
            <Amount of={amount} />
          </dd>
          <dd className="soft">
            <T id="statements.asOf" /> <Count of={asOf.seq} />, <Moment of={asOf.at} />
          </dd>
        </div>
      </dl>
      {nodes.length === 0 ? (
        <Empty>
          <p>
            <T id="statements.madeOfNothing" />
          </p>
        </Empty>
      ) : (
        <>
          <Table
            caption={
              <span className="note">
                <T id="statements.addUp" />
              </span>
            }
            label={text('statements.allEntries')}
            columns={[
              { key: 'entry', title: <T id="books.entry" /> },
              {
                key: 'amount',
                title: <T id="statements.adds" currency={<Currency key="currency" code={currency} />} />,
                isFigure: true,
              },
              { key: 'accounts', title: <T id="statements.accounts" /> },
            ]}
            rows={nodes.map(({ amount, entry: { id, kind, effectiveDay, reversedBy, postings } }) => ({
              key: id,
              cells: [
                <span key="entry">
                  <Link to={`/books/${node}/entries/${id}`}>
                    <T
                      id="books.openEntry"
                      day={<Day key="day" of={effectiveDay} />}
                      kind={<Code key="kind" area="books.kind" code={kind} />}
                    />
                  </Link>
                  {reversedBy !== null && (
                    <span className="line soft">
                      <T id="books.reversedLater" />
                    </span>
                  )}
                </span>,
                <Amount key="amount" of={amount} />,
                <Accounts key="accounts" of={postings} />,
              ],
            }))}
          />
          <Pager page={pageInfo} shown={nodes.length} />
        </>
      )}
    </>
  );
}

const ACCOUNTS_MAX = 4;

function Accounts({ of }: { readonly of: OpenedOneFragment['nodes'][number]['entry']['postings'] }) {
  const paths = [...new Set(of.map(({ account }) => account))];
  return (
    <>
      {paths.slice(0, ACCOUNTS_MAX).map((path) => (
        <code key={path} className="line" dir="ltr">
          {path}
        </code>
      ))}
      {paths.length > ACCOUNTS_MAX && '…'}
    </>
  );
}
