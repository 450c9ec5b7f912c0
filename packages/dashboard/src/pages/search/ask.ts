import type { Graph, GraphError } from '../../graph/graph.ts';
import { assertShown, missingNodes } from '../../graph/missing.ts';
import {
  type FoundFragment,
  HubsToSearch,
  type HubsToSearchQuery,
  SearchCouncil,
  SearchFundraising,
  SearchHub,
} from './search.generated.ts';

/** A node that can be searched. */
export interface Searched {
  readonly node: string;
  /** Null for support nodes, and where the name was erased. */
  readonly name: string | null;
}

/** What a node answered: what it found, why it refused to look, or why it is missing. */
export type SearchAnswer = Searched &
  (
    | { readonly found: FoundFragment }
    | { readonly refused: { readonly code: string; readonly message: string } }
    | { readonly reason: string }
  );

/** What is looked for, and how much of it is wanted. */
export interface Wanted {
  readonly text: string;
  readonly first: number;
  readonly after: string | null;
}

const HUBS_AT_ONCE = 100;

/** All nodes that can be searched: the council, fundraising, and each hub that has a node. */
export async function nodesToSearch(
  graph: Graph,
): Promise<{ readonly nodes: readonly Searched[]; readonly missing: ReturnType<typeof missingNodes> }> {
  const hubs: HubsToSearchQuery['hubs']['nodes'][number][] = [];
  let missing: ReturnType<typeof missingNodes> = [];
  let after: string | null = null;
  do {
    const answer: { data: HubsToSearchQuery | null; errors: readonly GraphError[] } = await graph.ask(HubsToSearch, {
      first: HUBS_AT_ONCE,
      after,
    });
    assertShown(answer.errors);
    missing = missingNodes(answer.errors);
    hubs.push(...(answer.data?.hubs.nodes ?? []));
    after = answer.data?.hubs.pageInfo.hasNextPage ? answer.data.hubs.pageInfo.endCursor : null;
  } while (after !== null);
  return {
    nodes: [
      ...(missing.length === 0 ? [{ node: 'council', name: null }] : []),
      { node: 'fundraising', name: null },
      ...hubs.filter(({ status }) => status !== 'PROPOSED').map(({ id, name }) => ({ node: id, name })),
    ],
    missing,
  };
}

/** Asks one node. */
export async function searchAt(graph: Graph, searched: Searched, wanted: Wanted): Promise<SearchAnswer> {
  const { found, errors } = await ask(graph, searched.node, wanted);
  if (found != null) return { ...searched, found };
  const refusal = errors.find(({ code }) => code === 'BAD_USER_INPUT');
  if (refusal !== undefined) {
    return { ...searched, refused: { code: refusal.reason ?? refusal.code, message: refusal.message } };
  }
  assertShown(errors);
  const missing = missingNodes(errors);
  return {
    ...searched,
    reason: (missing.find(({ node }) => node === searched.node) ?? missing[0])?.reason ?? 'not-in-registry',
  };
}

async function ask(
  graph: Graph,
  node: string,
  wanted: Wanted,
): Promise<{ readonly found: FoundFragment | null | undefined; readonly errors: readonly GraphError[] }> {
  if (node === 'council') {
    const { data, errors } = await graph.ask(SearchCouncil, wanted);
    return { found: data?.searchCouncil, errors };
  }
  if (node === 'fundraising') {
    const { data, errors } = await graph.ask(SearchFundraising, wanted);
    return { found: data?.searchFundraising, errors };
  }
  const { data, errors } = await graph.ask(SearchHub, { hub: node, ...wanted });
  return { found: data?.hub?.search, errors };
}
