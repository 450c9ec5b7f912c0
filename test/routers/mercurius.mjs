// Serves subgraphs with Mercurius' gateway: their addresses come on standard input, its own goes to standard output.
import { text } from 'node:stream/consumers';
import mercuriusGateway from '@mercuriusjs/gateway';
import Fastify from 'fastify';

const { services } = JSON.parse(await text(process.stdin));
const app = Fastify({ bodyLimit: 4_000_000 });
await app.register(mercuriusGateway, { gateway: { services } });
const url = await app.listen({ host: '127.0.0.1', port: 0 });
console.log(`${url}/graphql`);
