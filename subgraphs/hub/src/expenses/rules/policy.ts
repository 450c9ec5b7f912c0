import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  SetApprovalRule: {
    allow: ['board-member'],
    because:
      '"It is healthier if the owner of the resources, the doer of the activities, and the oversight for the process ' +
      'are not held by a single agent": the board says who approves, and neither asks nor pays by that.',
  },
  SetProtectedCountries: {
    allow: ['board-member'],
    because: 'The board answers for the safety of those whom the hub pays.',
  },
};
