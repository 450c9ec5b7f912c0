import type { GraphError } from '../../graph/graph.ts';
import { Link } from '../link.tsx';
import { Notice } from '../notice.tsx';
import { T } from '../words.tsx';

/** In the place of all figures, when nobody added them up: why, and where to go on. */
export function Unanswered({ errors }: { readonly errors: readonly GraphError[] | undefined }) {
  const refused = errors?.find(({ code }) => code === 'BAD_USER_INPUT');
  if (refused !== undefined) {
    const isCurrency = refused.reason === 'currency-is-unknown';
    return <Notice kind="refused" title={<T id={isCurrency ? 'money.fault.currency' : 'money.badQuestion'} />} />;
  }
  return (
    <Notice kind="failed" title={<T id={errors === undefined ? 'state.downTitle' : 'money.notAddedUp'} />}>
      <p>
        <T id={errors === undefined ? 'state.down' : 'money.notAddedUpMeans'} />
      </p>
      <p>
        {errors === undefined ? (
          <T id="state.downDo" />
        ) : (
          <Link to="/hubs">
            <T id="money.eachHub" />
          </Link>
        )}
      </p>
    </Notice>
  );
}
