import { createHash } from 'node:crypto';
import { invariant } from '@hubgraph/kernel';

/** What identifies a file: `{ sha256: 'e3b0…', sizeBytes: 3568548 }`. */
export interface StreamDigest {
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** The chunks of a stream, to be read once, and what they added up to. */
export interface HashedStream extends AsyncIterable<Uint8Array> {
  /** Of the whole input. @throws {HubgraphError} `ERR_INVARIANT` before the last chunk has been read. */
  digest(): StreamDigest;
}

/** Passes the chunks on unchanged and hashes them on the way, so that a file is read once. */
export function hashingStream(input: AsyncIterable<Uint8Array>): HashedStream {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  let result: StreamDigest | undefined;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for await (const chunk of input) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      yield chunk;
    }
    result = { sha256: hash.digest('hex'), sizeBytes };
  }
  const running = chunks();
  return {
    [Symbol.asyncIterator]: () => running,
    digest() {
      invariant(result !== undefined, 'a digest is asked for before the stream has been read to its end');
      return result;
    },
  };
}
