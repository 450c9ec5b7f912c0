import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestContext } from 'vitest';

/**
 * The path of a data file that lies beside the repository and is not part of it. Without it the test is skipped, and
 * fails where it must not be skipped.
 */
export function sharedFile(context: TestContext, path: string): string {
  const file = join(repositoryRoot(), '..', 'shared', 'data', path);
  if (existsSync(file)) return file;
  if (process.env['CI']) throw new Error(`${file} is missing; in CI it has to be there.`);
  return context.skip(`${file} is not on this machine`);
}

function repositoryRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package-lock.json'))) {
    if (dirname(folder) === folder) throw new Error('The root of the repository was not found.');
    folder = dirname(folder);
  }
  return folder;
}
