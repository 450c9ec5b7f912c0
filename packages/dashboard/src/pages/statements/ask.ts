import type { GraphAnswer } from '../../graph/graph.ts';
import { type MissingNode, missingNodes } from '../../graph/missing.ts';
import { SUPPORT_BOOKS } from '../../money/cut.ts';
import type { Visit } from '../../visit.tsx';
import {
  type BooksInShortFragment,
  type EntryLinesFragment,
  HubAccount,
  HubBooks,
  SupportAccount,
  SupportBooks,
} from './statements.generated.ts';

/** What came of asking a node: what it said, and why it said nothing. Without both there is no such node. */
export interface Said<T> {
  readonly value: T | null;
  readonly missing: readonly MissingNode[];
  readonly errors: GraphAnswer<unknown>['errors'];
}

export interface BooksAndTransfers {
  readonly books: BooksInShortFragment;
  /** How many transfers are not at their end; null where the node does not say. */
  readonly exceptions: number | null;
}

interface Days {
  readonly from: string;
  /** The day after the last one. */
  readonly to: string;
}

/** Funds and statements of a hub, or of the Basic Support System. */
export async function booksOf({ graph }: Visit, node: string, days: Days): Promise<Said<BooksAndTransfers>> {
  if (node === SUPPORT_BOOKS) {
    const { data, errors } = await graph.ask(SupportBooks, days);
    const books = data?.supportBooks ?? null;
    const exceptions = data?.supportTransferExceptions?.totalCount ?? null;
    return { value: books && { books, exceptions }, missing: missingNodes(errors), errors };
  }
  const { data, errors } = await graph.ask(HubBooks, { hub: node, ...days });
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
