import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  OpenFund: {
    allow: ['treasurer', 'operator'],
    because: 'The treasurer keeps the books; whoever sets the node up opens the first fund.',
  },
  OpenAccount: { allow: ['treasurer'], because: 'The treasurer keeps the books.' },
  PostEntry: { allow: ['treasurer'], because: 'The treasurer keeps the books.' },
  ReverseEntry: { allow: ['treasurer'], because: 'The treasurer keeps the books, and answers for what is corrected.' },
};
