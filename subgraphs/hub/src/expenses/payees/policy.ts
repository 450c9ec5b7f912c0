import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  AddPayee: {
    allow: ['person'],
    because:
      'Whoever has spent for the movement, or has a bill for it, says who is to be paid; nothing is paid by that.',
  },
  ChangePayee: {
    allow: ['person'],
    because: 'Whoever is paid says where to; of a supplier, whoever entered it or the treasurer.',
  },
};
