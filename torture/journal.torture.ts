import { flipTest } from './journal/flip.ts';
import { fullTest } from './journal/full.ts';
import { killTest } from './journal/kill.ts';
import { mixedTest } from './journal/mixed.ts';
import { operatorTest } from './journal/operator.ts';
import { powerTest } from './journal/power.ts';
import { replicasTest } from './journal/replicas.ts';
import type { Test } from './support/test.ts';

/** What may happen to a journal: each test has a control that must fail. */
export const tests: readonly Test[] = [killTest, powerTest, flipTest, mixedTest, fullTest, operatorTest, replicasTest];
