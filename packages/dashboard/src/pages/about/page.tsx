import { CheckSteps } from '../../components/check-steps.tsx';
import { Link } from '../../components/link.tsx';
import { T } from '../../components/words.tsx';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';

/** With words in the place of what each hub's own page has. */
const EXAMPLE = {
  install: 'npm ci',
  policy: 'npx hubgraph policy https://COUNCIL HUB > HUB.policy',
  verify: 'npx hubgraph verify https://HUB --policy HUB.policy',
};

/** How to read and check what is here. */
export const about: PageDefinition = {
  path: '/about',
  async show({ locale }) {
    return {
      title: translate(locale, 'about.title'),
      body: (
        <article className="prose">
          <h1>
            <T id="about.title" />
          </h1>
          <h2>
            <T id="about.whose" />
          </h2>
          <p>
            <T id="about.whoseText" />
          </p>
          <h2>
            <T id="about.colours" />
          </h2>
          <ul className="legend">
            <li className="swatch swatch-pro-rata">
              <T id="about.proRata" />
            </li>
            <li className="swatch swatch-direct">
              <T id="about.direct" />
            </li>
            <li className="swatch swatch-missing">
              <T id="about.missing" />
            </li>
          </ul>
          <h2>
            <T id="about.check" />
          </h2>
          <p>
            <T id="about.checkText" />
          </p>
          <h2>
            <T id="about.log" />
          </h2>
          <p>
            <T id="about.logText" />
          </p>
          <p>
            <T id="about.logWitnesses" />
          </p>
          <h3>
            <T id="about.logCheck" />
          </h3>
          <p>
            <T
              id="about.logCheckText"
              link={(parts) => (
                <Link key="link" to="/hubs">
                  {parts}
                </Link>
              )}
            />
          </p>
          <CheckSteps of={EXAMPLE} />
        </article>
      ),
    };
  },
};
