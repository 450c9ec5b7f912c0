import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeNewLogKeys, nextLogOrigin, signerKeyOf } from '@hubgraph/identity';
import { Journal, LOG_NAMES, type LogName } from '@hubgraph/journal';
import { HubgraphError, isRejection, type World } from '@hubgraph/kernel';
import {
  checkpointsPath,
  conceptsOf,
  foldsOf,
  keysOf,
  type LostCheckpoints,
  lossPath,
  type NodeConfig,
  type NodeDefinition,
  openStore,
  readCheckpointsFile,
  readLostCheckpoints,
  writeEndedLogs,
  writeLostCheckpoints,
} from '@hubgraph/node';
import { lockFolder } from '@hubgraph/store';
import { type Checkpoint, formatCheckpoint, parseCheckpoint, signCheckpoint } from '@hubgraph/tlog';
import { logVerifiersOf } from './archive/keys.ts';

export interface NewLogsOptions {
  readonly world: World;
  readonly config: NodeConfig;
  readonly definition: NodeDefinition;
}

/** What the names of the logs began with, and begin with now. */
export interface NewLogs {
  readonly before: string;
  readonly now: string;
  /** How many commits were signed, as far as anybody has seen, and how many are left. */
  readonly signed: number | undefined;
  readonly left: number;
}

/**
 * Ends the logs of a stopped node that was restored without what it had signed last, and begins others under other names
 * and keys: the node may take commands again. How they ended is kept in `ended.json`, for the journal and the council.
 * Interrupted, it goes on where it was when it is run again.
 * @throws {HubgraphError} `ERR_NOTHING_IS_LOST`, `ERR_FOLDER_IN_USE`, and what a start of the node would say.
 */
export async function beginNewLogs(options: NewLogsOptions): Promise<NewLogs> {
  const { world, config } = options;
  const release = lockFolder(world, config.folder);
  try {
    const lost = existsSync(join(config.folder, 'keys.json')) ? readLostCheckpoints(world, config) : undefined;
    if (lost === undefined || !world.disk.exists(lossPath(config))) {
      throw new HubgraphError(
        'ERR_NOTHING_IS_LOST',
        `${config.folder} was not restored with --accept-loss, or has new logs since: the logs of ${config.id} go on. ` +
          'Nothing was changed.',
      );
    }
    const keys = keysOf(world, config);
    const newest = LOG_NAMES.flatMap((name) => checkpointIn(lost[name]) ?? []);
    const before = newest[0]?.origin.replace(/\/(books|cases)$/, '') ?? '';
    // Where they have other names already, this was interrupted after the keys were made.
    if (keys.logOrigin === before) {
      await writeHowTheyEnded(options, lost);
      makeNewLogKeys(world, config.folder);
    }
    const now = keysOf(world, config).logOrigin;
    world.disk.remove(checkpointsPath(config));
    world.disk.remove(lossPath(config));
    writeLostCheckpoints(world, config, {});
    const store = await openStore(world, config);
    const left = await store.head();
    await store.close();
    return { before, now, signed: checkpointIn(lost.cases)?.size, left };
  } finally {
    release();
  }
}

/** Signs what is left, for the last time with the keys of these logs, and keeps it beside what is lost. */
async function writeHowTheyEnded({ world, config, definition }: NewLogsOptions, lost: LostCheckpoints): Promise<void> {
  const keys = keysOf(world, config);
  const store = await openStore(world, config);
  try {
    const signed = readCheckpointsFile(world, checkpointsPath(config), logVerifiersOf(keys));
    const journal = await Journal.open({
      world,
      node: config.id,
      store,
      viewsPath: join(config.folder, 'views.db'),
      ...foldsOf(conceptsOf(definition)),
      ...(signed === undefined ? {} : { signed }),
    });
    try {
      const ended = (name: LogName) => {
        const key = signerKeyOf(keys, name);
        const kept = formatCheckpoint(signCheckpoint({ origin: key.name, ...journal.log(name).head() }, key));
        const note = lost[name];
        return note === undefined ? { kept } : { kept, lost: note };
      };
      const logOrigin = nextLogOrigin(keys.logOrigin);
      writeEndedLogs(world, config, { logOrigin, books: ended('books'), cases: ended('cases') });
    } finally {
      await journal.close();
    }
  } finally {
    await store.close();
  }
}

function checkpointIn(note: string | undefined): Checkpoint | undefined {
  const read = note === undefined ? undefined : parseCheckpoint(note);
  return read === undefined || isRejection(read) ? undefined : read;
}
