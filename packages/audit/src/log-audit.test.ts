import { isRejection } from '@hubgraph/kernel';
import { type Checkpoint, encodeEntryBundle, makeSignerKey, parseCheckpoint, TILE_WIDTH } from '@hubgraph/tlog';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashBundle } from './hash-bundle.ts';
import { HashThread } from './hash-thread.ts';
import { LogAudit, type LogAuditOptions } from './log-audit.ts';
import { beginning, filesOf, giftsOf, leafOf, leavesOf, sourceOf, type TestEvent } from './testing.test-helper.ts';

const GIFTS = 600;
const leaves = giftsOf(GIFTS);
const files = filesOf(leaves);

function checkpointOf(of: ReadonlyMap<string, Uint8Array>): Checkpoint {
  const checkpoint = parseCheckpoint(of.get('checkpoint') ?? '');
  if (isRejection(checkpoint)) expect.fail(checkpoint.message);
  return checkpoint;
}

async function audited(
  of: ReadonlyMap<string, Uint8Array>,
  options: LogAuditOptions = {},
  checkpoint = checkpointOf(of),
) {
  const audit = new LogAudit(sourceOf(of), options);
  await audit.advance(checkpoint);
  return audit;
}

const changed = (path: string, bytes: Uint8Array | undefined): Map<string, Uint8Array> => {
  const copy = new Map(files);
  if (bytes === undefined) copy.delete(path);
  else copy.set(path, bytes);
  return copy;
};

describe('a log that is whole', () => {
  test.each([0, 1, 2, 255, 256, 257, 512, 605])('has no findings with %d entries', async (size) => {
    const audit = await audited(filesOf(leaves.slice(0, size)));
    expect(audit.findings).toEqual([]);
    expect(audit.size).toBe(size);
  });

  test('is read on where it stopped, and stopped between two commits', async () => {
    const audit = await audited(filesOf(leaves.slice(0, 300)));
    const grown = new LogAudit(sourceOf(new Map([...filesOf(leaves.slice(0, 300)), ...files])));
    await grown.advance(checkpointOf(filesOf(leaves.slice(0, 300))));
    let at = 0;
    await grown.advance(checkpointOf(files), { seq: 450, run: () => (at = grown.size) });
    expect([grown.findings, grown.size, at, audit.size]).toEqual([[], GIFTS + beginning.length, 450, 300]);
  });

  test('may have deleted partial tiles that full ones begin with', async () => {
    const before = checkpointOf(filesOf(leaves.slice(0, 300)));
    const partial = [...filesOf(leaves.slice(0, 300))].filter(([path]) => /^tile\/1/.test(path));
    const source = new Map([...filesOf(leaves.slice(0, 512)), ...partial]);
    expect((await audited(source, {}, before)).findings).toEqual([]);
  });

  test('goes on from what was seen, also where it is hashed in a thread', async () => {
    await using thread = new HashThread();
    for (const size of [0, 5, 256, 300, 512, 605]) {
      const seen = checkpointOf(filesOf(leaves.slice(0, size)));
      expect((await audited(files, { seen })).findings).toEqual([]);
      expect((await audited(files, { seen, hash: thread.hash })).findings).toEqual([]);
    }
  });
});

describe.each<[string, LogAuditOptions]>([
  ['in line', {}],
  ['beside it', { hash: async (bundle) => hashBundle(bundle) }],
])('what is wrong is found, with its place, where it is hashed %s', (_, options) => {
  test('one bit, anywhere in any tile or bundle', async () => {
    const paths = [...files.keys()].filter((path) => path !== 'checkpoint');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.nat(), fc.nat(7), async (path, place, bit) => {
        const bytes = Uint8Array.from(files.get(path) as Uint8Array);
        const at = place % bytes.length;
        bytes[at] = (bytes[at] as number) ^ (1 << bit);
        const { findings } = await audited(changed(path, bytes), options);
        expect(findings.length).toBeGreaterThan(0);
        const [, level, index] = /^tile\/(\w+)\/(\d+)/.exec(path) as unknown as [string, string, string];
        const span = level === '1' ? TILE_WIDTH ** 2 : TILE_WIDTH;
        const near = findings.filter((one) => Math.floor((one.index ?? -1) / span) === Number(index));
        expect(near.length).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  });

  test('an entry that was changed says its number and its commit', async () => {
    const other = leaves.slice();
    other[400] = leafOf(401, 0, { type: 'TransferBooked' });
    const bundle = encodeEntryBundle(other.slice(256, 512)) as Uint8Array;
    const { findings } = await audited(changed('tile/entries/001', bundle), options);
    expect(findings[0]).toMatchObject({ code: 'entry-differs-from-tile', index: 400, seq: 401 });
    expect(findings.map(({ code }) => code)).toContain('root-differs');
  });

  test.each<[string, string, Uint8Array | undefined, string]>([
    ['a bundle that is missing', 'tile/entries/001', undefined, 'entries-are-missing'],
    [
      'a bundle that is cut off',
      'tile/entries/001',
      files.get('tile/entries/001')?.slice(0, -1),
      'entry-bundle-is-malformed',
    ],
    ['a bundle of another width', 'tile/entries/001', files.get('tile/entries/002.p/93'), 'entry-bundle-is-malformed'],
    ['an empty bundle', 'tile/entries/002.p/93', new Uint8Array(), 'entry-bundle-is-malformed'],
    ['a tile that is missing', 'tile/0/001', undefined, 'tile-is-missing'],
    ['a partial tile that is missing', 'tile/0/002.p/93', undefined, 'tile-is-missing'],
    ['a tile of level 1 that is missing', 'tile/1/000.p/2', undefined, 'tile-is-missing'],
    ['a tile of the wrong width', 'tile/0/001', files.get('tile/0/001')?.slice(32), 'tile-has-wrong-width'],
    ['a tile that is no multiple', 'tile/1/000.p/2', files.get('tile/1/000.p/2')?.slice(1), 'tile-has-wrong-width'],
    ['a tile of garbage', 'tile/0/000', new Uint8Array(8192).fill(7), 'entry-differs-from-tile'],
    ['a tile of level 1 with another hash', 'tile/1/000.p/2', new Uint8Array(64), 'tile-differs'],
  ])('%s', async (_, path, bytes, code) => {
    const { findings } = await audited(changed(path, bytes), options);
    expect(findings.map((one) => one.code)).toContain(code);
  });

  test('a tree whose root is not the one that was signed', async () => {
    const checkpoint = { ...checkpointOf(files), root: new Uint8Array(32) };
    expect((await audited(files, options, checkpoint)).findings).toMatchObject([{ code: 'root-differs' }]);
  });

  test.each([0, 5, 256, 300])('another past than was seen with %d entries', async (size) => {
    const seen = { origin: 'x', size, root: new Uint8Array(32) };
    expect((await audited(files, { ...options, seen })).findings).toMatchObject([{ code: 'log-is-forked' }]);
  });

  test('at most as much as somebody reads', async () => {
    const other = filesOf(
      giftsOf(GIFTS).map((leaf, n) => (n === 0 ? leaf : Buffer.concat([leaf, Buffer.from(' ')]))),
      makeSignerKey('x', 'ed25519', new Uint8Array(32)),
    );
    const seen = checkpointOf(files);
    const audit = await audited(other, { ...options, seen });
    expect(audit.findings.length).toBeLessThan(600);
    expect(audit.isOver).toBe(true);
  });
});

describe('an entry must be of the log', () => {
  const [first] = leavesOf(beginning) as [Uint8Array];
  const event: TestEvent = { type: 'TransferBooked' };
  const json = (text: string) => Buffer.from(text);
  test.each<[string, string, Uint8Array]>([
    ['no JSON', 'entry-is-malformed', json('x')],
    ['no UTF-8', 'entry-is-malformed', Buffer.concat([leafOf(2, 0, event).subarray(0, 60), Buffer.from([0xff])])],
    ['a list', 'entry-is-malformed', json('[]')],
    ['null', 'entry-is-malformed', json('null')],
    ['a space more', 'entry-is-malformed', json(`${leafOf(2, 0, event)} `)],
    [
      'members in another order',
      'entry-is-malformed',
      json('{"event":{"type":"A"},"at":1,"index":0,"log":"books","node":"east","seq":2,"v":1}'),
    ],
    [
      'members in another order within',
      'entry-is-malformed',
      json('{"at":1,"event":{"type":"A","a":1},"index":0,"log":"books","node":"east","seq":2,"v":1}'),
    ],
    [
      'a member twice',
      'entry-is-malformed',
      json('{"at":1,"at":1,"event":{"type":"A"},"index":0,"log":"books","node":"east","seq":2,"v":1}'),
    ],
    [
      'a member more',
      'entry-is-malformed',
      json('{"at":1,"by":"a","event":{"type":"A"},"index":0,"log":"books","node":"east","seq":2,"v":1}'),
    ],
    [
      'a fraction',
      'entry-is-malformed',
      json('{"at":1,"event":{"a":0.5,"type":"A"},"index":0,"log":"books","node":"east","seq":2,"v":1}'),
    ],
    [
      'half a character',
      'entry-is-malformed',
      json('{"at":1,"event":{"a":"\\ud800","type":"A"},"index":0,"log":"books","node":"east","seq":2,"v":1}'),
    ],
    [
      'a character escaped without need',
      'entry-is-malformed',
      json('{"at":1,"event":{"a":"\\u0041","type":"A"},"index":0,"log":"books","node":"east","seq":2,"v":1}'),
    ],
    [
      'a newer form',
      'entry-is-malformed',
      json('{"at":1,"event":{"type":"A"},"index":0,"log":"books","node":"east","seq":2,"v":2}'),
    ],
    [
      'the other log',
      'entry-is-malformed',
      json('{"at":1,"event":{"type":"A"},"index":0,"log":"cases","node":"east","seq":2,"v":1}'),
    ],
    [
      'commit 0',
      'entry-is-malformed',
      json('{"at":1,"event":{"type":"A"},"index":0,"log":"books","node":"east","seq":0,"v":1}'),
    ],
    ['no event', 'entry-is-malformed', json('{"at":1,"event":{},"index":0,"log":"books","node":"east","seq":2,"v":1}')],
    ['another node', 'entry-is-of-another-log', leafOf(2, 0, event, { node: 'west' })],
    ['the same event again', 'entry-is-out-of-order', leafOf(1, 0, event)],
  ])('not with %s', async (_, code, second) => {
    const { findings } = await audited(filesOf([first, second, leafOf(9, 0, event)]));
    expect(findings[0]).toMatchObject({ code, index: 1 });
  });

  test('and may go on in the same commit, with gaps, and with any character', async () => {
    const same = leafOf(1, 3, { type: 'A', text: 'Größe 😀 "\\ \u2028 \u0001', '': 1, 10: 1, 9: 2 });
    const audit = await audited(filesOf([first, same, leafOf(7, 1, event)]));
    expect(audit.findings).toEqual([]);
    expect([audit.node, audit.seq]).toEqual(['east', 7]);
  });

  test('where the first is not, it is the log of somebody else', async () => {
    const foreign = filesOf([json('one'), json('two')]);
    expect(await audited(foreign)).toMatchObject({ isForeign: true });
    expect((await audited(foreign, { isTreeOnly: true })).findings).toEqual([]);
    const other = new Map([
      ...filesOf([first, first]),
      ...[...foreign].filter(([path]) => path.startsWith('tile/entries')),
    ]);
    expect((await audited(other)).findings[0]).toMatchObject({ code: 'entry-differs-from-tile', index: 0 });
  });
});
