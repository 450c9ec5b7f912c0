import type { World } from '@hubgraph/kernel';
import { signingKeyFromSeed } from './from-seed.ts';
import type { NodeKeys } from './types.ts';

/** Makes new keys, both from the world's randomness: in a simulation they are the same for the same seed. */
export function generateNodeKeys(world: Pick<World, 'random'>): NodeKeys {
  return {
    tokens: signingKeyFromSeed(world.random.bytes(32)),
    statements: signingKeyFromSeed(world.random.bytes(32)),
  };
}
