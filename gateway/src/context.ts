import type { TokensByAudience } from '@hubgraph/identity';

/** How hubs took part in the answering of one request. */
export interface HubsReport {
  epoch: number;
  expected: string[];
  ok: string[];
  failed: { hub: string; reason: string }[];
  partial: boolean;
}

/** One client's request, as the data sources see it. */
export interface GatewayContext {
  /** Each audience's token; nobody else gets it. */
  readonly tokens: TokensByAudience['tokens'];
  readonly requestId: string;
  /** The moment by which the client is to have an answer. */
  readonly deadline: number;
  /** Aborts when the client leaves. */
  readonly signal: AbortSignal;
  /** Filled by the hub router, shown in `extensions.hubs`. */
  readonly hubs: HubsReport;
}

export function emptyReport(epoch: number): HubsReport {
  return { epoch, expected: [], ok: [], failed: [], partial: false };
}
