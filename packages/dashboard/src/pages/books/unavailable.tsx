import { Unavailable } from '../../components/coverage.tsx';
import { T } from '../../components/words.tsx';
import { translate } from '../../i18n/translate.ts';
import type { WholePage } from '../../page.ts';
import type { Visit } from '../../visit.tsx';

/** In the place of books whose node does not answer. */
export function booksUnavailable(
  { locale }: Visit,
  { node, reason }: { readonly node: string; readonly reason: string | undefined },
): WholePage {
  return {
    status: 503,
    title: translate(locale, 'books.title'),
    body: (
      <>
        <h1>
          <T id="books.title" />
        </h1>
        <Unavailable node={node} {...(reason === undefined ? {} : { reason })} />
      </>
    ),
  };
}
