import { type Clock, HubgraphError, type Instant } from '@hubgraph/kernel';
import { type HubAnswer, readReply } from '../answers/read-reply.ts';
import type { HubFailureReason } from '../errors/failure.ts';
import type { HubRouterLimits } from '../limits.ts';
import type { HubEntry } from '../snapshot.ts';
import type { Breaker } from './breaker.ts';
import type { Hedging } from './hedging.ts';
import type { SendToHub } from './transport.ts';

/** What calls need: who carries them, how long they may take, whom they leave alone. */
export interface CallWorld {
  readonly send: SendToHub;
  readonly clock: Clock;
  readonly limits: HubRouterLimits;
  readonly breaker: Breaker;
  readonly hedging: Hedging;
}

/** One request body for one hub. */
export interface Call {
  readonly hub: HubEntry;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A query may be sent twice when the connection is refused; a mutation never. */
  readonly mayRetry: boolean;
  readonly deadline: Instant | undefined;
  readonly signal: AbortSignal | undefined;
}

/** A call with its end; all attempts at it, replicas' too, share the one budget. */
interface TimedCall extends Call {
  readonly until: Instant;
  /** Whether the hub had its whole time, so that being late speaks against it. */
  readonly isFullTime: boolean;
}

/** The answer, or why there is none. */
export type CallOutcome = HubAnswer | HubFailureReason;

/**
 * Sends a call within its time, through the breaker; never throws. A query goes to a replica, where the hub lists any,
 * when its endpoint fails, is left alone, or is slower than it mostly is; the first usable answer counts.
 */
export async function callHub(world: CallWorld, call: Call): Promise<CallOutcome> {
  if (call.signal?.aborted) return 'cancelled';
  const budgetMs = budgetOf(world, call);
  if (budgetMs <= 0) return 'timed-out';
  const timed = { ...call, until: world.clock.now() + budgetMs, isFullTime: budgetMs >= world.limits.perHubMs };
  const { endpoint, replicas = [] } = call.hub;
  const waiting = call.mayRetry ? [endpoint, ...replicas] : [endpoint];
  const probes = new Map<string, Promise<void>>();
  const next = () => {
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
      const leave = world.breaker.mayCall(url, world.clock.now());
      if (leave === 'call') return url;
      if (leave === 'probe') probes.set(url, probe(world, call, url));
    }
    return undefined;
  };
  let first = next();
  if (first === undefined && probes.size > 0) {
    await within(world.clock, Math.min(world.limits.probeWaitMs, budgetMs), Promise.all(probes.values()));
    waiting.push(...probes.keys());
    first = next();
  }
  if (first === undefined) return 'breaker-open';
  return waiting.length === 0 ? callUrl(world, timed, first) : hedged(world, timed, first, next);
}

/** How late a timer may be without anything having been held up. */
const BUSY_MS = 20;

const PROBE = JSON.stringify({ query: '{ __typename }' });

/** Asks an endpoint that was left alone for next to nothing, without the time and the tokens of any request. */
async function probe(world: CallWorld, { hub, headers }: Call, url: string): Promise<void> {
  const until = world.clock.now() + world.limits.perHubMs;
  const named = { 'content-type': 'application/json', 'x-request-id': headers['x-request-id'] ?? '' };
  const call = { hub, body: PROBE, headers: named, mayRetry: false, deadline: undefined, signal: undefined };
  const outcome = await attempt(world, { ...call, until, isFullTime: true }, url);
  if (isTransportFailure(outcome)) world.breaker.failed(url, world.clock.now());
  else world.breaker.answered(url);
}

/** Resolves when the work is done, or after so long. */
async function within(clock: Clock, durationMs: number, work: Promise<unknown>): Promise<void> {
  const { promise: isOver, resolve } = Promise.withResolvers<void>();
  const cancelTimer = clock.after(durationMs, resolve);
  await Promise.race([work, isOver]);
  cancelTimer();
}

async function hedged(
  world: CallWorld,
  call: TimedCall,
  first: string,
  next: () => string | undefined,
): Promise<CallOutcome> {
  const losers = new AbortController();
  const signal = call.signal === undefined ? losers.signal : AbortSignal.any([call.signal, losers.signal]);
  const running = new Map<string, Promise<readonly [string, CallOutcome]>>();
  const start = (url: string, isFullTime = false) =>
    void running.set(
      url,
      callUrl(world, { ...call, signal, isFullTime }, url).then((outcome) => [url, outcome] as const),
    );
  start(first, call.isFullTime);
  const { promise: isSlow, resolve } = Promise.withResolvers<'slow'>();
  const cancelTimer = world.clock.after(world.hedging.delayMs(first), () => resolve('slow'));
  let slow: readonly Promise<'slow'>[] = [isSlow];
  let failure: CallOutcome = 'refused';
  try {
    while (running.size > 0) {
      const event = await Promise.race([...running.values(), ...slow]);
      if (event === 'slow') {
        slow = [];
        const url = world.hedging.mayHedge() ? next() : undefined;
        if (url !== undefined) start(url);
        continue;
      }
      const [url, outcome] = event;
      running.delete(url);
      if (typeof outcome !== 'string' || outcome === 'cancelled') return outcome;
      failure = outcome;
      const other = remainingMs(world, call) > 0 ? next() : undefined;
      if (other !== undefined) start(other);
    }
    return failure;
  } finally {
    cancelTimer();
    losers.abort();
  }
}

async function callUrl(world: CallWorld, call: TimedCall, url: string): Promise<CallOutcome> {
  const { breaker, clock } = world;
  const began = clock.now();
  let outcome = await attempt(world, call, url);
  if (outcome === 'refused' && call.mayRetry && remainingMs(world, call) > 0) {
    outcome = await attempt(world, call, url);
  }
  if (outcome === 'cancelled' || (outcome === 'timed-out' && !call.isFullTime)) breaker.gaveUp(url);
  else if (isTransportFailure(outcome)) breaker.failed(url, clock.now());
  else {
    breaker.succeeded(url);
    world.hedging.took(url, clock.now() - began);
  }
  return outcome;
}

async function attempt(world: CallWorld, call: TimedCall, url: string): Promise<CallOutcome> {
  if (call.signal?.aborted) return 'cancelled';
  const timeoutMs = remainingMs(world, call);
  const stop = new AbortController();
  const { promise: stopped, resolve } = Promise.withResolvers<HubFailureReason>();
  const cancel = () => resolve('cancelled');
  const cancelTimer = afterInTime(world.clock, timeoutMs, () => resolve('timed-out'));
  call.signal?.addEventListener('abort', cancel, { once: true });
  try {
    const sent = world.send({
      hub: call.hub.id,
      url,
      body: call.body,
      headers: { ...call.headers, 'hub-timeout': String(Math.floor(timeoutMs)) },
      timeoutMs,
      sizeBytesMax: world.limits.responseBytesMax,
      signal: stop.signal,
    });
    const outcome = await Promise.race([sent.catch(reasonOf), stopped]);
    if (typeof outcome === 'string') {
      stop.abort();
      return outcome;
    }
    if (Buffer.byteLength(outcome.body) > world.limits.responseBytesMax) return 'too-large';
    return readReply(outcome, world.limits);
  } catch (error) {
    return reasonOf(error);
  } finally {
    cancelTimer();
    call.signal?.removeEventListener('abort', cancel);
  }
}

/**
 * As `clock.after`. A timer that comes late says that this process was busy, and may not have read what a hub has sent:
 * for once it gets the time that it had not, so that no hub is blamed for it.
 */
function afterInTime(clock: Clock, delayMs: number, run: () => void): () => void {
  const dueAt = clock.now() + delayMs;
  let cancel = clock.after(delayMs, () => {
    const lateMs = clock.now() - dueAt;
    if (lateMs < BUSY_MS) run();
    else cancel = clock.after(Math.min(lateMs, delayMs), run);
  });
  return () => cancel();
}

function reasonOf(error: unknown): HubFailureReason {
  if (!(error instanceof HubgraphError)) return 'refused';
  if (error.code === 'ERR_NETWORK_TIMEOUT') return 'timed-out';
  return error.code === 'ERR_NETWORK_TOO_LARGE' ? 'too-large' : 'refused';
}

/** The hub's time, or what the request has left for it if that is less. */
function budgetOf({ clock, limits }: CallWorld, { deadline }: Call): number {
  if (deadline === undefined) return limits.perHubMs;
  return Math.min(limits.perHubMs, deadline - limits.mergeReserveMs - clock.now());
}

function remainingMs({ clock }: CallWorld, { until }: TimedCall): number {
  return until - clock.now();
}

/** What speaks against the endpoint itself, not against one query. */
function isTransportFailure(outcome: CallOutcome): boolean {
  if (typeof outcome !== 'string') return false;
  return TRANSPORT_FAILURES.has(outcome) || outcome.startsWith('http-5');
}

const TRANSPORT_FAILURES: ReadonlySet<string> = new Set(['refused', 'timed-out', 'not-json', 'too-large']);
