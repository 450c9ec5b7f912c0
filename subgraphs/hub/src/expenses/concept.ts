import type { Concept } from '@hubgraph/node';
import { payees } from './payees/concept.ts';
import { requests } from './requests/concept.ts';
import { rules } from './rules/concept.ts';

/** Somebody asks for money, somebody looks at it, as many approve as the hub's rule says, another one pays. */
export const expenses: readonly Concept[] = [rules, payees, requests];
