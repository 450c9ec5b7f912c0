import type { Fund } from '@hubgraph/books';
import type { Reader } from '@hubgraph/journal';

/** A fund of this node, for fields that refer to one. */
export function fundById(id: string | undefined, read: Reader): Fund | null {
  return id === undefined ? null : (read.entity<Fund>('fund', id) ?? null);
}
