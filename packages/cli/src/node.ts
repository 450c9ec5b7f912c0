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
  const { id, folder, host, port, endpoint, council, store } = spec?.config ?? {};
  const texts = [spec?.kind, id, folder, host, endpoint, council?.id, council?.endpoint];
  const isWhole =
    texts.every((text) => typeof text === 'string') && typeof port === 'number' && spec?.setup !== undefined;
  if (!isStore(store)) {
    const message = `${file}: config.store is {"kind": "sqlite"} or {"kind": "mongodb", "uri": "mongodb://…", "database": "…"}.`;
    throw new HubgraphError('ERR_CONFIG_UNREADABLE', message);
  }
  if (!isWhole || !Array.isArray(council?.statementKeys)) throw say();
  return spec as NodeSpec;
}

/** True of what says where a node keeps its journal; a word that is not known would be overlooked otherwise. */
function isStore(store: unknown): boolean {
  if (store === undefined) return true;
  if (typeof store !== 'object' || store === null) return false;
  const { kind, uri, database, ...more } = store as Record<string, unknown>;
  if (Object.keys(more).length > 0) return false;
  if (kind === 'sqlite') return uri === undefined && database === undefined;
  const isUri = typeof uri === 'string' && /^mongodb(\+srv)?:\/\/./.test(uri);
  const isName = database === undefined || (typeof database === 'string' && /^[\w-]{1,63}$/.test(database));
  return kind === 'mongodb' && isUri && isName;
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
