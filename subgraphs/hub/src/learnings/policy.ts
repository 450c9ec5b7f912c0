import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  ShareLearning: {
    allow: ['staff', 'coach', { role: 'team-lead', of: 'team' }],
    because:
      '"Hubs are also responsible for ensuring learnings from their work and the Teams they work with are documented ' +
      'and shared": staff and coaches share them, and whoever leads the team that a learning is about.',
  },
  WithdrawLearning: {
    allow: ['person'],
    because: 'Whoever shared a learning may take it back, whatever their role is now, and so may the staff.',
  },
};
