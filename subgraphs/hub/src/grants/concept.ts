import { threeSixtyGiving } from '@hubgraph/exports';
import type { Concept, ExportDefinition } from '@hubgraph/node';
import { applications } from './applications/concept.ts';
import { awards } from './awards/concept.ts';
import { payments } from './payments/concept.ts';

const grantsJson: ExportDefinition = {
  file: 'grants.json',
  contentType: 'application/json; charset=utf-8',
  about: 'What was awarded, and the grants of the records of before, in the form of 360Giving.',
  hasTexts: true,
  write: threeSixtyGiving,
};

/** A team applies for funds, the committee decides, the hub pays, the team reports, the unspent goes back. */
export const grants: readonly Concept[] = [applications, { ...awards, exports: [grantsJson] }, payments];
