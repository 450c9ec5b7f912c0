import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Journal } from '@hubgraph/journal';
import { HubgraphError, type World } from '@hubgraph/kernel';
import {
  checkpointsPath,
  conceptsOf,
  foldsOf,
  keysOf,
  type NodeConfig,
  type NodeDefinition,
  openStore,
  readCheckpointsFile,
} from '@hubgraph/node';
import { lockFolder } from '@hubgraph/store';
import { logVerifiersOf } from './keys.ts';

/** How often it is begun anew because another replica went on meanwhile. */
const ATTEMPTS_MAX = 3;

export interface RebuildOptions {
  readonly world: World;
  readonly config: NodeConfig;
  readonly definition: NodeDefinition;
  readonly onProgress?: (what: 'Reading' | 'Rebuilding', done: number, total: number) => void;
}

/** The views at one position, before and after they were made anew. */
export interface Rebuilt {
  readonly position: number;
  readonly before: string;
  readonly after: string;
}

/**
 * Folds the views of a stopped node anew from its journal. What they were before is what the node would have served: as
 * they were closed, or made anew at once where they were not closed well.
 * @throws {HubgraphError} `ERR_NODE_IS_EMPTY`, `ERR_FOLDER_IN_USE`, and what a start of the node would say.
 */
export async function rebuildViews(options: RebuildOptions): Promise<Rebuilt> {
  const { world, config } = options;
  if (config.store?.kind !== 'mongodb' && !existsSync(join(config.folder, 'journal.db'))) {
    throw new HubgraphError('ERR_NODE_IS_EMPTY', `${config.folder} has no journal of ${config.id}.`);
  }
  const release = lockFolder(world, config.folder);
  try {
    for (let attempt = 1; ; attempt += 1) {
      const before = await digestOf(options, 'Reading');
      // Without their seal the views are not believed; what belongs to this replica alone is taken over.
      world.disk.remove(join(config.folder, 'views.db.sha256'));
      const after = await digestOf(options, 'Rebuilding');
      if (before.position !== after.position && attempt < ATTEMPTS_MAX) continue;
      return { position: after.position, before: before.digest, after: after.digest };
    }
  } finally {
    release();
  }
}

async function digestOf({ world, config, definition, onProgress }: RebuildOptions, what: 'Reading' | 'Rebuilding') {
  const store = await openStore(world, config);
  try {
    const signed = readCheckpointsFile(world, checkpointsPath(config), logVerifiersOf(keysOf(world, config)));
    const journal = await Journal.open({
      world,
      node: config.id,
      store,
      viewsPath: join(config.folder, 'views.db'),
      ...foldsOf(conceptsOf(definition)),
      ...(signed === undefined ? {} : { signed }),
      onProgress: (done, total) => onProgress?.(what, done, total),
    });
    try {
      return { position: journal.position, digest: journal.digest() };
    } finally {
      await journal.close();
    }
  } finally {
    await store.close();
  }
}
