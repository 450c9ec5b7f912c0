import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  OpenCampaign: {
    allow: ['fundraiser'],
    because: 'The Basic Support System "plays a leading role in fundraising"; its fundraisers open campaigns.',
  },
  ReceiveDonation: {
    allow: ['fundraiser'],
    because: 'Who raises funds records what came in; who spends them does not.',
  },
};
