import { createHash } from 'node:crypto';
import { type Rejection, reject } from '@hubgraph/kernel';
import { quote } from '../jws/encoding.ts';
import { isOfSmallOrder } from '../keys/small-order.ts';
import { thumbprint } from '../keys/thumbprint.ts';
import type { LogRole, NodeKeys, PublicJwk } from '../keys/types.ts';
import { isLogOrigin } from './origin.ts';

/** The byte that says what the key signs: `log` notes of its own, `witness` timestamped cosignatures of checkpoints. */
const TYPES = { log: 1, witness: 4 } as const;

/** A verifier key as it stands in the registry, and what is in it. */
export interface VerifierKey {
  /** `node.cee.example/books+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k`. */
  readonly text: string;
  /** The name in the signature's line; a log's is its origin. */
  readonly name: string;
  /** The same key as a JWK, by whose thumbprint keys are told apart in the registry. */
  readonly jwk: PublicJwk;
}

/** What a node hands to the council for its logs: verifier keys as text. */
export interface LogKeys {
  readonly logs: { readonly books: string; readonly cases: string };
  readonly witness: string;
}

/** The verifier keys of a node's own logs and of its witness. */
export function logKeysOf(keys: Pick<NodeKeys, LogRole | 'logOrigin'>): LogKeys {
  const textOf = (role: LogRole): string => {
    const point = Buffer.from(keys[role].publicJwk.x, 'base64url');
    return format(`${keys.logOrigin}/${role}`, role === 'witness' ? TYPES.witness : TYPES.log, point);
  };
  return { logs: { books: textOf('books'), cases: textOf('cases') }, witness: textOf('witness') };
}

/**
 * Reads a verifier key for Ed25519 that somebody else sent, in the one way in which it is written; refuses points of
 * small order.
 * @see C2SP signed-note, C2SP tlog-cosignature
 */
export function parseVerifierKey(
  value: unknown,
  kind: keyof typeof TYPES,
): VerifierKey | Rejection<'key-is-malformed'> {
  const malformed = (message: string) => reject('key-is-malformed', message);
  if (typeof value !== 'string' || value.length > 400) return malformed('A verifier key is a short text.');
  const [, name = '', encoded = ''] = /^([^+]+)\+[0-9a-f]{8}\+(.+)$/.exec(value) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  const point = bytes.subarray(1);
  if (!isLogOrigin(name)) return malformed('The name of a key is a host and a path, without a scheme.');
  if (bytes[0] !== TYPES[kind] || point.length !== 32) return malformed(`This is no Ed25519 key of a ${kind}.`);
  if (isOfSmallOrder(point)) return malformed('The key is a point of small order, with which anybody could sign.');
  if (format(name, TYPES[kind], point) !== value) return malformed(`${quote(value)} is not how this key is written.`);
  const x = point.toString('base64url');
  return {
    text: value,
    name,
    jwk: { kty: 'OKP', crv: 'Ed25519', x, kid: thumbprint({ x }), alg: 'Ed25519', use: 'sig' },
  };
}

function format(name: string, type: number, point: Uint8Array): string {
  const bytes = Buffer.concat([Buffer.of(type), point]);
  const id = createHash('sha256').update(`${name}\n`).update(bytes).digest('hex').slice(0, 8);
  return `${name}+${id}+${bytes.toString('base64')}`;
}
