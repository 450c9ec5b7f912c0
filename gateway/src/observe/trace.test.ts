import { AsyncLocalStorage } from 'node:async_hooks';
import { context, trace } from '@opentelemetry/api';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterAll, expect, test } from 'vitest';
import { emptyReport, type GatewayContext } from '../context.ts';
import { traceCalls, traced } from './trace.ts';

const spans = new InMemorySpanExporter();
const storage = new AsyncLocalStorage<ReturnType<typeof context.active>>();

afterAll(() => {
  trace.disable();
  context.disable();
});

test('a request is a span, and each call that it made is one within it, as long as it took', async () => {
  // Without an SDK, nothing happens.
  await traced(async () => traceCalls(contextWith([]), 'complete'));
  const root = context.active();
  context.setGlobalContextManager({
    active: () => storage.getStore() ?? root,
    with: (active, run, thisArg, ...args) => storage.run(active, () => run.call(thisArg as never, ...args)),
    bind: (_, target) => target,
    enable() {
      return this;
    },
    disable() {
      return this;
    },
  });
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));
  const startedAt = Date.UTC(2026, 0, 1);
  await traced(async () => {
    await Promise.resolve();
    const calls = [
      { node: 'cee', outcome: 'ok', startedAt, durationMs: 40 },
      { node: 'asia', outcome: 'timed-out', startedAt, durationMs: 3_000 },
    ];
    traceCalls(contextWith(calls), 'partial');
  });
  const [cee, asia, request] = spans.getFinishedSpans();
  expect(request).toMatchObject({
    name: 'hubgraph.request',
    attributes: {
      'hubgraph.request': 'gateway:request:1',
      'hubgraph.outcome': 'partial',
      'hubgraph.hubs.missing': ['asia'],
    },
  });
  expect(cee).toMatchObject({
    name: 'hubgraph.call',
    duration: [0, 40_000_000],
    parentSpanId: request?.spanContext().spanId,
  });
  expect(asia).toMatchObject({
    attributes: { 'hubgraph.node': 'asia', 'hubgraph.outcome': 'timed-out' },
    duration: [3, 0],
  });
});

function contextWith(calls: GatewayContext['calls']): GatewayContext {
  return {
    tokens: new Map(),
    after: new Map(),
    reached: new Map(),
    topology: { epoch: 1, hubs: [] },
    requestId: 'gateway:request:1',
    deadline: 0,
    signal: new AbortController().signal,
    calls,
    hubs: { ...emptyReport(1), failed: [{ hub: 'asia', reason: 'timed-out' }] },
  };
}
