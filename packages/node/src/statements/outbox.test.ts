import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateNodeKeys, type NodeKeys, statementDigest, verifyStatement } from '@hubgraph/identity';
import { type Command, defineCommand, type Event, Journal } from '@hubgraph/journal';
import { HubgraphError, type NetworkRequest, type NetworkResponse, realWorld, type World } from '@hubgraph/kernel';
import { openSqliteStore, type Store } from '@hubgraph/store';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Concept } from '../concept.ts';
import { exceptions, Outbox, outboxProjection } from './outbox.ts';

const START = Date.parse('2026-03-01T12:00:00Z');
const LIFETIME_MS = 3_600_000;
/** How often the outbox may look what is due in one test; a loop that never ends is cut off there. */
const LOOKS_MAX = 400;

interface Say extends Command {
  readonly type: 'Say';
  readonly to: string;
  readonly word: string;
}
interface Said extends Event {
  readonly to: string;
  readonly word: string;
}

const say = defineCommand<Say, undefined, Said>({
  type: 'Say',
  load: () => undefined,
  decide: ({ to, word }) => [{ type: 'Said', to, word }],
});
const talking: Concept = {
  name: 'talking',
  policy: {},
  events: { Said: 'SEALED' },
  commands: [say],
  entities: [],
  projections: [],
  sends({ event, at }) {
    const { to: audience, word } = event as Said;
    return [{ audience, type: 'word-said', about: word, payload: { word }, expiresAt: at + LIFETIME_MS }];
  },
  typeDefs: '',
  resolvers: {},
};

/** A clock that only moves when it is told to. */
class FakeClock {
  time = START;
  #timers: { readonly at: number; readonly run: () => void }[] = [];
  now(): number {
    return this.time;
  }
  after(delayMs: number, run: () => void): () => void {
    const timer = { at: this.time + delayMs, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }
  /** When the next wait ends, from now. */
  get next(): number {
    return Math.min(...this.#timers.map((timer) => timer.at)) - this.time;
  }
  advance(ms: number): void {
    this.time += ms;
    const due = this.#timers.filter((timer) => timer.at <= this.time);
    this.#timers = this.#timers.filter((timer) => timer.at > this.time);
    for (const timer of due) timer.run();
  }
}

type Answer = (request: NetworkRequest) => NetworkResponse;
const status = (code: number, body = ''): NetworkResponse => ({ status: code, headers: {}, body });

let folder: string;
let clock: FakeClock;
let calls: NetworkRequest[];
let answer: Answer;
let endpoints: Record<string, string>;
let errors: unknown[];
let looks: number;
let store: Store;
let journal: Journal;
let outbox: Outbox;
const first = generateNodeKeys(realWorld(), 'cee.example');
let keys: NodeKeys = first;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hubgraph-outbox-'));
  clock = new FakeClock();
  keys = first;
  calls = [];
  answer = () => status(200);
  endpoints = { asia: 'https://asia.example', cee: 'https://cee.example' };
  errors = [];
  looks = 0;
  await open();
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(): Promise<void> {
  const network = {
    async request(request: NetworkRequest) {
      calls.push(request);
      return answer(request);
    },
  };
  const world: World = { ...realWorld(), clock, network };
  store = openSqliteStore(world, join(folder, 'journal.db'));
  journal = await Journal.open({
    world,
    node: 'council',
    store,
    viewsPath: join(folder, 'views.db'),
    commands: [say],
    entities: [],
    projections: [outboxProjection([talking])],
  });
  const { reader } = journal;
  const watched = {
    reader: {
      rows(...of: Parameters<typeof reader.rows>) {
        looks += 1;
        return looks > LOOKS_MAX ? [] : reader.rows(...of);
      },
      row: (...of: Parameters<typeof reader.row>) => reader.row(...of),
    },
    writeLocal: (...of: Parameters<Journal['writeLocal']>) => journal.writeLocal(...of),
  };
  outbox = new Outbox({
    world,
    node: 'council',
    keys: () => keys,
    journal: watched as unknown as Journal,
    endpointOf: (node) => endpoints[node],
    onError: (error) => errors.push(error),
  });
}

async function close(): Promise<void> {
  await outbox.stop();
  await journal.close();
  await store.close();
}

let count = 0;
async function said(to: string, word: string): Promise<void> {
  const command: Say = { type: 'Say', to, word, at: clock.time, by: 'operator' };
  await journal.handle(command, { commandId: `command-${count++}`, fingerprint: word });
}
const deliveries = () => exceptions(journal.reader, 10).map(({ about, status: of, attempts }) => [about, of, attempts]);
const words = (to = 'asia') =>
  calls
    .filter((call) => call.url.startsWith(`https://${to}.`))
    .map(
      (call) => JSON.parse(Buffer.from(String(call.body).split('.')[1] ?? '', 'base64url').toString()).jti as string,
    );
/** Waits until the outbox wrote down what became of its attempts. */
const attempted = (expected: unknown[]) => until(() => expect(deliveries()).toEqual(expected));
/** Asks again and again, in the real time that signing takes. */
const until = (holds: () => void): Promise<void> => vi.waitFor(holds, { interval: 2, timeout: 20_000 });

describe('a statement on its way', () => {
  test('is signed for its audience, sent once and done with', async () => {
    await said('asia', 'hello');
    outbox.wake();
    await attempted([]);
    expect(calls).toHaveLength(1);
    const [call] = calls as [NetworkRequest];
    expect(call).toMatchObject({ url: 'https://asia.example/statements', method: 'POST' });
    expect(call.headers).toEqual({ 'content-type': 'application/jwt' });
    const options = { trustedKeys: () => [keys.statements.publicJwk], now: clock.time };
    expect(await verifyStatement(String(call.body), { ...options, node: 'asia' })).toMatchObject({
      issuer: 'council',
      audience: 'asia',
      type: 'word-said',
      id: 'hello',
      payload: { word: 'hello' },
    });
    expect(await verifyStatement(String(call.body), { ...options, node: 'cee' })).toMatchObject({ rejected: true });
    outbox.wake();
    clock.advance(LIFETIME_MS * 2);
    expect(calls).toHaveLength(1);
  });

  test.each<[string, Answer]>([
    ['the node is down', () => status(503)],
    ['the node says too early', () => status(425)],
    ['the address answers something else', () => status(404, '<html>')],
    [
      'nobody listens',
      () => {
        throw new HubgraphError('ERR_NETWORK_REFUSED', 'no');
      },
    ],
    [
      'the network does what it must not do',
      () => {
        throw new TypeError('a bug');
      },
    ],
  ])('is tried again with growing pauses and the same bytes where %s', async (name, failing) => {
    answer = failing;
    await said('asia', 'hello');
    outbox.wake();
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      await attempted([['hello', 'WAITING', attempt]]);
      await until(() => expect(Number.isFinite(clock.next)).toBe(true));
      const pause = clock.next;
      pauses.push(pause);
      clock.advance(pause - 1);
      outbox.wake();
      expect(calls).toHaveLength(attempt);
      if (attempt === 12) answer = () => status(200);
      clock.advance(1);
    }
    expect(pauses).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 12_800, 20_000, 20_000, 20_000, 20_000, 20_000]);
    await attempted([]);
    expect(calls).toHaveLength(13);
    expect(new Set(calls.map((call) => call.body)).size).toBe(1);
    expect(errors.length > 0).toBe(name.includes('must not'));
    expect(looks).toBeLessThan(LOOKS_MAX);
  });

  test('is the same after the views were made anew, and is sent again', async () => {
    answer = () => status(503);
    await said('asia', 'hello');
    outbox.wake();
    await attempted([['hello', 'WAITING', 1]]);
    await close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `views.db${suffix}`), { force: true });
    clock.advance(10_000);
    await open();
    outbox.wake();
    await attempted([['hello', 'WAITING', 1]]);
    expect(calls.map((call) => call.body)).toEqual([calls[0]?.body, calls[0]?.body]);
  });

  test('that is refused is left for a person, and the next one goes on', async () => {
    answer = (request) => (String(request.body) === calls[0]?.body ? status(422, '{"code":"no"}') : status(200));
    await said('asia', 'bad');
    await said('asia', 'good');
    outbox.wake();
    await until(() => expect(words()).toEqual(['bad', 'good']));
    await attempted([['bad', 'REFUSED', 1]]);
    expect(exceptions(journal.reader, 10)[0]?.detail).toBe('422 {"code":"no"}');
    clock.advance(LIFETIME_MS * 2);
    outbox.wake();
    expect(calls).toHaveLength(2);
  });

  test('that nobody answers until it expires is left for a person', async () => {
    answer = () => status(503);
    await said('asia', 'hello');
    outbox.wake();
    await attempted([['hello', 'WAITING', 1]]);
    clock.advance(LIFETIME_MS);
    await attempted([['hello', 'EXPIRED', 2]]);
    expect(calls).toHaveLength(1);
    await until(() => expect(clock.next).toBe(Number.POSITIVE_INFINITY));
  });

  test('waits for an audience that the registry does not name yet', async () => {
    await said('newcomer', 'hello');
    outbox.wake();
    await attempted([['hello', 'WAITING', 1]]);
    expect(calls).toEqual([]);
    endpoints['newcomer'] = 'https://newcomer.example';
    await until(() => expect(Number.isFinite(clock.next)).toBe(true));
    clock.advance(clock.next);
    await attempted([]);
    expect(words('newcomer')).toEqual(['hello']);
  });
});

describe('several statements', () => {
  test('reach each audience in the order of the events', async () => {
    for (const word of ['one', 'two', 'three']) for (const to of ['asia', 'cee']) await said(to, word);
    outbox.wake();
    outbox.wake();
    await attempted([]);
    expect(words('asia')).toEqual(['one', 'two', 'three']);
    expect(words('cee')).toEqual(['one', 'two', 'three']);
  });

  test('wait behind the first one, without the node doing anything until its pause is over', async () => {
    answer = ({ url }) => status(url.includes('asia') ? 503 : 200);
    for (const word of ['one', 'two', 'three']) for (const to of ['asia', 'cee']) await said(to, word);
    outbox.wake();
    await attempted([
      ['one', 'WAITING', 1],
      ['two', 'WAITING', 0],
      ['three', 'WAITING', 0],
    ]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(words('asia')).toEqual(['one']);
    expect(words('cee')).toEqual(['one', 'two', 'three']);
    // One look for each wake and each delivery that ended; many mean a loop that takes the whole process.
    expect(looks).toBeLessThan(20);
    await until(() => expect(clock.next).toBe(200));
    answer = () => status(200);
    clock.advance(200);
    await attempted([]);
    expect(words('asia')).toEqual(['one', 'one', 'two', 'three']);
  });

  test('one that comes while another one pauses waits for it', async () => {
    answer = () => status(503);
    await said('asia', 'one');
    outbox.wake();
    await attempted([['one', 'WAITING', 1]]);
    await said('asia', 'two');
    outbox.wake();
    await new Promise((resolve) => setImmediate(resolve));
    expect(words()).toEqual(['one']);
    expect(looks).toBeLessThan(20);
  });

  test('after a stop nothing is sent', async () => {
    await said('asia', 'one');
    await outbox.stop();
    outbox.wake();
    clock.advance(60_000);
    expect(calls).toEqual([]);
    expect(deliveries()).toEqual([['one', 'WAITING', 0]]);
  });
});

describe('a change of keys', () => {
  const next = generateNodeKeys(realWorld(), 'cee.example').statements;
  const until = START + LIFETIME_MS / 2;
  const change = (): void => {
    const former = { role: 'statements', key: first.statements, changedAt: clock.time, until } as const;
    keys = { ...first, statements: next, former: [former] };
  };
  const kidsSent = () => calls.map(({ body }) => kidOf(String(body)));

  test('leaves what was said before as it was, byte for byte, while the former key counts; then it is signed anew', async () => {
    answer = () => status(503);
    await said('asia', 'hello');
    outbox.wake();
    await attempted([['hello', 'WAITING', 1]]);
    change();
    clock.advance(1_000);
    await attempted([['hello', 'WAITING', 2]]);
    expect(calls[1]?.body).toBe(calls[0]?.body);
    clock.advance(LIFETIME_MS / 2);
    await attempted([['hello', 'WAITING', 3]]);
    expect(kidsSent()).toEqual([first.statements.kid, first.statements.kid, next.kid]);
  });

  test('does not change what was said: whoever cites it, signed with either key, cites what this node said', async () => {
    await said('asia', 'hello');
    outbox.wake();
    await vi.waitFor(() => expect(deliveries()).toEqual([]));
    const before = statementDigest(String(calls[0]?.body));
    expect(await outbox.said('hello', 'asia')).toEqual([{ type: 'word-said', digest: before }]);
    change();
    clock.advance(LIFETIME_MS / 2);
    const digests = (await outbox.said('hello', 'asia')).map(({ digest }) => digest);
    expect(digests).toHaveLength(2);
    expect(digests).toContain(before);
    expect(await outbox.said('hello', 'cee')).toEqual([]);
    expect(await outbox.said('goodbye', 'asia')).toEqual([]);
  });

  test('is not known to everybody at once: what a new key signed is said again', async () => {
    clock.time += 1_000;
    change();
    clock.time += 1_000;
    answer = () => status(422, '{"code":"statement-is-forged","message":"No key."}');
    await said('asia', 'hello');
    outbox.wake();
    await attempted([['hello', 'WAITING', 1]]);
    expect(kidsSent()).toEqual([next.kid]);
    clock.advance(LIFETIME_MS / 2);
    await attempted([['hello', 'REFUSED', 2]]);
  });
});

function kidOf(jws: string): unknown {
  return (JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString()) as { kid?: unknown }).kid;
}
