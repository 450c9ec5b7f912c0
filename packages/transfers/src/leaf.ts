import type { Reader } from '@hubgraph/journal';

/**
 * The receipt that a statement carries: where what it says stands in the issuer's log `books`, of which anybody can fetch
 * the proof. Of what a decision commits, the decision itself is the first that is public.
 */
export function leafOf(read: Reader, seq: number): { readonly leaf?: number } {
  const row = read.row('SELECT first FROM log_books WHERE seq = ?', seq);
  return row === undefined ? {} : { leaf: Number(row['first']) };
}
