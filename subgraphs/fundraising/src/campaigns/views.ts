import type { Projection, Reader } from '@hubgraph/journal';
import type { Id } from '@hubgraph/kernel';
import type { CampaignEvent } from './domain.ts';

/** Campaigns and donations, for lists. */
export const campaignList: Projection = {
  name: 'campaigns',
  version: 1,
  schema: [
    'CREATE TABLE campaign (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID',
    'CREATE TABLE donation (id TEXT PRIMARY KEY, campaign TEXT NOT NULL) STRICT, WITHOUT ROWID',
    'CREATE INDEX donation_campaign ON donation (campaign, id)',
  ],
  fold({ event }, views) {
    const happened = event as CampaignEvent;
    switch (happened.type) {
      case 'CampaignOpened':
        views.run('INSERT INTO campaign VALUES (?)', happened.campaign);
        break;
      case 'DonationReceived':
        views.run('INSERT INTO donation VALUES (?, ?)', happened.donation, happened.campaign);
        break;
    }
  },
};

export function newestCampaign(read: Reader): Id | undefined {
  const row = read.row('SELECT id FROM campaign ORDER BY id DESC LIMIT 1');
  return row === undefined ? undefined : String(row['id']);
}
