import type { ReactNode } from 'react';
import { Unavailable } from '../../components/coverage.tsx';
import { Facts } from '../../components/facts.tsx';
import { Link } from '../../components/link.tsx';
import { Notice } from '../../components/notice.tsx';
import { Status } from '../../components/status.tsx';
import { Code, Country, Currency, Id, Moment, T, Who } from '../../components/words.tsx';
import { Languages } from '../hubs/list.tsx';
import { Crumbs } from '../places/crumbs.tsx';
import { Name } from '../places/lines.tsx';
import { toneOf } from '../places/tones.ts';
import type { HubQuery } from './hub.generated.ts';

export type HubOfOthers = NonNullable<HubQuery['hub']>;

/** The head of a hub's page: what the council says that it is. */
export function HubHead({ hub }: { readonly hub: HubOfOthers }) {
  const { name, kind, status, country, currency, languages, since, proposedBy, motion, endpoint, statementKeys } = hub;
  return (
    <>
      <Crumbs of={[{ to: '/hubs', name: <T key="hubs" id="places.hubs" /> }]} />
      <h1>
        <Name of={name} />
      </h1>
      {status === 'SUSPENDED' && (
        <Notice kind="note" title={<T id="places.suspendedTitle" />}>
          <p>
            <T id="places.suspendedText" />
          </p>
        </Notice>
      )}
      {status === 'PROPOSED' && (
        <Notice kind="note" title={<T id="places.proposedTitle" />}>
          <p>
            <T id="places.proposedText" />
          </p>
        </Notice>
      )}
      <Facts
        of={[
          {
            term: 'places.status',
            value: status !== null && <StatusSince status={status} since={since} motion={motion?.id ?? null} />,
          },
          { term: 'places.kindIs', value: kind !== null && <Code area="places.kind" code={kind} /> },
          { term: 'places.registeredIn', value: country !== null && <Country code={country} /> },
          { term: 'places.languages', value: languages !== null && <Languages of={languages} /> },
          { term: 'places.currency', value: currency !== null && <Currency code={currency} /> },
          { term: 'places.proposedBy', value: proposedBy !== null && <Who by={proposedBy} /> },
        ]}
      />
      <details className="more">
        <summary>
          <T id="places.forPrograms" />
        </summary>
        <Facts
          of={[
            { term: 'places.slug', value: <Id key="id" of={hub.id} /> },
            { term: 'places.endpoint', value: endpoint !== null && <Id of={endpoint} /> },
            {
              term: 'places.keys',
              value: statementKeys?.map((key) => <Id key={key} of={key} />),
            },
          ]}
        />
      </details>
    </>
  );
}

function StatusSince({
  status,
  since,
  motion,
}: {
  readonly status: string;
  readonly since: string | null;
  readonly motion: string | null;
}): ReactNode {
  return (
    <>
      <Status area="places.hubStatus" code={status} tone={toneOf(status)} />{' '}
      {since !== null && <T id="places.since" moment={<Moment key="since" of={since} />} />}{' '}
      {motion !== null && (
        <Link to={`/decisions/${motion}`}>
          <T id="places.byMotion" />
        </Link>
      )}
    </>
  );
}

/** The head of a hub's page when the council cannot say what it is. */
export function HeadWithoutCouncil({ id, reason }: { readonly id: string; readonly reason: string }) {
  return (
    <>
      <Crumbs of={[{ to: '/hubs', name: <T key="hubs" id="places.hubs" /> }]} />
      <h1>
        <bdi>{id}</bdi>
      </h1>
      <Unavailable node="council" reason={reason} />
    </>
  );
}
