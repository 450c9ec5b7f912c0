import { Status } from '../../components/status.tsx';
import { T } from '../../components/words.tsx';
import { assertShown } from '../../graph/missing.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { addressOf } from '../../visit.tsx';
import { absent } from '../absent.tsx';
import { Framework } from '../decision/followed.tsx';
import { Crumbs } from '../places/crumbs.tsx';
import { toneOf } from '../places/tones.ts';
import { FrameworkAlone } from './framework.generated.ts';

/** A framework that was adopted is read with the vote that adopted it; one that was not, here. */
export const framework: PageDefinition = {
  path: '/frameworks/:framework',
  async show(visit) {
    const { data, errors } = await visit.graph.ask(FrameworkAlone, { id: visit.params['framework'] ?? '' });
    const found = data?.allocationFramework;
    if (found == null) return absent(visit, errors);
    assertShown(errors);
    if (found.motion !== null) return { redirect: addressOf(visit, `/decisions/${found.motion.id}`) };
    return {
      title: translate(visit.locale, 'decisions.framework', { version: found.version ?? '' }),
      body: (
        <article>
          <Crumbs of={[{ to: '/decisions', name: <T key="decisions" id="decisions.title" /> }]} />
          <h1>
            <T id="decisions.framework" version={<bdi key="version">{found.version}</bdi>} />
          </h1>
          <p>
            {found.status !== null && (
              <Status area="decisions.adoption" code={found.status} tone={toneOf(found.status)} />
            )}
          </p>
          <Framework of={found} />
        </article>
      ),
    };
  },
};
