import { offersOnApplication } from '../../acts/offers.ts';
import { Facts } from '../../components/facts.tsx';
import { Link } from '../../components/link.tsx';
import { Status } from '../../components/status.tsx';
import { Steps } from '../../components/steps.tsx';
import { Amount, Country, Id, Purpose, T, useText, Written } from '../../components/words.tsx';
import { assertShown } from '../../graph/missing.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { absent } from '../absent.tsx';
import { Crumbs } from '../places/crumbs.tsx';
import { Name } from '../places/lines.tsx';
import { toneOf } from '../places/tones.ts';
import { GrantBefore } from './before.tsx';
import { Application, GrantOfBefore } from './grant.generated.ts';
import { type ApplicationData, stepsOf } from './steps.tsx';

/** A grant from the asking to the receipt; or one from a hub's records of before it had a node. */
export const grant: PageDefinition = {
  path: '/grants/:grant',
  offers: offersOnApplication,
  async show(visit) {
    const id = visit.params['grant'] ?? '';
    if (id.split(':')[1] === 'grant') {
      const { data, errors } = await visit.graph.ask(GrantOfBefore, { id });
      if (data?.grant == null) return absent(visit, errors);
      assertShown(errors);
      const title = data.grant.title ?? translate(visit.locale, 'places.nameErased');
      return { title, body: <GrantBefore of={data.grant} /> };
    }
    const { data, errors } = await visit.graph.ask(Application, { id });
    if (data?.application == null) return absent(visit, errors);
    assertShown(errors);
    return {
      title: data.application.title ?? translate(visit.locale, 'places.nameErased'),
      body: <Granted of={data.application} />,
    };
  },
};

function Granted({ of }: { readonly of: ApplicationData }) {
  const text = useText();
  const { id, title, plan, purpose, spentIn, status, amount, team, award } = of;
  const hub = team?.hub;
  return (
    <article>
      {hub != null && team !== null && (
        <Crumbs
          of={[
            { to: `/hubs/${hub.id}`, name: <Name key="hub" of={hub.name ?? hub.id} /> },
            { to: `/hubs/${hub.id}/grants`, name: <T key="grants" id="grants.title" /> },
          ]}
        />
      )}
      <h1>
        <Name of={title} />
      </h1>
      <Facts
        of={[
          {
            term: 'places.status',
            value: status !== null && <Status area="grants.status" code={status} tone={toneOf(status)} />,
          },
          {
            term: 'grants.team',
            value: team !== null && (
              <Link to={`/teams/${team.id}`}>
                <Name of={team.name} />
              </Link>
            ),
          },
          { term: 'grants.askedFor', value: amount !== null && <Amount of={amount} /> },
          { term: 'grants.grantedSum', value: award?.amount != null && <Amount of={award.amount} /> },
          { term: 'grants.paidSum', value: award?.paid != null && <Amount of={award.paid} /> },
          { term: 'grants.purpose', value: purpose !== null && <Purpose code={purpose} /> },
          { term: 'grants.spentIn', value: spentIn !== null && <Country code={spentIn} /> },
        ]}
      />
      <h2>
        <T id="grants.plan" />
      </h2>
      <p>
        <Written text={plan} />
      </p>
      <h2>
        <T id="grants.line" />
      </h2>
      <Steps of={stepsOf(of)} label={text('grants.line')} />
      <details className="more">
        <summary>
          <T id="places.forPrograms" />
        </summary>
        <Facts
          of={[
            { term: 'places.id', value: <Id key="id" of={id} /> },
            { term: 'grants.awardId', value: award !== null && <Id of={award.id} /> },
          ]}
        />
      </details>
    </article>
  );
}
