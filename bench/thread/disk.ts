import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const BLOCK = Buffer.alloc(4_096, 'x');

/** How often per second 4 KiB can be appended to a file and flushed to the disk, one after the other. */
export function flushesPerSecond(folder: string, seconds: number): number {
  const file = openSync(join(folder, 'flushes'), 'a');
  try {
    const began = performance.now();
    let count = 0;
    while (performance.now() - began < seconds * 1000) {
      writeSync(file, BLOCK);
      fdatasyncSync(file);
      count += 1;
    }
    return count / ((performance.now() - began) / 1000);
  } finally {
    closeSync(file);
  }
}
