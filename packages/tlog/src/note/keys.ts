import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import { HubgraphError, invariant, isRejection, type Rejection, reject } from '@hubgraph/kernel';
import { decodeBase64, encodeBase64 } from '../encoding.ts';
import { isKeyName } from './name.ts';

/**
 * How a key signs. `ed25519` signs notes (0x01); `cosignature-v1` (0x04, Ed25519) and `ml-dsa-44` (0x06) cosign
 * checkpoints, with the time.
 * @see C2SP signed-note, "Signature types"
 */
export type KeyType = 'ed25519' | 'cosignature-v1' | 'ml-dsa-44';

/** A public key by which notes are verified; what a *vkey* says. */
export interface VerifierKey {
  readonly name: string;
  /** The first four bytes of a digest over name, type and key. */
  readonly keyId: number;
  readonly type: KeyType;
  /** 32 bytes of Ed25519, 1,312 of ML-DSA-44. */
  readonly publicKey: Uint8Array;
}

/** A verifier key together with the 32 bytes of seed that sign for it. To be kept secret. */
export interface SignerKey extends VerifierKey {
  readonly seed: Uint8Array;
}

export type KeyRejectionCode = 'verifier-key-is-malformed' | 'signer-key-is-malformed';

interface Scheme {
  readonly byte: number;
  readonly publicKeyBytes: number;
  readonly signatureBytes: number;
  /** What stands before the raw key in DER: SubjectPublicKeyInfo, and PKCS #8 with a seed (RFC 8410, RFC 9881). */
  readonly spki: Uint8Array;
  readonly pkcs8: Uint8Array;
}

const ED25519 = {
  publicKeyBytes: 32,
  signatureBytes: 64,
  spki: Buffer.from('302a300506032b6570032100', 'hex'),
  pkcs8: Buffer.from('302e020100300506032b657004220420', 'hex'),
};

const SCHEMES: Readonly<Record<KeyType, Scheme>> = {
  ed25519: { byte: 0x01, ...ED25519 },
  'cosignature-v1': { byte: 0x04, ...ED25519 },
  'ml-dsa-44': {
    byte: 0x06,
    publicKeyBytes: 1312,
    signatureBytes: 2420,
    spki: Buffer.from('30820532300b06096086480165030403110382052100', 'hex'),
    pkcs8: Buffer.from('3034020100300b060960864801650304031104228020', 'hex'),
  },
};

const SEED_BYTES = 32;
const MAX_KEY_LENGTH = 8192;

/** Key objects of public keys that were used; reading a key costs as much as verifying with it. */
const publicKeys = new WeakMap<VerifierKey, KeyObject>();
const privateKeys = new WeakMap<SignerKey, KeyObject>();

/** Reads a vkey: `name+keyid+base64(type || public key)`, of a type that is known here. */
export function parseVerifierKey(vkey: string): VerifierKey | Rejection<'verifier-key-is-malformed'> {
  const malformed = (why: string): Rejection<'verifier-key-is-malformed'> =>
    reject('verifier-key-is-malformed', `This is not a verifier key that can be used: ${why}.`);
  // The key itself may have a plus.
  const match = vkey.length <= MAX_KEY_LENGTH ? /^([^+]*)\+([0-9a-f]{8})\+(.*)$/.exec(vkey) : null;
  const [name, keyId, material] = [match?.[1] ?? '', match?.[2] ?? '', decodeBase64(match?.[3] ?? '')];
  if (match === null || !isKeyName(name)) return malformed('it is not name+id+key');
  if (material === undefined || material.length === 0) return malformed('its key is not base64');
  const type = typeOf(material[0] as number);
  if (type === undefined) return malformed('its type is not Ed25519, cosignature/v1 or ML-DSA-44');
  const publicKey = Uint8Array.from(material.subarray(1));
  if (publicKey.length !== SCHEMES[type].publicKeyBytes) return malformed('its key has the wrong length');
  const key = makeVerifierKey(name, type, publicKey);
  return isRejection(key) || key.keyId === Number.parseInt(keyId, 16) ? key : malformed('its id is not of this key');
}

/** The vkey of a key: `name+keyid+base64(type || public key)`. */
export function formatVerifierKey({ name, keyId, type, publicKey }: VerifierKey): string {
  return `${name}+${hexId(keyId)}+${encodeBase64(Buffer.from([SCHEMES[type].byte, ...publicKey]))}`;
}

/** Reads a signer key as Go's `note` writes it: `PRIVATE+KEY+name+keyid+base64(type || seed)`. */
export function parseSignerKey(skey: string): SignerKey | Rejection<'signer-key-is-malformed'> {
  const match = skey.length <= MAX_KEY_LENGTH ? /^PRIVATE\+KEY\+([^+]*)\+([0-9a-f]{8})\+(.*)$/.exec(skey) : null;
  const material = decodeBase64(match?.[3] ?? '');
  const type = typeOf(material?.[0] ?? 0);
  if (match === null || material?.length !== 1 + SEED_BYTES || type === undefined || !isKeyName(match[1] ?? '')) {
    return reject('signer-key-is-malformed', 'This is not a signer key: PRIVATE+KEY+name+id+key.');
  }
  const key = makeSignerKey(match[1] ?? '', type, Uint8Array.from(material.subarray(1)));
  return key.keyId === Number.parseInt(match[2] ?? '', 16)
    ? key
    : reject('signer-key-is-malformed', 'The id of this signer key is not of this key.');
}

/** The text of a signer key, to be kept secret: `PRIVATE+KEY+name+keyid+base64(type || seed)`. */
export function formatSignerKey({ name, keyId, type, seed }: SignerKey): string {
  return `PRIVATE+KEY+${name}+${hexId(keyId)}+${encodeBase64(Buffer.from([SCHEMES[type].byte, ...seed]))}`;
}

/** The key of a public key under a name; refused when the name or the key cannot be one. */
export function makeVerifierKey(
  name: string,
  type: KeyType,
  publicKey: Uint8Array,
): VerifierKey | Rejection<'verifier-key-is-malformed'> {
  if (!isKeyName(name) || publicKey.length !== SCHEMES[type].publicKeyBytes) {
    return reject('verifier-key-is-malformed', 'A name has no spaces and no plus; a key has the length of its type.');
  }
  const key = { name, keyId: keyIdOf(name, type, publicKey), type, publicKey };
  try {
    publicKeyOf(key);
  } catch {
    return reject('verifier-key-is-malformed', 'This is not a public key of its type.');
  }
  return key;
}

/**
 * The signer key of a seed: 32 random bytes, one seed for one role of one node (an Ed25519 cosignature does not say
 * whose it is).
 */
export function makeSignerKey(name: string, type: KeyType, seed: Uint8Array): SignerKey {
  invariant(isKeyName(name) && seed.length === SEED_BYTES, 'a signer key has a name and 32 bytes of seed.');
  const privateKey = createPrivateKey({
    key: Buffer.concat([SCHEMES[type].pkcs8, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const publicKey = Uint8Array.from(spki.subarray(SCHEMES[type].spki.length));
  const key = { name, keyId: keyIdOf(name, type, publicKey), type, publicKey, seed };
  privateKeys.set(key, privateKey);
  return key;
}

/** The public part of a signer key. */
export function verifierKeyOf({ name, keyId, type, publicKey }: SignerKey): VerifierKey {
  return { name, keyId, type, publicKey };
}

/** The raw signature of bytes. ML-DSA-44 signatures differ each time; Ed25519's are the same. */
export function signBytes(message: Uint8Array, key: SignerKey): Uint8Array {
  const privateKey =
    privateKeys.get(key) ??
    createPrivateKey({ key: Buffer.concat([SCHEMES[key.type].pkcs8, key.seed]), format: 'der', type: 'pkcs8' });
  privateKeys.set(key, privateKey);
  return sign(null, message, privateKey);
}

/** Whether the raw signature is the key's over these bytes; false for a signature of another length. */
export function verifyBytes(message: Uint8Array, key: VerifierKey, signature: Uint8Array): boolean {
  if (signature.length !== SCHEMES[key.type].signatureBytes) return false;
  try {
    return verify(null, message, publicKeyOf(key), signature);
  } catch (cause) {
    throw new HubgraphError('ERR_INVARIANT', `This must never happen: ${key.name} cannot verify.`, { cause });
  }
}

function publicKeyOf(key: VerifierKey): KeyObject {
  const known = publicKeys.get(key);
  if (known !== undefined) return known;
  const made = createPublicKey({
    key: Buffer.concat([SCHEMES[key.type].spki, key.publicKey]),
    format: 'der',
    type: 'spki',
  });
  publicKeys.set(key, made);
  return made;
}

function typeOf(byte: number): KeyType | undefined {
  return (Object.keys(SCHEMES) as KeyType[]).find((type) => SCHEMES[type].byte === byte);
}

function keyIdOf(name: string, type: KeyType, publicKey: Uint8Array): number {
  const described = Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([SCHEMES[type].byte]), publicKey]);
  return hash('sha256', described, 'buffer').readUInt32BE(0);
}

const hexId = (keyId: number): string => keyId.toString(16).padStart(8, '0');
