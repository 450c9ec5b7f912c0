import type { Instant, Slug } from '@hubgraph/kernel';
import type { HubFailureReason } from './errors/failure.ts';
import type { Participation } from './participation.ts';
import type { PartialPolicy } from './schema/rules.ts';

/** One hub's share of a request's time. */
export interface HubCalled {
  readonly hub: Slug;
  readonly outcome: 'ok' | HubFailureReason;
  readonly startedAt: Instant;
  readonly durationMs: number;
}

/** What belongs to one client request rather than to the router. */
export interface HubRequestContext {
  /**
   * The headers for one hub, and for no other: `{ authorization: 'Bearer …' }` with a token made out to that hub.
   * Called before each call of a hub. If it throws, the hub's part is missing with the reason `no-credentials`.
   */
  readonly credentials: (hub: Slug) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /** Hears how far the journal of a hub was when it answered. */
  readonly reached?: ((hub: Slug, position: number) => void) | undefined;
  /** Hears of each hub that was asked, when its answer is there or given up: `ok` or why there is none. */
  readonly called?: ((call: HubCalled) => void) | undefined;
  /** Ends all calls when the client goes away. */
  readonly signal?: AbortSignal | undefined;
  /** When the answer is of no more use. */
  readonly deadline?: Instant | undefined;
  /**
   * What the client says of values that lack a hub's part: `WARN` takes them, also where the schema would withhold them,
   * `ABORT` takes none, unless an argument accepts that very one. As the schema has it where it is absent.
   */
  readonly partial?: PartialPolicy | undefined;
  /** Goes to every hub as `x-request-id`; numbered by the router if it is not given. */
  readonly requestId?: string | undefined;
  /** Hears, once per request that concerns any hub, which ones took part. */
  readonly report?: ((participation: Participation) => void) | undefined;
}
