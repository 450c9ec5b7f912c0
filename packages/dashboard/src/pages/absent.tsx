import { Unavailable } from '../components/coverage.tsx';
import { T } from '../components/words.tsx';
import type { GraphError } from '../graph/graph.ts';
import { assertShown, missingNodes } from '../graph/missing.ts';
import { translate } from '../i18n/translate.ts';
import type { WholePage } from '../page.ts';
import type { Visit } from '../visit.tsx';
import { notFound } from './problem.tsx';

/** In the place of a thing that the graph did not give: nobody has it, or whoever has it does not answer. */
export function absent(visit: Pick<Visit, 'locale'>, errors: readonly GraphError[]): WholePage {
  assertShown(errors);
  const missing = missingNodes(errors);
  if (missing.length === 0) return notFound(visit);
  return {
    status: 503,
    title: translate(visit.locale, 'places.silentTitle'),
    body: (
      <article>
        <h1>
          <T id="places.silentTitle" />
        </h1>
        <p>
          <T id="places.silentText" />
        </p>
        {missing.map(({ node, reason }) => (
          <Unavailable key={node} node={node} reason={reason} />
        ))}
      </article>
    ),
  };
}
