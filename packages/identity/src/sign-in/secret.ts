import type { World } from '@hubgraph/kernel';

const BYTES = 32;

/** A new secret of a session: 256 random bits in base64url. */
export function drawSessionSecret(random: World['random']): string {
  return Buffer.from(random.bytes(BYTES)).toString('base64url');
}

/** True for what could be a session's secret; whether it is one, only its node knows. */
export function isSessionSecret(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}
