import type { World } from '@hubgraph/kernel';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What a call to a node or a hub came to: `ok`, or why there is no answer. */
export interface Called {
  readonly node: string;
  readonly outcome: string;
  readonly durationMs: number;
}

/** What a request came to. */
export interface Requested {
  /** `query`, `mutation`, or `none` where nothing could be run. */
  readonly operation: string;
  /** `complete`, `partial` (a part is missing) or `failed` (nothing but errors). */
  readonly outcome: string;
  readonly durationMs: number;
}

/** Seconds; from what is kept ready to the longest that a request may take. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Figures of one gateway in the text format of Prometheus. Labels are slugs of the registry and fixed words only. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Counter<'operation' | 'outcome'>;
  readonly #requestSeconds: Histogram<'operation'>;
  readonly #shared: Counter;
  readonly #supergraphs: Counter<'outcome'>;
  readonly #calls: Counter<'node' | 'outcome'>;
  readonly #callSeconds: Histogram<'node'>;

  /** @param epoch the epoch of the registry that the gateway goes by; undefined before the first. */
  constructor(world: World, epoch: () => number | undefined) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: 10 });
    this.#requests = new Counter({
      name: 'hubgraph_requests_total',
      help: 'Requests to the graph, by kind of operation and by what they came to.',
      labelNames: ['operation', 'outcome'],
      registers,
    });
    this.#requestSeconds = new Histogram({
      name: 'hubgraph_request_seconds',
      help: 'How long requests to the graph took.',
      labelNames: ['operation'],
      buckets: BUCKETS,
      registers,
    });
    this.#shared = new Counter({
      name: 'hubgraph_requests_shared_total',
      help: 'Queries that got the answer of an equal one of the same identity, which was under way.',
      registers,
    });
    this.#supergraphs = new Counter({
      name: 'hubgraph_supergraph_loads_total',
      help: 'Stored supergraphs that took the place of another, or were refused.',
      labelNames: ['outcome'],
      registers,
    });
    for (const outcome of ['loaded', 'refused']) this.#supergraphs.inc({ outcome }, 0);
    this.#calls = new Counter({
      name: 'hubgraph_calls_total',
      help: 'Calls to nodes, by node and by what they came to: ok, or why there was no answer.',
      labelNames: ['node', 'outcome'],
      registers,
    });
    this.#callSeconds = new Histogram({
      name: 'hubgraph_call_seconds',
      help: 'How long nodes took to answer, or to be given up.',
      labelNames: ['node'],
      buckets: BUCKETS,
      registers,
    });
    const startedAt = world.clock.now();
    new Gauge({
      name: 'hubgraph_registry_epoch',
      help: 'The epoch of the registry that the gateway goes by; -1 before the first.',
      registers,
      collect() {
        this.set(epoch() ?? -1);
      },
    });
    new Gauge({
      name: 'hubgraph_uptime_seconds',
      help: 'How long the gateway has been running.',
      registers,
      collect() {
        this.set((world.clock.now() - startedAt) / 1_000);
      },
    });
  }

  requested({ operation, outcome, durationMs }: Requested): void {
    this.#requests.inc({ operation, outcome });
    this.#requestSeconds.observe({ operation }, durationMs / 1_000);
  }

  supergraph(outcome: 'loaded' | 'refused'): void {
    this.#supergraphs.inc({ outcome });
  }

  shared(): void {
    this.#shared.inc();
  }

  called({ node, outcome, durationMs }: Called): void {
    // A node that goes through all statuses must not make a series of each.
    this.#calls.inc({ node, outcome: outcome.replace(/^http-(\d)\d\d$/, 'http-$1xx') });
    this.#callSeconds.observe({ node }, durationMs / 1_000);
  }

  /** The text, and the content type that Prometheus asks for. */
  async text(): Promise<{ readonly type: string; readonly body: string }> {
    return { type: this.#registry.contentType, body: await this.#registry.metrics() };
  }
}
