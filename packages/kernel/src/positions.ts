import { isSlug, type Slug } from './ids.ts';

/** How far nodes' journals are known to be, by slug. */
export type Positions = ReadonlyMap<Slug, number>;

/** How many nodes one request may name. */
export const POSITIONS_MAX = 512;

/** No sign, no leading zero, and few enough digits for a number to hold it. */
const SEQ = /^(?:0|[1-9][0-9]{0,14})$/;

/**
 * Reads the header `hub-after`: `cee=1234, council=17`.
 * @returns undefined where it is anything else: an entry that is not of this form, a node twice, more than
 *   {@link POSITIONS_MAX} entries. An absent header names no positions.
 */
export function readPositions(header: string | readonly string[] | undefined): Positions | undefined {
  const positions = new Map<Slug, number>();
  if (header === undefined) return positions;
  const entries = [header]
    .flat()
    .join(',')
    .split(',', POSITIONS_MAX + 1);
  if (entries.length > POSITIONS_MAX) return undefined;
  for (const entry of entries) {
    const [node = '', seq = '', ...more] = entry.trim().split('=');
    if (!isSlug(node) || !SEQ.test(seq) || more.length > 0 || positions.has(node)) return undefined;
    positions.set(node, Number(seq));
  }
  return positions;
}

/**
 * The header with which a request goes on to a node: what is known of that node's own journal and of no other, or
 * nothing. `positionHeader('cee', positions)` → `{ 'hub-after': 'cee=1234' }` or `{}`.
 */
export function positionHeader(node: Slug, positions: Positions): { readonly 'hub-after'?: string } {
  const seq = positions.get(node);
  return seq === undefined ? {} : { 'hub-after': `${node}=${seq}` };
}

/**
 * Reads `extensions` of a node's answer: the position that it stood at, if it speaks of itself and of a possible one.
 */
export function readPosition(node: Slug, extensions: unknown): number | undefined {
  const { position } = (extensions ?? {}) as {
    readonly position?: { readonly node?: unknown; readonly seq?: unknown };
  };
  const seq = position?.seq;
  const isPossible = typeof seq === 'number' && SEQ.test(String(seq));
  return isPossible && position?.node === node ? seq : undefined;
}
