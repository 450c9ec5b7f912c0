// Composes the supergraph from the subgraphs' SDL, without any of them running, and writes what the gateway loads:
// gateway/supergraph.graphql and the hub's own SDL, in which the hub router reads how to route and merge; what it could
// not route or merge is refused here.
// With --check it only compares, and fails on a difference.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composition } from './composition.ts';

const root = join(import.meta.dirname, '..');

const { faults, files, hints, count } = composition();
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
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
for (const hint of hints) if (process.argv.includes('--hints')) console.log(hint);
console.log(`${count} subgraphs compose.`);
