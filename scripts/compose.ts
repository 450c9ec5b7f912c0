// Composes the supergraph from the subgraphs' SDL, without any of them running, and writes what the gateway loads:
// gateway/supergraph.graphql and the hub's own SDL, in which the hub router reads how to route and merge; what it could
// not route or merge is refused here.
// With --check it only compares, and fails on a difference.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { lintHubSchema, readHubSchema } from '@hubgraph/hub-router';
import { sdlOf } from '@hubgraph/node';
import { council } from '@hubgraph/subgraph-council';
import { fundraising } from '@hubgraph/subgraph-fundraising';
import { hub } from '@hubgraph/subgraph-hub';
import { trademark } from '@hubgraph/subgraph-trademark';
import { parse } from 'graphql';

const root = join(import.meta.dirname, '..');
const subgraphs = { council, fundraising, hub, trademark };

const composed = composeServices(
  Object.entries(subgraphs).map(([name, definition]) => ({
    name,
    // The gateway finds nodes by the registry; this address is never asked.
    url: `http://${name}.invalid`,
    typeDefs: parse(sdlOf(definition)),
  })),
);
if (composed.errors !== undefined) {
  for (const error of composed.errors) console.error(error.message);
  process.exit(1);
}
const problems = lintHubSchema(readHubSchema(sdlOf(hub)));
for (const { at, message } of problems) console.error(`${at}: ${message}`);
if (problems.length > 0) process.exit(1);
const files: Readonly<Record<string, string>> = {
  'gateway/supergraph.graphql': composed.supergraphSdl,
  'gateway/hub.graphql': `${sdlOf(hub)}\n`,
};
let differs = false;
for (const [name, text] of Object.entries(files)) {
  const path = join(root, name);
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (readFileSync(path, 'utf8') !== text) {
    console.error(`${name} is not what the subgraphs compose to; run "npm run compose" and look at the difference.`);
    differs = true;
  }
}
if (differs) process.exit(1);
for (const hint of composed.hints ?? []) if (process.argv.includes('--hints')) console.log(hint.toString());
console.log(`${Object.keys(subgraphs).length} subgraphs compose.`);
