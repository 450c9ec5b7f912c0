import { readFileSync, statSync } from 'node:fs';
import { createHubRouter, hubRouterDirectives, type Snapshot } from '@hubgraph/hub-router';
import { type ServedHubRouter, serveHubRouter } from '@hubgraph/hub-router/serve';
import { HubgraphError, isSlug, realWorld } from '@hubgraph/kernel';
import { assertPageIsBuilt } from './page-is-built.ts';
import { portInUse } from './port-in-use.ts';
import { say, UsageError } from './say.ts';
import { untilStopped } from './until-stopped.ts';
import { wholeNumber } from './whole-number.ts';

interface Options {
  readonly schema?: string;
  readonly hubs?: string;
  readonly host: string;
  readonly port: number | string;
}

/** How often the file with the hubs is looked at. */
const LOOK_EVERY_MS = 1_000;
const STATUSES: ReadonlySet<unknown> = new Set(['authorised', 'suspended', 'revoked', 'closed']);

/** Runs the hub router alone until it is stopped; prints `ready <url of the subgraph>` when it serves. */
export async function hubRouter(file: string | undefined, options: Options): Promise<void> {
  const stopped = untilStopped();
  let served: ServedHubRouter;
  try {
    served = await start(file, options);
  } catch (error) {
    stopped.release();
    throw portInUse(error) ?? error;
  }
  say(`ready ${served.url}/graphql`);
  await stopped.promise;
  await served.stop();
}

export async function start(file: string | undefined, { schema, hubs, host, port }: Options): Promise<ServedHubRouter> {
  const world = realWorld();
  if (file !== undefined) {
    // The gateway comes with the page, which whoever brings a schema of their own need not build.
    assertPageIsBuilt();
    const { startHubSubgraph } = await import('@hubgraph/gateway');
    const { readGatewayConfig } = await import('./gateway.ts');
    return startHubSubgraph(world, readGatewayConfig(file));
  }
  if (schema === undefined || hubs === undefined) {
    throw new UsageError('Give the file that describes a gateway, or --schema FILE and --hubs FILE.');
  }
  const { network, clock, random } = world;
  const router = createHubRouter({ sdl: withDirectives(readFileSync(schema, 'utf8')), send: network, clock });
  let snapshot = readHubs(hubs);
  let changedAt = statSync(hubs).mtimeMs;
  const served = await serveHubRouter({
    router,
    snapshot: () => snapshot,
    clock,
    random,
    host,
    port: wholeNumber('--port', port, 0, 65_535),
  });
  // After it serves: a router that cannot must end, and a timer would keep it.
  const timer = setInterval(() => {
    try {
      const { mtimeMs } = statSync(hubs);
      if (mtimeMs === changedAt) return;
      changedAt = mtimeMs;
      snapshot = readHubs(hubs);
      say(`hubs ${snapshot.hubs.length} at epoch ${snapshot.epoch}`);
    } catch (error) {
      // Half written or gone: what was read last is gone by until the file is whole again.
      process.emitWarning(error instanceof Error ? error : String(error));
    }
  }, LOOK_EVERY_MS);
  return {
    url: served.url,
    async stop() {
      clearInterval(timer);
      await served.stop();
    },
  };
}

/** The SDL with the definitions of `@route`, `@merge` and `@partial`, without which it does not compose. */
export function withDirectives(sdl: string): string {
  return /\bdirective\s+@route\b/.test(sdl) ? sdl : `${sdl}\n${hubRouterDirectives}`;
}

/** Reads the file with the hubs. @throws {HubgraphError} `ERR_CONFIG_UNREADABLE` where it is none. */
export function readHubs(file: string): Snapshot {
  const unreadable = (why: string, cause?: unknown): HubgraphError =>
    new HubgraphError('ERR_CONFIG_UNREADABLE', `${file} cannot be read as a list of hubs: ${why}.`, { cause });
  let given: Partial<Snapshot> | null;
  try {
    given = JSON.parse(readFileSync(file, 'utf8')) as Partial<Snapshot> | null;
  } catch (cause) {
    throw unreadable('it is not JSON', cause);
  }
  const { epoch, hubs } = given ?? {};
  if (!Number.isSafeInteger(epoch)) throw unreadable('"epoch" must be a whole number');
  if (!Array.isArray(hubs)) throw unreadable('"hubs" must be a list');
  const ids = new Set<unknown>();
  for (const [index, hub] of (hubs as unknown[]).entries()) {
    const { id, endpoint, status, replicas = [] } = (hub ?? {}) as Readonly<Record<string, unknown>>;
    const urls = [endpoint, ...(Array.isArray(replicas) ? (replicas as unknown[]) : [undefined])];
    if (typeof id !== 'string' || !isSlug(id)) throw unreadable(`the "id" of hub ${index + 1} is not a slug`);
    if (ids.has(id)) throw unreadable(`${id} is in it twice`);
    if (!urls.every(isUrl)) throw unreadable(`"endpoint" and "replicas" of ${id} must be URLs of http or https`);
    if (!STATUSES.has(status)) throw unreadable(`the "status" of ${id} must be one of ${[...STATUSES].join(', ')}`);
    ids.add(id);
  }
  return { epoch: Number(epoch), hubs };
}

function isUrl(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
