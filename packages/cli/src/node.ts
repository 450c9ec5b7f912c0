import { readFileSync } from 'node:fs';
import { type NodeSpec, runNode } from '@hubgraph/dev-env/node-runner';
import { HubgraphError, realWorld } from '@hubgraph/kernel';
import { say } from './say.ts';
import { untilStopped } from './until-stopped.ts';

/** Reads the file that describes a node. */
export function readSpec(file: string): NodeSpec {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as NodeSpec;
  } catch (cause) {
    throw new HubgraphError('ERR_CONFIG_UNREADABLE', `${file} cannot be read as the description of a node.`, { cause });
  }
}

/** Runs one node until it is stopped; prints `ready <url>` when it serves. */
export async function node(file: string): Promise<void> {
  const stopped = untilStopped();
  const started = await runNode(realWorld(), readSpec(file), (entry) =>
    process.stderr.write(`${JSON.stringify(entry)}\n`),
  );
  say(`ready ${started.url}`);
  await stopped.promise;
  await started.stop();
}
