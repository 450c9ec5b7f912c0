import { isRejection, type Rejection } from '@hubgraph/kernel';

/** The outcome, which the test needs not to be a refusal. */
export function accepted<T>(outcome: T | Rejection): T {
  if (isRejection(outcome)) throw new Error(outcome.message);
  return outcome;
}
