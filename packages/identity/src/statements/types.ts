import type { Instant, Json, Slug } from '@hubgraph/kernel';

/** The `typ` of a statement. */
export const STATEMENT_TYP = 'hubgraph-statement+jwt';

/** The audience of a statement that is for everybody. */
export const EVERYBODY = '*';

/** The largest statement, in bytes, unless the caller allows more. */
export const STATEMENT_SIZE_BYTES_MAX = 65_536;

/** The largest statement that carries a registry, in bytes. */
export const REGISTRY_STATEMENT_SIZE_BYTES_MAX = 1_048_576;

/** The most statements that one statement may cite. */
export const CITES_COUNT_MAX = 64;

/** What a node says, before or after it is signed. Times are milliseconds in whole seconds. */
export interface StatementClaims {
  /** The node that says it. */
  readonly issuer: Slug;
  /** The node that it is said to, or `*` for everybody. */
  readonly audience: Slug | typeof EVERYBODY;
  /** What kind of thing is said, in kebab-case: `hub-registry`, `transfer-prepared`. */
  readonly type: string;
  /** Names this statement among all of its issuer's; printable ASCII without spaces, at most 200. */
  readonly id: string;
  readonly issuedAt: Instant;
  /** From then on the statement is refused. */
  readonly expiresAt: Instant;
  /** The digests of the statements that it answers. */
  readonly cites?: readonly string[];
  readonly payload: Json;
}

/** A verified statement. */
export interface Statement extends StatementClaims {
  readonly cites: readonly string[];
  /** The thumbprint of the key that signed it. */
  readonly kid: string;
  /** SHA-256 of the bytes received, by which other statements cite this one. */
  readonly digest: string;
}

/** Why a statement is refused, in order of precedence: with several faults, the first in this list is told. */
export type StatementRejectionCode =
  | 'statement-is-malformed'
  | 'statement-is-of-another-kind'
  | 'statement-has-another-audience'
  | 'statement-issuer-is-unknown'
  | 'statement-is-forged'
  | 'statement-is-expired'
  | 'statement-is-not-yet-valid';
