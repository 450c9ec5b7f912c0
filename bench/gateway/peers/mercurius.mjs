// Mercurius' gateway, with its compiler of queries.
import gateway from '@mercuriusjs/gateway';
import fastify from 'fastify';

const [subgraphs, port] = process.argv.slice(2);
const app = fastify();
const services = ['accounts', 'inventory', 'products', 'reviews'].map((name) => ({
  name,
  url: `${subgraphs}/${name}`,
}));
await app.register(gateway, { gateway: { services }, jit: 1 });
await app.listen({ host: '127.0.0.1', port: Number(port) });
