// The router as it is served alone, in a process of its own, so that its memory can be looked at.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { realWorld } from '@hubgraph/kernel';
import { createHubRouter, type HubEntry, type Snapshot } from '../../packages/hub-router/src/index.ts';
import { serveHubRouter } from '../../packages/hub-router/src/serve.ts';
import { routerSdl } from './schema.ts';

/** What the process is told once, before it serves. */
export interface ServedTask {
  readonly hubs: readonly HubEntry[];
  /** Most queries that the router remembers. */
  readonly plansMax: number;
}

const SWAP_EVERY_MS = 20;

setFlagsFromString('--expose-gc');
const giveBack = runInNewContext('gc') as () => void;

process.on('message', (told: ServedTask | 'look') => {
  if (told !== 'look') return void serve(told);
  giveBack();
  process.send?.({ heapMib: process.memoryUsage().heapUsed / 2 ** 20 });
});
process.on('disconnect', () => process.exit(0));

async function serve({ hubs, plansMax }: ServedTask): Promise<void> {
  const { clock, network, random } = realWorld();
  let snapshot: Snapshot = { epoch: 1, hubs };
  setInterval(() => {
    snapshot = { epoch: snapshot.epoch + 1, hubs: hubs.map((hub) => ({ ...hub })) };
  }, SWAP_EVERY_MS);
  const limits = { plansMax, perHubMs: 400, breakerCooldownMs: 500 };
  const router = createHubRouter({ sdl: routerSdl, send: network, clock, limits });
  const place = { host: '127.0.0.1', port: 0 };
  const served = await serveHubRouter({ router, snapshot: () => snapshot, clock, random, ...place });
  process.send?.({ url: `${served.url}/graphql` });
}
