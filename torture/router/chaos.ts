import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Network, type NetworkResponse, realWorld } from '@hubgraph/kernel';
import { forkScript } from '../../bench/support/children.ts';
import { createHubRouter, type HubEntry, type Snapshot } from '../../packages/hub-router/src/index.ts';
import { type ServedHubRouter, serveHubRouter } from '../../packages/hub-router/src/serve.ts';
import type { Chance } from '../support/chance.ts';
import { type Setup, Tally, type Test } from '../support/test.ts';
import { answerFaults, type GraphAnswer, QUESTIONS } from './judge.ts';
import { GARBAGE, hubId, type Mood, routerSdl } from './schema.ts';

const HUBS = 20;
const CLIENTS = 8;
const LASTS_MS = { short: 45_000, long: 600_000 };
const CONTROL_MS = { short: 6_000, long: 20_000 };
/** Registries that take each other's place: more than a thousand in a short run. */
const SWAP_EVERY_MS = 20;
const ACT_EVERY_MS = 120;
const PER_HUB_MS = 400;

/** A hub in its process, which may be stopped, killed, or gone from the registry. */
class Hub {
  readonly id: string;
  readonly index: number;
  isMember = true;
  endpoint = '';
  #child: ChildProcess | undefined;
  #mood: Mood = {};

  constructor(index: number) {
    this.index = index;
    this.id = hubId(index);
  }

  async start(): Promise<void> {
    const child = forkScript(join(import.meta.dirname, 'hub.ts'), [this.id, String(this.index)]);
    this.#child = child;
    const [{ port }] = (await once(child, 'message')) as [{ port: number }];
    this.endpoint = `http://127.0.0.1:${port}/graphql`;
    child.send(this.#mood);
  }

  be(mood: Mood): void {
    this.#mood = mood;
    if (this.#child?.connected) this.#child.send(mood);
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
    this.#child?.kill(signal);
  }

  async end(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  entry(): HubEntry {
    return { id: this.id, endpoint: this.endpoint, status: this.isMember ? 'authorised' : 'revoked' };
  }
}

/** The registry, of which each state is one epoch, and who was in it. */
class Registry {
  current: Snapshot = { epoch: 0, hubs: [] };
  readonly #hubs: readonly Hub[];
  /** By epoch; requests last seconds, so that the last few thousand are enough. */
  readonly members = new Map<number, ReadonlySet<string>>();

  constructor(hubs: readonly Hub[]) {
    this.#hubs = hubs;
    this.swap();
  }

  swap(): void {
    const epoch = this.current.epoch + 1;
    this.current = { epoch, hubs: this.#hubs.map((hub) => hub.entry()) };
    this.members.set(epoch, new Set(this.#hubs.filter((hub) => hub.isMember).map(({ id }) => id)));
    this.members.delete(epoch - 5_000);
  }
}

/** What is done to hubs, all of it undone again after a while. */
async function act(hubs: readonly Hub[], registry: Registry, chance: Chance, until: number): Promise<void> {
  const busy = new Set<Hub>();
  const running = new Set<Promise<void>>();
  while (performance.now() < until) {
    await after(ACT_EVERY_MS);
    const free = hubs.filter((hub) => !busy.has(hub));
    // At least half are left alone, as in a bad week.
    if (free.length <= HUBS / 2) continue;
    const hub = chance.of(free);
    busy.add(hub);
    const doing = disturb(hub, registry, chance).finally(() => {
      busy.delete(hub);
      running.delete(doing);
    });
    running.add(doing);
  }
  await Promise.all(running);
}

async function disturb(hub: Hub, registry: Registry, chance: Chance): Promise<void> {
  const whileMs = 200 + chance(1_500);
  switch (chance.of(['stop', 'kill', 'slow', 'garbage', 'older', 'leave'] as const)) {
    case 'stop':
      hub.signal('SIGSTOP');
      await after(whileMs);
      return hub.signal('SIGCONT');
    case 'kill':
      await hub.end();
      await after(whileMs);
      await hub.start();
      return registry.swap();
    case 'slow':
      hub.be({ delayMs: chance(2 * PER_HUB_MS) });
      break;
    case 'garbage':
      hub.be({ garbage: chance.of(GARBAGE) });
      break;
    case 'older':
      hub.be({ isOlder: true });
      break;
    case 'leave':
      hub.isMember = false;
      registry.swap();
      await after(whileMs);
      hub.isMember = true;
      return registry.swap();
  }
  await after(whileMs);
  hub.be({});
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}

interface Run {
  readonly tally: Tally;
  readonly aborted: number;
  readonly partial: number;
}

function post(network: Network, url: string, body: string, timeoutMs: number): Promise<NetworkResponse> {
  const headers = { 'content-type': 'application/json' };
  return network.request({ url, method: 'POST', headers, body, timeoutMs, sizeBytesMax: 1_000_000 });
}

/** Asks again and again, and judges each answer by the registry of the epoch that it names. */
async function load(network: Network, url: string, registry: Registry, chance: Chance, until: number): Promise<Run> {
  const tally = new Tally();
  let aborted = 0;
  let partial = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      const question = chance.of(QUESTIONS);
      const hub = hubId(chance(HUBS));
      let answer: GraphAnswer;
      try {
        const response = await post(
          network,
          url,
          JSON.stringify({ query: question.query, variables: question.variables(hub) }),
          30_000,
        );
        answer = JSON.parse(response.body) as GraphAnswer;
      } catch (error) {
        aborted += 1;
        tally.count([`a request was cut off: ${String(error)}`]);
        continue;
      }
      if (answer.extensions?.hubs?.partial === true) partial += 1;
      tally.count(answerFaults(question, hub, answer, registry.members));
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return { tally, aborted, partial };
}

/** A router that asks only who answered lately and says nothing of the others, as gateways do that go by health checks. */
async function healthyOnly(network: Network, hubs: readonly Hub[], registry: Registry): Promise<Snapshot> {
  const well = await Promise.all(
    hubs.map(async (hub) => {
      try {
        const asked = await post(network, hub.endpoint, '{"query":"{ weight }"}', 100);
        return asked.status === 200 ? [hub.entry()] : [];
      } catch {
        return [];
      }
    }),
  );
  return { epoch: registry.current.epoch, hubs: well.flat() };
}

async function chaos(setup: Setup, lastsMs: number, isControl: boolean): Promise<Run & { readonly swaps: number }> {
  const { clock, network, random } = realWorld();
  const hubs = Array.from({ length: HUBS }, (_, index) => new Hub(index));
  await Promise.all(hubs.map((hub) => hub.start()));
  const registry = new Registry(hubs);
  const limits = { perHubMs: PER_HUB_MS, breakerCooldownMs: 500 };
  const router = createHubRouter({ sdl: routerSdl, send: network, clock, limits });
  let seen = registry.current;
  const until = performance.now() + lastsMs;
  const served: ServedHubRouter = await serveHubRouter({
    router,
    snapshot: () => (isControl ? seen : registry.current),
    clock,
    random,
    host: '127.0.0.1',
    port: 0,
  });
  const swapping = setInterval(() => registry.swap(), SWAP_EVERY_MS);
  const looking = setInterval(() => {
    if (isControl) void healthyOnly(network, hubs, registry).then((snapshot) => (seen = snapshot));
    void setup.progress(Math.round(lastsMs - (until - performance.now())), lastsMs);
  }, 200);
  try {
    const [run] = await Promise.all([
      load(network, `${served.url}/graphql`, registry, setup.chance, until),
      act(hubs, registry, setup.chance, until),
    ]);
    return { ...run, swaps: registry.current.epoch };
  } finally {
    clearInterval(swapping);
    clearInterval(looking);
    await served.stop();
    await Promise.all(hubs.map((hub) => hub.end()));
  }
}

export const chaosTest: Test = {
  name: 'hubs in chaos',
  async run(setup) {
    const length = setup.isLong ? 'long' : 'short';
    const run = await chaos(setup, LASTS_MS[length], false);
    const control = await chaos(setup, CONTROL_MS[length], true);
    return {
      test: run.tally,
      control: control.tally,
      note: `${run.partial} answers were partial and said so; ${run.swaps} registries; ${run.aborted} requests cut off`,
    };
  },
};
