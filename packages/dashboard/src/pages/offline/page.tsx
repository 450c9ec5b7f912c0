import { T } from '../../components/words.tsx';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';

/** What the device shows for a page that it has no copy of, when there is no connection. */
export const offline: PageDefinition = {
  path: '/offline',
  async show({ locale }) {
    return {
      title: translate(locale, 'layout.offlineTitle'),
      body: (
        <article>
          <h1>
            <T id="layout.offlineTitle" />
          </h1>
          <p>
            <T id="layout.offlineText" />
          </p>
          <p>
            <T id="layout.offlineDo" />
          </p>
        </article>
      ),
    };
  },
};
