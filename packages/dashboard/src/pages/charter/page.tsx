import { Unavailable } from '../../components/coverage.tsx';
import { Facts } from '../../components/facts.tsx';
import { Link } from '../../components/link.tsx';
import { Empty, Notice } from '../../components/notice.tsx';
import { Id, Language, Moment, T, Who } from '../../components/words.tsx';
import { assertShown, missingNodes } from '../../graph/missing.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { absent } from '../absent.tsx';
import { Crumbs } from '../places/crumbs.tsx';
import { Name } from '../places/lines.tsx';
import { notFound } from '../problem.tsx';
import {
  CharterById,
  type CharterWholeFragment,
  HubCharterText,
  type HubCharterTextQuery,
} from './charter.generated.ts';
import { Paragraphs } from './paragraphs.tsx';

type HubData = NonNullable<HubCharterTextQuery['hub']>;

/** A hub's charter in full; an older one by its id in the address. */
export const charter: PageDefinition = {
  path: '/hubs/:hub/charter',
  async show(visit) {
    const hub = visit.params['hub'] ?? '';
    const id = visit.query.get('id');
    const { data, errors } = await visit.graph.ask(HubCharterText, { hub });
    if (data?.hub == null) return absent(visit, errors);
    assertShown(errors);
    const older = id === null ? null : await visit.graph.ask(CharterById, { id });
    if (older !== null && older.data?.hubCharter == null) return absent(visit, older.errors);
    const found = older?.data?.hubCharter ?? data.hub.charter;
    if (found !== null && !found.id.startsWith(`${hub}:`)) return notFound(visit);
    const missing = missingNodes(errors)[0];
    return {
      ...(missing === undefined ? {} : { status: 503 as const }),
      title: translate(visit.locale, 'places.titleOfHub', {
        title: translate(visit.locale, 'places.charter'),
        hub: data.hub.name ?? hub,
      }),
      body: (
        <article>
          <Crumbs of={[{ to: `/hubs/${hub}`, name: <Name key="hub" of={data.hub.name ?? hub} /> }]} />
          <h1>
            <T id="places.charter" />
          </h1>
          {missing !== undefined ? (
            <Unavailable node={missing.node} reason={missing.reason} />
          ) : found === null ? (
            <Empty>
              <p>
                <T id="places.noCharter" />
              </p>
            </Empty>
          ) : (
            <Whole of={found} />
          )}
          <Versions hub={hub} of={data.hub.charters} />
        </article>
      ),
    };
  },
};

function Whole({ of }: { readonly of: CharterWholeFragment }) {
  const { version, language, text, digest, adoptedAt, adoptedBy, isInForce } = of;
  return (
    <>
      {isInForce === false && (
        <Notice kind="note" title={<T id="places.charterReplaced" />}>
          <p>
            <T id="places.charterReplacedText" />
          </p>
        </Notice>
      )}
      <Facts
        of={[
          { term: 'places.version', value: version !== null && <bdi>{version}</bdi> },
          { term: 'places.language', value: language !== null && <Language tag={language} /> },
          {
            term: 'places.adopted',
            value: adoptedAt !== null && (
              <T
                id="places.whenBy"
                moment={<Moment key="at" of={adoptedAt} />}
                name={<Who key="who" by={adoptedBy} />}
              />
            ),
          },
          { term: 'places.digestOfText', value: digest !== null && <Id of={digest} /> },
        ]}
      />
      <Paragraphs text={text} language={language} />
    </>
  );
}

function Versions({ hub, of }: { readonly hub: string; readonly of: HubData['charters'] }) {
  if (of === null || of.totalCount < 2) return null;
  return (
    <section>
      <h2>
        <T id="places.versions" />
      </h2>
      <ul>
        {of.nodes.map(({ id, version, adoptedAt, isInForce }) => (
          <li key={id}>
            <Link to={`/hubs/${hub}/charter`} query={{ id }}>
              <bdi>{version}</bdi>
            </Link>{' '}
            {adoptedAt !== null && <Moment of={adoptedAt} />} {isInForce === true && <T id="places.inForceNow" />}
          </li>
        ))}
      </ul>
    </section>
  );
}
