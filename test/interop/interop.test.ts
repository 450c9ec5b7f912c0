import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cosign, formatNote, formatPolicy, leafHash, signCheckpoint, withCosignatures } from '@hubgraph/tlog';
import { afterAll, afterEach, beforeAll, describe, expect, type TestContext, test } from 'vitest';
import { build, program, type Verification, verify } from './go.test-helper.ts';
import {
  booksLeaves,
  cut,
  flipBit,
  flipBitOfBase64,
  type MemoryLog,
  memoryLog,
  rewrite,
  serveLog,
  type Tamper,
} from './served-log.test-helper.ts';

const folder = mkdtempSync(join(tmpdir(), 'hubgraph-interop-'));
beforeAll(() => build(), 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

let files = 0;
/** A file with this text; its path. */
function file(text: string): string {
  const path = join(folder, String(++files));
  writeFileSync(path, text);
  return path;
}

interface Checked {
  readonly result: Verification;
  /** The names of the checks that failed. */
  readonly failed: readonly string[];
  /** The paths that were asked for. */
  readonly asked: ReadonlySet<string>;
}

interface CheckOptions {
  readonly tamper?: Tamper | undefined;
  readonly flags?: Readonly<Record<string, string>>;
}

/** Serves the log, perhaps changed, and lets the Go program check it. */
async function check(context: TestContext, log: MemoryLog, { tamper, flags }: CheckOptions = {}): Promise<Checked> {
  const path = await program(context);
  const served = await serveLog(log.source, tamper);
  ends.push(() => served.stop());
  const policy = file(formatPolicy(log.policy));
  return { ...(await verify(path, { log: served.url, policy, ...flags })), asked: served.asked };
}

const PROOFS = ['inclusion', 'consistency', 'receipts', 'prefixes'];
const AFTER_CHECKPOINT = ['cosignatures', 'quorum', 'entries', 'tiles', ...PROOFS];
const ALL = ['policy', 'checkpoint', ...AFTER_CHECKPOINT];
const HASH_LINE = /^[A-Za-z0-9+/]{43}=$/m;
const log = memoryLog(booksLeaves(700));

describe('a log that our code wrote, read by Go', () => {
  // The largest has tiles of level 2, and paths with more than three digits.
  test.for([0, 1, 2, 255, 256, 257, 700, 257_000])('with %i entries: all ten checks pass', async (size, context) => {
    const one = size === 700 ? log : memoryLog(booksLeaves(size));
    const { result, asked } = await check(context, one);
    expect(result.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(result.checks.map(({ name }) => name)).toEqual(ALL);
    const { origin, root } = one.checkpoint;
    expect(result).toMatchObject({ origin, size, root: Buffer.from(root).toString('hex') });
    expect(Object.keys(result.witnesses ?? {})).toEqual(['council.example/witness', 'west.example/witness']);
    const receipts = [...asked].filter((path) => path.startsWith('proof/'));
    expect(receipts.length).toBeGreaterThanOrEqual(Math.min(size, 8));
    expect(asked.has('tile/entries/x001/003.p/232')).toBe(size === 257_000);
  });

  test('can be checked as a copy in a folder', async (context) => {
    const go = await program(context);
    const { asked } = await check(context, log);
    const copy = join(folder, 'copy');
    for (const path of asked) {
      mkdirSync(join(copy, path, '..'), { recursive: true });
      writeFileSync(join(copy, path), (await log.source(path)) ?? '');
    }
    const policy = file(formatPolicy(log.policy));
    expect((await verify(go, { log: `file://${copy}`, policy })).failed).toEqual([]);
    writeFileSync(join(copy, 'tile/0/001'), '');
    expect((await verify(go, { log: `file://${copy}`, policy })).failed).toContain('tiles');
  });

  test('continues a checkpoint that was kept', async (context) => {
    const kept = join(folder, 'kept');
    await check(context, memoryLog(booksLeaves(300)), { flags: { save: kept } });
    const { result, failed } = await check(context, log, { flags: { old: kept } });
    expect(failed).toEqual([]);
    expect(result.checks.find(({ name }) => name === 'consistency')?.detail).toMatch(/one from the old checkpoint$/);
  });
});

describe('Go refuses, in what is served,', () => {
  const half = (bytes: Uint8Array): number => bytes.length >> 1;
  const endOfFirstTime = (bytes: Uint8Array): number => Buffer.from(bytes).indexOf(',"event"') - 1;
  const faults: [string, Tamper, readonly string[]][] = [
    ['one bit of a full tile', flipBit('tile/0/001', half), ['tiles', 'inclusion', 'consistency']],
    ['one bit of the partial tile', flipBit('tile/0/002.p/188', half), ['tiles', 'inclusion', 'consistency']],
    ['one bit of the tile above', flipBit('tile/1/000.p/2', half), ['tiles', 'inclusion', 'consistency']],
    ['a tile without its first hash', cut('tile/0/001', 32), ['tiles', 'inclusion', 'consistency']],
    [
      'one bit of an entry, which stays JSON',
      flipBit('tile/entries/001', endOfFirstTime),
      ['entries', 'tiles', ...PROOFS],
    ],
    ['one bit of the length of an entry', flipBit('tile/entries/000', () => 1), ['entries', 'tiles', ...PROOFS]],
    ['a bundle without its first byte', cut('tile/entries/000', 1), ['entries', 'tiles', ...PROOFS]],
    [
      "one bit of the log's signature",
      flipBitOfBase64('checkpoint', /^— node\.east.*$/m),
      ['checkpoint', ...AFTER_CHECKPOINT],
    ],
    ['one bit of the root', flipBitOfBase64('checkpoint', HASH_LINE), ['checkpoint', ...AFTER_CHECKPOINT]],
    ['another size', rewrite('checkpoint', '\n700\n', '\n699\n'), ['checkpoint', ...AFTER_CHECKPOINT]],
    ['one bit of a cosignature', flipBitOfBase64('checkpoint', /^— council.*$/m), ['cosignatures', 'quorum']],
    ['one bit of a cosignature of ML-DSA-44', flipBitOfBase64('checkpoint', /^— west.*$/m), ['cosignatures', 'quorum']],
    ['one bit of a hash in a receipt', flipBitOfBase64('proof/350', HASH_LINE), ['receipts']],
    ["one bit of the log's signature in a receipt", flipBitOfBase64('proof/350', /^— node\.east.*$/m), ['receipts']],
    ['one bit of a hash in a proof of consistency', flipBitOfBase64('consistency/350/700', HASH_LINE), ['prefixes']],
    ['another index in a receipt', rewrite('proof/350', 'index 350', 'index 349'), ['receipts']],
    ['a receipt without a cosignature', rewrite('proof/350', /^— council.*\n/m, ''), ['receipts']],
  ];

  test.for(faults)('%s', async ([, tamper, expected], context) => {
    expect((await check(context, log, { tamper })).failed).toEqual(expected);
  });

  test('a log of which every tile is wrong, with which fsck does not come to an end', async (context) => {
    const tamper = flipBit(/^tile\/[0-9]/, half);
    const one = memoryLog(booksLeaves(6_000));
    const { failed } = await check(context, one, { tamper, flags: { timeout: '4s' } });
    expect(failed).toContain('tiles');
  });
});

describe('Go refuses, though the log has signed it,', () => {
  const { root } = log.checkpoint;

  /** The same leaves and tiles under another checkpoint. */
  function under({
    hash = root,
    cosigners = [0, 1],
    at = Date.now(),
  }: {
    hash?: Uint8Array;
    cosigners?: number[];
    at?: number;
  }): MemoryLog {
    const bare = signCheckpoint({ origin: log.key.name, size: 700, root: hash }, log.key);
    const lines = log.witnesses
      .filter((_, place) => cosigners.includes(place))
      .map((witness) => cosign(bare.note, witness, Math.floor(at / 1000)));
    const note = formatNote(withCosignatures(bare.note, lines));
    return { ...log, source: (path) => (path === 'checkpoint' ? Buffer.from(note) : log.source(path)) };
  }
  /** A log whose 300th leaf is another one. */
  function withLeaf(change: (text: string) => string): MemoryLog {
    const leaves = booksLeaves(700).map((leaf, index) =>
      index === 300 ? Buffer.from(change(Buffer.from(leaf).toString())) : leaf,
    );
    return memoryLog(leaves);
  }

  const tomorrow = Date.now() + 86_400_000;
  const faults: [string, () => MemoryLog, readonly string[]][] = [
    [
      'a root of other entries',
      () => under({ hash: leafHash(Buffer.from('forged')) }),
      ['entries', 'tiles', ...PROOFS],
    ],
    ['what too few have cosigned', () => under({ cosigners: [0] }), ['quorum']],
    ['what the council has not cosigned', () => under({ cosigners: [1, 2] }), ['quorum']],
    ['what was cosigned tomorrow', () => under({ at: tomorrow }), ['cosignatures']],
    ['an entry with a space', () => withLeaf((text) => text.replace(',', ', ')), ['entries', ...PROOFS]],
    [
      'an entry with keys in another order',
      () => withLeaf((text) => text.replace(/(.*)(,"v":1)}/, '{"v":1,$1}').replace(',{', ',')),
      ['entries', ...PROOFS],
    ],
    ['an entry of another node', () => withLeaf((text) => text.replace('"east"', '"west"')), ['entries', ...PROOFS]],
    ['an entry of another log', () => withLeaf((text) => text.replace('"books"', '"cases"')), ['entries', ...PROOFS]],
    [
      'an entry of an earlier commit',
      () => withLeaf((text) => text.replace('"seq":301', '"seq":300')),
      ['entries', ...PROOFS],
    ],
    ['an entry that is not JSON', () => withLeaf(() => 'hello'), ['entries', ...PROOFS]],
  ];

  test.for(faults)('%s', async ([, make, expected], context) => {
    expect((await check(context, make())).failed).toEqual(expected);
  });

  const otherPast = (leaf: string): string => leaf.replace('17672', '17673');
  const seen: [string, number, (leaf: string) => string, readonly string[]][] = [
    ['a log that has become shorter', 900, (leaf) => leaf, ['checkpoint', ...AFTER_CHECKPOINT]],
    ['a log that had another past', 300, otherPast, ['consistency']],
    ['another log of the same size', 700, otherPast, ['consistency']],
  ];

  test.for(seen)('%s', async ([, size, change, expected], context) => {
    const leaves = booksLeaves(size).map((leaf) => Buffer.from(change(Buffer.from(leaf).toString())));
    const old = file(formatNote(memoryLog(leaves).checkpoint.note));
    expect((await check(context, log, { flags: { old } })).failed).toEqual(expected);
  });
});
