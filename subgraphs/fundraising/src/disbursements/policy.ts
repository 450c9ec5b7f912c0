import type { Policy } from '@hubgraph/node';

const HUBS_WORD = 'A hub speaks for its own books; this node’s journal alone decides whether money moves.';

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
  'Receive:transfer-accepted': { allow: ['node'], because: HUBS_WORD },
  'Receive:transfer-refused': { allow: ['node'], because: HUBS_WORD },
  'Receive:transfer-booked': { allow: ['node'], because: HUBS_WORD },
};
