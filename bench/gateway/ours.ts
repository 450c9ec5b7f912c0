// Our gateway's engine with all that it does for a request, over the shop instead of a movement.
import { readFileSync } from 'node:fs';
import { realWorld } from '@hubgraph/kernel';
import fastify from 'fastify';
import { gatewayDefaults } from '../../gateway/src/config.ts';
import { startEngine } from '../../gateway/src/engine.ts';
import { NodeDataSource } from '../../gateway/src/node-data-source.ts';
import { Metrics } from '../../gateway/src/observe/metrics.ts';
import { observePlugin } from '../../gateway/src/observe/observe-plugin.ts';
import { hubsPlugin, publicError } from '../../gateway/src/public-answer.ts';
import { contextOf } from '../../gateway/src/request-context.ts';

const [file = '', subgraphs = '', port = '0'] = process.argv.slice(2);
const world = realWorld();
const config = {
  id: 'gateway',
  host: '127.0.0.1',
  port: Number(port),
  folder: '',
  council: { id: 'council', endpoint: '', statementKeys: [] },
  isDemo: false,
  ...gatewayDefaults,
  // A machine that is busy with other things gives slow figures, not failed ones.
  requestTimeoutMs: 60_000,
  hubTimeoutMs: 60_000,
};
const engine = await startEngine({
  supergraphSdl: readFileSync(file, 'utf8'),
  sourceOf(name) {
    const node = { id: name, endpoint: `${subgraphs}/${name}` };
    return new NodeDataSource(world, 'council', { nodeOfKind: () => node }, config.hubTimeoutMs);
  },
  contextOf: (request, reply) => contextOf(world, config, { epoch: 1, hubs: [] }, request, reply),
  formatError: publicError,
  plugins: [
    hubsPlugin,
    observePlugin(world, new Metrics(world, () => 1), (entry) => entry['level'] === 'error' && console.error(entry)),
  ],
});
const app = fastify({ logger: false });
app.route({ method: ['GET', 'POST'], url: '/graphql', handler: engine.handler });
await app.listen({ host: config.host, port: config.port });
