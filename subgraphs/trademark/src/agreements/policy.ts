import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  OfferAgreement: {
    allow: ['legal-officer'],
    because:
      'The Basic Support System "creates trademark agreements with the Hubs to enable them to recognise new Teams"; its legal officers sign for it.',
  },
  EndAgreement: {
    allow: ['legal-officer'],
    because: 'The Basic Support System holds the trademarks; whoever offers its agreements ends them, with a reason.',
  },
  'Receive:agreement-signed': {
    allow: ['node'],
    because: 'Hubs are independent legal entities: only the hub itself, by its signed statement, enters an agreement.',
  },
};
