import { threeSixtyGiving } from '@hubgraph/exports';
import type { ExportDefinition } from '@hubgraph/node';

/** The hub's grants as a file, those of its records of before too. */
export const grantsJson: ExportDefinition = {
  file: 'grants.json',
  contentType: 'application/json; charset=utf-8',
  about: 'What was awarded, and the grants of the records of before, in the form of 360Giving.',
  hasTexts: true,
  write: threeSixtyGiving,
};
