import { Link } from '../../components/link.tsx';
import { Empty } from '../../components/notice.tsx';
import { Pager } from '../../components/pager.tsx';
import { Status } from '../../components/status.tsx';
import { Table } from '../../components/table.tsx';
import { Amounts, Called, Day, Moment, T, useText } from '../../components/words.tsx';
import { missingNodes } from '../../graph/missing.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { Name } from '../places/lines.tsx';
import { bookPage } from '../statements/frame.tsx';
import { type SponsorshipLineFragment, Sponsorships, type SponsorshipsQuery } from './sponsorships.generated.ts';
import { toneOfSponsorship } from './tones.ts';

type Hub = NonNullable<SponsorshipsQuery['hub']>;
type Listed = NonNullable<Hub['sponsorships']>;
type Arrived = NonNullable<Hub['arrivedSponsorships']>;

/** Whose money is held by whom: the hub's own funds for teams, and what its teams hold for others. */
export const sponsorships: PageDefinition = {
  path: '/books/:node/sponsorships',
  async show(visit) {
    const { node = '' } = visit.params;
    const title = translate(visit.locale, 'sponsorships.title', { node });
    const heading = <T id="sponsorships.title" node={<bdi key="node">{node}</bdi>} />;
    const { data, errors } = await visit.graph.ask(Sponsorships, { hub: node, after: visit.query.get('after') });
    const { sponsorships: listed = null, arrivedSponsorships: arrived = null } = data?.hub ?? {};
    const value = listed === null ? null : { listed, arrived: arrived ?? [] };
    return bookPage(
      visit,
      node,
      { value, missing: missingNodes(errors), errors },
      {
        ...{ title, heading, isInBooks: true },
        body: (found: { readonly listed: Listed; readonly arrived: Arrived }) => (
          <>
            <p>
              <T id="sponsorships.explained" />
            </p>
            <Arriving of={found.arrived} />
            <Lines of={found.listed} node={node} />
          </>
        ),
      },
    );
  },
};

/** What other hubs gave and nobody goes on with yet. */
function Arriving({ of }: { readonly of: Arrived }) {
  const waiting = of.filter(({ continuedBy }) => continuedBy === null);
  if (waiting.length === 0) return null;
  return (
    <>
      <h2>
        <T id="sponsorships.arriving" />
      </h2>
      <ul>
        {waiting.map(({ sponsorship, from, arrivedAt }) => (
          <li key={sponsorship}>
            <T id="sponsorships.arrivedFrom" node={<bdi key="node">{from}</bdi>} />{' '}
            {arrivedAt !== null && <Moment of={arrivedAt} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function Lines({ of: { nodes, pageInfo, totalCount }, node }: { readonly of: Listed; readonly node: string }) {
  const text = useText();
  if (nodes.length === 0) {
    return (
      <Empty>
        <p>
          <T id="sponsorships.none" />
        </p>
      </Empty>
    );
  }
  return (
    <>
      <Table
        caption={<T id="sponsorships.caption" />}
        label={text('sponsorships.caption')}
        columns={[
          { key: 'team', title: <T id="sponsorships.team" /> },
          { key: 'sponsor', title: <T id="sponsorships.heldBy" /> },
          { key: 'status', title: <T id="sponsorships.status" /> },
          { key: 'from', title: <T id="sponsorships.since" /> },
          { key: 'balance', title: <T id="sponsorships.balance" />, isFigure: true },
        ]}
        rows={nodes.map((one) => ({
          key: one.id,
          cells: [
            <Link key="team" to={`/books/${node}/sponsorships/${one.id}`}>
              <Name of={one.team?.name ?? null} />
            </Link>,
            <Sponsor key="sponsor" of={one.sponsor} />,
            <span key="status">
              {one.status !== null && (
                <Status area="sponsorships.statusCode" code={one.status} tone={toneOfSponsorship(one.status)} />
              )}
            </span>,
            one.from === null ? null : <Day key="from" of={one.from} />,
            <Balance key="balance" of={one} />,
          ],
        }))}
      />
      <Pager page={pageInfo} shown={nodes.length} total={totalCount} />
    </>
  );
}

/** Who holds the money. */
export function Sponsor({ of }: { readonly of: SponsorshipLineFragment['sponsor'] }) {
  if (of === null) return <T id="sponsorships.theHub" />;
  return <Link to={`/teams/${of.id}`}>{of.name === null ? <Name of={null} /> : <Called of={of.name} />}</Link>;
}

/** What is held; where books are missing whose period has ended, up to which day it is told. */
export function Balance({ of: { fund, held } }: { readonly of: SponsorshipLineFragment }) {
  const amounts = held?.balances ?? fund?.balances.map(({ posted }) => posted) ?? [];
  const isMissing = held?.missing?.some(({ status }) => status !== 'RUNNING') === true;
  return (
    <>
      {amounts.length === 0 ? <span className="none">–</span> : <Amounts of={amounts} />}
      {held !== null && held.asOf !== null && (
        <span className="line soft">
          <T
            id={isMissing ? 'sponsorships.missingFrom' : 'sponsorships.until'}
            day={<Day key="day" of={held.asOf} />}
          />
        </span>
      )}
    </>
  );
}
