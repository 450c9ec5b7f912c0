// Any number of hubs in one process, each below its name, which answer from memory what they were asked before; `slow`
// takes its time, `dead` takes a question and never answers.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readHubSchema } from '@hubgraph/hub-router';
import { graphql } from 'graphql';
import { hubSdl } from './hub-schema.ts';

const ROWS = 20;
const slowMs = Number(process.argv[2]);
const { schema } = readHubSchema(hubSdl);
const known = new Map<string, Promise<string>>();

const server = createServer((request, response) => {
  const hub = request.url?.slice(1) ?? '';
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    if (hub === 'dead') return;
    const body = Buffer.concat(chunks).toString();
    const answer = known.get(hub + body) ?? answerOf(hub, body);
    known.set(hub + body, answer);
    void answer.then((text) => {
      const send = () => response.writeHead(200, { 'content-type': 'application/json' }).end(text);
      if (hub === 'slow') setTimeout(send, slowMs);
      else send();
    });
  });
});

async function answerOf(hub: string, body: string): Promise<string> {
  const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
  const nodes = Array.from({ length: ROWS }, (_, n) => ({ id: `${hub}:team:${n}`, name: `Team ${n} of ${hub}` }));
  const pageInfo = { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null };
  const rootValue = { teams: { nodes, pageInfo, totalCount: ROWS } };
  return JSON.stringify(await graphql({ schema, source: query, variableValues: variables ?? {}, rootValue }));
}

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit(0));
