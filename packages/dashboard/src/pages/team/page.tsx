import { offersOnTeam } from '../../acts/offers.ts';
import { Unavailable } from '../../components/coverage.tsx';
import { Entries } from '../../components/entries.tsx';
import { Facts } from '../../components/facts.tsx';
import { Link } from '../../components/link.tsx';
import { Empty } from '../../components/notice.tsx';
import { Pager } from '../../components/pager.tsx';
import { Status } from '../../components/status.tsx';
import { Moment, T, useText, Who, Written } from '../../components/words.tsx';
import { assertShown, isBadAddress, missingNodes } from '../../graph/missing.ts';
import { homeOf } from '../../home.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { absent } from '../absent.tsx';
import type { LearningLineFragment } from '../hub/hub.generated.ts';
import { Crumbs } from '../places/crumbs.tsx';
import { applicationLine, learningLine, Name } from '../places/lines.tsx';
import { toneOf } from '../places/tones.ts';
import { LearningsBeside, Team, type TeamQuery } from './team.generated.ts';

type TeamData = NonNullable<TeamQuery['team']>;

/** One team: what it is for, who stands behind it, what it was granted and what it learnt. */
export const team: PageDefinition = {
  path: '/teams/:team',
  offers: offersOnTeam,
  async show(visit) {
    const id = visit.params['team'] ?? '';
    const hub = homeOf(id);
    const [{ data, errors }, beside] = await Promise.all([
      visit.graph.ask(Team, { id, after: visit.query.get('after') }),
      visit.graph.ask(LearningsBeside, { hub }),
    ]);
    if (data?.team == null || isBadAddress(errors)) return absent(visit, errors);
    assertShown(errors);
    const learnings = beside.data?.hub?.learnings?.nodes.filter((one) => one.team?.id === id) ?? null;
    return {
      title: data.team.name ?? translate(visit.locale, 'places.nameErased'),
      body: (
        <article>
          <TeamHead team={data.team} />
          <TeamGrants team={data.team} />
          <TeamLearnings
            hub={hub}
            learnings={learnings}
            isAll={(beside.data?.hub?.learnings?.totalCount ?? 0) <= 100}
            reason={missingNodes(beside.errors)[0]}
          />
        </article>
      ),
    };
  },
};

function TeamHead({ team }: { readonly team: TeamData }) {
  const { name, charter, status, hub, coach, formedAt, formedBy, recognisedAt, recognisedBy } = team;
  return (
    <>
      {hub !== null && (
        <Crumbs
          of={[
            { to: `/hubs/${hub.id}`, name: <Name key="hub" of={hub.name ?? hub.id} /> },
            { to: `/hubs/${hub.id}/teams`, name: <T key="teams" id="places.teams" /> },
          ]}
        />
      )}
      <h1>
        <Name of={name} />
      </h1>
      <p className="lead">
        <Written text={charter} />
      </p>
      <Facts
        of={[
          {
            term: 'places.status',
            value: status !== null && <Status area="places.team" code={status} tone={toneOf(status)} />,
          },
          {
            term: 'places.formed',
            value: formedAt !== null && (
              <T id="places.whenBy" moment={<Moment key="at" of={formedAt} />} name={<Who key="who" by={formedBy} />} />
            ),
          },
          {
            term: 'places.recognised',
            value:
              recognisedAt === null ? (
                <T id="places.notRecognised" />
              ) : (
                <T
                  id="places.whenBy"
                  moment={<Moment key="at" of={recognisedAt} />}
                  name={<Who key="who" by={recognisedBy} />}
                />
              ),
          },
          { term: 'places.coach', value: coach === null ? <T id="places.noCoach" /> : <Who by={coach} /> },
        ]}
      />
    </>
  );
}

function TeamGrants({ team }: { readonly team: TeamData }) {
  const text = useText();
  const { applications } = team;
  return (
    <section>
      <h2>
        <T id="grants.title" />
      </h2>
      {applications === null || applications.totalCount === 0 ? (
        <Empty>
          <p>
            <T id={team.status === 'RECOGNISED' ? 'grants.noneOfTeam' : 'grants.noneBeforeRecognition'} />
          </p>
        </Empty>
      ) : (
        <>
          <Entries
            of={applications.nodes.map((one) => applicationLine(one, { withTeam: false }))}
            label={text('grants.title')}
          />
          <Pager page={applications.pageInfo} shown={applications.nodes.length} total={applications.totalCount} />
        </>
      )}
    </section>
  );
}

function TeamLearnings({
  hub,
  learnings,
  isAll,
  reason,
}: {
  readonly hub: string;
  readonly learnings: readonly LearningLineFragment[] | null;
  readonly isAll: boolean;
  readonly reason: { readonly node: string; readonly reason: string } | undefined;
}) {
  const text = useText();
  return (
    <section>
      <h2>
        <T id="places.learnings" />
      </h2>
      {learnings === null ? (
        <Unavailable node={reason?.node ?? hub} reason={reason?.reason ?? 'no-data'} />
      ) : learnings.length === 0 ? (
        <Empty>
          <p>
            <T id={isAll ? 'places.noLearningsOfTeam' : 'places.noLearningsAmongNewest'} />{' '}
            <Link to={`/hubs/${hub}/learnings`}>
              <T id="places.learningsOfHub" />
            </Link>
          </p>
        </Empty>
      ) : (
        <Entries of={learnings.map(learningLine)} label={text('places.learnings')} />
      )}
    </section>
  );
}
