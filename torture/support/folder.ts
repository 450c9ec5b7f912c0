import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Setup } from './test.ts';

const MEMORY = '/dev/shm';

/**
 * A folder where nothing needs to outlive a loss of power, in memory where there is one: for images of disks, of which
 * each is read once.
 */
export function quickFolder({ folder }: Setup): string {
  try {
    accessSync(MEMORY, constants.W_OK);
  } catch {
    return folder;
  }
  const made = mkdtempSync(join(MEMORY, 'hubgraph-torture-'));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  return made;
}
