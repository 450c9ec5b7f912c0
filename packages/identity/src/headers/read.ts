import { type Rejection, reject } from '@hubgraph/kernel';

/** A request's headers, names in any case, as Node's `request.headers` or a plain object. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The header in which a client sends several tokens: `hubgraph-tokens: <jwt>, <jwt>`. */
export const TOKENS_HEADER = 'hubgraph-tokens';

/** The most tokens that a request may carry. */
export const TOKENS_COUNT_MAX = 16;

/** The most bytes that a request's tokens may have together. */
export const TOKENS_SIZE_BYTES_MAX = 16_384;

export type ReadTokensRejectionCode = 'tokens-are-too-large' | 'tokens-are-too-many';

/**
 * The tokens of a request, from `authorization: Bearer <jwt>` and `hubgraph-tokens: <jwt>, <jwt>`, each once, not
 * verified. No token is an empty list: the request is anonymous. Other schemes than Bearer are passed over.
 * @see RFC 6750 section 2.1, RFC 9110 section 5.6.1
 */
export function readTokens(headers: RequestHeaders): string[] | Rejection<ReadTokensRejectionCode> {
  const bearer = valuesOf(headers, 'authorization').flatMap((value) => /^bearer +(.*)$/is.exec(value)?.[1] ?? []);
  const listed = valuesOf(headers, TOKENS_HEADER);
  const sizeBytes = [...bearer, ...listed].reduce((sum, value) => sum + value.length, 0);
  if (sizeBytes > TOKENS_SIZE_BYTES_MAX) {
    return reject('tokens-are-too-large', 'The tokens of one request may have 16 KiB together.');
  }
  const tokens = new Set([...bearer, ...listed.flatMap((value) => value.split(','))].map((token) => token.trim()));
  tokens.delete('');
  if (tokens.size > TOKENS_COUNT_MAX) {
    return reject('tokens-are-too-many', `A request may carry ${TOKENS_COUNT_MAX} tokens.`);
  }
  return [...tokens];
}

function valuesOf(headers: RequestHeaders, name: string): string[] {
  return Object.entries(headers)
    .filter(([key]) => key.toLowerCase() === name)
    .flatMap(([, value]) => value ?? []);
}
