import { type NodeKeys, ownVerifierKeysOf } from '@hubgraph/identity';
import type { LogVerifierKeys } from '@hubgraph/node';

/** The keys by which the node's own checkpoints are verified, also those of before its keys changed. */
export function logVerifiersOf(keys: NodeKeys): LogVerifierKeys {
  return { books: ownVerifierKeysOf(keys, 'books'), cases: ownVerifierKeysOf(keys, 'cases') };
}
