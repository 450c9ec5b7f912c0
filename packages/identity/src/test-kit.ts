import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { sha256, type World } from '@hubgraph/kernel';
import { generateNodeKeys } from './keys/generate.ts';
import type { NodeKeys, PublicJwk, SigningKey } from './keys/types.ts';

/** 2026-01-01T00:00:00Z. */
export const NOW = 1_767_225_600_000;
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;

/** Randomness that is the same in each run: SHA-256 of the name and a counter. */
export function randomOf(name: string): Pick<World, 'random'> {
  let count = 0;
  return {
    random: {
      bytes(length) {
        const bytes = Buffer.alloc(length);
        for (let at = 0; at < length; at += 32) {
          createHash('sha256').update(`${name}/${count++}`).digest().copy(bytes, at);
        }
        return new Uint8Array(bytes);
      },
    },
  };
}

export function keysOf(name: string): NodeKeys {
  return generateNodeKeys(randomOf(name), `${name}.example`);
}

/** A JWS with any header and any claims, written as they are given: what an attacker can make with this key. */
export function forge(key: SigningKey, header: unknown, claims: unknown): string {
  const input = [header, claims].map(part).join('.');
  return `${input}.${sign(null, Buffer.from(input), createPrivateKey(pem(key))).toString('base64url')}`;
}

/** True if the key signed the first two parts of the JWS: the check with node:crypto, without jose. */
export function isSignedBy(jwk: PublicJwk, jws: string): boolean {
  const end = jws.lastIndexOf('.');
  const signature = Buffer.from(jws.slice(end + 1), 'base64url');
  return verify(null, Buffer.from(jws.slice(0, end)), createPublicKey({ key: jwk, format: 'jwk' }), signature);
}

/** One part of a JWS: text and bytes as they are, everything else as JSON. */
export function part(value: unknown): string {
  const isRaw = typeof value === 'string' || value instanceof Uint8Array;
  return Buffer.from(isRaw ? value : JSON.stringify(value)).toString('base64url');
}

function pem(key: SigningKey): string {
  return String(key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
}

/** A file system in memory that remembers the modes. */
export function memoryDisk(files: Record<string, string> = {}) {
  const modes: Record<string, number | undefined> = {};
  const missing = () => {
    throw new Error('ENOENT');
  };
  const disk: World['disk'] = {
    makeFolder: () => {},
    exists: (path) => path in files,
    read: (path) => new TextEncoder().encode(files[path] ?? missing()),
    sha256: (path) => sha256(files[path] ?? missing()),
    writeAtomically(path, bytes, options) {
      files[path] = new TextDecoder().decode(bytes);
      modes[path] = options?.mode;
    },
    remove: (path) => void delete files[path],
    database: () => ':memory:',
  };
  return { disk, files, modes };
}
