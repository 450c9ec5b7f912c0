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

/** What the names of a node's next logs begin with, once those before have ended: `node.cee.example/log-2`, then `…/log-3`. */
export function nextLogOrigin(origin: string): string {
  const [, base = origin, count = '1'] = /^(.*)\/log-([1-9][0-9]{0,8})$/.exec(origin) ?? [];
  return `${base}/log-${Number(count) + 1}`;
}
