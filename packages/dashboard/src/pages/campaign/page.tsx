import { Facts } from '../../components/facts.tsx';
import { Link } from '../../components/link.tsx';
import { Empty } from '../../components/notice.tsx';
import { Pager } from '../../components/pager.tsx';
import { Table } from '../../components/table.tsx';
import { Amount, Amounts, Day, Moment, T, useText, Who } from '../../components/words.tsx';
import { assertShown, isBadAddress } from '../../graph/missing.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { absent } from '../absent.tsx';
import { Crumbs } from '../places/crumbs.tsx';
import { Name } from '../places/lines.tsx';
import { Campaign, type CampaignQuery } from './campaign.generated.ts';

type CampaignData = NonNullable<CampaignQuery['campaign']>;

/** One campaign and what it received; who gave is in no answer of the graph. */
export const campaign: PageDefinition = {
  path: '/campaigns/:campaign',
  async show(visit) {
    const variables = { id: visit.params['campaign'] ?? '', after: visit.query.get('after') };
    const { data, errors } = await visit.graph.ask(Campaign, variables);
    if (data?.campaign == null || isBadAddress(errors)) return absent(visit, errors);
    assertShown(errors);
    const { name, openedAt, openedBy, fund } = data.campaign;
    return {
      title: name ?? translate(visit.locale, 'places.nameErased'),
      body: (
        <article>
          <Crumbs of={[{ to: '/', name: <T key="money" id="layout.movement" /> }]} />
          <h1>
            <Name of={name} />
          </h1>
          <Facts
            of={[
              {
                term: 'places.opened',
                value: openedAt !== null && (
                  <T
                    id="places.whenBy"
                    moment={<Moment key="at" of={openedAt} />}
                    name={<Who key="who" by={openedBy} />}
                  />
                ),
              },
              { term: 'places.goesTo', value: fund !== null && <Name of={fund.name ?? fund.code} /> },
              {
                term: 'places.fundHolds',
                value: fund !== null && <Amounts of={fund.balances.map(({ available }) => available)} />,
              },
            ]}
          />
          <Donations of={data.campaign.donations} />
        </article>
      ),
    };
  },
};

function Donations({ of }: { readonly of: CampaignData['donations'] }) {
  const text = useText();
  if (of === null || of.totalCount === 0) {
    return (
      <Empty>
        <p>
          <T id="places.noDonations" />
        </p>
      </Empty>
    );
  }
  return (
    <>
      <Table
        caption={<T id="places.donations" count={of.totalCount} />}
        label={text('places.donations', { count: of.totalCount })}
        columns={[
          { key: 'day', title: <T id="places.when" /> },
          { key: 'amount', title: <T id="places.amount" />, isFigure: true },
        ]}
        rows={of.nodes.map(({ id, amount, receivedOn }) => ({
          key: id,
          cells: [
            <Link key="day" to={`/thread/${id}`}>
              {receivedOn === null ? <T id="common.unknown" /> : <Day of={receivedOn} />}
            </Link>,
            amount !== null && <Amount key="amount" of={amount} />,
          ],
        }))}
      />
      <Pager page={of.pageInfo} shown={of.nodes.length} total={of.totalCount} />
    </>
  );
}
