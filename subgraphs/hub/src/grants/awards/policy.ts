import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  PayAward: {
    allow: ['treasurer'],
    because:
      '"It is healthier if the owner of the resources, the doer of the activities, and the oversight for the process ' +
      'are not held by a single agent": the committee decides, the treasurer pays.',
  },
  CloseAward: {
    allow: ['treasurer'],
    because:
      '"Resources will be optimized and contextualized and used for their intended purposes": the treasurer frees what nobody needs.',
  },
};
