import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { definitions, type NodeSpec, runNode } from '@hubgraph/dev-env/node-runner';
import { isRejection, newId, realWorld, sha256 } from '@hubgraph/kernel';
import { operator } from '@hubgraph/node';
import { restoreArchive } from '../../packages/cli/src/archive/read.ts';
import { writeArchive } from '../../packages/cli/src/archive/write.ts';
import { openSqliteStore } from '../../packages/store/src/sqlite-store.ts';

const world = realWorld();
const FUNDS = 30;

const specIn = (folder: string): NodeSpec => ({
  kind: 'hub',
  config: {
    id: 'cee',
    folder,
    host: '127.0.0.1',
    port: 0,
    endpoint: 'http://cee.example',
    council: { id: 'council', endpoint: 'http://127.0.0.1:1', statementKeys: [] },
    isDemo: false,
  },
  setup: { people: [{ name: 'Somebody', roles: ['treasurer'] }], funds: [{ code: 'general', name: 'General' }] },
});

/** Makes what `hubgraph backup` makes of a hub that runs. */
export async function archiveIn(folder: string, scratch: string): Promise<void> {
  const spec = specIn(scratch);
  const { node, stop } = await runNode(world, spec);
  for (let n = 0; n < FUNDS; n += 1) {
    const payload = {
      fund: newId(world, 'cee', 'fund'),
      code: `fund-${n}`,
      name: { digest: sha256(`${n}`), key: `${n}` },
    };
    const outcome = await node.operate(operator, `fund-${n}`, 'OpenFund', payload);
    if (isRejection(outcome)) throw new Error(outcome.message);
  }
  await writeArchive({ world, config: spec.config, to: folder, withKeys: true });
  await stop();
}

/** A digest of all that `hubgraph restore` makes of it: commits, texts, what was signed. What it refuses is thrown. */
export async function restoredFrom(folder: string): Promise<string> {
  const spec = specIn(`${folder}-restored`);
  try {
    await restoreArchive({ world, config: spec.config, definition: definitions.hub, from: folder, acceptLoss: false });
    const store = openSqliteStore(world, join(spec.config.folder, 'journal.db'));
    const content = [await store.range(1, 10_000), await store.vault.list('', 10_000)];
    await store.close();
    return sha256(JSON.stringify([content, world.disk.sha256(join(spec.config.folder, 'checkpoints.json'))]));
  } finally {
    rmSync(spec.config.folder, { recursive: true, force: true });
  }
}
