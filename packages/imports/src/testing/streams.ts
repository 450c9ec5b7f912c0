import type { ImportRow } from '../import-row.ts';

/** The text as a stream of chunks of this many bytes. */
export async function* streamOf(content: string | Uint8Array, chunkBytes = 65_536): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  for (let from = 0; from < bytes.length; from += chunkBytes) yield bytes.subarray(from, from + chunkBytes);
}

/** All that a reader yields, parted. */
export async function collect<T, Code extends string>(rows: AsyncIterable<ImportRow<T, Code>>) {
  const read: T[] = [];
  const refused: Extract<ImportRow<T, Code>, { kind: 'rejected' }>[] = [];
  for await (const row of rows) {
    if (row.kind === 'row') read.push(row.row);
    else refused.push(row);
  }
  return { read, refused };
}

/** Totals under keys made of each thing, as text that shows in a failing test: `{ 'GBP 2014': '3117845600' }`. */
export function totalBy<T>(things: readonly T[], keyOf: (thing: T) => string, amountOf: (thing: T) => bigint) {
  const totals = new Map<string, bigint>();
  for (const thing of things) totals.set(keyOf(thing), (totals.get(keyOf(thing)) ?? 0n) + amountOf(thing));
  return Object.fromEntries([...totals].sort().map(([key, total]) => [key, total.toString()]));
}

/** All things of a stream. */
export async function gather<T>(things: AsyncIterable<T>): Promise<T[]> {
  const gathered: T[] = [];
  for await (const thing of things) gathered.push(thing);
  return gathered;
}
