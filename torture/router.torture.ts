import { chaosTest } from './router/chaos.ts';
import { memoryTest } from './router/memory.ts';
import type { Test } from './support/test.ts';

/** What may happen to the hubs behind a router: each test has a control that must fail. */
export const tests: readonly Test[] = [chaosTest, memoryTest];
