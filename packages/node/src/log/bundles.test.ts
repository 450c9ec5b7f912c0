import type { LogName, LogReader } from '@hubgraph/journal';
import { decodeEntryBundle } from '@hubgraph/tlog';
import { expect, test } from 'vitest';
import { EntryBundles } from './bundles.ts';

const LEAF_BYTES = 100;
/** 256 leaves, each with two bytes for its length. */
const BUNDLE_BYTES = 256 * (LEAF_BYTES + 2);

/** Logs of 1,100 leaves, of which it is told what was read. */
function logs(bytesMax?: number, size = 1_100) {
  const read: string[] = [];
  let fault: Error | undefined;
  const log = (name: LogName) =>
    ({
      head: () => ({ size, root: new Uint8Array(32) }),
      async leaves(from: number, to: number) {
        read.push(`${name} ${from}`);
        if (fault !== undefined) throw fault;
        return Array.from({ length: to - from }, (_, n) => Buffer.alloc(LEAF_BYTES, `${name}${from + n},`));
      },
    }) as unknown as LogReader;
  return {
    read,
    bundles: new EntryBundles(log, bytesMax),
    fail(error?: Error) {
      fault = error;
    },
  };
}

test('a full bundle is made once, each of its own log, and a partial one each time', async () => {
  const { bundles, read } = logs();
  const first = await bundles.bundle('books', 1, 256);
  expect(await bundles.bundle('books', 1, 256)).toBe(first);
  expect(read).toEqual(['books 256']);
  const entries = decodeEntryBundle(first ?? new Uint8Array(), 256);
  expect(Buffer.from((entries as readonly Uint8Array[])[3] ?? []).toString()).toMatch(/^books259,/);
  expect(await bundles.bundle('cases', 1, 256)).not.toEqual(first);
  for (const width of [7, 7, 76]) expect(await bundles.bundle('books', 4, width)).toHaveLength(width * 102);
  expect(read).toEqual(['books 256', 'cases 256', 'books 1024', 'books 1024', 'books 1024']);
});

test('what the log has not got is undefined, and is not remembered', async () => {
  const { bundles, read } = logs();
  for (const [index, width] of [
    [4, 256],
    [4, 77],
    [5, 1],
    [2 ** 40, 256],
  ] as const)
    expect(await bundles.bundle('books', index, width)).toBeUndefined();
  expect(read).toEqual([]);
  let size = 255;
  const growing = new EntryBundles(
    () =>
      ({
        head: () => ({ size }),
        leaves: async () => Array.from({ length: 256 }, () => Buffer.alloc(1)),
      }) as unknown as LogReader,
  );
  expect(await growing.bundle('books', 0, 256)).toBeUndefined();
  size = 256;
  expect(await growing.bundle('books', 0, 256)).toHaveLength(768);
});

test('many who ask at once wait for one; a failure is everybody’s, and the next one tries anew', async () => {
  const { bundles, read, fail } = logs();
  const ask = () => Promise.allSettled(Array.from({ length: 50 }, () => bundles.bundle('books', 0, 256)));
  fail(new Error('The disk is away.'));
  expect((await ask()).every(({ status }) => status === 'rejected')).toBe(true);
  fail();
  expect((await ask()).every(({ status }) => status === 'fulfilled')).toBe(true);
  expect(read).toEqual(['books 0', 'books 0']);
});

test('those asked for longest ago make place, and never more is kept than fits', async () => {
  const { bundles, read } = logs(2 * BUNDLE_BYTES);
  for (const index of [0, 1, 0, 2]) await bundles.bundle('books', index, 256);
  expect(read).toEqual(['books 0', 'books 256', 'books 512']);
  for (const index of [0, 2]) await bundles.bundle('books', index, 256);
  expect(read).toHaveLength(3);
  await bundles.bundle('books', 1, 256);
  await bundles.bundle('books', 0, 256);
  expect(read.slice(3)).toEqual(['books 256', 'books 0']);
});

test('one that is larger than all that may be kept takes nobody’s place', async () => {
  const { bundles, read } = logs(BUNDLE_BYTES - 1);
  for (const index of [0, 0]) await bundles.bundle('books', index, 256);
  expect(read).toEqual(['books 0', 'books 0']);
});
