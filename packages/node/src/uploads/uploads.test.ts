import { isRejection, sha256, type World } from '@hubgraph/kernel';
import { describe, expect, test } from 'vitest';
import { mediaTypeOf, offsetOf, UPLOAD_BYTES_MAX, type Upload, Uploads } from './uploads.ts';

const DAY_MS = 86_400_000;

class Files implements Pick<World, 'clock' | 'random' | 'disk'> {
  now = 1_000;
  #drawn = 0;
  readonly files = new Map<string, Uint8Array>();
  readonly clock = { now: () => this.now, after: () => () => {} };
  readonly random = {
    bytes: (count: number) => Buffer.from(sha256(`${this.#drawn++}`), 'hex').subarray(0, count),
  };
  readonly disk = {
    makeFolder: () => {},
    exists: (path: string) => this.files.has(path),
    read: (path: string) => this.files.get(path) ?? new Uint8Array(),
    sha256: (path: string) => sha256(this.files.get(path) ?? ''),
    writeAtomically: (path: string, bytes: Uint8Array) => void this.files.set(path, bytes),
    remove: (path: string) => void this.files.delete(path),
    database: () => ':memory:',
  };
}

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4, 5, 6]);
const open = (files: Files) => new Uploads(files as unknown as World, 'cee', '/uploads');
const ok = <T>(value: T): Exclude<T, { readonly code: string }> => {
  if (isRejection(value)) throw new Error(value.code);
  return value as Exclude<T, { readonly code: string }>;
};
const code = (value: unknown): string => (isRejection(value) ? value.code : 'ok');

test('a file comes in parts, over a restart, and is taken whole by whose it is', () => {
  const files = new Files();
  const { id }: Upload = ok(open(files).begin('ann', JPEG.length));
  const first = ok(open(files).append('ann', id, 0, JPEG.subarray(0, 4)));
  expect(offsetOf(first)).toBe(4);
  const again = open(files);
  expect(code(again.append('ann', id, 0, JPEG.subarray(0, 4)))).toBe('upload-offset-differs');
  expect(code(again.take('ann', id))).toBe('upload-is-incomplete');
  ok(again.append('ann', id, 4, JPEG.subarray(4)));
  const taken = ok(open(files).take('ann', id));
  expect([Buffer.from(taken.bytes).equals(JPEG), taken.mediaType]).toEqual([true, 'image/jpeg']);
  for (const given of [
    again.find('bob', id),
    again.append('bob', id, 10, JPEG),
    again.take('bob', id),
    again.drop('bob', id),
  ]) {
    expect(code(given)).toBe('upload-is-unknown');
  }
});

test('a file of single bytes is few parts, and what a crash wrote beyond the answer counts for nothing', () => {
  const files = new Files();
  const length = 300_000;
  const file = Buffer.concat([JPEG, Buffer.alloc(length - JPEG.length, 7)]);
  const { id }: Upload = ok(open(files).begin('ann', length));
  for (let at = 0; at < 200; at += 1) ok(open(files).append('ann', id, at, file.subarray(at, at + 1)));
  expect(files.files.size).toBe(2);
  const [path = ''] = [...files.files.keys()].filter((one) => one.endsWith('.0'));
  files.files.set(path, Buffer.concat([files.files.get(path) ?? Buffer.of(), Buffer.from('lost')]));
  for (let at = 200; at < length; at += 100_000) ok(open(files).append('ann', id, at, file.subarray(at, at + 100_000)));
  expect(files.files.size).toBe(3);
  expect(Buffer.from(ok(open(files).take('ann', id)).bytes).equals(file)).toBe(true);
});

test('an orphan is gone after a day, with its bytes', () => {
  const files = new Files();
  const uploads = open(files);
  const { id }: Upload = ok(uploads.begin('ann', JPEG.length));
  ok(uploads.append('ann', id, 0, JPEG));
  expect(files.files.size).toBe(2);
  files.now += DAY_MS - 1;
  expect(code(uploads.take('ann', id))).toBe('ok');
  files.now += 1;
  expect(code(uploads.take('ann', id))).toBe('upload-is-unknown');
  ok(uploads.begin('ann', 1));
  expect([...files.files.keys()]).toEqual(['/uploads/uploads.json']);
  const other: Upload = ok(uploads.begin('ann', 2));
  ok(uploads.append('ann', other.id, 0, JPEG.subarray(0, 1)));
  expect(uploads.drop('ann', other.id)).toBeUndefined();
  expect([...files.files.keys()]).toEqual(['/uploads/uploads.json']);
});

describe('refuses', () => {
  test.each<[string, number]>([
    ['upload-length-is-malformed', Number.NaN],
    ['upload-length-is-malformed', 0],
    ['upload-length-is-malformed', 1.5],
    ['upload-is-too-large', UPLOAD_BYTES_MAX + 1],
    ['ok', UPLOAD_BYTES_MAX],
  ])('%s of %d bytes', (expected, length) => {
    expect(code(open(new Files()).begin('ann', length))).toBe(expected);
  });

  test('more than was said, more than a person or all may have waiting, and what is no photo', () => {
    const uploads = open(new Files());
    const { id }: Upload = ok(uploads.begin('ann', 4));
    expect(code(uploads.append('ann', id, 0, JPEG))).toBe('upload-is-longer-than-said');
    ok(uploads.append('ann', id, 0, Buffer.from('GIF8')));
    expect(code(uploads.take('ann', id))).toBe('file-type-is-not-allowed');
    for (let n = 1; n < 30; n += 1) ok(uploads.begin('ann', 1));
    expect(code(uploads.begin('ann', 1))).toBe('uploads-are-too-many');
    for (let n = 30; n < 300; n += 1) ok(uploads.begin(`one-${n}`, 1));
    expect(code(uploads.begin('bob', 1))).toBe('uploads-are-too-many');
  });
});

test.each<[string, string | undefined]>([
  ['ffd8ffe0', 'image/jpeg'],
  ['89504e470d0a1a0a', 'image/png'],
  ['524946460000000057454250', 'image/webp'],
  ['255044462d312e37', 'application/pdf'],
  ['524946460000000057415645', undefined],
  ['3c7376673e', undefined],
  ['', undefined],
])('what begins with %s is %s', (hex, type) => {
  expect(mediaTypeOf(Buffer.from(hex, 'hex'))).toBe(type);
});
