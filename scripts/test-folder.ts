import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const ROOM_BYTES = 4 * 2 ** 30;

/**
 * Gives tests a folder in memory for what they write, where there is room for it. Nodes flush each commit to the disk,
 * and a run of all tests would wait for that a third of its time; no test cuts the power, and a process that is killed
 * leaves the same behind in memory as on a disk. What is large can go where `DISK_TMPDIR` says. Called by vitest before the first test; what it answers, after the last.
 */
export function setup(): (() => void) | undefined {
  if (!existsSync(MEMORY)) return undefined;
  const { bavail, bsize } = statfsSync(MEMORY);
  if (bavail * bsize < ROOM_BYTES) return undefined;
  const folder = mkdtempSync(join(MEMORY, 'hubgraph-tests-'));
  process.env['DISK_TMPDIR'] = tmpdir();
  // Taken over by the processes that run the tests, and by those that they start.
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
