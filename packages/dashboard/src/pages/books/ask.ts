import type { GraphError } from '../../graph/graph.ts';
import { SUPPORT_BOOKS } from '../../money/cut.ts';
import type { Visit } from '../../visit.tsx';
import {
  type FundNameFragment,
  HubEntry,
  HubPostings,
  type HubPostingsQueryVariables,
  type PostingPageFragment,
  SupportEntry,
  SupportPostings,
  type WholeEntryFragment,
} from './books.generated.ts';

/** What came of asking for a part of some books: it, that there is none, or why nobody could say. */
export type Found<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unavailable'; readonly node: string; readonly reason: string | undefined };

export interface EntryInBooks {
  readonly entry: WholeEntryFragment;
  readonly funds: readonly FundNameFragment[];
  /** Where the node is, by the council's registry; null where the graph does not say. */
  readonly endpoint: string | null;
}

/** One entry of a hub's books, or of the Basic Support System's. */
export async function entryOf({ graph }: Visit, node: string, entry: string): Promise<Found<EntryInBooks>> {
  const isSupport = node === SUPPORT_BOOKS;
  const { books, endpoint, hasNode, errors } = isSupport
    ? await graph
        .ask(SupportEntry, { entry })
        .then(({ data, errors }) => ({ books: data?.supportBooks, endpoint: null, hasNode: true, errors }))
    : await graph.ask(HubEntry, { hub: node, entry }).then(({ data, errors }) => ({
        books: data?.hub?.books,
        endpoint: data?.hub?.endpoint ?? null,
        hasNode: data?.hub != null,
        errors,
      }));
  const value = books?.entry ? { entry: books.entry, funds: books.funds.nodes, endpoint } : undefined;
  return found(node, value, hasNode, errors);
}

/** Fifty postings of some books, and what all that fit add up to. */
export async function postingsOf(
  { graph }: Visit,
  node: string,
  asked: Omit<HubPostingsQueryVariables, 'hub'>,
): Promise<Found<PostingPageFragment>> {
  if (node === SUPPORT_BOOKS) {
    const { data, errors } = await graph.ask(SupportPostings, asked);
    return found(node, data?.supportBooks?.postings, true, errors);
  }
  const { data, errors } = await graph.ask(HubPostings, { ...asked, hub: node });
  return found(node, data?.hub?.books?.postings, data?.hub != null, errors);
}

function found<T>(node: string, value: T | undefined, hasNode: boolean, errors: readonly GraphError[]): Found<T> {
  if (value !== undefined) return { kind: 'found', value };
  const missing = errors.find(({ code }) => code.endsWith('_UNAVAILABLE'));
  if (missing !== undefined) return { kind: 'unavailable', node: missing.node ?? node, reason: missing.reason };
  const isNone = errors.length === 0 || !hasNode || errors.every(({ code }) => UNKNOWN_CODES.has(code));
  return isNone ? { kind: 'unknown' } : { kind: 'unavailable', node, reason: undefined };
}

const UNKNOWN_CODES: ReadonlySet<string> = new Set(['UNKNOWN_HUB', 'ID_MALFORMED', 'BAD_USER_INPUT']);
