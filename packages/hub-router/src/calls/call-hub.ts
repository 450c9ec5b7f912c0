import { type Clock, HubgraphError, type Instant } from '@hubgraph/kernel';
import { type HubAnswer, readReply } from '../answers/read-reply.ts';
import type { HubFailureReason } from '../errors/failure.ts';
import type { HubRouterLimits } from '../limits.ts';
import type { HubEntry } from '../snapshot.ts';
import type { Breaker } from './breaker.ts';
import type { SendToHub } from './transport.ts';

/** What calls need: who carries them, how long they may take, whom they leave alone. */
export interface CallWorld {
  readonly send: SendToHub;
  readonly clock: Clock;
  readonly limits: HubRouterLimits;
  readonly breaker: Breaker;
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

/** The answer, or why there is none. */
export type CallOutcome = HubAnswer | HubFailureReason;

/** Sends a call within its time, through the breaker; never throws. */
export async function callHub(world: CallWorld, call: Call): Promise<CallOutcome> {
  const { breaker, clock } = world;
  const url = call.hub.endpoint;
  if (call.signal?.aborted) return 'cancelled';
  if (remainingMs(world, call) <= 0) return 'timed-out';
  if (!breaker.mayCall(url, clock.now())) return 'breaker-open';
  let hadFullTime = hasFullTime(world, call);
  let outcome = await attempt(world, call);
  if (outcome === 'refused' && call.mayRetry && remainingMs(world, call) > 0) {
    hadFullTime = hasFullTime(world, call);
    outcome = await attempt(world, call);
  }
  if (outcome === 'cancelled' || (outcome === 'timed-out' && !hadFullTime)) breaker.gaveUp(url);
  else if (isTransportFailure(outcome)) breaker.failed(url, clock.now());
  else breaker.succeeded(url);
  return outcome;
}

async function attempt(world: CallWorld, call: Call): Promise<CallOutcome> {
  const timeoutMs = remainingMs(world, call);
  const stop = new AbortController();
  const { promise: stopped, resolve } = Promise.withResolvers<HubFailureReason>();
  const cancel = () => resolve('cancelled');
  const cancelTimer = world.clock.after(timeoutMs, () => resolve('timed-out'));
  call.signal?.addEventListener('abort', cancel, { once: true });
  try {
    const sent = world.send({
      hub: call.hub.id,
      url: call.hub.endpoint,
      body: call.body,
      headers: call.headers,
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

function reasonOf(error: unknown): HubFailureReason {
  if (!(error instanceof HubgraphError)) return 'refused';
  if (error.code === 'ERR_NETWORK_TIMEOUT') return 'timed-out';
  return error.code === 'ERR_NETWORK_TOO_LARGE' ? 'too-large' : 'refused';
}

function remainingMs({ clock, limits }: CallWorld, { deadline }: Call): number {
  return deadline === undefined ? limits.perHubMs : Math.min(limits.perHubMs, deadline - clock.now());
}

function hasFullTime(world: CallWorld, call: Call): boolean {
  return remainingMs(world, call) >= world.limits.perHubMs;
}

/** What speaks against the endpoint itself, not against one query. */
function isTransportFailure(outcome: CallOutcome): boolean {
  if (typeof outcome !== 'string') return false;
  return TRANSPORT_FAILURES.has(outcome) || outcome.startsWith('http-5');
}

const TRANSPORT_FAILURES: ReadonlySet<string> = new Set(['refused', 'timed-out', 'not-json', 'too-large']);
