import type { Policy } from '@hubgraph/node';

const PAYERS_WORD =
  'The payer states what it prepared and decided; the payee keeps its own books by rule, without anybody’s favour.';
const PAYEES_WORD = 'A payee speaks for its own books; the payer’s journal alone decides whether money moves.';

export const policy: Policy = {
  PrepareTransfer: {
    allow: ['treasurer'],
    because: 'The treasurer keeps the books, and answers for what leaves them.',
  },
  CancelTransfer: {
    allow: ['treasurer'],
    because: 'Who prepared a transfer may take it back until the payee has accepted it.',
  },
  ExpireTransfer: { allow: ['clock'], because: 'Only time ends what nobody answered.' },
  AcceptTransfer: { allow: ['treasurer'], because: 'The treasurer decides what enters the books.' },
  RefuseTransfer: { allow: ['treasurer'], because: 'The treasurer decides what enters the books.' },
  SetAcceptanceRule: { allow: ['treasurer'], because: 'The treasurer decides what enters the books, also by rule.' },
  SettleTransfer: { allow: ['treasurer'], because: 'The treasurer pays what is owed, and answers for the bank.' },
  ConfirmSettlement: { allow: ['treasurer'], because: 'The treasurer sees what has arrived at the bank.' },
  'Receive:settlement-paid': { allow: ['node'], because: PAYERS_WORD },
  'Receive:settlement-arrived': { allow: ['node'], because: PAYEES_WORD },
  'Receive:transfer-prepared': { allow: ['node'], because: PAYERS_WORD },
  'Receive:transfer-posted': { allow: ['node'], because: PAYERS_WORD },
  'Receive:transfer-voided': { allow: ['node'], because: PAYERS_WORD },
  'Receive:transfer-accepted': { allow: ['node'], because: PAYEES_WORD },
  'Receive:transfer-refused': { allow: ['node'], because: PAYEES_WORD },
  'Receive:transfer-booked': { allow: ['node'], because: PAYEES_WORD },
};
