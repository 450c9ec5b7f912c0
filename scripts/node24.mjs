// Runs a script with Node 24 or newer: the one in use if it is new enough, otherwise the one that the optional
// package node-<os>-<cpu> brought. Plain JavaScript, because it must start on Node 20.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const MAJOR_MIN = 24;

export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= MAJOR_MIN) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  try {
    const root = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    const file = join(root, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    if (existsSync(file)) return file;
  } catch {
    // No such package for this machine: the sentence below says what to do.
  }
  console.error(
    `Hubgraph needs Node ${MAJOR_MIN} or newer; this is ${process.version}, and the package ${name} that would ` +
      `bring it is not installed. Run "npm ci" without --omit=optional, or install Node ${MAJOR_MIN}.`,
  );
  process.exit(1);
}

/** Starts the script, hands signals on, and exits as it exits. */
export function runWithNode24(args) {
  // Compiled code is kept between starts: the second one takes half the time. React and graphql do their work twice
  // where it is not said that this is no place to develop them.
  const cache = join(import.meta.dirname, '../node_modules/.cache/node');
  const env = { NODE_COMPILE_CACHE: cache, NODE_ENV: 'production', ...process.env };
  const child = spawn(findNode(), ['--disable-warning=ExperimentalWarning', ...args], { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.exit(128 + (signal === 'SIGINT' ? 2 : signal === 'SIGTERM' ? 15 : 9));
  });
}

if (process.argv[1] !== undefined && import.meta.filename === process.argv[1]) runWithNode24(process.argv.slice(2));
