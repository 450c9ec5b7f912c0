/** Bounds on what one request may cost and on what one hub may do. Times in milliseconds, sizes in bytes. */
export interface HubRouterLimits {
  /** How long one hub may take for one answer; less if the request's deadline is nearer. */
  readonly perHubMs: number;
  /** What is kept of a request's time for making the parts one. */
  readonly mergeReserveMs: number;
  /** How long a query waits for a hub of which too little is known before it is asked of a replica too. */
  readonly hedgeAfterMs: number;
  /** Longest body that is read from a hub. */
  readonly responseBytesMax: number;
  /** Deepest nesting of arrays and objects in a hub's body. */
  readonly jsonDepthMax: number;
  /** Most representations in one `_entities` call, before duplicates are dropped. */
  readonly representationsMax: number;
  /** Rows of a page where the client does not say, and the most that it may ask for. */
  readonly pageSize: number;
  readonly pageSizeMax: number;
  /** Most hubs that one request may reach. */
  readonly fanOutMax: number;
  /** Most errors kept from one hub's answer. */
  readonly errorsPerHubMax: number;
  /** Longest error message kept from a hub, in UTF-16 units. */
  readonly messageLengthMax: number;
  /** Transport failures in a row after which a hub's endpoint is left alone. */
  readonly breakerFailuresMax: number;
  /** How long it is left alone before the router probes it. */
  readonly breakerCooldownMs: number;
  /** How long the one request that set off a probe waits for it before it goes on without the hub. */
  readonly probeWaitMs: number;
  /** Most parsed queries, and most prepared operations, that are remembered. */
  readonly plansMax: number;
  /** Longest query, in lexical tokens. */
  readonly queryTokensMax: number;
  /** Most fields of a query with its fragments written out, and most on one path from its root. */
  readonly queryFieldsMax: number;
  readonly queryDepthMax: number;
  /** Most directives of a query, as they are written. */
  readonly queryDirectivesMax: number;
}

/** What holds where the caller sets nothing. */
export const defaultLimits: HubRouterLimits = {
  perHubMs: 3_000,
  mergeReserveMs: 20,
  hedgeAfterMs: 500,
  responseBytesMax: 8 * 1024 * 1024,
  jsonDepthMax: 64,
  representationsMax: 10_000,
  pageSize: 50,
  pageSizeMax: 200,
  fanOutMax: 1_000,
  errorsPerHubMax: 100,
  messageLengthMax: 300,
  breakerFailuresMax: 5,
  breakerCooldownMs: 10_000,
  probeWaitMs: 100,
  plansMax: 1_000,
  queryTokensMax: 20_000,
  queryFieldsMax: 20_000,
  queryDepthMax: 60,
  queryDirectivesMax: 1_000,
};
