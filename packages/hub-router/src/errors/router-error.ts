import type { HubFailure, HubFailureReason } from './failure.ts';

/**
 * The codes that the router itself gives.
 *
 * - `HUB_UNAVAILABLE`: a hub that should have answered did not; `hub` and `reason` say which and why.
 * - `HUB_SCHEMA_SKEW`: a hub runs another version of the schema and was not asked for something, or refused the query.
 * - `HUB_ERROR`: a hub reported an error without a usable code.
 * - `UNKNOWN_HUB`: an id or argument names a home that is not in the registry.
 * - `ID_MALFORMED`: an id or argument does not name a home at all.
 * - `MERGE_FAILED`: the hubs' parts cannot be made one (they disagree, or a sum does not fit its type).
 * - `CURSOR_EXPIRED`: the registry has changed since a list was begun.
 * - `TOO_MANY_REPRESENTATIONS`, `FAN_OUT_TOO_WIDE`, `QUERY_IS_TOO_LARGE`, `QUERY_IS_TOO_DEEP`,
 *   `QUERY_HAS_TOO_MANY_DIRECTIVES`: the request passes a limit.
 * - `GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, `OPERATION_RESOLUTION_FAILURE`, `BAD_USER_INPUT`: the request
 *   itself is wrong.
 * - `INTERNAL_SERVER_ERROR`: a fault of the router.
 */
export type HubRouterErrorCode =
  | 'HUB_UNAVAILABLE'
  | 'HUB_SCHEMA_SKEW'
  | 'HUB_ERROR'
  | 'UNKNOWN_HUB'
  | 'ID_MALFORMED'
  | 'MERGE_FAILED'
  | 'CURSOR_EXPIRED'
  | 'TOO_MANY_REPRESENTATIONS'
  | 'FAN_OUT_TOO_WIDE'
  | 'QUERY_IS_TOO_LARGE'
  | 'QUERY_IS_TOO_DEEP'
  | 'QUERY_HAS_TOO_MANY_DIRECTIVES'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'BAD_USER_INPUT'
  | 'INTERNAL_SERVER_ERROR';

/** A place in the answer: `['_entities', 3, 'name']`. */
export type Path = readonly (string | number)[];

/** One entry of `errors`, as GraphQL writes it. `extensions.code` is a {@link HubRouterErrorCode} or a hub's own. */
export interface RouterError {
  readonly message: string;
  readonly path?: Path;
  readonly extensions: { readonly code: string; readonly [name: string]: unknown };
}

/** An error of the request itself or of the router. */
export function routerError(
  code: HubRouterErrorCode,
  message: string,
  path?: Path,
  more?: Readonly<Record<string, unknown>>,
): RouterError {
  return { message, ...(path === undefined ? {} : { path }), extensions: { code, ...more } };
}

const IN_WORDS: Readonly<Record<Exclude<HubFailureReason, `http-${number}`>, string>> = {
  refused: 'it cannot be reached',
  'timed-out': 'its answer did not come in time',
  cancelled: 'the request was given up',
  'not-json': 'its answer is not JSON',
  'too-large': 'its answer is too large',
  malformed: 'its answer does not fit what was asked',
  'breaker-open': 'it failed again and again and is asked anew within seconds',
  'no-credentials': 'no credentials for it could be had',
  'missed-before': 'it was missing on an earlier page; begin the list anew to ask it',
  'no-data': 'it answered without its part',
  'schema-skew': 'it runs a version that does not know all that was asked',
};

function inWords(reason: HubFailureReason): string {
  return IN_WORDS[reason as keyof typeof IN_WORDS] ?? `it answered with ${reason.replace('http-', 'HTTP ')}`;
}

/** The error that stands for one hub's missing part at one place. */
export function missingPart(failure: HubFailure, path: Path): RouterError {
  const words = inWords(failure.reason);
  const why = failure.said === undefined ? words : `${words}: ${failure.said}`;
  return {
    message: `Hub "${failure.hub}" did not give its part (${why}).`,
    path,
    extensions: { code: failure.code, hub: failure.hub, reason: failure.reason },
  };
}

/** The error of a value that is withheld because it would lack what some hubs have; names the first and lists all. */
export function withheld(missing: readonly [HubFailure, ...HubFailure[]], path: Path): RouterError {
  const names = missing.map(({ hub }) => `"${hub}"`);
  const shown = names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
  return {
    message: `Withheld, because it would lack the part of ${shown}.`,
    path,
    extensions: {
      code: 'HUB_UNAVAILABLE',
      hub: missing[0].hub,
      reason: missing[0].reason,
      missing: missing.map(({ hub, reason }) => ({ hub, reason })),
    },
  };
}
