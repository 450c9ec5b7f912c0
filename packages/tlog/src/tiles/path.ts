import { type Rejection, reject } from '@hubgraph/kernel';
import { isCount } from '../encoding.ts';
import { TILE_WIDTH } from './width.ts';

/** Hashes of a level, or entries (level `entries`); a full one has a width of 256, a partial one 1 to 255. */
export interface TileAddress {
  readonly level: number | 'entries';
  readonly index: number;
  readonly width: number;
}

export type TilePathRejectionCode = 'tile-path-is-malformed';

const PATH = /^tile\/(entries|0|[1-9][0-9]?)\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** Longer paths are not looked at. */
const MAX_PATH_LENGTH = 64;

/**
 * Reads the path of a tile or entry bundle, relative to the log's prefix: `tile/0/x001/x234/067.p/8`.
 * @returns a refusal for every path but the one that `formatTilePath` writes.
 * @see C2SP tlog-tiles
 */
export function parseTilePath(path: string): TileAddress | Rejection<TilePathRejectionCode> {
  const match = path.length <= MAX_PATH_LENGTH ? PATH.exec(path) : null;
  const malformed = (): Rejection<TilePathRejectionCode> =>
    reject('tile-path-is-malformed', 'A tile is at tile/<level>/<index>, or tile/entries/<index>, with .p/<width>.');
  if (match === null) return malformed();
  const level = match[1] === 'entries' ? ('entries' as const) : Number(match[1]);
  const index = Number(match[2]?.replaceAll(/[x/]/g, ''));
  const width = match[3] === undefined ? TILE_WIDTH : Number(match[3]);
  const address: TileAddress = { level, index, width };
  return isAddress(address) && formatTilePath(address) === path ? address : malformed();
}

/** The path of a tile or entry bundle, relative to the log's prefix. The address is one that a log can have. */
export function formatTilePath({ level, index, width }: TileAddress): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/[0-9]{3}/g) ?? [];
  const elements = groups.map((group, place) => (place === groups.length - 1 ? group : `x${group}`));
  return `tile/${level}/${elements.join('/')}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

function isAddress({ level, index, width }: TileAddress): boolean {
  const isLevel = level === 'entries' || (isCount(level) && level <= 63);
  return isLevel && isCount(index) && isCount(width) && width >= 1 && width <= TILE_WIDTH;
}
