import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  ApplyForFunds: {
    allow: [{ role: 'team-lead', of: 'team' }],
    because: '"Teams have access to movement funds, through their Hub": whoever leads the team applies for it.',
  },
  DecideApplication: {
    allow: ['committee-member'],
    because:
      '"Regional hubs have responsibility, accountability, and full agency over, the resource allocation for ' +
      'organisations in their geographical jurisdiction": the fund committee decides, with a reason.',
  },
};
