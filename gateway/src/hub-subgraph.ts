import { createHubRouter } from '@hubgraph/hub-router';
import { type ServedHubRouter, serveHubRouter } from '@hubgraph/hub-router/serve';
import { headersFor, readTokens, tokensByAudience } from '@hubgraph/identity';
import { isRejection, type World } from '@hubgraph/kernel';
import type { GatewayConfig } from './config.ts';
import { HubSnapshots } from './hub-snapshots.ts';
import { RegistrySource } from './registry.ts';
import { OWN_FOLDER, readSupergraph } from './supergraph.ts';

/**
 * Runs the hub router alone, as the subgraph `hub` of any federation router: who the hubs are it knows from the
 * council's registry, and each hub gets the token that is made out to it.
 */
export async function startHubSubgraph(world: World, config: GatewayConfig): Promise<ServedHubRouter> {
  const { hubSdl: sdl } = readSupergraph(world, config.supergraphFolder ?? OWN_FOLDER);
  const registry = new RegistrySource(world, config);
  await registry.start();
  const snapshots = new HubSnapshots(() => registry.current);
  const { network, clock, random } = world;
  const router = createHubRouter({ sdl, send: network, clock, limits: { perHubMs: config.hubTimeoutMs } });
  try {
    const served = await serveHubRouter({
      router,
      snapshot: () => snapshots.current,
      credentials(headers) {
        const tokens = readTokens(headers);
        if (isRejection(tokens)) return { fault: tokens.message };
        const sorted = tokensByAudience(tokens);
        if (isRejection(sorted)) return { fault: sorted.message };
        const [dropped] = sorted.dropped;
        return dropped === undefined ? (hub) => headersFor(hub, sorted.tokens) : { fault: dropped.message };
      },
      clock,
      random,
      host: config.host,
      port: config.port,
      requestTimeoutMs: config.requestTimeoutMs,
    });
    return {
      url: served.url,
      async stop() {
        registry.stop();
        await served.stop();
      },
    };
  } catch (error) {
    registry.stop();
    throw error;
  }
}
