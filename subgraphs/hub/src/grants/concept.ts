import type { Concept } from '@hubgraph/node';
import { applications } from './applications/concept.ts';
import { awards } from './awards/concept.ts';
import { grantsJson } from './exports.ts';
import { payments } from './payments/concept.ts';

/** A team applies for funds, the committee decides, the hub pays, the team reports, the unspent goes back. */
export const grants: readonly Concept[] = [applications, { ...awards, exports: [grantsJson] }, payments];
