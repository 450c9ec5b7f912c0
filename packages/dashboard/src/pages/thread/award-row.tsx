import type { ReactNode } from 'react';
import { Link } from '../../components/link.tsx';
import { Amount, Day, T, Who, Written } from '../../components/words.tsx';
import { dayOf } from '../../i18n/sense.ts';
import { TeamName } from './names.tsx';
import type { Row } from './picture.tsx';
import type { AwardOfThreadFragment } from './thread.generated.ts';

/** What the fund committee granted, and why. */
export function awardRow({ amount, unpaid, status, reason, decidedBy, team, application }: AwardOfThreadFragment): Row {
  const decidedAt = application?.decision?.decidedAt;
  const grant = (parts: ReactNode[]) => (
    <Link key="grant" to={`/grants/${application?.id}`}>
      {parts}
    </Link>
  );
  return {
    key: 'award',
    title: <T id="thread.award" amount={amount === null ? null : <Amount key="amount" of={amount} />} />,
    body: (
      <>
        {decidedAt !== undefined && (
          <p>
            <T
              id="thread.awardText"
              who={<Who key="who" by={decidedBy} />}
              team={<TeamName key="team" of={team} />}
              day={<Day key="day" of={dayOf(decidedAt)} />}
            />
          </p>
        )}
        <blockquote>
          <Written text={reason} />
        </blockquote>
        {application != null && (
          <p>
            <T
              id={status === 'CLOSED' || unpaid === null ? 'thread.awardClosed' : 'thread.awardFor'}
              title={<Written key="title" text={application.title} />}
              grant={grant}
              unpaid={unpaid === null ? null : <Amount key="unpaid" of={unpaid} />}
            />
          </p>
        )}
      </>
    ),
  };
}
