import type { HubRouterLimits } from '../limits.ts';
import type { HubSchema } from '../schema/hub-schema.ts';
import type { PartialPolicy } from '../schema/rules.ts';
import type { Topology } from '../snapshot.ts';

/**
 * Decides whether a partial value that the schema would withhold is given after all. Gets a representation (for an
 * entity type, keyed `Type`) or the arguments (for a root field, keyed `Query.field`).
 */
export type AcceptsPartial = (given: Readonly<Record<string, unknown>>) => boolean;

/** What routing needs to know. */
export interface RouteWorld {
  readonly hub: HubSchema;
  readonly topology: Topology;
  readonly limits: HubRouterLimits;
  readonly acceptsPartial: Readonly<Record<string, AcceptsPartial>>;
  /** What the client says of values that lack a hub's part. */
  readonly partial: PartialPolicy | undefined;
  /** Give an entity whose hub failed as an object of nulls that keeps its key, instead of null. */
  readonly missingAsNulls: boolean;
}
