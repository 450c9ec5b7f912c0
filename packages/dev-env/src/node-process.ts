import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { HubgraphError, type World } from '@hubgraph/kernel';
import type { NodeSpec, StartedNode } from './node-runner.ts';

const STOP_TIMEOUT_MS = 10_000;

export interface NodeProcess extends StartedNode {
  readonly pid: number;
  /** Resolves when the process has ended, however it ended. */
  readonly ended: Promise<void>;
}

/** Runs a node as a process of its own: the same code, started by `hubgraph node FILE`, with all it needs in the file. */
export async function spawnNode(world: World, spec: NodeSpec): Promise<NodeProcess> {
  world.disk.makeFolder(spec.config.folder);
  const file = join(spec.config.folder, 'node.json');
  world.disk.writeAtomically(file, Buffer.from(JSON.stringify(spec, null, 2)));
  const main = join(import.meta.dirname, '../../cli/src/main.ts');
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', main, 'node', file, '--with-parent'],
    {
      // The open end of its input tells the node that we are there.
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const ready = /^ready (\S+)$/m.exec(said)?.[1];
      if (ready !== undefined) resolve(ready);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-8_000);
    });
    // Later than its end, when its last words have come too.
    child.once('close', () =>
      reject(new HubgraphError('ERR_NODE_DID_NOT_START', `${spec.config.id} did not start: ${said.trim()}`)),
    );
  });
  return {
    id: spec.config.id,
    url,
    pid: child.pid ?? 0,
    ended,
    async stop() {
      child.kill('SIGTERM');
      let isKilled = false;
      const cancel = world.clock.after(STOP_TIMEOUT_MS, () => {
        isKilled = child.kill('SIGKILL');
      });
      await ended;
      cancel();
      if (!isKilled) return;
      const message = `${spec.config.id} did not stop within ${STOP_TIMEOUT_MS / 1000} s and was killed. Nothing that it confirmed is lost.`;
      throw new HubgraphError('ERR_NODE_DID_NOT_STOP', message);
    },
  };
}
