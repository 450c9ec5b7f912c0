import { Link } from '../../components/link.tsx';
import { Empty } from '../../components/notice.tsx';
import { Table } from '../../components/table.tsx';
import { Amounts, Code, Day, Moment, T, useText, Who, Written } from '../../components/words.tsx';
import { dayBefore } from '../../money/period.ts';
import { beginningOf } from '../charter/paragraphs.tsx';
import type { HubOfItselfQuery } from './hub.generated.ts';

type Own = NonNullable<HubOfItselfQuery['hub']>;

const BEGINNING = 320;

/** Who is in office today, and until when. */
export function Offices({ of }: { readonly of: Own['mandates'] }) {
  const text = useText();
  if (of === null) return null;
  if (of.nodes.length === 0) {
    return (
      <Empty>
        <p>
          <T id="places.nobodyInOffice" />
        </p>
      </Empty>
    );
  }
  return (
    <>
      <Table
        caption={<T id="places.inOfficeToday" />}
        label={text('places.inOfficeToday')}
        columns={[
          { key: 'holder', title: <T id="places.holder" /> },
          { key: 'office', title: <T id="places.office" /> },
          { key: 'from', title: <T id="places.officeFrom" /> },
          { key: 'because', title: <T id="places.because" /> },
        ]}
        rows={of.nodes.map(({ id, office, holder, from, to, because }) => ({
          key: id,
          cells: [
            <Who key="holder" by={holder} />,
            <T
              key="office"
              id="places.officeUntil"
              office={<Code key="office" area="places.officeName" code={office} />}
              day={<Day key="day" of={dayBefore(to)} />}
            />,
            <Day key="from" of={from} />,
            <Written key="because" text={because} />,
          ],
        }))}
      />
      <p className="soft">
        <T id="places.officesText" />
      </p>
    </>
  );
}

/** The charter in short, with the way to the whole of it. */
export function CharterInShort({ hub, of }: { readonly hub: string; readonly of: Own['charter'] }) {
  if (of === null) {
    return (
      <Empty>
        <p>
          <T id="places.noCharter" />
        </p>
      </Empty>
    );
  }
  const { version, adoptedAt, text, language } = of;
  return (
    <>
      <blockquote lang={language ?? undefined} dir="auto">
        <Written text={text === null ? null : beginningOf(text, BEGINNING)} />
      </blockquote>
      <p>
        <Link to={`/hubs/${hub}/charter`}>
          <T id="places.wholeCharter" />
        </Link>{' '}
        <span className="soft">
          <T
            id="places.charterLine"
            version={<bdi key="version">{version}</bdi>}
            moment={adoptedAt !== null && <Moment key="at" of={adoptedAt} />}
          />
        </span>
      </p>
    </>
  );
}

/** What came in and was spent since the year began, each the way to its postings. */
export function YearSoFar({
  hub,
  books,
  from,
  to,
}: {
  readonly hub: string;
  readonly books: NonNullable<Own['books']>;
  readonly from: string;
  /** The last day, as addresses name it. */
  readonly to: string;
}) {
  const text = useText();
  const row = (kind: 'income' | 'spending', title: string) => ({
    key: kind,
    cells: [
      <T key="kind" id={title} />,
      <Amounts key="amount" of={books[kind].totals} />,
      books[kind].totalCount === 0 ? (
        <T key="open" id="places.nothingBooked" />
      ) : (
        <Link
          key="open"
          to={`/books/${hub}/postings`}
          query={{ kind, from, to }}
          label={`${text('places.openPostings')}: ${text(title)}`}
        >
          <T id="places.openPostings" />
        </Link>
      ),
    ],
  });
  return (
    <>
      <Table
        caption={<T id="places.yearSoFar" />}
        label={text('places.yearSoFar')}
        columns={[
          { key: 'kind', title: <T id="places.what" /> },
          { key: 'amount', title: <T id="places.amount" />, isFigure: true },
          { key: 'open', title: <T id="places.openPostings" />, isSaid: true },
        ]}
        rows={[row('income', 'places.cameIn'), row('spending', 'places.wasSpent')]}
      />
      <p className="soft">
        <T id="places.yearSoFarText" from={<Day key="from" of={from} />} />
      </p>
    </>
  );
}
