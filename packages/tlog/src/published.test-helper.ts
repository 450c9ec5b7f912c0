import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'vitest';

const FOLDER = join(import.meta.dirname, '../../../../shared/data/trust');

/** A file of published test data, which lies beside the repository; the test is skipped without it, but not in CI. */
export function published(context: TestContext, name: string): Buffer {
  return readFileSync(pathOf(context, name));
}

/** A member of a packed archive of published test data. */
export function publishedMember(context: TestContext, archive: string, member: string): Buffer {
  const { status, stdout, stderr } = spawnSync('tar', ['-xzOf', pathOf(context, archive), member]);
  if (status !== 0) throw new Error(stderr.toString());
  return stdout;
}

function pathOf(context: TestContext, name: string): string {
  const path = join(FOLDER, name);
  if (!existsSync(path)) {
    if (process.env['CI']) throw new Error(`${path} is missing; in CI it has to be there.`);
    context.skip(`${path} is not on this machine`);
  }
  return path;
}
