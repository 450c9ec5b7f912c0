import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  ProposeMotion: { allow: ['council-member'], because: 'Motions come from members of the Global Council.' },
  CastVote: { allow: ['council-member'], because: 'Only members of the Global Council vote.' },
  CloseMotion: {
    allow: ['council-member', 'secretary'],
    because: 'Any member or the secretariat may close a vote; the rule decides, not the one who closes.',
  },
};
