const ORIGIN_LENGTH_MAX = 200;
const ORIGIN = /^[A-Za-z0-9[][A-Za-z0-9._~%:[\]/-]*$/;

/**
 * True for what the names of a node's logs may begin with: a host and a path without a scheme. It goes into key names,
 * which have neither spaces nor `+`, and into the first line of checkpoints.
 * @see C2SP signed-note, C2SP tlog-checkpoint
 */
export function isLogOrigin(text: string): boolean {
  return text.length <= ORIGIN_LENGTH_MAX && ORIGIN.test(text) && !/\/(\/|$)/.test(text);
}

/** What the names of a node's logs begin with where its operator chose nothing: its endpoint without the scheme. */
export function logOriginOf(endpoint: string): string {
  const url = URL.parse(endpoint);
  return `${url?.host ?? ''}${url?.pathname ?? ''}`.replaceAll('+', '%2B').replaceAll(/\/+/g, '/').replace(/\/$/, '');
}
