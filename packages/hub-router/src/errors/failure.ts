import type { Slug } from '@hubgraph/kernel';

/**
 * Why a hub's part is missing.
 *
 * - `refused`: no connection could be made, or it broke.
 * - `timed-out`: the answer did not come within the hub's time or the request's deadline.
 * - `cancelled`: the client went away first.
 * - `http-503` and its like: the hub answered with that status and no GraphQL answer.
 * - `not-json`: the body is not JSON, or not an object.
 * - `too-large`: the body is longer than allowed.
 * - `malformed`: JSON that does not fit what was asked: wrong shape, type, count, id, depth or a forbidden key.
 * - `breaker-open`: not asked, because its last calls all failed.
 * - `no-credentials`: not asked, because no credentials for it could be had.
 * - `missed-before`: it was missing on an earlier page of this list, and stays so until the list is begun anew.
 * - `no-data`: it answered, but gave nothing for its part.
 * - `schema-skew`: it runs another version and does not know something in the query.
 */
export type HubFailureReason =
  | 'refused'
  | 'timed-out'
  | 'cancelled'
  | `http-${number}`
  | 'not-json'
  | 'too-large'
  | 'malformed'
  | 'breaker-open'
  | 'no-credentials'
  | 'missed-before'
  | 'no-data'
  | 'schema-skew';

/** A hub whose part is missing, why, and the code under which the client hears of it. */
export interface HubFailure {
  readonly hub: Slug;
  readonly reason: HubFailureReason;
  /** `HUB_UNAVAILABLE` and `HUB_SCHEMA_SKEW` are the router's; a hub that refuses a whole request names its own. */
  readonly code: string;
  /** What the hub itself said, if it said anything. */
  readonly said?: string;
}

/** A hub that could not be reached or understood. */
export function unavailable(hub: Slug, reason: HubFailureReason): HubFailure {
  return { hub, reason, code: 'HUB_UNAVAILABLE' };
}
