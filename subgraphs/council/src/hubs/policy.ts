import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  FoundMovement: { allow: ['operator'], because: 'The first nodes are entered by whoever sets up the council.' },
  'Receive:node-keys-changed': {
    allow: ['node'],
    because: 'A node’s keys are its own: it changes them when it must, and the council enters what it has proved.',
  },
  ProposeHub: {
    allow: ['community-member'],
    because: 'Hubs should be initiated by communities but authorised by the Global Council.',
  },
};
