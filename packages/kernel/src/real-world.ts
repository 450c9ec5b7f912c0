import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Agent, request } from 'undici';
import { HubgraphError } from './errors.ts';
import type { Clock, Disk, Network, NetworkRequest, NetworkResponse, Random, World } from './world.ts';

const clock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

const random: Random = { bytes: (count) => new Uint8Array(randomBytes(count)) };

const CHUNK_BYTES = 1_048_576;

const disk: Disk = {
  makeFolder: (path) => void mkdirSync(path, { recursive: true, mode: 0o700 }),
  exists: (path) => existsSync(path),
  read: (path) => new Uint8Array(readFileSync(path)),
  sha256(path) {
    const file = openSync(path, 'r');
    try {
      const hash = createHash('sha256');
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      for (let count = readSync(file, chunk); count > 0; count = readSync(file, chunk)) {
        hash.update(chunk.subarray(0, count));
      }
      return hash.digest('hex');
    } finally {
      closeSync(file);
    }
  },
  writeAtomically(path, bytes, options) {
    const beside = `${path}.new`;
    // What a crash left there may be readable by others; a new file is not.
    rmSync(beside, { force: true });
    const file = openSync(beside, 'wx', options?.mode ?? 0o600);
    try {
      writeFileSync(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
    const folder = openSync(dirname(path), 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  },
  remove: (path) => rmSync(path, { force: true }),
  database: (path) => path,
};

/** HTTP over undici's connection pools: keep-alive, no pipelining, every call bounded in time and size. */
class HttpNetwork implements Network {
  readonly #agent = new Agent({ connections: 64, pipelining: 1, keepAliveTimeout: 4_000 });

  async request(call: NetworkRequest): Promise<NetworkResponse> {
    const timeout = AbortSignal.timeout(Math.max(1, call.timeoutMs));
    const signal = call.signal === undefined ? timeout : AbortSignal.any([timeout, call.signal]);
    try {
      const answer = await request(call.url, {
        method: call.method,
        headers: { ...call.headers },
        body: call.body ?? null,
        dispatcher: this.#agent,
        signal,
      });
      const chunks: Uint8Array[] = [];
      let sizeBytes = 0;
      for await (const chunk of answer.body) {
        sizeBytes += chunk.length;
        if (sizeBytes > call.sizeBytesMax) {
          answer.body.destroy();
          throw new HubgraphError('ERR_NETWORK_TOO_LARGE', `${call.url} sent more than ${call.sizeBytesMax} bytes.`);
        }
        chunks.push(chunk);
      }
      const headers: Record<string, string> = {};
      for (const [name, value] of Object.entries(answer.headers)) {
        if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
      }
      return { status: answer.statusCode, headers, body: Buffer.concat(chunks).toString(call.encoding ?? 'utf8') };
    } catch (cause) {
      if (cause instanceof HubgraphError) throw cause;
      if (timeout.aborted) {
        throw new HubgraphError('ERR_NETWORK_TIMEOUT', `${call.url} did not answer within ${call.timeoutMs} ms.`, {
          cause,
        });
      }
      throw new HubgraphError('ERR_NETWORK_REFUSED', `${call.url} cannot be reached.`, { cause });
    }
  }
}

/** The real clock, the system's randomness, HTTP and the file system. */
export function realWorld(): World {
  return { clock, random, network: new HttpNetwork(), disk };
}
