import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  FoundMovement: { allow: ['operator'], because: 'The first nodes are entered by whoever sets up the council.' },
  ProposeHub: {
    allow: ['community-member'],
    because: 'Hubs should be initiated by communities but authorised by the Global Council.',
  },
};
