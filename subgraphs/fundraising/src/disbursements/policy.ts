import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  Disburse: {
    allow: ['treasurer'],
    because:
      'The treasurer pays what was allocated; "the decision on how resources are best spent is up to the local entities".',
  },
  CancelDisbursement: {
    allow: ['treasurer'],
    because: 'Who prepared a payment may take it back until the hub has accepted it.',
  },
  ExpireDisbursement: { allow: ['clock'], because: 'Only time ends what nobody answered.' },
};
