import { Link } from '../../components/link.tsx';
import { Entity } from '../../components/money/figures.tsx';
import { Notice } from '../../components/notice.tsx';
import { Reference } from '../../components/reference.tsx';
import { Status } from '../../components/status.tsx';
import { Code, Count, Day, Id, Moment, T, Who } from '../../components/words.tsx';
import { formatDay } from '../../i18n/format.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { notFound } from '../problem.tsx';
import { applicationOf, type EntryInBooks, entryOf } from './ask.ts';
import { EntryPostings } from './entry-postings.tsx';
import { booksUnavailable } from './unavailable.tsx';

/** One entry of some books. Its id may have slashes in it, so it is the rest of the address. */
export const entry: PageDefinition = {
  path: '/books/:node/entries/*',
  async show(visit) {
    const { node = '', '*': id = '' } = visit.params;
    const found = await entryOf(visit, node, id);
    if (found.kind === 'unknown') return notFound(visit);
    if (found.kind === 'unavailable') return booksUnavailable(visit, found);
    const { entry } = found.value;
    const award = entry.cites.find(({ name }) => name === 'award')?.value;
    const application = award === undefined ? undefined : await applicationOf(visit, award);
    return {
      title: translate(visit.locale, 'books.entryTitle', {
        kind: entry.kind,
        day: formatDay(visit.locale, entry.effectiveDay),
      }),
      body: <Entry of={found.value} node={node} application={application} />,
    };
  },
};

const TONES = { POSTED: 'good', PENDING: 'open', VOIDED: 'ended', EXPIRED: 'ended' } as const;

function Entry({
  of: { entry, funds },
  node,
  application,
}: {
  readonly of: EntryInBooks;
  readonly node: string;
  readonly application: string | undefined;
}) {
  const { kind, effectiveDay, status, seq, recordedAt, recordedBy, reverses, reversedBy, cites } = entry;
  const toEntry = (id: string) => `/books/${node}/entries/${id}`;
  return (
    <article>
      <p className="way">
        <Link to={`/books/${node}/postings`}>
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
      {cites.length === 0 ? (
        <p>
          <T id="books.citesNothing" />
        </p>
      ) : (
        <dl className="facts">
          {cites.map(({ name, value }) => (
            <div key={name} className="fact">
              <dt>
                <Code area="books.cite" code={name} />
              </dt>
              <dd>
                {name === 'award' && application !== undefined ? (
                  <Reference to={value} path={`/grants/${application}`} />
                ) : (
                  <Reference to={value} />
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <h2>
        <T id="books.inJournal" />
      </h2>
      <dl className="facts">
        <dt>
          <T id="books.books" />
        </dt>
        <dd>
          <Entity id={node} />
        </dd>
        <dt>
          <T id="books.status" />
        </dt>
        <dd>
          <Status area="books.state" code={status} tone={TONES[status]} />
        </dd>
        <dt>
          <T id="books.recordedBy" />
        </dt>
        <dd>
          <Who by={recordedBy} />
        </dd>
        <dt>
          <T id="books.recordedAt" />
        </dt>
        <dd>
          <Moment of={recordedAt} />
        </dd>
        <dt>
          <T id="books.seq" />
        </dt>
        <dd>
          <Count of={seq} />
        </dd>
        <dt>
          <T id="books.id" />
        </dt>
        <dd>
          <Id of={entry.id} />
        </dd>
      </dl>
    </article>
  );
}
