import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  'Receive:framework-adopted': {
    allow: ['node'],
    because:
      '"these funds are allocated by a framework determined by the Global Council"; this node only takes it over.',
  },
  'Receive:country-list-adopted': {
    allow: ['node'],
    because: 'Which countries count as Global South is the council’s decision; this node only takes it over.',
  },
};
