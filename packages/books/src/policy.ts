import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  OpenFund: {
    allow: ['treasurer', 'operator'],
    because: 'The treasurer keeps the books; whoever sets the node up opens the first fund.',
  },
  DeclareResource: {
    allow: ['treasurer'],
    because: 'The treasurer keeps the books, and says what else than money is counted in them.',
  },
  OpenAccount: { allow: ['treasurer'], because: 'The treasurer keeps the books.' },
  PostEntry: { allow: ['treasurer'], because: 'The treasurer keeps the books.' },
  PostEntries: { allow: ['treasurer'], because: 'The treasurer keeps the books.' },
  PrepareEntry: { allow: ['treasurer'], because: 'The treasurer keeps the books, and what is reserved in them.' },
  PostPendingEntry: { allow: ['treasurer'], because: 'The treasurer keeps the books, and what is reserved in them.' },
  VoidPendingEntry: { allow: ['treasurer'], because: 'The treasurer keeps the books, and what is reserved in them.' },
  ExpireEntry: { allow: ['clock'], because: 'Only time ends what nobody decided.' },
  ExchangeMoney: { allow: ['treasurer'], because: 'The treasurer keeps the books, and states the rate.' },
  CloseAccount: { allow: ['treasurer'], because: 'The treasurer keeps the books.' },
  ClosePeriod: {
    allow: ['treasurer'],
    because: 'The treasurer answers for the figures of a period, and says when they stay as they are.',
  },
  ReverseEntry: { allow: ['treasurer'], because: 'The treasurer keeps the books, and answers for what is corrected.' },
};
