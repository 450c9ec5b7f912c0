import { Unavailable } from '../../components/coverage.tsx';
import { Empty } from '../../components/notice.tsx';
import { Pager } from '../../components/pager.tsx';
import { T, useText } from '../../components/words.tsx';
import { assertShown, isBadAddress, missingNodes } from '../../graph/missing.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { emptyOf, Filter } from '../places/filter.tsx';
import { choiceOf, cutOf } from '../places/paging.ts';
import { notFound } from '../problem.tsx';
import { Decisions, type DecisionsQuery } from './decisions.generated.ts';
import { Motions } from './motion.tsx';

const STATUSES = ['OPEN', 'ADOPTED', 'FAILED', 'LAPSED'] as const;
const OPEN_MAX = 100;

type Page = DecisionsQuery['motions'];

/** What the Global Council decided, and what it votes on now. */
export const decisions: PageDefinition = {
  path: '/decisions',
  async show(visit) {
    const status = choiceOf(visit, 'status', STATUSES);
    const { first, after } = cutOf(visit);
    const withOpen = status === null && after === null;
    const [open, all] = await Promise.all([
      withOpen ? visit.graph.ask(Decisions, { status: 'OPEN', first: OPEN_MAX, after: null }) : null,
      visit.graph.ask(Decisions, { status, first, after }),
    ]);
    assertShown([...all.errors, ...(open?.errors ?? [])]);
    if (isBadAddress(all.errors)) return notFound(visit);
    const missing = missingNodes(all.errors)[0];
    return {
      ...(all.data === null ? { status: 503 as const } : {}),
      title: translate(visit.locale, 'decisions.title'),
      body: (
        <>
          <h1>
            <T id="decisions.title" />
          </h1>
          <p>
            <T id="decisions.intro" />
          </p>
          <Filter area="decisions.status" choices={STATUSES} chosen={status} />
          {all.data === null ? (
            <Unavailable node={missing?.node ?? 'council'} reason={missing?.reason ?? 'no-data'} />
          ) : (
            <>
              {open !== null && <Open page={open.data?.motions ?? null} />}
              <List page={all.data.motions} status={status} />
            </>
          )}
        </>
      ),
    };
  },
};

function Open({ page }: { readonly page: Page | null }) {
  const text = useText();
  if (page === null) return null;
  return (
    <section>
      <h2>
        <T id="decisions.open" />
      </h2>
      {page.nodes.length === 0 ? (
        <Empty>
          <p>
            <T id="decisions.noneOpen" />
          </p>
        </Empty>
      ) : (
        <Motions of={page.nodes} label={text('decisions.open')} />
      )}
    </section>
  );
}

function List({ page, status }: { readonly page: Page; readonly status: string | null }) {
  const text = useText();
  return (
    <section>
      <h2>
        <T id={status === null ? 'decisions.all' : `decisions.list.${status}`} />
      </h2>
      {page.nodes.length === 0 ? (
        <Empty>
          <p>
            <T id={emptyOf('decisions.none', status)} />
          </p>
        </Empty>
      ) : (
        <>
          <p className="soft">
            <T id="decisions.order" />
          </p>
          <Motions of={page.nodes} label={text('decisions.all')} />
          <Pager page={page.pageInfo} shown={page.nodes.length} total={page.totalCount} />
        </>
      )}
    </section>
  );
}
