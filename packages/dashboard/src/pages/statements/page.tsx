import { offersAtBooks } from '../../acts/offers.ts';
import { Facts } from '../../components/facts.tsx';
import { Link } from '../../components/link.tsx';
import { Opens } from '../../components/money/opens.tsx';
import { Empty } from '../../components/notice.tsx';
import { Table } from '../../components/table.tsx';
import { Amount, Code, Count, Currency, Day, Moment, T, useText } from '../../components/words.tsx';
import type { Money } from '../../i18n/format.ts';
import { translate } from '../../i18n/translate.ts';
import { SUPPORT_BOOKS } from '../../money/cut.ts';
import { type Lens, lensVariables, readLens } from '../../money/lens.ts';
import { dayAfter, yearBefore } from '../../money/period.ts';
import { sumOf } from '../../money/sums.ts';
import type { PageDefinition } from '../../page.ts';
import { Name } from '../places/lines.tsx';
import { type BooksAndTransfers, booksOf } from './ask.ts';
import { Days, daysAreWrong } from './days.tsx';
import { bookPage, nameOfNode } from './frame.tsx';
import type { BooksInShortFragment, StatementsInCurrencyFragment } from './statements.generated.ts';
import { CashFlow, Income, Months, Position } from './tables.tsx';

/** The books of one node: what its funds hold, and its statements for a period. */
export const books: PageDefinition = {
  path: '/books/:node',
  offers: offersAtBooks,
  async show(visit) {
    const { node = '' } = visit.params;
    const { lens, faults } = readLens(visit.query, visit.now);
    const name = nameOfNode(visit, node);
    const title = translate(visit.locale, 'books.of', { node: name });
    const heading = <T id="books.of" node={<bdi key="node">{name}</bdi>} />;
    if (faults.length > 0) return daysAreWrong({ title, heading, days: <Days lens={lens} faults={faults} /> });
    const { from, to } = lensVariables(lens);
    const before = yearBefore(lens.period);
    const prior = before && { from: before.from, to: dayAfter(before.to) };
    const said = await booksOf(visit, node, { from, to }, prior);
    const body = (value: BooksAndTransfers) => <Books of={value} node={node} lens={lens} />;
    return bookPage(visit, node, said, { title, heading, body });
  },
};

function Books({
  of: { books, exceptions },
  node,
  lens,
}: {
  readonly of: BooksAndTransfers;
  readonly node: string;
  readonly lens: Lens;
}) {
  const { statements, closedBefore, pending } = books;
  return (
    <>
      <Days lens={lens} faults={[]} />
      <Facts
        of={[
          {
            term: 'statements.period',
            value: statements !== null && <T id={statements.isClosed ? 'statements.isClosed' : 'statements.isOpen'} />,
          },
          {
            term: 'statements.closedBefore',
            value: closedBefore === null ? <T id="statements.neverClosed" /> : <Day of={closedBefore} />,
          },
          {
            term: 'statements.asOf',
            value: statements !== null && (
              <>
                <Count of={statements.asOf.seq} />, <Moment of={statements.asOf.at} />
              </>
            ),
          },
          { term: 'statements.pending', value: pending !== null && <Count of={pending.totalCount} /> },
          {
            term: 'statements.exceptions',
            value: exceptions !== null && <Count of={exceptions} />,
          },
        ]}
      />
      <Ways node={node} lens={lens} />
      <h2>
        <T id="places.money" />
      </h2>
      <Funds of={books.funds} node={node} />
      {(statements === null || statements.currencies.length === 0) && (
        <Empty>
          <p>
            <T id={statements === null ? 'statements.notGiven' : 'statements.nothing'} />
          </p>
        </Empty>
      )}
      {statements?.currencies.map((one) => (
        <section key={one.currency} aria-labelledby={`in-${one.currency}`}>
          <h2 id={`in-${one.currency}`}>
            <Currency code={one.currency} />
          </h2>
          <Income of={one} node={node} lens={lens} {...incomeBefore(books, one)} />
          <Position of={one} node={node} lens={lens} />
          <CashFlow of={one} node={node} lens={lens} />
          <Months of={one} node={node} lens={lens} />
        </section>
      ))}
      <Resources of={books.resources ?? []} />
      <p className="soft">
        <T id="statements.own" />
      </p>
    </>
  );
}

/** What is counted beside money and added to none of it; nothing where a node counts nothing else. */
function Resources({ of }: { readonly of: NonNullable<BooksInShortFragment['resources']> }) {
  const text = useText();
  if (of.length === 0) return null;
  return (
    <section>
      <h2>
        <T id="statements.resources" />
      </h2>
      <p>
        <T id="statements.resourcesText" />
      </p>
      <Table
        caption={<T id="statements.resources" />}
        label={text('statements.resources')}
        columns={[
          { key: 'name', title: <T id="statements.resource" /> },
          { key: 'kind', title: <T id="statements.resourceKind" /> },
          { key: 'received', title: <T id="statements.received" />, isFigure: true },
          { key: 'given', title: <T id="statements.given" />, isFigure: true },
          { key: 'held', title: <T id="statements.held" />, isFigure: true },
        ]}
        rows={of.map(({ code, kind, name, held, received, given }) => ({
          key: code,
          cells: [
            name === null ? <code key="name">{code}</code> : <bdi key="name">{`${name} (${code})`}</bdi>,
            <T key="kind" id={`statements.kind.${kind}`} />,
            ...[received, given, held].map(({ decimal }, n) => <bdi key={String(n)}>{decimal}</bdi>),
          ],
        }))}
      />
    </section>
  );
}

/** To what belongs to the same books. */
function Ways({ node, lens: { period } }: { readonly node: string; readonly lens: Lens }) {
  const text = useText();
  const days = { from: period.from, to: period.to };
  return (
    <nav className="periods" aria-label={text('statements.more')}>
      <ul>
        <li>
          <Link to={`/books/${node}/entries`} query={days}>
            <T id="statements.allEntries" />
          </Link>
        </li>
        <li>
          <Link to={`/books/${node}/postings`} query={days}>
            <T id="books.heading.both" />
          </Link>
        </li>
        <li>
          <Link to={`/books/${node}/budgets`}>
            <T id="budgets.heading" />
          </Link>
        </li>
        <li>
          <Link to={`/books/${node}/transfers`}>
            <T id="transfers.toList" />
          </Link>
        </li>
        {node !== SUPPORT_BOOKS && (
          <li>
            <Link to={`/books/${node}/teams`} query={days}>
              <T id="teamBooks.toList" />
            </Link>
          </li>
        )}
        {node !== SUPPORT_BOOKS && (
          <li>
            <Link to={`/books/${node}/sponsorships`}>
              <T id="sponsorships.toList" />
            </Link>
          </li>
        )}
        <li>
          {node === SUPPORT_BOOKS ? (
            // What each file is, its size and its SHA-256, as the node lists them.
            <a href={`/exports/${node}`}>
              <T id="places.exports" />
            </a>
          ) : (
            <Link to={`/hubs/${node}/exports`}>
              <T id="places.exports" />
            </Link>
          )}
        </li>
      </ul>
    </nav>
  );
}

/** The income of the same days a year before, zeros where nothing was booked then; none where these days begin with everything. */
function incomeBefore({ prior }: BooksAndTransfers['books'], { currency, income }: StatementsInCurrencyFragment) {
  if (!prior) return {};
  const zero = sumOf([], income.result);
  const nothing = {
    ...{ income: [], spending: [], otherChanges: [] },
    ...{ totalIncome: zero, totalSpending: zero, result: zero, changeOfNetAssets: zero },
  };
  return { prior: prior.currencies.find((one) => one.currency === currency)?.income ?? nothing };
}

function Funds({
  of: { totalCount, nodes },
  node,
}: {
  readonly of: BooksInShortFragment['funds'];
  readonly node: string;
}) {
  const text = useText();
  return (
    <Table
      caption={<T id="places.funds" count={totalCount} />}
      label={text('places.funds', { count: totalCount })}
      columns={[
        { key: 'fund', title: <T id="places.fund" /> },
        { key: 'kind', title: <T id="statements.kind" /> },
        { key: 'posted', title: <T id="statements.holds" />, isFigure: true },
        { key: 'reserved', title: <T id="places.reserved" />, isFigure: true },
        { key: 'available', title: <T id="places.canSpend" />, isFigure: true },
      ]}
      rows={nodes.map(({ id, code, name, kind, balances }) => ({
        key: id,
        cells: [
          name === null ? <bdi key="name">{code}</bdi> : <Name key="name" of={name} />,
          kind === null ? null : <Code key="kind" area="statements.fundKind" code={kind} />,
          <Each key="posted" of={balances.map(({ posted }) => posted)} node={node} fund={id} />,
          <Each key="reserved" of={balances.map(({ reserved }) => reserved)} />,
          <Each key="available" of={balances.map(({ available }) => available)} />,
        ],
      }))}
    />
  );
}

/** An amount a line, so that currencies stand in one row across columns. */
function Each({
  of,
  node,
  fund,
}: {
  readonly of: readonly Money[];
  /** With a fund the amounts are what it holds, and open. */
  readonly node?: string;
  readonly fund?: string;
}) {
  if (of.length === 0) return <span className="none">–</span>;
  return of.map((money) => (
    <span key={money.currency} className="line">
      {money.amountMinor === '0' ? (
        <span className="none">–</span>
      ) : node === undefined ? (
        <Amount of={money} />
      ) : (
        <Opens
          of={money}
          node={node}
          opened={{ figure: 'NET_ASSETS', currency: money.currency, fund }}
          days="all"
          isBare={false}
        />
      )}
    </span>
  ));
}
