import { LOG_NAMES, type LogName } from '@hubgraph/journal';
import { canonical, HubgraphError, isRejection, type World } from '@hubgraph/kernel';
import {
  formatCheckpoint,
  parseCheckpoint,
  type SignedCheckpoint,
  type VerifiedCheckpoint,
  type VerifierKey,
  verifyCheckpoint,
} from '@hubgraph/tlog';

/** Keys by which a log's own checkpoints are verified, the present one first; their names are the origins. */
export type LogVerifierKeys = { readonly [name in LogName]: readonly [VerifierKey, ...VerifierKey[]] };

/** The checkpoints that a node signed last, both at one position of its journal. */
export interface Checkpoints<C extends SignedCheckpoint = SignedCheckpoint> {
  /** The `seq` of the last commit that they cover. */
  readonly seq: number;
  readonly books: C;
  readonly cases: C;
}

/**
 * Reads `checkpoints.json`, in which the node keeps what it signed last, outside the database:
 * `{"books":"<note>","cases":"<note>","seq":12,"v":1}`. Undefined where there is none yet.
 * @throws {HubgraphError} `ERR_STORE_CORRUPTED` if it is not exactly as it was written, or a signature is wrong.
 */
export function readCheckpointsFile(
  { disk }: Pick<World, 'disk'>,
  path: string,
  keys: LogVerifierKeys,
): Checkpoints<VerifiedCheckpoint> | undefined {
  if (!disk.exists(path)) return undefined;
  const corrupted = (why: string): HubgraphError =>
    new HubgraphError(
      'ERR_STORE_CORRUPTED',
      `${path} is damaged (${why}). Nothing was changed. Restore it together with the journal from a backup.`,
    );
  let file: Readonly<Record<string, unknown>> | null;
  const text = Buffer.from(disk.read(path)).toString('utf8');
  try {
    file = JSON.parse(text) as typeof file;
  } catch {
    throw corrupted('it is not JSON');
  }
  const { v, seq, books, cases } = file ?? {};
  const isWhole = v === 1 && typeof seq === 'number' && typeof books === 'string' && typeof cases === 'string';
  if (!isWhole || `${canonical({ v, seq, books, cases })}\n` !== text) throw corrupted('it is not as it was written');
  const verified = (name: LogName, note: string): VerifiedCheckpoint => {
    const checkpoint = parseCheckpoint(note);
    const read = isRejection(checkpoint) ? checkpoint : verifyCheckpoint(checkpoint, keys[name]);
    if (isRejection(read)) throw corrupted(`the checkpoint of ${name}: ${read.message}`);
    return read;
  };
  const read = { seq, books: verified('books', books), cases: verified('cases', cases) };
  if (read.cases.size !== seq) throw corrupted(`its cases have ${read.cases.size} leaves at commit ${seq}`);
  return read;
}

/** Writes the file, whole or not at all; when it returns, what was signed outlives a loss of power. */
export function writeCheckpointsFile({ disk }: Pick<World, 'disk'>, path: string, checkpoints: Checkpoints): void {
  const notes = Object.fromEntries(LOG_NAMES.map((name) => [name, formatCheckpoint(checkpoints[name])]));
  disk.writeAtomically(path, Buffer.from(`${canonical({ v: 1, seq: checkpoints.seq, ...notes })}\n`));
}
