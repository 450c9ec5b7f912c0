import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { HubgraphError, type World } from '@hubgraph/kernel';

/**
 * Takes a folder for this process alone, until it is released or the process ends, however it ends: the system itself
 * lets go of the lock on the file `lock.db`.
 * @returns what gives the folder back.
 * @throws {HubgraphError} `ERR_FOLDER_IN_USE`
 */
export function lockFolder(world: World, folder: string): () => void {
  const path = world.disk.database(join(folder, 'lock.db'));
  if (path === ':memory:') return () => undefined;
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
  } catch (cause) {
    db.close();
    throw new HubgraphError('ERR_FOLDER_IN_USE', `${folder} is in use by another process; only one may have it.`, {
      cause,
    });
  }
  return () => {
    if (db.isOpen) db.close();
  };
}
