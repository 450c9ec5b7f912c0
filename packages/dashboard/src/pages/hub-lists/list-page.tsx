import type { ReactNode } from 'react';
import { Unavailable } from '../../components/coverage.tsx';
import { Entries, type Entry } from '../../components/entries.tsx';
import { Empty } from '../../components/notice.tsx';
import { Pager } from '../../components/pager.tsx';
import { T } from '../../components/words.tsx';
import type { GraphAnswer } from '../../graph/graph.ts';
import { assertShown, missingNodes, reasonOf } from '../../graph/missing.ts';
import { translate } from '../../i18n/translate.ts';
import type { WholePage } from '../../page.ts';
import type { Visit } from '../../visit.tsx';
import { Crumbs } from '../places/crumbs.tsx';
import { notFound } from '../problem.tsx';

interface Connection<Node> {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly Node[];
}

/** A page that is one list of one hub; where the hub does not answer, its place says so. */
export async function listPage<Data, Node>(
  visit: Visit,
  {
    title,
    asked,
    list,
    line,
    empty,
    above,
  }: {
    /** The message that names the list. */
    readonly title: string;
    readonly asked: Promise<GraphAnswer<Data>>;
    readonly list: (data: Data) => Connection<Node> | null | undefined;
    readonly line: (node: Node) => Entry;
    /** The message that says why there is nothing, and what would change that. */
    readonly empty: string;
    readonly above?: (data: Data) => ReactNode;
  },
): Promise<WholePage> {
  const hub = visit.params['hub'] ?? '';
  const { data, errors } = await asked;
  const reason = reasonOf(missingNodes(errors), hub) ?? missingNodes(errors)[0]?.reason;
  const found = data === null ? null : list(data);
  if (errors.some(({ code }) => code === 'UNKNOWN_HUB') || (found == null && reason === undefined)) {
    assertShown(errors);
    return notFound(visit);
  }
  assertShown(errors);
  const words = translate(visit.locale, title);
  return {
    ...(found == null ? { status: 503 as const } : {}),
    title: translate(visit.locale, 'places.titleOfHub', { title: words, hub }),
    body: (
      <>
        <Crumbs
          of={[
            { to: '/hubs', name: <T key="hubs" id="places.hubs" /> },
            { to: `/hubs/${hub}`, name: <bdi key="hub">{hub}</bdi> },
          ]}
        />
        <h1>
          <T id={title} />
        </h1>
        {data !== null && above?.(data)}
        {found == null ? (
          <Unavailable node={missingNodes(errors)[0]?.node ?? hub} reason={reason ?? 'no-data'} />
        ) : found.nodes.length === 0 ? (
          <Empty>
            <p>
              <T id={empty} />
            </p>
          </Empty>
        ) : (
          <>
            <Entries of={found.nodes.map(line)} label={words} />
            <Pager page={found.pageInfo} shown={found.nodes.length} total={found.totalCount} />
          </>
        )}
      </>
    ),
  };
}
