import type { Reader } from '@hubgraph/journal';
import type { Slug } from '@hubgraph/kernel';

/**
 * Countries that a node's books do not tell: those that it protects. What was spent there is told as
 * what was spent where the books do not say, so that no two answers differ by it. None where nobody lists any.
 */
export function untoldCountries(read: Reader, node: Slug): readonly string[] {
  return read.entity<{ readonly countries: readonly string[] }>('protected-countries', node)?.countries ?? [];
}
