import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  MakePaymentFile: { allow: ['treasurer'], because: 'The treasurer keeps the books and pays what others approved.' },
  ReleasePaymentFile: {
    allow: ['treasurer', 'board-member'],
    because:
      'Two people send money: another treasurer, or who answers for the legal entity, releases what one has made.',
  },
  CancelPaymentFile: {
    allow: ['treasurer', 'board-member'],
    because: 'Whoever may release a file may stop it as well.',
  },
  ReturnPayment: { allow: ['treasurer'], because: 'The treasurer books what the bank sends back.' },
};
