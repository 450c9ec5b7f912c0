import type { Policy } from '@hubgraph/node';

const because =
  'The payer states what it prepared and decided; the hub keeps its own books by rule, without anybody’s favour.';

export const policy: Policy = {
  'Receive:transfer-prepared': { allow: ['node'], because },
  'Receive:transfer-posted': { allow: ['node'], because },
  'Receive:transfer-voided': { allow: ['node'], because },
};
