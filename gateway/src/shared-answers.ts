import type { GatewayContext, HubsReport } from './context.ts';
import type { GatewayExecutor as Executor } from './executor.ts';
import { InFlight } from './in-flight.ts';

type Running = Parameters<Executor>[0];
interface Answered {
  readonly result: Awaited<ReturnType<Executor>>;
  readonly hubs: HubsReport;
}

/**
 * An executor that answers queries which are under way already with one answer: the same text and variables, from the
 * same identity, at the same positions and epoch. Mutations are never shared, and after each nothing older is either.
 *
 * @param onShared is told of each request that was answered so.
 */
export function withSharedAnswers(executor: Executor, onShared: () => void): Executor {
  const inFlight = new InFlight<Answered>();
  return async (running) => {
    const context = running.context as GatewayContext;
    // Where it is not clear which operation is meant, there is none, and the executor says so.
    const kind = running.operation?.operation;
    if (kind !== 'query') {
      try {
        return await executor(running);
      } finally {
        if (kind === 'mutation') inFlight.closeAll();
      }
    }
    const { answer, isShared } = await inFlight.share(keyOf(running, context), context.signal, async (signal) => {
      const result = await executor({ ...running, context: { ...context, signal } });
      const isWhole = result.errors === undefined && !context.hubs.partial && context.hubs.failed.length === 0;
      return { answer: { result, hubs: context.hubs }, isWhole };
    });
    if (isShared) {
      Object.assign(context.hubs, answer.hubs);
      onShared();
    }
    return answer.result;
  };
}

/** All that an answer depends on: what is asked, by whom (each token, word for word), after what, of which hubs, and whether a part will do. */
function keyOf({ queryHash, request }: Running, { tokens, after, topology, partial }: GatewayContext): string {
  return JSON.stringify([
    queryHash,
    request.operationName ?? null,
    request.variables ?? null,
    [...tokens].sort(byName),
    [...after].sort(byName),
    topology.epoch,
    partial ?? null,
  ]);
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
