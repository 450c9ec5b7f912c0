import { readFileSync } from 'node:fs';
import { type NodeSpec, runNode } from '@hubgraph/dev-env/node-runner';
import { HubgraphError, realWorld } from '@hubgraph/kernel';
import { portInUse } from './port-in-use.ts';
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
  const spec = readSpec(file);
  const stopped = untilStopped();
  let started: Awaited<ReturnType<typeof runNode>>;
  try {
    started = await runNode(realWorld(), spec, (entry) => process.stderr.write(`${JSON.stringify(entry)}\n`));
  } catch (error) {
    stopped.release();
    throw portInUse(error) ?? error;
  }
  say(`ready ${started.url}`);
  await stopped.promise;
  await started.stop();
}
