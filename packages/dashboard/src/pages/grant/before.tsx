import { Facts } from '../../components/facts.tsx';
import { Notice } from '../../components/notice.tsx';
import { Amount, Code, Country, Day, Id, T, Written } from '../../components/words.tsx';
import { homeOf } from '../../home.ts';
import { Crumbs } from '../places/crumbs.tsx';
import { Name } from '../places/lines.tsx';
import type { GrantOfBeforeQuery } from './grant.generated.ts';

/** A grant from a hub's records of before: a commitment, of which the hub's books say nothing. */
export function GrantBefore({ of }: { readonly of: NonNullable<GrantOfBeforeQuery['grant']> }) {
  const hub = homeOf(of.id);
  const { title, description, recipientKind, recipientName, recipientId, amount, awardDay, country } = of;
  return (
    <article>
      <Crumbs
        of={[
          { to: `/hubs/${hub}`, name: <bdi key="hub">{hub}</bdi> },
          { to: `/hubs/${hub}/grants-before`, name: <T key="before" id="grants.beforeTitle" /> },
        ]}
      />
      <h1>
        <Name of={title} />
      </h1>
      <Notice kind="note" title={<T id="grants.beforeNotice" />}>
        <p>
          <T id="grants.beforeText" />
        </p>
      </Notice>
      <Facts
        of={[
          { term: 'places.amount', value: amount !== null && <Amount of={amount} /> },
          { term: 'grants.awardDay', value: awardDay !== null && <Day of={awardDay} /> },
          {
            term: 'grants.recipientIs',
            value:
              recipientKind === 'INDIVIDUAL' ? (
                <Code area="grants.recipient" code="INDIVIDUAL" />
              ) : (
                <Name of={recipientName} />
              ),
          },
          { term: 'grants.recipientId', value: recipientId !== null && <Id of={recipientId} /> },
          { term: 'grants.plannedFrom', value: of.plannedFrom !== null && <Day of={of.plannedFrom} /> },
          { term: 'grants.plannedTo', value: of.plannedTo !== null && <Day of={of.plannedTo} /> },
          { term: 'grants.spentIn', value: country !== null && <Country code={country} /> },
        ]}
      />
      {description !== null && (
        <p>
          <Written text={description} />
        </p>
      )}
      <details className="more">
        <summary>
          <T id="places.forPrograms" />
        </summary>
        <Facts
          of={[
            { term: 'places.id', value: <Id key="id" of={of.id} /> },
            { term: 'grants.import', value: of.import !== null && <Id of={of.import} /> },
            { term: 'grants.sourceDigest', value: of.sourceDigest !== null && <Id of={of.sourceDigest} /> },
          ]}
        />
      </details>
    </article>
  );
}
