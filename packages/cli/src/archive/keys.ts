import { logKeysOf, type NodeKeys } from '@hubgraph/identity';
import type { LogName } from '@hubgraph/journal';
import { HubgraphError, isRejection } from '@hubgraph/kernel';
import { parseVerifierKey, type VerifierKey } from '@hubgraph/tlog';

/** The keys by which the node's own checkpoints are verified. */
export function logVerifiersOf(keys: NodeKeys): { readonly [name in LogName]: VerifierKey } {
  const { logs } = logKeysOf(keys);
  const read = (text: string): VerifierKey => {
    const key = parseVerifierKey(text);
    if (isRejection(key)) throw new HubgraphError('ERR_KEYS_UNREADABLE', key.message);
    return key;
  };
  return { books: read(logs.books), cases: read(logs.cases) };
}
