import { Coverage, NodeName, Reason } from '../../components/coverage.tsx';
import { Entries, type Entry } from '../../components/entries.tsx';
import { Link } from '../../components/link.tsx';
import { Empty, Notice } from '../../components/notice.tsx';
import { Pager } from '../../components/pager.tsx';
import { Called, T, useText } from '../../components/words.tsx';
import { assertShown, isBadAddress } from '../../graph/missing.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import type { Visit } from '../../visit.tsx';
import { learningLine, Name } from '../places/lines.tsx';
import { cutOf } from '../places/paging.ts';
import { Learnings, type LearningsQuery } from './learnings.generated.ts';

/** What all hubs and their teams learnt, the newest first; a hub that does not answer is named, and the others' stand. */
export const learnings: PageDefinition = {
  path: '/learnings',
  async show(visit) {
    const title = translate(visit.locale, 'places.allHubsLearnings');
    return {
      title,
      head: <Head topic={topicOf(visit)} />,
      loading: translate(visit.locale, 'places.askingHubs'),
      parts: parts(visit),
    };
  },
};

/** Topics are codes; what is none is found nowhere. */
function topicOf({ query }: Pick<Visit, 'query'>): string | null {
  return query.get('topic')?.slice(0, TOPIC_MAX) || null;
}

const TOPIC_MAX = 80;

function Head({ topic }: { readonly topic: string | null }) {
  return (
    <>
      <h1>
        <T id="places.allHubsLearnings" />
      </h1>
      <p>
        <T id="places.allHubsLearningsLead" />
      </p>
      {topic !== null && (
        <p>
          <T id="places.learningsAbout" topic={<Called key="topic" of={topic} />} />{' '}
          <Link to="/learnings">
            <T id="places.learningsAnyTopic" />
          </Link>
        </p>
      )}
    </>
  );
}

async function* parts(visit: Visit) {
  const topic = topicOf(visit);
  const { data, errors } = await visit.graph.ask(Learnings, {
    topics: topic === null ? null : [topic],
    ...cutOf(visit),
  });
  assertShown(errors);
  const found = data?.learnings;
  if (found) yield <List of={found} isAbout={topic !== null} />;
  else yield isBadAddress(errors) ? <NoSuchPage /> : <Unanswered />;
}

type Found = NonNullable<LearningsQuery['learnings']>;

function List({ of, isAbout }: { readonly of: Found; readonly isAbout: boolean }) {
  const text = useText();
  const { nodes, totalCount, pageInfo, coverage } = of;
  const all = nodes ?? [];
  return (
    <>
      <Missing of={coverage.missing} />
      <Coverage of={coverage} />
      {all.length === 0 ? (
        <Empty>
          <p>
            <T id={isAbout ? 'places.noLearningsAbout' : 'places.noLearnings'} />
          </p>
        </Empty>
      ) : (
        <>
          {totalCount !== null && (
            <p>
              <T id="places.learningsCount" count={totalCount} />
            </p>
          )}
          <Entries of={all.map(lineOf)} label={text('places.allHubsLearnings')} />
          <Pager page={pageInfo} shown={all.length} {...(totalCount === null ? {} : { total: totalCount })} />
        </>
      )}
    </>
  );
}

/** A learning with the hub at which it was shared; its topics lead to others about the same. */
function lineOf(one: NonNullable<Found['nodes']>[number]): Entry {
  const line = learningLine({ ...one, topics: [] });
  return {
    ...line,
    title: (
      <Link to={`/learnings/${one.id}`}>
        <Name of={one.title} />
      </Link>
    ),
    facts: [
      one.hub !== null && <NodeName id={one.hub.id} />,
      ...(line.facts ?? []),
      ...(one.topics ?? []).map((topic) => (
        <Link key={topic} to="/learnings" query={{ topic }}>
          <Called of={topic} />
        </Link>
      )),
    ],
  };
}

/** Which hubs are not in the list, and why. */
function Missing({ of }: { readonly of: Found['coverage']['missing'] }) {
  if (of.length === 0) return null;
  return (
    <Notice kind="partial" title={<T id="coverage.missing" count={of.length} />}>
      <ul>
        {of.map(({ node, reason }) => (
          <li key={node}>
            <NodeName id={node} />: <Reason code={reason} />
          </li>
        ))}
      </ul>
      <p>
        <T id="places.learningsIncomplete" />
      </p>
    </Notice>
  );
}

function NoSuchPage() {
  return (
    <Empty>
      <p>
        <T id="places.noSuchPage" />{' '}
        <Link to="/learnings">
          <T id="common.firstPage" />
        </Link>
      </p>
    </Empty>
  );
}

function Unanswered() {
  return (
    <Notice kind="failed" title={<T id="state.downTitle" />}>
      <p>
        <T id="state.downDo" />
      </p>
    </Notice>
  );
}
