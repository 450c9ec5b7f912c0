import { context, trace } from '@opentelemetry/api';
import type { GatewayContext } from '../context.ts';

const TRACER = 'hubgraph-gateway';

/**
 * Runs one request to the graph within a span of its own, so that the engine's spans of plan and fetches are in it.
 * Where no OpenTelemetry SDK was registered, nothing is recorded.
 */
export function traced<Result>(run: () => Promise<Result>): Promise<Result> {
  return trace.getTracer(TRACER).startActiveSpan('hubgraph.request', async (span) => {
    try {
      return await run();
    } finally {
      span.end();
    }
  });
}

/** Notes on the request's span what it came to, with a span for each call that it made: to whom, how long, and what came. */
export function traceCalls({ requestId, calls, hubs }: GatewayContext, outcome: string): void {
  const span = trace.getActiveSpan();
  if (span === undefined || !span.isRecording()) return;
  span.setAttributes({
    'hubgraph.request': requestId,
    'hubgraph.outcome': outcome,
    'hubgraph.epoch': hubs.epoch,
    'hubgraph.hubs.missing': hubs.failed.map(({ hub }) => hub),
  });
  for (const { node, outcome: came, startedAt, durationMs } of calls) {
    trace
      .getTracer(TRACER)
      .startSpan(
        'hubgraph.call',
        { startTime: startedAt, attributes: { 'hubgraph.node': node, 'hubgraph.outcome': came } },
        context.active(),
      )
      .end(startedAt + durationMs);
  }
}
