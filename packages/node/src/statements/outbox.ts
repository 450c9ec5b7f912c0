import { type FormerKey, type NodeKeys, signStatement, statementDigest } from '@hubgraph/identity';
import type { Journal, Projection, Reader, Row } from '@hubgraph/journal';
import { canonical, HubgraphError, type Json, type World } from '@hubgraph/kernel';
import type { Concept, Said } from '../concept.ts';

/** Where a statement is on its way. `REFUSED` and `EXPIRED` are exceptions that a person must look at. */
export type DeliveryStatus = 'WAITING' | 'DELIVERED' | 'REFUSED' | 'EXPIRED';

const RETRY_FIRST_MS = 200;
/** What waits at both ends of a partition is there within a minute after it. */
const RETRY_LAST_MS = 20_000;
const TIMEOUT_MS = 10_000;
const ANSWER_BYTES_MAX = 16_384;
/** More is not said to one node about one thing. */
const SAID_MAX = 16;

/** The statements that the journal's events call for, in the order of the events. */
export function outboxProjection(concepts: readonly Concept[]): Projection {
  return {
    name: 'outbox',
    version: 1,
    schema: [
      `CREATE TABLE outbox (n INTEGER PRIMARY KEY AUTOINCREMENT, audience TEXT NOT NULL, type TEXT NOT NULL, about TEXT NOT NULL,
        payload TEXT NOT NULL, cites TEXT NOT NULL, issued_at INTEGER NOT NULL, expires_at INTEGER NOT NULL) STRICT`,
      'CREATE INDEX outbox_about ON outbox (about, n)',
      `CREATE TABLE local_delivery (n INTEGER PRIMARY KEY, status TEXT NOT NULL, attempts INTEGER NOT NULL,
        next_at INTEGER NOT NULL, detail TEXT NOT NULL) STRICT`,
    ],
    fold(recorded, views) {
      for (const concept of concepts) {
        for (const out of concept.sends?.(recorded, views) ?? []) {
          views.run(
            'INSERT INTO outbox (audience, type, about, payload, cites, issued_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
            out.audience,
            out.type,
            out.about,
            canonical(out.payload),
            canonical(out.cites ?? []),
            recorded.at,
            out.expiresAt,
          );
        }
      }
    },
  };
}

/** How long an outbox waits after so many attempts in vain, in milliseconds. */
export function retryPauseMs(attempts: number): number {
  return Math.min(RETRY_LAST_MS, RETRY_FIRST_MS * 2 ** Math.min(attempts - 1, 20));
}

export interface Delivery {
  readonly audience: string;
  readonly type: string;
  readonly about: string;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  readonly detail: string;
}

const DELIVERIES = `SELECT o.*, coalesce(d.status, 'WAITING') AS status, coalesce(d.attempts, 0) AS attempts,
  coalesce(d.detail, '') AS detail FROM outbox o LEFT JOIN local_delivery d USING (n)
  WHERE coalesce(d.status, 'WAITING') <> 'DELIVERED'`;

/** The statements that were not delivered yet, refused or expired, oldest first. */
export function exceptions(read: Reader, limit: number): Delivery[] {
  return read.rows(`${DELIVERIES} ORDER BY n LIMIT ?`, limit).map(deliveryIn);
}

/** Those of them that are about one thing, oldest first. */
export function deliveriesAbout(read: Reader, about: string): Delivery[] {
  return read.rows(`${DELIVERIES} AND o.about = ? ORDER BY n LIMIT 100`, about).map(deliveryIn);
}

function deliveryIn(row: Row): Delivery {
  return {
    audience: String(row['audience']),
    type: String(row['type']),
    about: String(row['about']),
    status: String(row['status']) as DeliveryStatus,
    attempts: Number(row['attempts']),
    detail: String(row['detail']),
  };
}

export interface OutboxOptions {
  readonly world: World;
  readonly node: string;
  readonly keys: () => NodeKeys;
  readonly journal: Journal;
  readonly endpointOf: (node: string) => string | undefined;
  /** Hears of what nobody foresaw. */
  readonly onError: (error: unknown) => void;
}

/**
 * Delivers statements at least once, in order for each audience, with growing pauses, until they are answered or
 * expire. What is signed depends on the event alone, so every attempt sends the same bytes.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #busy = new Map<string, Promise<void>>();
  #cancelTimer: () => void = () => {};
  #isStopped = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Looks for what is due; called after each commit, when a pause ends, and at the start. */
  wake(): void {
    if (this.#isStopped) return;
    const { journal, world } = this.#options;
    const now = world.clock.now();
    const next = journal.reader.rows(
      // The oldest that waits, for each audience: the others go after it, in order.
      `SELECT o.audience AS audience, coalesce(d.next_at, 0) AS next_at FROM outbox o LEFT JOIN local_delivery d USING (n)
       WHERE n IN (SELECT min(n) FROM outbox LEFT JOIN local_delivery l USING (n)
                   WHERE coalesce(l.status, 'WAITING') = 'WAITING' GROUP BY audience)`,
    );
    let soonest = Number.POSITIVE_INFINITY;
    for (const row of next) {
      const audience = String(row['audience']);
      const dueAt = Number(row['next_at']);
      if (dueAt > now) soonest = Math.min(soonest, dueAt);
      else if (!this.#busy.has(audience)) {
        const work = this.#deliver(audience)
          .catch((error: unknown) => this.#options.onError(error))
          .finally(() => {
            this.#busy.delete(audience);
            this.wake();
          });
        this.#busy.set(audience, work);
      }
    }
    this.#cancelTimer();
    if (soonest < Number.POSITIVE_INFINITY) this.#cancelTimer = world.clock.after(soonest - now, () => this.wake());
  }

  /**
   * What this node told another one about a thing, with the digest that whoever answers cites. A signature is the same
   * each time, so it is made again; of what was said under another key that the node still has, with that one too.
   */
  async said(about: string, audience: string): Promise<readonly Said[]> {
    const { journal, keys } = this.#options;
    const { statements, former = [] } = keys();
    const all = [statements, ...former.flatMap(({ role, key }) => (role === 'statements' ? [key] : []))];
    const rows = journal.reader.rows(
      'SELECT * FROM outbox WHERE about = ? AND audience = ? ORDER BY n LIMIT ?',
      about,
      audience,
      SAID_MAX,
    );
    return Promise.all(
      rows.flatMap((row) =>
        all.map(async (key) => ({
          type: String(row['type']),
          digest: statementDigest(await this.#sign(row, { statements: key })),
        })),
      ),
    );
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelTimer();
    await Promise.all(this.#busy.values());
  }

  async #deliver(audience: string): Promise<void> {
    const { journal } = this.#options;
    for (;;) {
      const row = journal.reader.row(
        `SELECT o.*, coalesce(d.attempts, 0) AS attempts, coalesce(d.next_at, 0) AS next_at FROM outbox o LEFT JOIN local_delivery d USING (n)
         WHERE o.audience = ? AND coalesce(d.status, 'WAITING') = 'WAITING' ORDER BY n LIMIT 1`,
        audience,
      );
      if (row === undefined || this.#isStopped || Number(row['next_at']) > this.#options.world.clock.now()) return;
      const attempts = Number(row['attempts']) + 1;
      const outcome = await this.#send(row, audience);
      const nextAt = this.#options.world.clock.now() + retryPauseMs(attempts);
      await journal.writeLocal((views) =>
        views.run(
          'INSERT OR REPLACE INTO local_delivery VALUES (?, ?, ?, ?, ?)',
          row['n'] ?? 0n,
          outcome.status,
          attempts,
          nextAt,
          outcome.detail.slice(0, 500),
        ),
      );
      if (outcome.status === 'WAITING') return;
    }
  }

  async #send(row: Row, audience: string): Promise<{ status: DeliveryStatus; detail: string }> {
    const { world, keys, endpointOf } = this.#options;
    const expiresAt = Number(row['expires_at']);
    if (expiresAt <= world.clock.now()) return { status: 'EXPIRED', detail: `Nobody answered until it expired.` };
    const endpoint = endpointOf(audience);
    if (endpoint === undefined) return { status: 'WAITING', detail: `${audience} is not in the registry.` };
    try {
      const jws = await this.#sign(row, keyFor(keys(), Number(row['issued_at']), world.clock.now()));
      const answer = await world.network.request({
        url: `${endpoint}/statements`,
        method: 'POST',
        headers: { 'content-type': 'application/jwt' },
        body: jws,
        timeoutMs: TIMEOUT_MS,
        sizeBytesMax: ANSWER_BYTES_MAX,
      });
      if (answer.status === 200) return { status: 'DELIVERED', detail: '' };
      // Whoever has an older registry does not know a new key yet.
      const isChanging = isKeyNew(keys(), world.clock.now()) && answer.body.includes('"statement-is-forged"');
      const isFinal = answer.status === 422 && !isChanging;
      return { status: isFinal ? 'REFUSED' : 'WAITING', detail: `${answer.status} ${answer.body}` };
    } catch (error) {
      // Whatever it is, the row is marked and its pause grows: an error that is thrown on would be met again at once.
      if (!(error instanceof HubgraphError)) this.#options.onError(error);
      return { status: 'WAITING', detail: error instanceof Error ? error.message : String(error) };
    }
  }

  #sign(row: Row, keys: Pick<NodeKeys, 'statements'>): Promise<string> {
    return signed(this.#options.node, row, keys);
  }
}

/** What is told by a row of the outbox. Its bytes are as they were at the first attempt, with every later release too. */
export function signed(node: string, row: Row, keys: Pick<NodeKeys, 'statements'>): Promise<string> {
  return signStatement(keys, {
    issuer: node,
    audience: String(row['audience']),
    type: String(row['type']),
    id: String(row['about']),
    issuedAt: Number(row['issued_at']),
    expiresAt: Number(row['expires_at']),
    cites: JSON.parse(String(row['cites'])) as string[],
    payload: JSON.parse(String(row['payload'])) as Json,
  });
}

/**
 * The key that was the present one when it was said, as long as it counts: an attempt after a change of keys sends the
 * same bytes as those before.
 */
function keyFor(keys: NodeKeys, issuedAt: number, now: number): Pick<NodeKeys, 'statements'> {
  const then = formerOf(keys, now).findLast(({ changedAt }) => issuedAt <= changedAt);
  return then === undefined ? keys : { statements: then.key };
}

function isKeyNew(keys: NodeKeys, now: number): boolean {
  return formerOf(keys, now).length > 0;
}

function formerOf({ former = [] }: NodeKeys, now: number): readonly FormerKey[] {
  return former.filter(({ role, until }) => role === 'statements' && now < until);
}
