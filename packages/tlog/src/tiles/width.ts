import { isCount } from '../encoding.ts';

/** How many hashes a full tile has, and how many entries a full bundle. */
export const TILE_WIDTH = 256;

/** The highest level that a tree of less than 2^53 leaves has. */
export const MAX_TILE_LEVEL = 6;

/**
 * How many hashes the tile has in the tree of `size` leaves: 256 if it is full, 0 if it is not there. An entry bundle
 * has as many entries as the tile of level 0 with its index has hashes.
 */
export function tileWidthIn(size: number, level: number, index: number): number {
  if (!isCount(size) || !isCount(level) || !isCount(index) || level > MAX_TILE_LEVEL) return 0;
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH));
}
