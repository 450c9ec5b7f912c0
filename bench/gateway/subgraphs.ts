// The shop's subgraphs in one process. Each body that was asked before is answered from memory: what is measured is
// the gateway, not those whom it asks.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, graphql, print } from 'graphql';
import { shop } from './shop.ts';

interface Asked {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}

const schemas = new Map<string, GraphQLSchema>(
  Object.entries(shop).map(([name, { typeDefs, resolvers }]) => [
    name,
    buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]),
  ]),
);
const known = new Map<string, Promise<Buffer>>();

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    // Each below its name; some gateways add a path of their own.
    const name = request.url?.split('/')[1] ?? '';
    const key = name + Buffer.concat(chunks).toString('latin1');
    let answer = known.get(key);
    if (answer === undefined) {
      answer = answerOf(name, Buffer.concat(chunks).toString());
      known.set(key, answer);
    }
    void answer.then((body) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
    });
  });
});

/** One answer, or, where a list of questions came, a list of answers. */
async function answerOf(name: string, body: string): Promise<Buffer> {
  const schema = schemas.get(name);
  if (schema === undefined) return Buffer.from('{"errors":[{"message":"There is no such subgraph."}]}');
  // As it is written, with its extensions: who composes by the first version of federation needs them.
  const sdl = print(shop[name as keyof typeof shop].typeDefs);
  const one = async ({ query, variables, operationName }: Asked) =>
    /^[^{]*\{\s*_service\b/.test(query)
      ? { data: { _service: { sdl } } }
      : await run(schema, { query, variables, operationName });
  const asked = JSON.parse(body) as Asked | readonly Asked[];
  return Buffer.from(
    JSON.stringify(Array.isArray(asked) ? await Promise.all(asked.map(one)) : await one(asked as Asked)),
  );
}

function run(schema: GraphQLSchema, { query, variables, operationName }: Asked) {
  return graphql({ schema, source: query, variableValues: variables ?? {}, operationName: operationName ?? null });
}

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit(0));
