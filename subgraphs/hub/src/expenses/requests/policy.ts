import type { Policy } from '@hubgraph/node';
import { APPROVERS } from '../rules/seats.ts';

const OWN = 'Whoever asked for the money answers for what they said, until it is paid.';

export const policy: Policy = {
  SubmitExpense: {
    allow: ['person'],
    because: 'Whoever worked for the movement may ask to be paid for it; others look at it and decide.',
  },
  EditExpense: { allow: ['person'], because: OWN },
  WithdrawExpense: { allow: ['person'], because: OWN },
  AttachReceipt: { allow: ['person'], because: 'Whoever asked for the money, or got it, has the receipts.' },
  PublishReceiptCopy: {
    allow: ['person'],
    because: 'Whoever gave the receipt, or judges the expense, knows what of it is private.',
  },
  ReviewExpense: {
    allow: ['staff', 'treasurer'],
    because: 'Staff and treasurers look whether all is there, before others spend time on it.',
  },
  ApproveExpense: {
    allow: APPROVERS,
    because:
      '"It is healthier if the owner of the resources, the doer of the activities, and the oversight for the process ' +
      'are not held by a single agent": as many approve as the board says, and never who asked or is paid.',
  },
  RefuseExpense: { allow: APPROVERS, because: 'Whoever could approve may refuse, with a reason.' },
  PayExpense: { allow: ['treasurer'], because: 'The treasurer keeps the books and pays what others approved.' },
  ReturnExpensePayment: { allow: ['treasurer'], because: 'The treasurer books what the bank sent back.' },
  ClearAdvance: {
    allow: ['treasurer'],
    because:
      '"Resources will be optimized and contextualized and used for their intended purposes": the treasurer books ' +
      'what was spent of an advance and what came back.',
  },
};
