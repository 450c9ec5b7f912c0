import type { Slug } from '@hubgraph/kernel';

/**
 * The headers with which a request goes on to a node: that node's own token and no other, or none at all.
 * `headersFor('cee', tokens)` → `{ authorization: 'Bearer eyJ…' }` or `{}`.
 */
export function headersFor(audience: Slug, tokens: ReadonlyMap<Slug, string>): { readonly authorization?: string } {
  const token = tokens.get(audience);
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}
