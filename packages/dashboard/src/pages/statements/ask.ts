import type { GraphAnswer } from '../../graph/graph.ts';
import { type MissingNode, missingNodes } from '../../graph/missing.ts';
import { SUPPORT_BOOKS } from '../../money/cut.ts';
import type { Visit } from '../../visit.tsx';
import {
  type BooksBeforeFragment,
  type BooksInShortFragment,
  type EntryLinesFragment,
  HubAccount,
  HubBooks,
  HubFigure,
  type HubFigureQueryVariables,
  type OpenedOneFragment,
  SupportAccount,
  SupportBooks,
  SupportFigure,
} from './statements.generated.ts';

/** What came of asking a node: what it said, and why it said nothing. Without both there is no such node. */
export interface Said<T> {
  readonly value: T | null;
  readonly missing: readonly MissingNode[];
  readonly errors: GraphAnswer<unknown>['errors'];
}

export interface BooksAndTransfers {
  readonly books: BooksInShortFragment & Partial<BooksBeforeFragment>;
  /** How many transfers are not at their end; null where the node does not say. */
  readonly exceptions: number | null;
}

interface Days {
  readonly from: string;
  /** The day after the last one. */
  readonly to: string;
}

/** Funds and statements of a hub, or of the Basic Support System; beside them the income of other days, where any are given. */
export async function booksOf(
  { graph }: Visit,
  node: string,
  days: Days,
  prior: Days | undefined,
): Promise<Said<BooksAndTransfers>> {
  const { from: priorFrom, to: priorTo } = prior ?? days;
  const asked = { ...days, priorFrom, priorTo, hasPrior: prior !== undefined };
  if (node === SUPPORT_BOOKS) {
    const { data, errors } = await graph.ask(SupportBooks, asked);
    const books = data?.supportBooks ?? null;
    const exceptions = data?.supportTransferExceptions?.totalCount ?? null;
    return { value: books && { books, exceptions }, missing: missingNodes(errors), errors };
  }
  const { data, errors } = await graph.ask(HubBooks, { hub: node, ...asked });
  const books = data?.hub?.books ?? null;
  const exceptions = data?.hub?.transferExceptions?.totalCount ?? null;
  return { value: books && { books, exceptions }, missing: missingNodes(errors), errors };
}

/** Fifty entries of some days; those that move one account, where one is named. */
export async function entriesOf(
  { graph }: Visit,
  node: string,
  asked: Days & { readonly account: string | null; readonly currency: string | null; readonly after: string | null },
): Promise<Said<EntryLinesFragment>> {
  if (node === SUPPORT_BOOKS) {
    const { data, errors } = await graph.ask(SupportAccount, asked);
    return { value: data?.supportBooks?.entries ?? null, missing: missingNodes(errors), errors };
  }
  const { data, errors } = await graph.ask(HubAccount, { hub: node, ...asked });
  return { value: data?.hub?.books?.entries ?? null, missing: missingNodes(errors), errors };
}

/** One figure of a node's statements, and fifty of the entries that it is the sum of. */
export async function figureOf(
  { graph }: Visit,
  node: string,
  asked: Omit<HubFigureQueryVariables, 'hub'>,
): Promise<Said<OpenedOneFragment>> {
  if (node === SUPPORT_BOOKS) {
    const { data, errors } = await graph.ask(SupportFigure, asked);
    return { value: data?.supportBooks?.figure ?? null, missing: missingNodes(errors), errors };
  }
  const { data, errors } = await graph.ask(HubFigure, { hub: node, ...asked });
  return { value: data?.hub?.books?.figure ?? null, missing: missingNodes(errors), errors };
}
