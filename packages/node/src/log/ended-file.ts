import { join } from 'node:path';
import { LOG_NAMES, type LogName } from '@hubgraph/journal';
import { canonical, HubgraphError, isRejection, type Json, type World } from '@hubgraph/kernel';
import { parseCheckpoint } from '@hubgraph/tlog';
import type { NodeConfig } from '../config.ts';

/** How a log ended: a signed note of what is left of it, and one of what was signed and is lost, where that is known. */
export type EndedLog = { readonly kept: string; readonly lost?: string };

/** The logs that a node had before those of now, and what the names of those of now begin with. */
export interface EndedLogs {
  readonly logOrigin: string;
  readonly books: EndedLog;
  readonly cases: EndedLog;
}

/** The newest notes of this node that were seen and that its journal does not have. */
export type LostCheckpoints = { readonly [name in LogName]?: string };

type Folder = Pick<NodeConfig, 'folder'>;

/** Left by a restore that gave up commits which the node had signed: as long as it is there, commands are refused. */
export function lossPath({ folder }: Folder): string {
  return join(folder, 'lost.txt');
}

function lostPath({ folder }: Folder): string {
  return join(folder, 'lost.json');
}

/** Where it is kept how the logs before ended. */
export function endedPath({ folder }: Folder): string {
  return join(folder, 'ended.json');
}

/** Writes `lost.json`: `{"books":"<note>","cases":"<note>","v":1}`, each where something is known to be lost; removes it where nothing is. */
export function writeLostCheckpoints({ disk }: Pick<World, 'disk'>, at: Folder, lost: LostCheckpoints): void {
  if (Object.keys(lost).length === 0) disk.remove(lostPath(at));
  else disk.writeAtomically(lostPath(at), Buffer.from(`${canonical({ ...lost, v: 1 } as Json)}\n`));
}

/** @throws {HubgraphError} `ERR_STORE_CORRUPTED` if the file is not as it was written. */
export function readLostCheckpoints({ disk }: Pick<World, 'disk'>, at: Folder): LostCheckpoints | undefined {
  const file = read(disk, lostPath(at));
  if (file === undefined) return undefined;
  for (const name of LOG_NAMES) if (file[name] !== undefined) checkNote(lostPath(at), file[name]);
  const { v: _, ...lost } = file;
  return lost as LostCheckpoints;
}

/** Writes `ended.json`: `{"books":{"kept":"<note>","lost":"<note>"},"cases":{…},"logOrigin":"…/log-2","v":1}`. */
export function writeEndedLogs({ disk }: Pick<World, 'disk'>, at: Folder, ended: EndedLogs): void {
  disk.writeAtomically(endedPath(at), Buffer.from(`${canonical({ ...ended, v: 1 } as unknown as Json)}\n`));
}

/** @throws {HubgraphError} `ERR_STORE_CORRUPTED` if the file is not as it was written. */
export function readEndedLogs({ disk }: Pick<World, 'disk'>, at: Folder): EndedLogs | undefined {
  const path = endedPath(at);
  const file = read(disk, path);
  if (file === undefined) return undefined;
  if (typeof file['logOrigin'] !== 'string') throw corrupted(path, 'it names no logs');
  for (const name of LOG_NAMES) {
    const { kept, lost } = (file[name] ?? {}) as Readonly<Record<string, unknown>>;
    checkNote(path, kept);
    if (lost !== undefined) checkNote(path, lost);
  }
  const { v: _, ...ended } = file;
  return ended as unknown as EndedLogs;
}

function read(disk: World['disk'], path: string): Readonly<Record<string, unknown>> | undefined {
  if (!disk.exists(path)) return undefined;
  const text = Buffer.from(disk.read(path)).toString('utf8');
  let file: Readonly<Record<string, unknown>> | null;
  try {
    file = JSON.parse(text) as typeof file;
  } catch {
    throw corrupted(path, 'it is not JSON');
  }
  if (file?.['v'] !== 1 || `${canonical(file as Json)}\n` !== text)
    throw corrupted(path, 'it is not as it was written');
  return file;
}

function checkNote(path: string, note: unknown): void {
  const checkpoint = typeof note === 'string' ? parseCheckpoint(note) : undefined;
  if (checkpoint === undefined || isRejection(checkpoint)) throw corrupted(path, 'it has a note that is none');
}

function corrupted(path: string, why: string): HubgraphError {
  return new HubgraphError(
    'ERR_STORE_CORRUPTED',
    `${path} is damaged (${why}). Nothing was changed. Restore it from a backup.`,
  );
}
