import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  ProposeFramework: {
    allow: ['council-member', 'secretary'],
    because: 'The Global Council is responsible for setting frameworks on resources allocation.',
  },
};
