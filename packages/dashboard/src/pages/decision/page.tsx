import type { ReactNode } from 'react';
import { offersOnMotion } from '../../acts/offers.ts';
import { Facts } from '../../components/facts.tsx';
import { Link } from '../../components/link.tsx';
import { Status } from '../../components/status.tsx';
import { Code, Id, Moment, T, Who, Written } from '../../components/words.tsx';
import { assertShown, missingNodes, reasonOf } from '../../graph/missing.ts';
import type { PageDefinition } from '../../page.ts';
import { absent } from '../absent.tsx';
import { Motion, nameOfMotion } from '../decisions/motion.tsx';
import { Crumbs } from '../places/crumbs.tsx';
import { Name } from '../places/lines.tsx';
import { toneOf } from '../places/tones.ts';
import { AllocationsBy, Decision, type DecisionQuery } from './decision.generated.ts';
import { AllocationsMade, Countries, Framework } from './followed.tsx';
import { Ballot, Judgement, Votes } from './votes.tsx';

type MotionData = NonNullable<DecisionQuery['motion']>;

/** One motion: what it does, who voted how, by which rule, why, and what followed. */
export const decision: PageDefinition = {
  path: '/decisions/:motion',
  offers: offersOnMotion,
  async show(visit) {
    const { data, errors } = await visit.graph.ask(Decision, { id: visit.params['motion'] ?? '' });
    if (data?.motion == null) return absent(visit, errors);
    assertShown(errors);
    const { motion } = data;
    const allocated =
      motion.framework === null ? null : await visit.graph.ask(AllocationsBy, { id: motion.framework.id });
    assertShown(allocated?.errors ?? []);
    return {
      title: nameOfMotion(visit.locale, motion),
      body: (
        <article>
          <MotionHead of={motion} />
          {motion.tally !== null && motion.rule !== null && (
            <Section title="decisions.result" id="votes">
              <Ballot tally={motion.tally} />
              <Votes of={motion} />
              <Judgement tally={motion.tally} rule={motion.rule} isOpen={motion.status === 'OPEN'} />
              {motion.lapseReason !== null && (
                <p>
                  <T id="decisions.lapsed" /> <Code area="decisions.lapse" code={motion.lapseReason} />
                </p>
              )}
            </Section>
          )}
          <Section title="decisions.why">
            <blockquote>
              <Written text={motion.rationale} />
            </blockquote>
          </Section>
          <Section title={motion.status === 'ADOPTED' ? 'decisions.followed' : 'decisions.wouldFollow'}>
            {motion.hub !== null && <AboutHub of={motion.hub} />}
            {motion.framework !== null && <Framework of={motion.framework} />}
            {motion.framework !== null && motion.status === 'ADOPTED' && (
              <>
                <h3>
                  <T id="decisions.allocations" />
                </h3>
                <AllocationsMade
                  of={allocated?.data?.allocationFramework?.allocations ?? null}
                  reason={reasonOf(missingNodes(allocated?.errors ?? []), 'fundraising')}
                />
              </>
            )}
            {motion.countryList !== null && <Countries of={motion.countryList} />}
          </Section>
        </article>
      ),
    };
  },
};

function MotionHead({ of }: { readonly of: MotionData }) {
  const { status, proposedBy, proposedAt, closedAt, id } = of;
  return (
    <>
      <Crumbs of={[{ to: '/decisions', name: <T key="decisions" id="decisions.title" /> }]} />
      <h1>
        <Motion of={of} />
      </h1>
      <Facts
        of={[
          {
            term: 'places.status',
            value: status !== null && <Status area="decisions.status" code={status} tone={toneOf(status)} />,
          },
          {
            term: 'decisions.proposed',
            value: proposedAt !== null && (
              <T
                id="places.whenBy"
                moment={<Moment key="at" of={proposedAt} />}
                name={<Who key="who" by={proposedBy} />}
              />
            ),
          },
          { term: 'decisions.closed', value: closedAt !== null && <Moment of={closedAt} /> },
          { term: 'places.id', value: <Id key="id" of={id} /> },
        ]}
      />
    </>
  );
}

function AboutHub({ of }: { readonly of: NonNullable<MotionData['hub']> }) {
  return (
    <p>
      <Link to={`/hubs/${of.id}`}>
        <Name of={of.name ?? of.id} />
      </Link>{' '}
      {of.status !== null && (
        <T
          id="decisions.hubNow"
          status={<Status key="status" area="places.hubStatus" code={of.status} tone={toneOf(of.status)} />}
        />
      )}
    </p>
  );
}

function Section({
  title,
  id,
  children,
}: {
  readonly title: string;
  readonly id?: string;
  readonly children: ReactNode;
}) {
  return (
    <section id={id}>
      <h2>
        <T id={title} />
      </h2>
      {children}
    </section>
  );
}
