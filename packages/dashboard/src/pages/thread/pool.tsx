import { createContext, type ReactNode, useContext } from 'react';
import { Link } from '../../components/link.tsx';
import { T } from '../../components/words.tsx';
import type { Visit } from '../../visit.tsx';
import { Fund } from './names.tsx';
import { CampaignsByFund, type CampaignsByFundQuery } from './thread.generated.ts';

/** The campaigns of the Basic Support System, each with the fund that its donations join; null where it is silent. */
export type Campaigns = CampaignsByFundQuery['campaigns'] | null;

/** What filled the funds of which a thread tells, for all of its cards. */
export const CampaignsOfThread = createContext<Campaigns>(null);

/** Asks for the campaigns, beside the thread itself. */
export async function campaignsOf({ graph }: Pick<Visit, 'graph'>): Promise<Campaigns> {
  return (await graph.ask(CampaignsByFund, {})).data?.campaigns ?? null;
}

/** Where the money of a fund of the Basic Support System came from: its one campaign, or all that came in. */
export function Pool({
  of,
}: {
  readonly of: { readonly id: string; readonly code: string; readonly name: string | null };
}) {
  const only = onlyCampaign(useContext(CampaignsOfThread), of.id);
  const fund = <Fund key="fund" of={of} />;
  if (only?.name != null) {
    const gifts = (parts: ReactNode[]) => (
      <Link key="gifts" to={`/campaigns/${only.id}`}>
        {parts}
      </Link>
    );
    return (
      <p>
        <T id="thread.poolCampaign" fund={fund} gifts={gifts} campaign={<bdi key="campaign">{only.name}</bdi>} />
      </p>
    );
  }
  const gifts = (parts: ReactNode[]) =>
    only === undefined ? (
      <Link key="gifts" to="/books/fundraising/postings" query={{ kind: 'income' }}>
        {parts}
      </Link>
    ) : (
      <Link key="gifts" to={`/campaigns/${only.id}`}>
        {parts}
      </Link>
    );
  return (
    <p>
      <T id="thread.poolText" fund={fund} gifts={gifts} />
    </p>
  );
}

/** The one campaign whose donations join this fund; undefined where there are several, or not all are known. */
function onlyCampaign(campaigns: Campaigns, fund: string) {
  if (campaigns === null || campaigns.totalCount > campaigns.nodes.length) return undefined;
  const [only, ...others] = campaigns.nodes.filter((one) => one.fund?.id === fund);
  return others.length === 0 ? only : undefined;
}
