import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realWorld } from '@hubgraph/kernel';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from './lock-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hubgraph-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const inUse = expect.objectContaining({ code: 'ERR_FOLDER_IN_USE' });

test('a folder is taken once, and again after it was released', () => {
  const release = lockFolder(realWorld(), folder);
  expect(() => lockFolder(realWorld(), folder)).toThrow(inUse);
  release();
  lockFolder(realWorld(), folder)();
});

test('another process is kept out, and what a killed one held is free', async () => {
  const program = `
    import { realWorld } from ${JSON.stringify(join(import.meta.dirname, '../../kernel/src/index.ts'))};
    import { lockFolder } from ${JSON.stringify(join(import.meta.dirname, 'lock-folder.ts'))};
    lockFolder(realWorld(), ${JSON.stringify(folder)});
    console.log('taken');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  expect(() => lockFolder(realWorld(), folder)).toThrow(inUse);
  child.kill('SIGKILL');
  await ended;
  lockFolder(realWorld(), folder)();
});
