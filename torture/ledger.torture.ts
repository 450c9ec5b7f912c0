import { discrepanciesTest } from './ledger/discrepancies.ts';
import { modelTest } from './ledger/model.ts';
import { oracleTest } from './ledger/oracle.ts';
import { refusalsTest } from './ledger/refusals.ts';
import { simulationTest } from './ledger/simulation.ts';
import type { Test } from './support/test.ts';

/** What may be asked of a ledger: each test has a control that must fail. */
export const tests: readonly Test[] = [modelTest, refusalsTest, oracleTest, simulationTest, discrepanciesTest];
