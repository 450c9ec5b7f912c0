import type { ReactNode } from 'react';
import { NodeName, Reason, Unavailable } from '../../components/coverage.tsx';
import { Link } from '../../components/link.tsx';
import { Empty, Notice } from '../../components/notice.tsx';
import { Pager } from '../../components/pager.tsx';
import { Called, Code, ListOf, T, useText } from '../../components/words.tsx';
import { asTheyCome } from '../../graph/as-they-come.ts';
import { hasMessage } from '../../i18n/catalogue.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { addressOf, useVisit, type Visit } from '../../visit.tsx';
import { PAGE_SIZE } from '../places/paging.ts';
import { nodesToSearch, type SearchAnswer, type Searched, searchAt } from './ask.ts';
import { Findable, Hits, WhatCanBeFound } from './hits.tsx';
import { withinReach } from './reach.ts';

/** So many nodes are asked at the same time: enough to be quick, too few to burden anybody. */
const AT_ONCE = 16;
const SHOWN_OF_EACH = 5;
/** Of what was typed: somewhat more than what is looked for, so that the page can say that it was too long. */
const TYPED_MAX = 250;

/** Everything that has these words, at every node; each answer is shown when it comes. */
export const search: PageDefinition = {
  path: '/search',
  async show(visit) {
    const typed = (visit.query.get('q') ?? '').trim();
    // Every link to another language holds the whole address: a longer one would be there twenty times.
    if (typed.length > TYPED_MAX) {
      return { redirect: addressOf(visit, '/search', { q: typed.slice(0, TYPED_MAX).toWellFormed() }) };
    }
    const text = withinReach(typed);
    const node = visit.query.get('node');
    const title = translate(visit.locale, 'search.title');
    if (text === '') {
      return {
        title,
        body: (
          <>
            <Head text="" />
            <WhatCanBeFound />
          </>
        ),
      };
    }
    return {
      title: translate(visit.locale, 'search.titleOf', { text }),
      head: (
        <>
          <Head text={typed} />
          {text !== typed && (
            <p role="status">
              <T id="search.cut" text={<q key="text">{text}</q>} />
            </p>
          )}
        </>
      ),
      loading: translate(visit.locale, 'search.asking'),
      parts: node === null ? everywhere(visit, text) : atOne(visit, text, node),
    };
  },
};

function Head({ text }: { readonly text: string }) {
  const visit = useVisit();
  return (
    <>
      <h1>
        <T id="search.title" />
      </h1>
      <search>
        <form action={addressOf(visit, '/search')} method="get" className="search">
          <label htmlFor="q">
            <T id="search.label" />
          </label>
          <div>
            <input id="q" name="q" type="search" defaultValue={text} autoComplete="off" dir="auto" />
            <button type="submit" className="button-main">
              <T id="search.submit" />
            </button>
          </div>
        </form>
      </search>
    </>
  );
}

async function* everywhere({ graph }: Visit, text: string): AsyncGenerator<ReactNode> {
  const { nodes, missing } = await nodesToSearch(graph);
  for (const { node, reason } of missing) yield <Unavailable node={node} reason={reason} />;
  const nothing: Searched[] = [];
  const silent: { readonly node: string; readonly reason: string }[] = [];
  let count = 0;
  const wanted = { text, first: SHOWN_OF_EACH, after: null };
  for await (const answer of asTheyCome(nodes, AT_ONCE, (one) => searchAt(graph, one, wanted))) {
    if ('refused' in answer) {
      yield <Refused {...answer.refused} />;
      return;
    }
    if ('reason' in answer) silent.push(answer);
    else if (answer.found.totalCount === 0 && answer.found.isComplete) nothing.push(answer);
    else {
      count += answer.found.totalCount;
      yield <Section of={answer} text={text} />;
    }
  }
  yield <Summary count={count} asked={nodes.length} nothing={nothing} silent={silent} />;
}

async function* atOne({ graph, query }: Visit, text: string, node: string): AsyncGenerator<ReactNode> {
  const answer = await searchAt(graph, { node, name: null }, { text, first: PAGE_SIZE, after: query.get('after') });
  if ('refused' in answer) {
    if (query.has('after') && !hasMessage(`search.refused.${answer.refused.code}`)) yield <NoSuchPage text={text} />;
    else yield <Refused {...answer.refused} />;
  } else if ('reason' in answer) yield <Unavailable node={node} reason={answer.reason} />;
  else {
    yield <Section of={answer} text={text} />;
    yield <Pager page={answer.found.pageInfo} shown={answer.found.nodes.length} total={answer.found.totalCount} />;
    yield (
      <p>
        <Link to="/search" query={{ q: text }}>
          <T id="search.everywhere" />
        </Link>
      </p>
    );
  }
}

function Section({ of, text }: { readonly of: Extract<SearchAnswer, { found: unknown }>; readonly text: string }) {
  const { node, name, found } = of;
  const { query } = useVisit();
  return (
    <section aria-labelledby={`at-${node}`}>
      <h2 id={`at-${node}`}>
        {name === null ? <NodeName id={node} /> : <Link to={`/hubs/${node}`}>{<Called of={name} />}</Link>}{' '}
        <small>
          <T id="search.count" count={found.totalCount} />
        </small>
      </h2>
      {!found.isComplete && (
        <p className="soft">
          <T id="search.notComplete" />
        </p>
      )}
      <Hits of={found.nodes} search={text} />
      {!query.has('node') && found.totalCount > found.nodes.length && (
        <p>
          <Link to="/search" query={{ q: text, node }}>
            <T id="search.all" count={found.totalCount} />
          </Link>
        </p>
      )}
    </section>
  );
}

/** In the place of a page of hits that there is not: a cursor of another search, or of before. */
function NoSuchPage({ text }: { readonly text: string }) {
  const { query } = useVisit();
  return (
    <Empty>
      <p>
        <T id="places.noSuchPage" />{' '}
        <Link to="/search" query={{ q: text, node: query.get('node') ?? undefined }}>
          <T id="common.firstPage" />
        </Link>
      </p>
    </Empty>
  );
}

function Refused({ code, message }: { readonly code: string; readonly message: string }) {
  const key = `search.refused.${code}`;
  return (
    <Notice kind="refused" title={hasMessage(key) ? <T id={key} /> : <T id="search.refusedTitle" />}>
      {!hasMessage(key) && (
        <p lang="en">
          {message} <Code area="search.refused" code={code} />
        </p>
      )}
    </Notice>
  );
}

/** The end of the answer: how much in all, who has nothing, and who could not be asked. */
function Summary({
  count,
  asked,
  nothing,
  silent,
}: {
  readonly count: number;
  readonly asked: number;
  readonly nothing: readonly Searched[];
  readonly silent: readonly { readonly node: string; readonly reason: string }[];
}) {
  const text = useText();
  return (
    <section className="search-end" aria-label={text('search.end')}>
      {silent.length > 0 && (
        <Notice kind="partial" title={<T id="search.silent" count={silent.length} />}>
          <ul>
            {silent.map(({ node, reason }) => (
              <li key={node}>
                <NodeName id={node} />: <Reason code={reason} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <p>
        <T id={count === 0 ? 'search.nothingFound' : 'search.total'} count={count} asked={asked - silent.length} />
      </p>
      {count === 0 && (
        <>
          <p>
            <T id="search.nothingTry" />
          </p>
          <Findable />
        </>
      )}
      {nothing.length > 0 && (
        <p className="soft">
          <T id="search.nothingAt" /> <ListOf of={nothing.map(({ node }) => <NodeName key={node} id={node} />)} />
        </p>
      )}
    </section>
  );
}
