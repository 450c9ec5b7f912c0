import { Unavailable } from '../../components/coverage.tsx';
import { Link } from '../../components/link.tsx';
import { Empty } from '../../components/notice.tsx';
import { Pager } from '../../components/pager.tsx';
import { T } from '../../components/words.tsx';
import { ahead } from '../../graph/ahead.ts';
import { assertShown, isBadAddress, missingNodes, reasonOf } from '../../graph/missing.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { Asking } from '../places/asking.tsx';
import { Filter } from '../places/filter.tsx';
import { choiceOf, cutOf } from '../places/paging.ts';
import { Hubs, HubsOfThemselves } from './hubs.generated.ts';
import { HubList, OwnWords } from './list.tsx';

const STATUSES = ['AUTHORISED', 'PROPOSED', 'SUSPENDED'] as const;

/** All hubs: the council's word on each, then each hub's own. */
export const hubs: PageDefinition = {
  path: '/hubs',
  async show(visit) {
    const status = choiceOf(visit, 'status', STATUSES);
    const variables = { status, ...cutOf(visit) };
    return {
      title: translate(visit.locale, 'places.hubs'),
      head: (
        <>
          <h1>
            <T id="places.hubs" />
          </h1>
          <p>
            <T id="places.hubsIntro" />{' '}
            <Link to="/learnings">
              <T id="places.allHubsLearnings" />
            </Link>
          </p>
          <Filter area="places.hubStatus" choices={STATUSES} chosen={status} />
        </>
      ),
      loading: translate(visit.locale, 'places.askingHubs'),
      parts: (async function* () {
        // Asked at the same time: the council's list does not wait for the slowest hub.
        const own = ahead(visit.graph.ask(HubsOfThemselves, variables));
        const { data, errors } = await visit.graph.ask(Hubs, variables);
        assertShown(errors);
        if (isBadAddress(errors)) {
          yield (
            <Empty>
              <p>
                <T id="places.noSuchPage" />{' '}
                <Link to="/hubs">
                  <T id="common.firstPage" />
                </Link>
              </p>
            </Empty>
          );
          return;
        }
        if (data === null) {
          yield <Unavailable node="council" reason={reasonOf(missingNodes(errors), 'council') ?? 'no-data'} />;
          return;
        }
        const { nodes, pageInfo, totalCount } = data.hubs;
        yield <HubList hubs={nodes} status={status} />;
        yield <Pager page={pageInfo} shown={nodes.length} total={totalCount} />;
        if (nodes.length === 0) return;
        yield <Asking />;
        const answer = await own;
        assertShown(answer.errors);
        yield (
          <section>
            <h2>
              <T id="places.ofThemselves" />
            </h2>
            <p>
              <T id="places.ofThemselvesText" />
            </p>
            {answer.data !== null && <OwnWords hubs={answer.data.hubs.nodes} missing={missingNodes(answer.errors)} />}
          </section>
        );
      })(),
    };
  },
};
