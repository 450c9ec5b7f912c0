import type { Clock, Network } from '@hubgraph/kernel';
import { isSkew } from './answers/hub-errors.ts';
import { type AskWorld, askHubs, type Parts } from './calls/ask-hubs.ts';
import { Breaker } from './calls/breaker.ts';
import type { CallWorld } from './calls/call-hub.ts';
import { Hedging } from './calls/hedging.ts';
import { type SendToHub, transportOf } from './calls/transport.ts';
import type { HubRequestContext } from './context.ts';
import { type RouterError, routerError } from './errors/router-error.ts';
import { defaultLimits, type HubRouterLimits } from './limits.ts';
import { Attendance } from './participation.ts';
import { type HubRouterRequest, Planner, type PreparedRequest } from './plan/prepare.ts';
import { routeRoot } from './routing/route-root.ts';
import type { AcceptsPartial, RouteWorld } from './routing/route-world.ts';
import { isFailed, type Task } from './routing/task.ts';
import { type HubSchema, readHubSchema } from './schema/hub-schema.ts';
import { HubSchemaError, lintHubSchema } from './schema/lint.ts';
import { Versions } from './skew/versions.ts';
import { type Snapshot, topologyOf } from './snapshot.ts';

/** What a router is made of. */
export interface HubRouterOptions {
  /** The hub's SDL, with `@route`, `@merge` and `@partial`. */
  readonly sdl: string;
  /** How calls reach hubs: kernel's `Network`, or a function. */
  readonly send: SendToHub | Network;
  readonly clock: Clock;
  readonly limits?: Partial<HubRouterLimits> | undefined;
  /**
   * Who accepts a partial value that the schema would withhold: by entity type, given the representation
   * (`MovementFinance`), or by root field, given the arguments (`Query.totals`).
   */
  readonly acceptsPartial?: Readonly<Record<string, AcceptsPartial>> | undefined;
  /** An entity whose hub failed is an object of nulls that keeps its key (the default), instead of null. */
  readonly missingAsNulls?: boolean | undefined;
}

/** An answer as GraphQL has it; `errors` is absent when there are none. */
export interface HubRouterResult {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly RouterError[];
}

/** Makes many hubs look like one subgraph. */
export interface HubRouter {
  /** The SDL it was made with: what the subgraph's `_service { sdl }` is. */
  readonly sdl: string;
  /** Answers one request from the hubs of one snapshot. Never throws: what goes wrong is in `errors`. */
  process(request: HubRouterRequest, snapshot: Snapshot, context: HubRequestContext): Promise<HubRouterResult>;
}

/**
 * Makes a router; it keeps prepared queries and circuit breakers, and nothing of any request.
 * @throws {HubSchemaError} `ERR_HUB_SCHEMA`, with all problems, if the schema cannot be routed or merged.
 * @throws {GraphQLError} if the SDL cannot be read.
 */
export function createHubRouter(options: HubRouterOptions): HubRouter {
  const hub = readHubSchema(options.sdl);
  const problems = lintHubSchema(hub);
  if (problems.length > 0) throw new HubSchemaError(problems);
  return new Router(hub, options);
}

class Router implements HubRouter {
  readonly sdl: string;
  readonly #hub: HubSchema;
  readonly #options: HubRouterOptions;
  readonly #limits: HubRouterLimits;
  #requests = 0;
  readonly #planner: Planner;
  readonly #calls: CallWorld;
  readonly #versions: Versions;

  constructor(hub: HubSchema, options: HubRouterOptions) {
    this.sdl = options.sdl;
    this.#hub = hub;
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#planner = new Planner(hub, this.#limits);
    this.#versions = new Versions(options.clock, options.sdl);
    this.#calls = {
      send: transportOf(options.send),
      clock: options.clock,
      limits: this.#limits,
      hedging: new Hedging(this.#limits.hedgeAfterMs),
      breaker: new Breaker(this.#limits.breakerFailuresMax, this.#limits.breakerCooldownMs),
    };
  }

  async process(request: HubRouterRequest, snapshot: Snapshot, context: HubRequestContext): Promise<HubRouterResult> {
    try {
      const prepared = this.#planner.prepare(request);
      if ('length' in prepared) return { data: null, errors: prepared };
      return await this.#run(prepared, request, snapshot, context);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { data: null, errors: [routerError('INTERNAL_SERVER_ERROR', `The hub router failed: ${message}`)] };
    }
  }

  async #run(
    prepared: PreparedRequest,
    request: HubRouterRequest,
    snapshot: Snapshot,
    context: HubRequestContext,
  ): Promise<HubRouterResult> {
    const topology = topologyOf(snapshot);
    const world: RouteWorld = {
      hub: this.#hub,
      topology,
      limits: this.#limits,
      acceptsPartial: this.#options.acceptsPartial ?? {},
      partial: context.partial,
      missingAsNulls: this.#options.missingAsNulls ?? true,
    };
    const { operation } = prepared;
    const tasks = operation.roots.map((root) => routeRoot(world, prepared, root));
    const asked = new Set(tasks.flatMap((task) => task.assignments.map(({ hub }) => hub.id)));
    if (asked.size > this.#limits.fanOutMax) {
      const message = `${asked.size} hubs are more than one request may reach, which is ${this.#limits.fanOutMax}.`;
      return { data: null, errors: [routerError('FAN_OUT_TOO_WIDE', message)] };
    }
    const isQuery = operation.kind === 'query';
    const ask: AskWorld = {
      ...this.#calls,
      documents: operation.documents,
      versions: this.#versions,
      variables: request.variables ?? {},
      context,
      requestId: context.requestId ?? `hub-router-${++this.#requests}`,
      mayRetry: isQuery,
    };
    const data: Record<string, unknown> = {};
    const errors: RouterError[] = [];
    const attendance = new Attendance();
    for (const run of isQuery ? [tasks] : runsOf(tasks)) {
      finish(run, await askHubs(ask, run), data, errors, attendance);
    }
    const participation = attendance.summary(topology.epoch);
    if (participation !== undefined) context.report?.(participation);
    return errors.length === 0 ? { data } : { data, errors };
  }
}

/** Mutations in order: neighbours that go to the same hub go together, which keeps their order too. */
function runsOf(tasks: readonly Task[]): readonly (readonly Task[])[] {
  const runs: Task[][] = [];
  let lastHub: string | undefined;
  for (const task of tasks) {
    const hub = task.assignments[0]?.hub.id;
    const last = runs.at(-1);
    if (last !== undefined && hub !== undefined && hub === lastHub) last.push(task);
    else runs.push([task]);
    lastHub = hub;
  }
  return runs;
}

function finish(
  tasks: readonly Task[],
  parts: Parts,
  data: Record<string, unknown>,
  errors: RouterError[],
  attendance: Attendance,
): void {
  for (const task of tasks) {
    const own = parts.get(task) ?? new Map();
    for (const { hub } of task.assignments) attendance.expect(hub.id);
    for (const part of own.values()) {
      if (isFailed(part)) attendance.failed(part.failure);
      else if (isSkew(part.errors)) attendance.skewed(part.hub);
    }
    const { value, errors: found, failures } = task.finish(own);
    data[task.key] = value;
    errors.push(...found);
    for (const failure of failures) attendance.failed(failure);
  }
}
