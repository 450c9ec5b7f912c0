import type { World } from '@hubgraph/kernel';
import { signingKeyFromSeed } from './from-seed.ts';
import type { LogRole, NodeKeys, SigningKey } from './types.ts';

/** Makes new keys, all from the world's randomness: in a simulation they are the same for the same seed. */
export function generateNodeKeys(world: Pick<World, 'random'>, logOrigin: string): NodeKeys {
  return { tokens: newKey(world), statements: newKey(world), ...generateLogKeys(world), logOrigin };
}

/** Those of them that sign notes. */
export function generateLogKeys(world: Pick<World, 'random'>): { readonly [role in LogRole]: SigningKey } {
  return { books: newKey(world), cases: newKey(world), witness: newKey(world) };
}

function newKey({ random }: Pick<World, 'random'>): SigningKey {
  return signingKeyFromSeed(random.bytes(32));
}
