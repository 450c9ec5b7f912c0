import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  ReportSpending: {
    allow: [{ role: 'team-lead', of: 'team' }],
    because:
      '"Teams are accountable to their Hubs and to the communities they work with": the team itself reports what it spent.',
  },
  ReturnUnspent: {
    allow: ['treasurer'],
    because:
      '"Resources will be optimized and contextualized and used for their intended purposes": the treasurer books what came back.',
  },
};
