import { readFileSync } from 'node:fs';
import { type NodeSpec, runNode } from '@hubgraph/dev-env/node-runner';
import { HubgraphError, realWorld } from '@hubgraph/kernel';
import { portInUse } from './port-in-use.ts';
import { say } from './say.ts';
import { untilStopped } from './until-stopped.ts';

/** Reads the file that describes a node. */
export function readSpec(file: string): NodeSpec {
  const say = (cause?: unknown): HubgraphError =>
    new HubgraphError('ERR_CONFIG_UNREADABLE', `${file} cannot be read as the description of a node.`, { cause });
  let spec: Partial<NodeSpec> | null;
  try {
    spec = JSON.parse(readFileSync(file, 'utf8')) as Partial<NodeSpec> | null;
  } catch (cause) {
    throw say(cause);
  }
  const { id, folder, host, port, endpoint, council } = spec?.config ?? {};
  const texts = [spec?.kind, id, folder, host, endpoint, council?.id, council?.endpoint];
  const isWhole =
    texts.every((text) => typeof text === 'string') && typeof port === 'number' && spec?.setup !== undefined;
  if (!isWhole || !Array.isArray(council?.statementKeys)) throw say();
  return spec as NodeSpec;
}

/** Runs one node until it is stopped; prints `ready <url>` when it serves. */
export async function node(file: string, options: { readonly withParent?: boolean } = {}): Promise<void> {
  const spec = readSpec(file);
  const stopped = untilStopped();
  let started: Awaited<ReturnType<typeof runNode>>;
  try {
    started = await runNode(realWorld(), spec, (entry) => process.stderr.write(`${JSON.stringify(entry)}\n`));
  } catch (error) {
    stopped.release();
    throw portInUse(error) ?? error;
  }
  if (options.withParent === true) process.stdin.resume().once('end', stopped.stop).once('error', stopped.stop);
  say(`ready ${started.url}`);
  await stopped.promise;
  await started.stop();
  // A pipe that is read keeps the process alive.
  process.stdin.destroy();
}
