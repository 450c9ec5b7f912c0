import type { Source, Subanswer, Subrequest } from '@hubgraph/executor';
import { createHubRouter, type HubRouter, type Participation } from '@hubgraph/hub-router';
import { headersFor } from '@hubgraph/identity';
import type { World } from '@hubgraph/kernel';
import type { GatewayConfig } from './config.ts';
import { afterFor, type GatewayContext, type HubsReport, noteReached } from './context.ts';
import { NO_HUBS } from './hub-snapshots.ts';

/** A hub that hangs costs every query its whole time until its breaker is open. */
const BREAKER_FAILURES_MAX = 2;

/** The hub router as a data source: to the engine, all hubs are one subgraph. */
export class HubDataSource implements Source<GatewayContext> {
  readonly #router: HubRouter;

  constructor(
    world: World,
    sdl: string,
    { hubTimeoutMs, hubRestMs }: Pick<GatewayConfig, 'hubTimeoutMs' | 'hubRestMs'>,
  ) {
    this.#router = createHubRouter({
      sdl,
      send: world.network,
      clock: world.clock,
      limits: { perHubMs: hubTimeoutMs, breakerFailuresMax: BREAKER_FAILURES_MAX, breakerCooldownMs: hubRestMs },
    });
  }

  process({ request, context }: { request: Subrequest; context: GatewayContext }): Promise<Subanswer> {
    const { query, variables, operationName } = request;
    return this.#router.process({ query, variables, operationName }, context.topology ?? NO_HUBS, {
      credentials: (hub) => ({ ...headersFor(hub, context.tokens ?? new Map()), ...afterFor(hub, context) }),
      reached: (hub, position) => noteReached(context, hub, position),
      called: ({ hub, ...call }) => context.calls?.push({ node: hub, ...call }),
      partial: context.partial,
      signal: context.signal,
      deadline: context.deadline,
      requestId: context.requestId,
      report: (participation) => note(context.hubs, participation),
    });
  }
}

/** Several fetches of one request may ask hubs: their reports become one. */
function note(report: HubsReport | undefined, { expected, failed, skewed, partial }: Participation): void {
  if (report === undefined) return;
  report.expected = [...new Set([...report.expected, ...expected])].sort();
  for (const one of failed) if (!report.failed.some((known) => known.hub === one.hub)) report.failed.push({ ...one });
  const missing = new Set(report.failed.map((one) => one.hub));
  report.ok = report.expected.filter((hub) => !missing.has(hub));
  report.skewed = [...new Set([...report.skewed, ...skewed])].sort();
  report.partial ||= partial;
}
