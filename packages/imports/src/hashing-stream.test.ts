import { expect, it } from 'vitest';
import { hashingStream } from './hashing-stream.ts';
import { gather, streamOf } from './testing/streams.ts';

it('passes the chunks on and knows the digest of them all', async () => {
  const stream = hashingStream(streamOf('abc', 2));
  expect((await gather(stream)).map((chunk) => Buffer.from(chunk).toString())).toEqual(['ab', 'c']);
  // FIPS 180-2, appendix B.1
  expect(stream.digest()).toEqual({
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    sizeBytes: 3,
  });
});

it('knows the digest of nothing', async () => {
  const stream = hashingStream(streamOf(''));
  expect(await gather(stream)).toEqual([]);
  expect(stream.digest()).toEqual({
    sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    sizeBytes: 0,
  });
});

it('has no digest before the end, also when reading was given up', async () => {
  const stream = hashingStream(streamOf('abc', 1));
  expect(() => stream.digest()).toThrow(expect.objectContaining({ code: 'ERR_INVARIANT' }));
  for await (const _ of stream) break;
  expect(() => stream.digest()).toThrow(expect.objectContaining({ code: 'ERR_INVARIANT' }));
});
