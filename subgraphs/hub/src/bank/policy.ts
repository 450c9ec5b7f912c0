import type { Policy } from '@hubgraph/node';

const because = 'The treasurer keeps the books, and answers for what the bank says agreeing with them.';

export const policy: Policy = {
  BindBankAccount: { allow: ['treasurer'], because },
  ImportBankStatement: { allow: ['treasurer'], because },
  ConfirmBankMatch: { allow: ['treasurer'], because },
  UndoBankMatch: { allow: ['treasurer'], because },
  BookBankLine: { allow: ['treasurer'], because },
};

/** Statements name people who gave and people who were paid. */
export const reads: Policy = {
  ReadBank: {
    allow: ['treasurer', 'board-member'],
    because:
      'Statements of the bank name people: only who keeps the books and who answers for the legal entity read them.',
  },
};
