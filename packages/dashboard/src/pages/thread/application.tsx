import { Link } from '../../components/link.tsx';
import { Amount, T } from '../../components/words.tsx';
import { TeamName } from './names.tsx';
import type { ThreadOfApplicationQuery } from './thread.generated.ts';

/** An application of which nothing was granted: there is no money to follow. */
export function ApplicationThread({ of }: { readonly of: NonNullable<ThreadOfApplicationQuery['application']> }) {
  const { id, amount, team } = of;
  return (
    <>
      <p className="answer">
        <T
          id="thread.applicationSaid"
          team={<TeamName key="team" of={team} />}
          amount={amount === null ? null : <Amount key="amount" of={amount} />}
        />
      </p>
      <p>
        <Link to={`/grants/${id}`}>
          <T id="thread.grantLink" />
        </Link>
      </p>
    </>
  );
}
