import { HubgraphError, type World } from '@hubgraph/kernel';
import { ANSWER_BYTES_MAX, bytesMaxOf, type LogSource } from './source.ts';

const TIMEOUT_MS = 20_000;
const TRIES = 3;
const PAUSE_MS = 500;

/** A log over HTTP; every answer is bounded in time and size, and nothing else than 200 and 404 is an answer. */
export class HttpSource implements LogSource {
  readonly name: string;
  readonly #world: Pick<World, 'network' | 'clock'>;

  /** @param prefix the log's URL without a slash at its end, as `http://127.0.0.1:4104/log/books`. */
  constructor(world: Pick<World, 'network' | 'clock'>, prefix: string) {
    this.#world = world;
    this.name = prefix;
  }

  checkpoint(): Promise<Uint8Array | undefined> {
    return get(this.#world, `${this.name}/checkpoint`, ANSWER_BYTES_MAX.note);
  }

  policy(): Promise<Uint8Array | undefined> {
    return get(this.#world, `${this.name}/policy`, ANSWER_BYTES_MAX.policy);
  }

  read(path: string): Promise<Uint8Array | undefined> {
    return get(this.#world, `${this.name}/${path}`, bytesMaxOf(path));
  }
}

/** One of the two logs of a node, which says more of itself than a log must. */
export class NodeSource extends HttpSource {
  readonly #node: Pick<World, 'network' | 'clock'>;
  readonly #base: string;
  readonly #log: 'books' | 'cases';

  /** @param base the node's URL without a slash at its end. */
  constructor(world: Pick<World, 'network' | 'clock'>, base: string, log: 'books' | 'cases') {
    super(world, `${base}/log/${log}`);
    this.#node = world;
    this.#base = base;
    this.#log = log;
  }

  /** Where too few nodes are known for a policy, one with the log's key and no witness. */
  override async policy(): Promise<Uint8Array | undefined> {
    const policy = await super.policy();
    if (policy !== undefined) return policy;
    const about = await get(this.#node, `${this.#base}/.well-known/hubgraph.json`, ANSWER_BYTES_MAX.policy);
    try {
      const { logs } = JSON.parse(Buffer.from(about ?? []).toString('utf8')) as { logs?: Record<string, unknown> };
      const key = logs?.[this.#log];
      return typeof key === 'string' ? Buffer.from(`log ${key}\nquorum none\n`) : undefined;
    } catch {
      return undefined;
    }
  }

  consistency(from: number, to: number): Promise<Uint8Array | undefined> {
    return get(this.#node, `${this.name}/consistency/${from}/${to}`, ANSWER_BYTES_MAX.proof);
  }
}

/**
 * The bytes at a URL; undefined for 404.
 * @throws {HubgraphError} `ERR_LOG_UNREACHABLE` after three tries, `ERR_LOG_TOO_LARGE` at once.
 */
export async function get(
  { network, clock }: Pick<World, 'network' | 'clock'>,
  url: string,
  sizeBytesMax: number,
): Promise<Uint8Array | undefined> {
  let why = '';
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (attempt > 0) await pause(clock, PAUSE_MS * attempt);
    try {
      const answer = await network.request({
        url,
        method: 'GET',
        timeoutMs: TIMEOUT_MS,
        sizeBytesMax,
        encoding: 'latin1',
      });
      if (answer.status === 200) return Buffer.from(answer.body, 'latin1');
      if (answer.status === 404) return undefined;
      why = `it answered ${answer.status}`;
      // What is forbidden now is forbidden in a moment.
      if (answer.status < 500 && answer.status !== 429) break;
    } catch (cause) {
      if (!(cause instanceof HubgraphError)) throw cause;
      if (cause.code === 'ERR_NETWORK_TOO_LARGE')
        throw new HubgraphError('ERR_LOG_TOO_LARGE', cause.message, { cause });
      why = cause.message;
    }
  }
  throw new HubgraphError('ERR_LOG_UNREACHABLE', `${url} cannot be read: ${why}.`);
}

/** Waits. */
export function pause(clock: World['clock'], ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve));
}
