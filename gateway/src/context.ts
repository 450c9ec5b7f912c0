import type { PartialPolicy, Snapshot } from '@hubgraph/hub-router';
import type { TokensByAudience } from '@hubgraph/identity';
import { type Instant, type Positions, positionHeader, type Slug } from '@hubgraph/kernel';

/** How hubs took part in the answering of one request. */
export interface HubsReport {
  epoch: number;
  expected: string[];
  ok: string[];
  failed: { hub: string; reason: string }[];
  skewed: string[];
  partial: boolean;
}

/** One call within a request. */
export interface Call {
  readonly node: Slug;
  /** `ok`, or why there was no answer. */
  readonly outcome: string;
  readonly startedAt: Instant;
  readonly durationMs: number;
}

/** One client's request, as the data sources see it. */
export interface GatewayContext {
  /** Each audience's token; nobody else gets it. */
  readonly tokens: TokensByAudience['tokens'];
  /** How far the client has seen each node's journal; a node is told its own. */
  readonly after: Positions;
  /** How far nodes were when they answered within this request; later questions go on with it. */
  readonly reached: Map<Slug, number>;
  /** The hubs as the request found them: all of it sees one registry. */
  readonly topology: Snapshot;
  /** What the client says of values that lack a hub's part. */
  readonly partial?: PartialPolicy;
  readonly requestId: string;
  /** The moment by which the client is to have an answer. */
  readonly deadline: number;
  /** Aborts when the client leaves. */
  readonly signal: AbortSignal;
  /** The calls that the request made to nodes and hubs, in the order in which they ended. */
  readonly calls: Call[];
  /** Filled by the hub router, shown in `extensions.hubs`. */
  readonly hubs: HubsReport;
}

/** What a node is told of its own journal: where it was last seen in this request, or where the client has seen it. */
export function afterFor(node: Slug, { after, reached }: Partial<Pick<GatewayContext, 'after' | 'reached'>>) {
  const least = Math.max(after?.get(node) ?? 0, reached?.get(node) ?? 0);
  return positionHeader(node, least === 0 ? new Map() : new Map([[node, least]]));
}

/** Keeps how far a node was when it answered. */
export function noteReached({ reached }: Partial<Pick<GatewayContext, 'reached'>>, node: Slug, position: number): void {
  reached?.set(node, Math.max(position, reached.get(node) ?? 0));
}

export function emptyReport(epoch: number): HubsReport {
  return { epoch, expected: [], ok: [], failed: [], skewed: [], partial: false };
}
