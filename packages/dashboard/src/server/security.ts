import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Assets } from './assets.ts';

/** Nothing inline but our own styles, by their hash; nothing from any other host. */
export function contentSecurityPolicy({ stylesHash }: Pick<Assets, 'stylesHash'>): string {
  return [
    "default-src 'none'",
    `style-src '${stylesHash}'`,
    "script-src 'self'",
    "worker-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export function secure(reply: FastifyReply, policy: string): FastifyReply {
  return reply
    .header('content-security-policy', policy)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'same-origin')
    .header('cross-origin-opener-policy', 'same-origin')
    .header('permissions-policy', 'camera=(), geolocation=(), microphone=()');
}

/**
 * True if a form comes from a page of this very host. Browsers send `Sec-Fetch-Site`, older ones `Origin`; a form that
 * says neither is refused.
 * @see Fetch Metadata Request Headers, W3C Working Draft
 */
export function isFromOwnPage({ headers }: Pick<FastifyRequest, 'headers'>, isSecure: boolean): boolean {
  const site = headers['sec-fetch-site'];
  if (typeof site === 'string') return site === 'same-origin';
  const { origin, host } = headers;
  return host !== undefined && origin === `${isSecure ? 'https' : 'http'}://${host}`;
}
