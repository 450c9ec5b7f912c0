import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  FormTeam: {
    allow: ['person'],
    because: '"A group of volunteers who wish to co-ordinate to perform a specific task may form a Team."',
  },
  RecogniseTeam: {
    allow: ['staff'],
    because: '"Teams are recognised and supported by a Hub": its staff do it.',
  },
  AssignCoach: {
    allow: ['staff'],
    because: '"Coaches are employed and supported by Hubs": its staff assign them.',
  },
};
