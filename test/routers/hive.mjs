// Serves a supergraph with Hive Gateway: the SDL comes on standard input, the address goes to standard output.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';

const { supergraph } = JSON.parse(await text(process.stdin));
const gateway = createGatewayRuntime({ supergraph, logging: false, maskedErrors: false, landingPage: false });
const server = createServer(gateway);
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/graphql`));
