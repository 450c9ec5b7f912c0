import type { Policy } from '../policy.ts';

export const policy: Policy = {
  AddPerson: {
    allow: ['operator', 'administrator'],
    because: 'A node keeps its own users; its administrators enter them.',
  },
  GrantRole: {
    allow: ['operator', 'administrator'],
    because: 'Roles are given by the administrators of the node that they are for.',
  },
  RevokeRole: {
    allow: ['operator', 'administrator'],
    because: 'Roles are taken by the administrators of the node that they are for.',
  },
};
