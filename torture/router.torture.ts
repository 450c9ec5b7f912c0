import { chaosTest } from './router/chaos.ts';
import type { Test } from './support/test.ts';

/** What may happen to the hubs behind a router: the test has a control that must fail. */
export const tests: readonly Test[] = [chaosTest];
