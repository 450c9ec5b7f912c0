import type { ReactNode } from 'react';
import { Unavailable } from '../../components/coverage.tsx';
import { Entity } from '../../components/money/figures.tsx';
import { T } from '../../components/words.tsx';
import { assertShown } from '../../graph/missing.ts';
import { translate } from '../../i18n/translate.ts';
import { SUPPORT_BOOKS } from '../../money/cut.ts';
import type { WholePage } from '../../page.ts';
import type { Visit } from '../../visit.tsx';
import { Crumbs } from '../places/crumbs.tsx';
import { notFound } from '../problem.tsx';
import type { Said } from './ask.ts';

/** What a node is called, as text. */
export function nameOfNode({ locale }: Pick<Visit, 'locale'>, node: string): string {
  return node === SUPPORT_BOOKS ? translate(locale, 'node.support') : node;
}

/** A page about the books of one node. Where the node does not answer, its place says so and the heading stays. */
export function bookPage<T>(
  visit: Visit,
  node: string,
  { value, missing, errors }: Said<T>,
  {
    title,
    heading,
    body,
    isInBooks = false,
  }: {
    readonly title: string;
    readonly heading: ReactNode;
    readonly body: (value: T) => ReactNode;
    /** True for a page one step below that of the books. */
    readonly isInBooks?: boolean;
  },
): WholePage {
  assertShown(errors);
  const [silent] = missing;
  if (value === null && silent === undefined) return notFound(visit);
  const books = { to: `/books/${node}`, name: <T key="books" id="books.title" /> };
  const hub = { to: `/hubs/${node}`, name: <Entity key="node" id={node} isPlain /> };
  const way = [...(node === SUPPORT_BOOKS ? [] : [hub]), ...(isInBooks ? [books] : [])];
  return {
    ...(value === null ? { status: 503 as const } : {}),
    title,
    body: (
      <article>
        {way.length > 0 && <Crumbs of={way} />}
        <h1>{heading}</h1>
        {value === null ? (
          <Unavailable node={silent?.node ?? node} reason={silent?.reason ?? 'no-data'} />
        ) : (
          body(value)
        )}
      </article>
    ),
  };
}
