import { isRejection, isSlug, type Rejection, reject, type Slug } from '@hubgraph/kernel';
import { quote } from '../jws/encoding.ts';
import { readToken } from '../tokens/read.ts';
import type { TokenRejectionCode } from '../tokens/types.ts';

export interface TokensByAudience {
  /** Each audience's one token; not verified. */
  readonly tokens: ReadonlyMap<Slug, string>;
  /** Why the others go nowhere, in the order in which they came. */
  readonly dropped: readonly Rejection<TokenRejectionCode>[];
}

/**
 * Sorts tokens by the one node that each is for, reading `aud` without verifying: only for choosing where to send
 * what; the node at the other end verifies. A token that is for no single node is dropped and told.
 * Two tokens for one node are refused as a whole with `two-tokens-for-one-audience`: nobody may choose who asks.
 */
export function tokensByAudience(
  tokens: readonly string[],
): TokensByAudience | Rejection<'two-tokens-for-one-audience'> {
  const sorted = new Map<Slug, string>();
  const dropped: Rejection<TokenRejectionCode>[] = [];
  for (const token of tokens) {
    const read = readToken(token);
    if (isRejection(read)) {
      dropped.push(read);
      continue;
    }
    const { aud } = read;
    if (typeof aud !== 'string' || !isSlug(aud)) {
      dropped.push(reject('token-has-another-audience', 'A token has one audience, the slug of a node.'));
      continue;
    }
    const other = sorted.get(aud);
    if (other !== undefined && other !== token) {
      return reject('two-tokens-for-one-audience', `The request has two tokens for ${quote(aud)}; send one.`);
    }
    sorted.set(aud, token);
  }
  return { tokens: sorted, dropped };
}
