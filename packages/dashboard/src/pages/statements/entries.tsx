import { Link } from '../../components/link.tsx';
import { Empty } from '../../components/notice.tsx';
import { Pager } from '../../components/pager.tsx';
import { Status } from '../../components/status.tsx';
import { Table } from '../../components/table.tsx';
import { Amounts, Code, Count, Day, T, useText } from '../../components/words.tsx';
import { translate } from '../../i18n/translate.ts';
import { lensVariables, readLens } from '../../money/lens.ts';
import { minorOf, sumByCurrency } from '../../money/sums.ts';
import type { PageDefinition } from '../../page.ts';
import { entriesOf } from './ask.ts';
import { Days, daysAreWrong } from './days.tsx';
import { bookPage } from './frame.tsx';
import type { EntryLinesFragment } from './statements.generated.ts';

/** The entries of some days, oldest first; of one account where the address names it, with what each moved of it. */
export const entries: PageDefinition = {
  path: '/books/:node/entries',
  async show(visit) {
    const { node = '' } = visit.params;
    const { lens, faults } = readLens(visit.query, visit.now);
    const account = visit.query.get('account')?.slice(0, ACCOUNT_MAX) || null;
    const currency = visit.query.get('currency')?.slice(0, CURRENCY_MAX) || null;
    const keep = { ...(account === null ? {} : { account }), ...(currency === null ? {} : { currency }) };
    const title =
      account === null
        ? translate(visit.locale, 'statements.allEntries')
        : translate(visit.locale, 'statements.entriesOf', { account });
    const heading =
      account === null ? (
        <T id="statements.allEntries" />
      ) : (
        <T
          id="statements.entriesOf"
          account={
            <code key="account" dir="ltr">
              {account}
            </code>
          }
        />
      );
    const days = <Days lens={lens} faults={faults} keep={keep} />;
    if (faults.length > 0) return daysAreWrong({ title, heading, days });
    const { from, to } = lensVariables(lens);
    const after = visit.query.get('after');
    const said = await entriesOf(visit, node, { from, to, account, currency, after });
    const body = (found: EntryLinesFragment) => (
      <>
        {days}
        <List of={found} node={node} account={account} currency={currency} />
      </>
    );
    return bookPage(visit, node, said, { title, heading, body, isInBooks: true });
  },
};

/** Eight segments of forty characters. */
const ACCOUNT_MAX = 327;
const CURRENCY_MAX = 16;

function List({
  of: { totalCount, nodes, pageInfo },
  node,
  account,
  currency,
}: {
  readonly of: EntryLinesFragment;
  readonly node: string;
  readonly account: string | null;
  readonly currency: string | null;
}) {
  const text = useText();
  if (nodes.length === 0) {
    return (
      <Empty>
        <p>
          <T id="statements.noEntries" />
        </p>
      </Empty>
    );
  }
  const isShown = (posting: EntryLinesFragment['nodes'][number]['postings'][number]) =>
    account === null
      ? minorOf(posting.amount) > 0n
      : posting.account === account && (currency === null || posting.amount.currency === currency);
  return (
    <>
      <Table
        caption={<T id="statements.entryCount" count={<Count key="count" of={totalCount} />} />}
        label={text('statements.allEntries')}
        columns={[
          { key: 'entry', title: <T id="books.entry" /> },
          { key: 'status', title: <T id="books.status" /> },
          { key: 'amount', title: <T id={account === null ? 'books.debit' : 'books.amount'} />, isFigure: true },
        ]}
        rows={nodes.map(({ id, kind, effectiveDay, status, reversedBy, postings }) => ({
          key: id,
          cells: [
            <Link key="entry" to={`/books/${node}/entries/${id}`}>
              <T
                id="books.openEntry"
                day={<Day key="day" of={effectiveDay} />}
                kind={<Code key="kind" area="books.kind" code={kind} />}
              />
            </Link>,
            reversedBy === null ? (
              <Status key="status" area="books.state" code={status} tone={TONES[status]} />
            ) : (
              <T key="status" id="books.reversedLater" />
            ),
            <Amounts key="amount" of={sumByCurrency(postings.filter(isShown).map(({ amount }) => amount))} />,
          ],
        }))}
      />
      <Pager page={pageInfo} shown={nodes.length} total={totalCount} />
    </>
  );
}

const TONES = { POSTED: 'good', PENDING: 'open', VOIDED: 'ended', EXPIRED: 'ended' } as const;
