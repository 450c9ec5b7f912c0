import { Link } from '../../components/link.tsx';
import { Table } from '../../components/table.tsx';
import { Amount, Code, Country, Day, Purpose, T, useText } from '../../components/words.tsx';
import { formatDay } from '../../i18n/format.ts';
import { useVisit } from '../../visit.tsx';
import type { PostingPageFragment } from './books.generated.ts';

type BookPosting = PostingPageFragment['nodes'][number];

/** Postings with the entry that each is in. */
export function PostingsTable({ of, node }: { readonly of: readonly BookPosting[]; readonly node: string }) {
  const text = useText();
  return (
    <Table
      caption={
        <span className="note">
          <T id="books.postingsCaption" />
        </span>
      }
      label={text('books.postings')}
      columns={[
        { key: 'entry', title: <T id="books.entry" /> },
        { key: 'amount', title: <T id="books.amount" />, isFigure: true },
        { key: 'purpose', title: <T id="money.cut.purpose" /> },
        { key: 'country', title: <T id="money.cut.country" /> },
        { key: 'account', title: <T id="books.account" /> },
      ]}
      rows={of.map(({ entry, posting, amount }, index) => ({
        key: `${entry.id} ${index}`,
        cells: [
          <EntryLink key="entry" of={entry} node={node} />,
          <Amount key="amount" of={amount} />,
          posting.purpose === null ? (
            <T key="purpose" id="money.unknown" />
          ) : (
            <Purpose key="purpose" code={posting.purpose} />
          ),
          posting.spentIn === null ? (
            <T key="country" id="money.unknown" />
          ) : (
            <Country key="country" code={posting.spentIn} />
          ),
          <code key="account">{posting.account}</code>,
        ],
      }))}
    />
  );
}

function EntryLink({
  of: { id, kind, effectiveDay, reversedBy },
  node,
}: {
  readonly of: BookPosting['entry'];
  readonly node: string;
}) {
  const { locale } = useVisit();
  const text = useText();
  return (
    <>
      <Link
        to={`/books/${node}/entries/${id}`}
        label={text('books.openEntry', { day: formatDay(locale, effectiveDay), kind })}
      >
        <Day of={effectiveDay} />
      </Link>
      <span className="line">
        <Code area="books.kind" code={kind} />
      </span>
      {reversedBy !== null && (
        <span className="line soft">
          <T id="books.reversedLater" />
        </span>
      )}
    </>
  );
}
