import type { Policy } from '@hubgraph/node';

const because = 'What is imported becomes part of the books and records that the treasurer keeps.';

export const policy: Policy = {
  StartImport: { allow: ['treasurer'], because },
  TakeImportBatch: { allow: ['treasurer'], because },
  StageImportBatch: { allow: ['treasurer'], because },
  CompleteImport: { allow: ['treasurer'], because },
  DropImport: { allow: ['treasurer'], because },
};
