import { type Network, realWorld } from '@hubgraph/kernel';
import {
  createHubRouter,
  type HubRequestContext,
  type HubRouterOptions,
  type HubRouterResult,
  type Participation,
  type Snapshot,
} from '../src/index.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeHub, type Figures } from './fake-hub.ts';
import { hubSdl } from './hub.graphql.ts';

const { network } = realWorld();

/** Counts calls and keeps them, on their way to real HTTP. */
class CountingNetwork implements Network {
  readonly urls: string[] = [];

  request(call: Parameters<Network['request']>[0]) {
    this.urls.push(call.url);
    return network.request(call);
  }
}

/** Three hubs and a router in front of them, with a clock that stands still. */
export class Fixture implements AsyncDisposable {
  readonly clock = new FakeClock();
  readonly network = new CountingNetwork();
  readonly reports: Participation[] = [];
  readonly cee: FakeHub;
  readonly asia: FakeHub;
  readonly africa: FakeHub;
  router;
  snapshot: Snapshot;

  private constructor([cee, asia, africa]: readonly [FakeHub, FakeHub, FakeHub], options: Partial<HubRouterOptions>) {
    this.cee = cee;
    this.asia = asia;
    this.africa = africa;
    this.router = createHubRouter({ sdl: hubSdl, send: this.network, clock: this.clock, ...options });
    this.snapshot = { epoch: 7, hubs: [cee.entry, asia.entry, africa.entry] };
  }

  static async start(options: Partial<HubRouterOptions> = {}, figures: Record<string, Figures> = {}) {
    const start = (id: string) => FakeHub.start(id, figures[id]);
    return new Fixture([await start('cee'), await start('asia'), await start('africa')], options);
  }

  /** Takes the place of a hub in the registry with an address at which nobody listens. */
  async kill(hub: FakeHub): Promise<void> {
    const { endpoint } = hub.entry;
    await hub[Symbol.asyncDispose]();
    this.snapshot = {
      ...this.snapshot,
      hubs: this.snapshot.hubs.map((one) => (one.id === hub.id ? { ...one, endpoint } : one)),
    };
  }

  ask(
    query: string,
    variables?: Record<string, unknown>,
    context: Partial<HubRequestContext> = {},
  ): Promise<HubRouterResult> {
    return this.router.process({ query, variables }, this.snapshot, {
      credentials: (hub) => ({ authorization: `Bearer for-${hub}` }),
      report: (participation) => this.reports.push(participation),
      ...context,
    });
  }

  entities(selection: string, representations: readonly Record<string, unknown>[]): Promise<HubRouterResult> {
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) ${selection} }`;
    return this.ask(query, { representations });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const hub of [this.cee, this.asia, this.africa]) {
      try {
        await hub[Symbol.asyncDispose]();
      } catch {
        // Killed before.
      }
    }
  }
}

/** A representation of a team. */
export function team(id: string) {
  return { __typename: 'Team', id };
}

/** The codes, places and hubs of errors, without their wording. */
export function brief(result: HubRouterResult) {
  return (result.errors ?? []).map(({ path, extensions }) => [
    path?.join('.') ?? '',
    extensions.code,
    ...[extensions['hub'], extensions['reason']].filter((one) => one !== undefined),
  ]);
}
