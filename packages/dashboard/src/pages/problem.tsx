import { Link } from '../components/link.tsx';
import { T } from '../components/words.tsx';
import { translate } from '../i18n/translate.ts';
import type { WholePage } from '../page.ts';
import type { Visit } from '../visit.tsx';

/** The page for an address, or an id, that there is not. */
export function notFound(visit: Pick<Visit, 'locale'>): WholePage {
  return problem(visit, 404, 'notFound');
}

/** A page that cannot be shown: what is the matter, and what to do. */
export function problem(
  { locale }: Pick<Visit, 'locale'>,
  status: 400 | 403 | 404 | 413 | 502 | 503,
  kind: 'notFound' | 'down' | 'broken' | 'origin' | 'tooLarge' | 'badForm',
): WholePage {
  const title = translate(locale, `state.${kind}Title`);
  return {
    status,
    title,
    body: (
      <article>
        <h1>
          <T id={`state.${kind}Title`} />
        </h1>
        <p>
          <T id={`state.${kind}`} />
        </p>
        {kind === 'down' && (
          <p>
            <T id="state.downDo" />
          </p>
        )}
        {kind === 'notFound' && (
          <p>
            <Link to="/search">
              <T id="layout.search" />
            </Link>{' '}
            ·{' '}
            <Link to="/hubs">
              <T id="layout.hubs" />
            </Link>
          </p>
        )}
      </article>
    ),
  };
}
