// One hub in a process of its own: answers over HTTP, and does what its parent tells it to.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { execute, parse, validate } from 'graphql';
import { comparePlaces, readCursor, readHubSchema } from '../../packages/hub-router/src/index.ts';
import {
  type Garbage,
  type Mood,
  mottoOf,
  olderSdl,
  PLACES,
  placeId,
  placeName,
  routerSdl,
  weightOf,
} from './schema.ts';

const [id = '', index = '0'] = process.argv.slice(2);
const versions = {
  present: { sdl: routerSdl, schema: readHubSchema(routerSdl).schema },
  older: { sdl: olderSdl, schema: readHubSchema(olderSdl).schema },
};
let mood: Mood = {};

const places = Array.from({ length: PLACES }, (_, n) => ({
  __typename: 'Place',
  id: placeId(id, n),
  name: placeName(id, n),
  motto: mottoOf(id),
}));
const byId = (asked: string) => places.find((one) => one.id === asked) ?? null;

const root = () => ({
  _service: { sdl: mood.isOlder ? versions.older.sdl : versions.present.sdl },
  weight: weightOf(Number(index)),
  place: ({ id: asked }: { id: string }) => byId(asked),
  places({ first, after }: { first: number; after?: string }) {
    const cursor = after === undefined ? undefined : readCursor(after);
    const later = places.filter(
      (one) => cursor === undefined || comparePlaces({ keys: [one.name], hub: id, id: one.id }, cursor) > 0,
    );
    return {
      nodes: later.slice(0, first),
      pageInfo: { hasNextPage: later.length > first, endCursor: null },
      totalCount: places.length,
    };
  },
  _entities: ({ representations }: { representations: { id: string }[] }) => representations.map((one) => byId(one.id)),
});

async function answer(text: string): Promise<string> {
  const { query, variables } = JSON.parse(text) as { query: string; variables?: Record<string, unknown> };
  const { schema } = mood.isOlder ? versions.older : versions.present;
  const document = parse(query);
  const faults = validate(schema, document);
  const result =
    faults.length > 0
      ? { errors: faults.map(({ message }) => ({ message, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })) }
      : await execute({ schema, document, variableValues: variables, rootValue: root() });
  return JSON.stringify(result);
}

function spoil(body: string, garbage: Garbage, response: ServerResponse): void {
  switch (garbage) {
    case 'not-json':
      return void response.end('<html>down for maintenance</html>');
    case 'cut-off':
      return void response.end(body.slice(0, body.length / 2));
    case 'http-500':
      return void response.writeHead(500).end(body);
    case 'wrong-type':
      return void response.end(body.replaceAll(/:(\d+|"[^"]*")/g, ':[$1]'));
    case 'no-data':
      return void response.end('{"data":null}');
    case 'proto':
      return void response.end(body.replace('{"data":{', '{"data":{"__proto__":{"polluted":true},'));
    case 'others-things':
      return void response.end(body.replaceAll(id, 'hub-xx').replaceAll(/:\d+([,}])/g, ':"x"$1'));
    case 'hangs-up':
      return void response.destroy();
    case 'too-deep':
      return void response.end(`{"data":${'['.repeat(100)}${']'.repeat(100)}}`);
  }
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    const body = await answer(Buffer.concat(chunks).toString());
    const { garbage, delayMs = 0 } = mood;
    const send = () => (garbage === undefined ? response.end(body) : spoil(body, garbage, response));
    if (delayMs === 0) send();
    else setTimeout(send, delayMs);
  });
});
process.on('message', (told: Mood) => {
  mood = told;
});
// Without its parent it has nothing to do.
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
