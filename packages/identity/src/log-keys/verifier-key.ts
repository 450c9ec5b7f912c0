import { type Instant, isRejection, type Rejection, reject } from '@hubgraph/kernel';
import {
  formatVerifierKey,
  type KeyType,
  makeSignerKey,
  parseVerifierKey as parseKey,
  type SignerKey,
  type VerifierKey,
  verifierKeyOf,
} from '@hubgraph/tlog';
import { isOfSmallOrder } from '../keys/small-order.ts';
import { thumbprint } from '../keys/thumbprint.ts';
import type { LogRole, NodeKeys, PublicJwk, SigningKey } from '../keys/types.ts';
import { isLogOrigin } from './origin.ts';

/** What a key of each kind signs: notes of its own, or timestamped cosignatures of others' checkpoints. */
const TYPES = { log: 'ed25519', witness: 'cosignature-v1' } as const satisfies Record<string, KeyType>;

/** A verifier key as it stands in the registry, and what is in it. */
export interface NamedKey {
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

/** The key with which a node signs checkpoints of one of its logs, or cosigns those of others. To be kept secret. */
export function signerKeyOf(keys: Pick<NodeKeys, LogRole | 'logOrigin'>, role: LogRole): SignerKey {
  const name = `${keys.logOrigin}/${role}`;
  const known = signers.get(keys[role]);
  if (known?.name === name) return known;
  const { d = '' } = keys[role].privateKey.export({ format: 'jwk' });
  const type = role === 'witness' ? TYPES.witness : TYPES.log;
  const made = makeSignerKey(name, type, Uint8Array.from(Buffer.from(d, 'base64url')));
  signers.set(keys[role], made);
  return made;
}

/** Each is asked for with every request to a witness. */
const signers = new WeakMap<SigningKey, SignerKey>();

/**
 * All keys with which a node signs at a time: beside the present one the next, so that it is known before it is alone, or
 * the one before while that still counts.
 */
export function signerKeysOf(keys: NodeKeys, role: LogRole, now: Instant): readonly [SignerKey, ...SignerKey[]] {
  const before = keys.former?.find((former) => former.role === role && now < former.until)?.key;
  const beside = keys.next?.[role] ?? before;
  const own = signerKeyOf(keys, role);
  return beside === undefined ? [own] : [own, signerKeyOf({ ...keys, [role]: beside }, role)];
}

/** The keys that may have signed a node's own notes: the present one, the next, and those before. */
export function ownVerifierKeysOf(keys: NodeKeys, role: LogRole): readonly [VerifierKey, ...VerifierKey[]] {
  const others = [keys.next?.[role], ...(keys.former ?? []).map((one) => (one.role === role ? one.key : undefined))];
  const verifierOf = (key: SigningKey): VerifierKey => verifierKeyOf(signerKeyOf({ ...keys, [role]: key }, role));
  return [verifierOf(keys[role]), ...others.flatMap((key) => (key === undefined ? [] : [verifierOf(key)]))];
}

/** The verifier keys of a node's own logs and of its witness. */
export function logKeysOf(keys: Pick<NodeKeys, LogRole | 'logOrigin'>): LogKeys {
  const textOf = (role: LogRole): string => formatVerifierKey(verifierKeyOf(signerKeyOf(keys, role)));
  return { logs: { books: textOf('books'), cases: textOf('cases') }, witness: textOf('witness') };
}

/**
 * Reads a verifier key for Ed25519 that somebody else sent, in the one way in which it is written; refuses points of
 * small order.
 * @see C2SP signed-note, C2SP tlog-cosignature
 */
export function parseNamedKey(value: unknown, kind: keyof typeof TYPES): NamedKey | Rejection<'key-is-malformed'> {
  const malformed = (message: string) => reject('key-is-malformed', message);
  if (typeof value !== 'string') return malformed('A verifier key is a text.');
  const key = parseKey(value);
  if (isRejection(key)) return malformed(key.message);
  const { name, type, publicKey } = key;
  if (!isLogOrigin(name)) return malformed('The name of a key is a host and a path, without a scheme.');
  if (type !== TYPES[kind]) return malformed(`This is no Ed25519 key of a ${kind}.`);
  if (isOfSmallOrder(publicKey)) return malformed('The key is a point of small order, with which anybody could sign.');
  const x = Buffer.from(publicKey).toString('base64url');
  return {
    text: value,
    name,
    jwk: { kty: 'OKP', crv: 'Ed25519', x, kid: thumbprint({ x }), alg: 'Ed25519', use: 'sig' },
  };
}
