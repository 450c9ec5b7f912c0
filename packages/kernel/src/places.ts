import { type Rejection, reject } from './rejection.ts';
import type { Instant, World } from './world.ts';

/** One of the downloads that go on at the same time. */
export interface Place {
  /** The first byte can go out; until then it is waited for what is sent. */
  begin(): void;
  /** So many bytes were taken by the reader. */
  took(bytes: number): void;
  /** It is over; said twice, it is over once. */
  free(): void;
}

/** Why nobody is sent anything now. Who asks again in some seconds may be. */
export type PlacesRejectionCode = 'exports-are-busy' | 'downloads-are-too-many';

interface Taken {
  readonly owner: string;
  readonly end: () => void;
  since: Instant | undefined;
  bytes: number;
}

/** Younger downloads are slow to begin with. */
const YOUNG_MS = 30_000;
/** Who takes less than this makes place when others wait: 32 KiB a second. */
const SLOW_BYTES_PER_S = 32_768;

/**
 * The places of downloads. No address has more than three quarters of them, and where all are taken the slowest reader
 * makes place, if it is slow: whoever reads a byte a minute keeps nobody else from it, and goes on later where it was.
 */
export class Places {
  readonly #world: Pick<World, 'clock'>;
  readonly #max: number;
  readonly #taken = new Set<Taken>();

  constructor(world: Pick<World, 'clock'>, max: number) {
    this.#world = world;
    this.#max = max;
  }

  /** A place for who asks from an address; `end` breaks off the download that has it. */
  take(address: string, end: () => void): Place | Rejection<PlacesRejectionCode> {
    const owner = networkOf(address);
    const own = [...this.#taken].filter((one) => one.owner === owner).length;
    if (own >= Math.ceil((this.#max * 3) / 4)) {
      return reject(
        'downloads-are-too-many',
        `${own} files are being sent to your address; wait until some of them have arrived.`,
      );
    }
    if (this.#taken.size >= this.#max) this.#endSlowest();
    if (this.#taken.size >= this.#max) {
      return reject('exports-are-busy', 'Too many files are being sent; ask again in some seconds.');
    }
    const taken: Taken = { owner, end, since: undefined, bytes: 0 };
    this.#taken.add(taken);
    return {
      begin: () => {
        taken.since ??= this.#world.clock.now();
      },
      took: (bytes) => {
        taken.bytes += bytes;
      },
      free: () => void this.#taken.delete(taken),
    };
  }

  #endSlowest(): void {
    const now = this.#world.clock.now();
    let slowest: Taken | undefined;
    let rate = SLOW_BYTES_PER_S;
    for (const one of this.#taken) {
      const ms = one.since === undefined ? 0 : now - one.since;
      if (ms < YOUNG_MS || (one.bytes * 1_000) / ms >= rate) continue;
      slowest = one;
      rate = (one.bytes * 1_000) / ms;
    }
    if (slowest === undefined) return;
    this.#taken.delete(slowest);
    slowest.end();
  }
}

/** Whom an address belongs to: of IPv6 the network of 64 bits, of which one customer has all addresses. */
function networkOf(address: string): string {
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const groups = head.split(':').filter((one) => one !== '');
  const rest = tail === undefined ? [] : tail.split(':').filter((one) => one !== '');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - rest.length);
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...rest];
  return all
    .slice(0, 4)
    .map((one) => one.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}
