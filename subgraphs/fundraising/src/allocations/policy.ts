import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  AllocateFunds: {
    allow: ['treasurer'],
    because:
      'The Basic Support System "will administer significant funds of Hubs (and thus Teams) but these funds are allocated by a framework determined by the Global Council": its treasurer says how much and when, never to whom.',
  },
};
