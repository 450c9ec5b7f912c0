import { offersOnEntry } from '../../acts/offers.ts';
import { Link } from '../../components/link.tsx';
import { Entity } from '../../components/money/figures.tsx';
import { Notice } from '../../components/notice.tsx';
import { Reference } from '../../components/reference.tsx';
import { Code, Day, T } from '../../components/words.tsx';
import { formatDay } from '../../i18n/format.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { notFound } from '../problem.tsx';
import { type EntryInBooks, entryOf } from './ask.ts';
import { Cites, InJournal } from './entry-facts.tsx';
import { EntryPostings } from './entry-postings.tsx';
import { booksUnavailable } from './unavailable.tsx';

/** One entry of some books. Its id may have slashes in it, so it is the rest of the address. */
export const entry: PageDefinition = {
  path: '/books/:node/entries/*',
  offers: offersOnEntry,
  async show(visit) {
    const { node = '', '*': id = '' } = visit.params;
    const found = await entryOf(visit, node, id);
    if (found.kind === 'unknown') return notFound(visit);
    if (found.kind === 'unavailable') return booksUnavailable(visit, found);
    const { entry } = found.value;
    return {
      title: translate(visit.locale, 'books.entryTitle', {
        kind: entry.kind,
        day: formatDay(visit.locale, entry.effectiveDay),
      }),
      body: <Entry of={found.value} node={node} />,
    };
  },
};

function Entry({ of: { entry, funds, endpoint }, node }: { readonly of: EntryInBooks; readonly node: string }) {
  const { kind, effectiveDay, reverses, reversedBy } = entry;
  const toEntry = (id: string) => `/books/${node}/entries/${id}`;
  return (
    <article>
      <p className="way">
        <Link to={`/books/${node}`}>
          <T id="books.of" node={<Entity key="node" id={node} isPlain />} />
        </Link>
      </p>
      <h1>
        <T
          id="books.entryTitle"
          kind={<Code key="kind" area="books.kind" code={kind} />}
          day={<Day key="day" of={effectiveDay} />}
        />
      </h1>
      {reversedBy !== null && (
        <Notice kind="note" title={<T id="books.wasReversed" />}>
          <p>
            <Reference to={reversedBy} path={toEntry(reversedBy)} />
          </p>
        </Notice>
      )}
      {reverses !== null && (
        <Notice kind="note" title={<T id="books.isReversal" />}>
          <p>
            <Reference to={reverses} path={toEntry(reverses)} />
          </p>
        </Notice>
      )}
      <EntryPostings of={entry.postings} funds={funds} />
      <h2>
        <T id="books.restsOn" />
      </h2>
      <Cites of={entry.cites} />
      <h2>
        <T id="books.inJournal" />
      </h2>
      <InJournal of={entry} node={node} endpoint={endpoint} />
    </article>
  );
}
