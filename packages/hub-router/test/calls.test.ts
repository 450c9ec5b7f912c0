import { HubgraphError } from '@hubgraph/kernel';
import { expect, test } from 'vitest';
import { createHubRouter, type HubCall, type SendToHub, type Snapshot } from '../src/index.ts';
import { FakeClock } from './fake-clock.ts';
import { brief, Fixture, team } from './fixture.ts';
import { hubSdl } from './hub.graphql.ts';

test('each hub gets its own credentials, the request id and nothing else', async () => {
  await using at = await Fixture.start();
  await at.ask('{ votes }', undefined, {
    requestId: 'r-1',
    credentials: (hub) => Promise.resolve({ Authorization: `Bearer for-${hub}`, 'Content-Type': 'text/plain' }),
  });
  for (const hub of [at.cee, at.asia, at.africa]) {
    const { headers } = hub.received[0] ?? {};
    expect(headers).toMatchObject({
      authorization: `Bearer for-${hub.id}`,
      'content-type': 'application/json',
      'x-request-id': 'r-1',
    });
    const others = ['cee', 'asia', 'africa'].filter((id) => id !== hub.id);
    for (const other of others) expect(JSON.stringify(hub.received)).not.toContain(`for-${other}`);
  }
});

test('a hub for which there are no credentials is not asked', async () => {
  await using at = await Fixture.start();
  const result = await at.entities('{ ... on Team { id } }', [team('cee:team:1'), team('asia:team:1')]);
  expect(result.errors).toBeUndefined();
  const without = await at.ask('{ a: hub(id: "asia") { name } c: hub(id: "cee") { name } }', undefined, {
    credentials: (hub) => {
      if (hub === 'asia') throw new Error('no token');
      return {};
    },
  });
  expect(without.data).toEqual({ a: null, c: { name: 'Hub cee' } });
  expect(brief(without)).toEqual([['a', 'HUB_UNAVAILABLE', 'asia', 'no-credentials']]);
  expect(at.asia.received).toHaveLength(1);
});

test('a slow hub is given up after its time, and the others are not kept waiting longer', async () => {
  await using at = await Fixture.start({ limits: { perHubMs: 2_000 } });
  at.asia.misbehave = () => 'hangs';
  const answer = at.entities('{ ... on Team { id name } }', [team('cee:team:1'), team('asia:team:1')]);
  await at.asia.hasReceived(1);
  await at.clock.hasLeft(1);
  at.clock.advance(1_999);
  expect(at.clock.waiting).toBe(1);
  at.clock.advance(1);
  expect(brief(await answer)).toEqual([['_entities.1', 'HUB_UNAVAILABLE', 'asia', 'timed-out']]);
  expect(at.clock.waiting).toBe(0);
});

/** A router over a transport that is a function, for one hub. */
function single(send: SendToHub, limits = {}) {
  const clock = new FakeClock();
  const router = createHubRouter({ sdl: hubSdl, send, clock, limits });
  const snapshot: Snapshot = { epoch: 1, hubs: [{ id: 'cee', endpoint: 'http://cee.test/', status: 'authorised' }] };
  const ask = (context: { deadline?: number; signal?: AbortSignal } = {}) =>
    router.process({ query: '{ votes }' }, snapshot, { credentials: () => ({}), ...context });
  return { clock, ask };
}

const well = { status: 200, body: '{"data":{"votes":1}}' };
const refused = () => Promise.reject(new HubgraphError('ERR_NETWORK_REFUSED', 'cannot be reached'));

test('no hub gets more time than the request has left', async () => {
  const times: number[] = [];
  const { clock, ask } = single(
    (call) => {
      times.push(call.timeoutMs);
      return Promise.resolve(well);
    },
    { perHubMs: 500 },
  );
  await ask();
  await ask({ deadline: clock.now() + 120 });
  await ask({ deadline: clock.now() + 9_000 });
  const late = await ask({ deadline: clock.now() });
  expect(times).toEqual([500, 100, 500]);
  expect(brief(late)[0]).toEqual(['votes', 'HUB_UNAVAILABLE', 'cee', 'timed-out']);
});

test('when the client leaves, the call is stopped and nothing is held against the hub', async () => {
  const calls: HubCall[] = [];
  const started = Promise.withResolvers<void>();
  const { ask } = single(
    (call) => {
      calls.push(call);
      started.resolve();
      return calls.length === 1 ? new Promise(() => undefined) : Promise.resolve(well);
    },
    { breakerFailuresMax: 1 },
  );
  const client = new AbortController();
  const answer = ask({ signal: client.signal });
  await started.promise;
  client.abort();
  expect(brief(await answer)[0]).toEqual(['votes', 'HUB_UNAVAILABLE', 'cee', 'cancelled']);
  expect(calls[0]?.signal.aborted).toBe(true);
  expect((await ask()).data).toEqual({ votes: 1 });
  expect(brief(await ask({ signal: client.signal }))[0]?.[3]).toBe('cancelled');
  expect(calls).toHaveLength(2);
});

test('a refused query is tried once more', async () => {
  let count = 0;
  const { ask } = single(() => (++count === 1 ? refused() : Promise.resolve(well)));
  expect(await ask()).toEqual({ data: { votes: 1 } });
  expect(count).toBe(2);
});

test.each([
  ['ERR_NETWORK_TIMEOUT', 'timed-out'],
  ['ERR_NETWORK_TOO_LARGE', 'too-large'],
])('%s is not tried again', async (code, reason) => {
  let count = 0;
  const { ask } = single(() => {
    count++;
    throw new HubgraphError(code, 'no');
  });
  expect(brief(await ask())[0]?.[3]).toBe(reason);
  expect(count).toBe(1);
});

/** What a probe is: asked by the router for itself, of a server of which nothing is known. */
const isProbe = ({ body }: HubCall) => body === '{"query":"{ __typename }"}';

test('the breaker opens after failures in a row, and closes when a probe and one call have succeeded', async () => {
  const calls: HubCall[] = [];
  let isUp = false;
  const gate = Promise.withResolvers<void>();
  const { clock, ask } = single(
    async (call) => {
      calls.push(call);
      if (isUp && !isProbe(call)) await gate.promise;
      return isUp ? well : { status: 502, body: '' };
    },
    { breakerFailuresMax: 3, breakerCooldownMs: 1_000 },
  );
  const reason = async () => brief(await ask())[0]?.[3];
  for (let i = 0; i < 3; i++) expect(await reason()).toBe('http-502');
  expect(await reason()).toBe('breaker-open');
  expect(calls).toHaveLength(3);
  clock.advance(999);
  expect(await reason()).toBe('breaker-open');
  clock.advance(1);
  expect(calls).toHaveLength(3);
  expect(await reason()).toBe('breaker-open');
  expect(calls.slice(3).map(isProbe)).toEqual([true]);
  expect(await reason()).toBe('breaker-open');
  expect(calls).toHaveLength(4);
  clock.advance(1_000);
  isUp = true;
  const trial = ask();
  await new Promise(setImmediate);
  expect(calls.slice(4).map(isProbe)).toEqual([true, false]);
  expect(await reason()).toBe('breaker-open');
  gate.resolve();
  expect(await trial).toEqual({ data: { votes: 1 } });
  expect(await ask()).toEqual({ data: { votes: 1 } });
  expect(calls).toHaveLength(7);
});

test('no request waits for a hub that hangs, but the one that set off a probe, for a moment', async () => {
  const calls: HubCall[] = [];
  const limits = { breakerFailuresMax: 1, breakerCooldownMs: 1_000, perHubMs: 3_000, probeWaitMs: 40 };
  const { clock, ask } = single((call) => {
    calls.push(call);
    return calls.length === 1 ? refusedBy(503) : new Promise(() => undefined);
  }, limits);
  await ask();
  clock.advance(1_000);
  const began = clock.now();
  const first = ask();
  await new Promise(setImmediate);
  expect(calls.slice(1).map(isProbe)).toEqual([true]);
  expect(Object.keys(calls[1]?.headers ?? {}).sort()).toEqual(['content-type', 'hub-timeout', 'x-request-id']);
  for (let i = 0; i < 10; i++) expect(brief(await ask())[0]?.[3]).toBe('breaker-open');
  expect(clock.now()).toBe(began);
  clock.advance(40);
  expect(brief(await first)[0]?.[3]).toBe('breaker-open');
  clock.advance(2_960);
  await new Promise(setImmediate);
  expect(calls[1]?.signal.aborted).toBe(true);
  expect(brief(await ask())[0]?.[3]).toBe('breaker-open');
  expect(calls).toHaveLength(2);
  expect(clock.waiting).toBe(0);
});

test('a hub is not blamed for time in which the router itself was busy: once, and no longer than that', async () => {
  const { promise, resolve } = Promise.withResolvers<{ status: number; body: string }>();
  const { clock, ask } = single(() => promise, { perHubMs: 3_000 });
  const answer = ask();
  await new Promise(setImmediate);
  // The timer comes 500 ms late: nothing was read meanwhile.
  clock.advance(3_500);
  clock.advance(499);
  resolve({ status: 200, body: '{"data":{"votes":7}}' });
  expect(brief(await answer)).toEqual([]);
  const silent = single(() => new Promise(() => undefined), { perHubMs: 3_000 });
  const late = silent.ask();
  await new Promise(setImmediate);
  silent.clock.advance(3_500);
  silent.clock.advance(600);
  expect(brief(await late)[0]?.[3]).toBe('timed-out');
});

test('a hub that answers probes and nothing else costs one request its time, not all of them', async () => {
  const limits = { breakerFailuresMax: 1, breakerCooldownMs: 1_000, perHubMs: 3_000 };
  let count = 0;
  const { clock, ask } = single((call) => {
    count++;
    if (isProbe(call)) return Promise.resolve({ status: 401, body: '' });
    return count === 1 ? refusedBy(503) : new Promise(() => undefined);
  }, limits);
  await ask();
  clock.advance(1_000);
  const trial = ask();
  await new Promise(setImmediate);
  for (let i = 0; i < 10; i++) expect(brief(await ask())[0]?.[3]).toBe('breaker-open');
  clock.advance(3_000);
  expect(brief(await trial)[0]?.[3]).toBe('timed-out');
  expect(brief(await ask())[0]?.[3]).toBe('breaker-open');
  expect(count).toBe(3);
});

test('GraphQL errors and malformed answers do not open the breaker', async () => {
  let count = 0;
  const { ask } = single(
    () => {
      count++;
      return Promise.resolve({ status: 200, body: '{"data":{"votes":null},"errors":[{"message":"no"}]}' });
    },
    { breakerFailuresMax: 1 },
  );
  for (let i = 0; i < 3; i++) await ask();
  expect(count).toBe(3);
});

test('a transport that throws at once, or ignores the size limit, is borne', async () => {
  const thrown = single(() => {
    throw new Error('broken');
  });
  expect(brief(await thrown.ask())[0]?.[3]).toBe('refused');
  const large = single(() => Promise.resolve({ status: 200, body: ' '.repeat(101) }), { responseBytesMax: 100 });
  expect(brief(await large.ask())[0]?.[3]).toBe('too-large');
});

test('a fault of whoever embeds the router is an error of the whole answer, and nothing is thrown', async () => {
  const acceptsPartial = {
    'Query.tally': () => {
      throw new Error('broken');
    },
  };
  const send = () => Promise.resolve(well);
  const router = createHubRouter({ sdl: hubSdl, send, clock: new FakeClock(), acceptsPartial });
  const hubs = [{ id: 'cee', endpoint: 'http://cee.test/', status: 'authorised' }] as const;
  const result = await router.process({ query: '{ tally { yes } }' }, { epoch: 1, hubs }, { credentials: () => ({}) });
  expect(result.data).toBeNull();
  expect(brief(result)).toEqual([['', 'INTERNAL_SERVER_ERROR']]);
});

test('too little time, and a client that leaves, neither open the breaker nor close it', async () => {
  let count = 0;
  let next = Promise.withResolvers<void>();
  const { clock, ask } = single(
    () => {
      count++;
      next.resolve();
      return count === 1 || count === 4 ? refusedBy(504) : new Promise(() => undefined);
    },
    { breakerFailuresMax: 2, perHubMs: 100 },
  );
  await ask();
  const client = new AbortController();
  next = Promise.withResolvers<void>();
  const cancelled = ask({ signal: client.signal });
  await next.promise;
  client.abort();
  await cancelled;
  next = Promise.withResolvers<void>();
  const hurried = ask({ deadline: clock.now() + 70 });
  await next.promise;
  clock.advance(50);
  await hurried;
  expect(brief(await ask())[0]?.[3]).toBe('http-504');
  expect(brief(await ask())[0]?.[3]).toBe('breaker-open');
  expect(count).toBe(4);
});

test('when the client of a trial leaves, another call may try', async () => {
  let count = 0;
  let next = Promise.withResolvers<void>();
  const { clock, ask } = single(
    () => {
      count++;
      next.resolve();
      if (count === 1) return refusedBy(500);
      return count === 3 ? new Promise(() => undefined) : Promise.resolve(well);
    },
    { breakerFailuresMax: 1, breakerCooldownMs: 10 },
  );
  await ask();
  clock.advance(10);
  const client = new AbortController();
  next = Promise.withResolvers<void>();
  const trial = ask({ signal: client.signal });
  await new Promise(setImmediate);
  expect(count).toBe(3);
  client.abort();
  expect(brief(await trial)[0]?.[3]).toBe('cancelled');
  expect(await ask()).toEqual({ data: { votes: 1 } });
});

function refusedBy(status: number) {
  return Promise.resolve({ status, body: '' });
}

/** A router for one hub that lists replicas; what is told to each address decides. */
function replicated(send: SendToHub, limits = {}) {
  const clock = new FakeClock();
  const router = createHubRouter({ sdl: hubSdl, send, clock, limits });
  const snapshot: Snapshot = {
    epoch: 1,
    hubs: [{ id: 'cee', endpoint: 'http://one.test/', replicas: ['http://two.test/'], status: 'authorised' }],
  };
  const ask = (query = '{ votes }') => router.process({ query }, snapshot, { credentials: () => ({}) });
  return { clock, ask };
}

test('a query that is slower than its hub mostly is goes to a replica as well; the first answer counts, the other is stopped', async () => {
  const calls: HubCall[] = [];
  let asked = Promise.withResolvers<void>();
  let isSlow = false;
  const { clock, ask } = replicated(
    async (call) => {
      calls.push(call);
      asked.resolve();
      if (call.url === 'http://two.test/') return well;
      if (isSlow) return new Promise(() => undefined);
      clock.advance(40);
      return well;
    },
    { hedgeAfterMs: 1_000 },
  );
  for (let i = 0; i < 20; i++) await ask();
  expect(calls).toHaveLength(20);
  isSlow = true;
  asked = Promise.withResolvers<void>();
  const answer = ask();
  await asked.promise;
  clock.advance(39);
  expect(calls).toHaveLength(21);
  clock.advance(1);
  expect((await answer).data).toEqual({ votes: 1 });
  expect(calls.slice(20).map(({ url }) => url)).toEqual(['http://one.test/', 'http://two.test/']);
  expect(calls[20]?.signal.aborted).toBe(true);
  expect(clock.waiting).toBe(0);
});

test('a query goes to a replica at once when the hub’s endpoint fails or is left alone; a mutation never does', async () => {
  const urls: string[] = [];
  const { ask } = replicated(
    (call) => {
      urls.push(call.url);
      return call.url === 'http://one.test/' ? refusedBy(503) : Promise.resolve(well);
    },
    { breakerFailuresMax: 1 },
  );
  expect((await ask()).data).toEqual({ votes: 1 });
  expect(urls.splice(0)).toEqual(['http://one.test/', 'http://two.test/']);
  expect((await ask()).data).toEqual({ votes: 1 });
  expect(urls.splice(0)).toEqual(['http://two.test/']);
  const formed = await ask('mutation { formTeam(input: { hub: "cee", name: "x" }) { __typename } }');
  expect(brief(formed)).toEqual([['formTeam', 'HUB_UNAVAILABLE', 'cee', 'breaker-open']]);
  expect(urls).toEqual([]);
});

test('where a hub lists no replicas nothing is hedged, however slow it is', async () => {
  let count = 0;
  const asked = Promise.withResolvers<void>();
  const { clock, ask } = single(
    () => {
      count++;
      asked.resolve();
      return new Promise(() => undefined);
    },
    { hedgeAfterMs: 10, perHubMs: 3_000 },
  );
  const answer = ask();
  await asked.promise;
  clock.advance(2_999);
  await new Promise(setImmediate);
  expect(count).toBe(1);
  clock.advance(1);
  expect(brief(await answer)[0]?.[3]).toBe('timed-out');
  expect(count).toBe(1);
});

test('hedges are at most one for ten calls, so that a slow day does not double the load', async () => {
  let twos = 0;
  let asked = Promise.withResolvers<void>();
  const { clock, ask } = replicated(
    async (call) => {
      if (call.url === 'http://two.test/') twos++;
      else {
        asked.resolve();
        return new Promise(() => undefined);
      }
      return well;
    },
    { hedgeAfterMs: 10, perHubMs: 100, breakerFailuresMax: 1_000 },
  );
  for (let i = 0; i < 40; i++) {
    asked = Promise.withResolvers<void>();
    const answer = ask();
    await asked.promise;
    clock.advance(10);
    clock.advance(90);
    await answer;
  }
  // Ten to begin with, and one more for their ten answers.
  expect(twos).toBe(11);
});
