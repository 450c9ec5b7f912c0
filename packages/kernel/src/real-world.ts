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
import type { IncomingHttpHeaders } from 'node:http';
import { dirname } from 'node:path';
import { Agent, type Dispatcher } from 'undici';
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

const POOL_BYTES = 4_096;

/** Random bytes are drawn in pools: a call of the system for each id costs more than the id. None is given out twice. */
class SystemRandom implements Random {
  #pool = Buffer.alloc(0);
  #used = 0;

  bytes(count: number): Uint8Array {
    if (count > POOL_BYTES / 16) return new Uint8Array(randomBytes(count));
    if (this.#used + count > this.#pool.length) {
      this.#pool = randomBytes(POOL_BYTES);
      this.#used = 0;
    }
    const from = this.#used;
    this.#used += count;
    const bytes = new Uint8Array(this.#pool.subarray(from, this.#used));
    this.#pool.fill(0, from, this.#used);
    return bytes;
  }
}

const random: Random = new SystemRandom();

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

/** How late a timer may be without anything having been held up. */
const BUSY_MS = 20;

interface Target {
  readonly origin: string;
  readonly path: string;
}

const TARGETS_MAX = 1_000;

/** HTTP over undici's connection pools: keep-alive, no pipelining, every call bounded in time and size. */
class HttpNetwork implements Network {
  readonly #targets = new Map<string, Target>();
  readonly #agent = new Agent({ connections: 64, pipelining: 1, keepAliveTimeout: 4_000 });

  request(call: NetworkRequest): Promise<NetworkResponse> {
    const { promise, resolve, reject } = Promise.withResolvers<NetworkResponse>();
    const exchange = new Exchange(call, resolve, reject);
    try {
      const { method, headers, body = null } = call;
      this.#agent.dispatch({ ...this.#targetOf(call.url), method, headers: { ...headers }, body }, exchange);
    } catch (cause) {
      exchange.refused(cause);
    }
    return promise;
  }

  /** Nodes are asked at the same few URLs again and again. */
  #targetOf(url: string): Target {
    const known = this.#targets.get(url);
    if (known !== undefined) return known;
    const { origin, pathname, search } = new URL(url);
    const target = { origin, path: pathname + search };
    if (this.#targets.size >= TARGETS_MAX) this.#targets.clear();
    this.#targets.set(url, target);
    return target;
  }
}

/**
 * One call on its way. It hears of the answer as it comes in: the streams and composed signals that undici's `request`
 * makes for each call cost more than the call.
 */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #call: NetworkRequest;
  readonly #resolve: (response: NetworkResponse) => void;
  readonly #reject: (error: HubgraphError) => void;
  readonly #dueAt: number;
  #timer: NodeJS.Timeout;
  readonly #left = () => this.refused(this.#call.signal?.reason);
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #chunks: Buffer[] = [];
  #sizeBytes = 0;
  #isOver = false;

  constructor(
    call: NetworkRequest,
    resolve: (response: NetworkResponse) => void,
    reject: (error: HubgraphError) => void,
  ) {
    this.#call = call;
    this.#resolve = resolve;
    this.#reject = reject;
    const timeoutMs = Math.max(1, call.timeoutMs);
    this.#dueAt = performance.now() + timeoutMs;
    this.#timer = this.#after(timeoutMs, () => this.#due());
    if (call.signal?.aborted) this.#left();
    else call.signal?.addEventListener('abort', this.#left);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isOver) controller.abort(new Error('The call was given up before it began.'));
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const { url, sizeBytesMax } = this.#call;
    this.#sizeBytes += chunk.length;
    if (this.#sizeBytes <= sizeBytesMax) this.#chunks.push(chunk);
    else this.#fail(new HubgraphError('ERR_NETWORK_TOO_LARGE', `${url} sent more than ${sizeBytesMax} bytes.`));
  }

  onResponseEnd(): void {
    if (!this.#end()) return;
    const [first, ...more] = this.#chunks;
    const bytes = first === undefined || more.length > 0 ? Buffer.concat(this.#chunks) : first;
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(this.#headers)) {
      if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
    }
    this.#resolve({ status: this.#status, headers, body: bytes.toString(this.#call.encoding ?? 'utf8') });
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    this.refused(cause);
  }

  refused(cause: unknown): void {
    this.#fail(new HubgraphError('ERR_NETWORK_REFUSED', `${this.#call.url} cannot be reached.`, { cause }));
  }

  /**
   * A timer that comes late says that this process was busy, and may not have read what has come meanwhile: for once it
   * gets the time that it had not, before the other side is blamed.
   */
  #due(): void {
    const lateMs = performance.now() - this.#dueAt;
    if (lateMs < BUSY_MS) this.#late();
    else this.#timer = this.#after(Math.min(lateMs, this.#call.timeoutMs), () => this.#late());
  }

  #after(delayMs: number, run: () => void): NodeJS.Timeout {
    const timer = setTimeout(run, delayMs);
    timer.unref();
    return timer;
  }

  #late(): void {
    const { url, timeoutMs } = this.#call;
    this.#fail(new HubgraphError('ERR_NETWORK_TIMEOUT', `${url} did not answer within ${timeoutMs} ms.`));
  }

  #fail(error: HubgraphError): void {
    if (!this.#end()) return;
    this.#reject(error);
    this.#controller?.abort(error);
  }

  /** Whether this ends the exchange; it ends once. */
  #end(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#call.signal?.removeEventListener('abort', this.#left);
    return true;
  }
}

/** The real clock, the system's randomness, HTTP and the file system. */
export function realWorld(): World {
  return { clock, random, network: new HttpNetwork(), disk };
}
