import { createServer } from 'node:net';
import { HubgraphError } from './errors.ts';
import type { World } from './world.ts';

const HOST = '127.0.0.1';
/** Below the ports that systems hand out to outgoing connections, one of which could otherwise take it first. */
const PORT_LEAST = 15_000;
const PORTS = 16_384;
const TRIES_MAX = 50;

/**
 * Ports of this machine that nobody listens on at this moment, one after the other, so that none is there twice.
 * @throws {HubgraphError} ERR_PORT_IN_USE if there are not so many in a row, as far as was tried.
 */
export async function freePorts(world: Pick<World, 'random'>, count: number): Promise<readonly number[]> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const [high = 0, low = 0] = world.random.bytes(2);
    const first = PORT_LEAST + ((high * 256 + low) % PORTS);
    const ports = Array.from({ length: count }, (_, index) => first + index);
    const free = await Promise.all(ports.map(isFree));
    if (!free.includes(false)) return ports;
  }
  throw new HubgraphError('ERR_PORT_IN_USE', `No ${count} free ports in a row were found; try again.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, HOST, () => server.close(() => resolve(true)));
  });
}
