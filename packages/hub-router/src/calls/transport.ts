import type { Network, Slug } from '@hubgraph/kernel';

/** One POST to one hub. */
export interface HubCall {
  readonly hub: Slug;
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Limit on the whole exchange. */
  readonly timeoutMs: number;
  /** Limit on the answer's body. */
  readonly sizeBytesMax: number;
  readonly signal: AbortSignal;
}

/** What came back, whatever the status. */
export interface HubReply {
  readonly status: number;
  readonly body: string;
}

/**
 * Carries a call to a hub; must not follow redirects, which would carry a hub's credentials elsewhere. May throw a
 * `HubgraphError` with one of kernel's `NetworkErrorCode`s; any other error counts as a refused connection.
 */
export type SendToHub = (call: HubCall) => Promise<HubReply>;

/** Makes a transport of kernel's `Network`; a function is taken as it is. */
export function transportOf(send: SendToHub | Network): SendToHub {
  if (typeof send === 'function') return send;
  return ({ url, body, headers, timeoutMs, sizeBytesMax, signal }) =>
    send.request({ url, method: 'POST', body, headers, timeoutMs, sizeBytesMax, signal });
}
