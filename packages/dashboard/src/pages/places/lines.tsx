import type { Entry } from '../../components/entries.tsx';
import { Link } from '../../components/link.tsx';
import { Status } from '../../components/status.tsx';
import { Amount, Called, Country, Moment, Purpose, T, Who, Written } from '../../components/words.tsx';
import type { ApplicationLineFragment, LearningLineFragment, TeamLineFragment } from '../hub/hub.generated.ts';
import { toneOf } from './tones.ts';

/** The name of a thing that somebody wrote, or that it was erased. */
export function Name({ of }: { readonly of: string | null }) {
  return of === null ? <T id="places.nameErased" /> : <Called of={of} />;
}

/** A team in a list. */
export function teamLine({ id, name, charter, status, coach, formedAt, recognisedAt }: TeamLineFragment): Entry {
  return {
    key: id,
    title: (
      <Link to={`/teams/${id}`}>
        <Name of={name} />
      </Link>
    ),
    status: status !== null && <Status area="places.team" code={status} tone={toneOf(status)} />,
    facts: [
      recognisedAt !== null ? (
        <T key="since" id="places.recognisedAt" moment={<Moment key="at" of={recognisedAt} />} />
      ) : (
        formedAt !== null && <T key="since" id="places.formedAt" moment={<Moment key="at" of={formedAt} />} />
      ),
      coach === null ? (
        <T key="coach" id="places.noCoach" />
      ) : (
        <T key="coach" id="places.coachIs" name={<Who key="who" by={coach} />} />
      ),
    ],
    body: <Written text={charter} />,
  };
}

/** An application in a list: what was asked, what was granted, and the reason of a refusal in full. */
export function applicationLine(of: ApplicationLineFragment, { withTeam = true } = {}): Entry {
  const { id, title, status, team, appliedAt, purpose, spentIn, amount, award, decision } = of;
  const refused = decision !== null && status === 'DECLINED' ? decision : null;
  return {
    key: id,
    title: (
      <Link to={`/grants/${id}`}>
        <Name of={title} />
      </Link>
    ),
    status: status !== null && <Status area="grants.status" code={status} tone={toneOf(status)} />,
    figure: award?.amount != null ? <Amount of={award.amount} /> : amount !== null && <Asked of={amount} />,
    facts: [
      withTeam && team !== null && (
        <Link to={`/teams/${team.id}`}>
          <Name of={team.name} />
        </Link>
      ),
      award?.amount != null && amount !== null && award.amount.amountMinor !== amount.amountMinor && (
        <Asked of={amount} />
      ),
      award?.paid != null && <T id="grants.paidOf" amount={<Amount key="paid" of={award.paid} />} />,
      purpose !== null && <Purpose code={purpose} />,
      spentIn !== null && <Country code={spentIn} />,
      appliedAt !== null && <T id="grants.appliedAt" moment={<Moment key="at" of={appliedAt} />} />,
    ],
    ...(refused === null
      ? {}
      : {
          body: (
            <>
              <strong>
                <T id="grants.refusedBecause" />
              </strong>{' '}
              <Written text={refused.reason} />
            </>
          ),
        }),
  };
}

function Asked({ of }: { readonly of: Parameters<typeof Amount>[0]['of'] }) {
  return <T id="grants.asked" amount={<Amount key="asked" of={of} />} />;
}

/** A learning in a list, with its whole text. */
export function learningLine({ id, title, text, topics, team, sharedAt, sharedBy }: LearningLineFragment): Entry {
  return {
    key: id,
    title: (
      <span id={id}>
        <Name of={title} />
      </span>
    ),
    facts: [
      team !== null && (
        <Link to={`/teams/${team.id}`}>
          <Name of={team.name} />
        </Link>
      ),
      sharedBy !== null && <Who by={sharedBy} />,
      sharedAt !== null && <Moment of={sharedAt} />,
      ...(topics ?? []).map((topic) => <Called key={topic} of={topic} />),
    ],
    body: <Written text={text} />,
  };
}
