import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  ProposeCountryList: {
    allow: ['council-member', 'secretary'],
    because:
      'Which countries count as Global South is decided by the council; lists disagree, so it is data, not code.',
  },
};
