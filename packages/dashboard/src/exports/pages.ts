import type { GraphError } from '../graph/graph.ts';
import { missingNodes } from '../graph/missing.ts';
import { TEXT_DIFFERS } from '../graph/texts.ts';

/** One page of a list of the graph. */
export interface ListPage<Node> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly Node[];
}

/** A list could not be read to its end; the message says why, for whoever reads the file. */
export class ListBrokenError extends Error {
  readonly code = 'ERR_LIST_BROKEN';
  constructor(message: string) {
    super(message);
    this.name = 'ListBrokenError';
  }
}

/** What one page of the graph gave. */
export interface Asked<Node> {
  readonly page: ListPage<Node> | null | undefined;
  readonly errors: readonly GraphError[];
}

/**
 * All things of a list, page by page; the next page is asked for when it is needed.
 * @throws {ListBrokenError} where a page does not come.
 */
export async function* allOf<Node>(ask: (after: string | null) => Promise<Asked<Node>>): AsyncGenerator<Node> {
  let after: string | null = null;
  for (;;) {
    const { page, errors }: Asked<Node> = await ask(after);
    if (page == null || errors.some(({ code }) => code !== TEXT_DIFFERS)) {
      const missing = missingNodes(errors)[0];
      throw new ListBrokenError(
        missing === undefined
          ? 'The graph gave no further page.'
          : `${missing.node} did not answer (${missing.reason}).`,
      );
    }
    yield* page.nodes;
    if (!page.pageInfo.hasNextPage) return;
    if (page.pageInfo.endCursor === null || page.pageInfo.endCursor === after) {
      throw new ListBrokenError('The graph did not say where the list goes on.');
    }
    after = page.pageInfo.endCursor;
  }
}
