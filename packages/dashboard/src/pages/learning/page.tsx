import { SideBySide } from '../../components/entries.tsx';
import { Link } from '../../components/link.tsx';
import { Notice } from '../../components/notice.tsx';
import { Called, Moment, T, Who, Written } from '../../components/words.tsx';
import { assertShown } from '../../graph/missing.ts';
import { homeOf } from '../../home.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { absent } from '../absent.tsx';
import { Crumbs } from '../places/crumbs.tsx';
import { Name } from '../places/lines.tsx';
import { Learning } from './learning.generated.ts';

/** One learning, also where it was taken back. */
export const learning: PageDefinition = {
  path: '/learnings/:learning',
  async show(visit) {
    const { data, errors } = await visit.graph.ask(Learning, { id: visit.params['learning'] ?? '' });
    const found = data?.learning;
    if (found == null) return absent(visit, errors);
    assertShown(errors);
    const { status, title, text, topics, team, sharedAt, sharedBy, withdrawnAt, withdrawnBy, withdrawalReason } = found;
    const hub = found.hub?.id ?? homeOf(found.id);
    return {
      title: title ?? translate(visit.locale, 'places.learningWithout'),
      body: (
        <article>
          <Crumbs
            of={[
              { to: `/hubs/${hub}`, name: <Name key="hub" of={found.hub?.name ?? hub} /> },
              { to: `/hubs/${hub}/learnings`, name: <T key="learnings" id="places.learnings" /> },
            ]}
          />
          <h1>{title === null ? <T id="places.learningWithout" /> : <Called of={title} />}</h1>
          <SideBySide
            of={[
              team !== null && (
                <Link key="team" to={`/teams/${team.id}`}>
                  <Name of={team.name} />
                </Link>
              ),
              <Who key="who" by={sharedBy} />,
              sharedAt !== null && <Moment key="at" of={sharedAt} />,
              ...(topics ?? []).map((topic) => (
                <Link key={topic} to={`/hubs/${hub}/learnings`} query={{ topic }}>
                  <bdi>{topic}</bdi>
                </Link>
              )),
            ]}
          />
          {status === 'WITHDRAWN' ? (
            <Notice
              kind="note"
              title={
                <T
                  id="places.withdrawn"
                  name={<Who key="who" by={withdrawnBy} />}
                  moment={withdrawnAt !== null && <Moment key="at" of={withdrawnAt} />}
                />
              }
            >
              <p>
                <Written text={withdrawalReason} />
              </p>
            </Notice>
          ) : (
            <p className="lead">
              <Written text={text} />
            </p>
          )}
        </article>
      ),
    };
  },
};
