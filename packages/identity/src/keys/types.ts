import type { KeyObject } from 'node:crypto';
import type { Instant } from '@hubgraph/kernel';

/**
 * An Ed25519 public key as it stands in the registry:
 * `{ "kty": "OKP", "crv": "Ed25519", "x": "<32 bytes>", "kid": "<thumbprint>", "alg": "Ed25519", "use": "sig" }`.
 * @see RFC 8037, RFC 9864
 */
export type PublicJwk = {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly alg: 'Ed25519';
  readonly use: 'sig';
};

/** What a key is for: `tokens` signs people's access tokens, `statements` signs what one node tells another. */
export type KeyRole = 'tokens' | 'statements';

/** A key pair in memory; the private half is opaque, so that printing it shows nothing. */
export interface SigningKey {
  /** The RFC 7638 thumbprint of the public half. */
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicJwk: PublicJwk;
}

/** What a key of a signed note is for: `books` and `cases` sign that log's checkpoints, `witness` cosigns others'. */
export type LogRole = 'books' | 'cases' | 'witness';

/** A node's keys: one pair for each role, never the same pair for two. */
export type NodeKeys = { readonly [role in KeyRole | LogRole]: SigningKey } & {
  /** What the names of the node's logs and of its witness begin with, for ever: `node.east-africa.example`. */
  readonly logOrigin: string;
  /** What takes the place of the present keys once the council has entered it. */
  readonly next?: { readonly [role in KeyRole | LogRole]?: SigningKey };
  /** What was used before, the newest first. */
  readonly former?: readonly FormerKey[];
};

/** A key that another one has taken the place of. */
export interface FormerKey {
  readonly role: KeyRole | LogRole;
  readonly key: SigningKey;
  /** What was said before then is still signed with it. */
  readonly changedAt: Instant;
  /** From then on it counts no more. */
  readonly until: Instant;
}

/** Answers with the keys of an issuer, undefined if this issuer is not trusted here. */
export type TrustedKeys = (issuer: string) => readonly PublicJwk[] | undefined;
