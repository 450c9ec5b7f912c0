import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import LongestFirst from './scripts/longest-first.ts';

/** Each starts what it needs in its process, and stops it. */
const TOGETHER = [
  'test/{federation,stories,compatibility,exports,golden-events,permissions,shard-audit,docs}/**/*.test.ts',
  'test/{tidy,policy,disclosure}.test.ts',
];

export default defineConfig({
  // Apollo's packages load graphql as CommonJS; two copies of it in one process do not know each other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: join(import.meta.dirname, 'node_modules/graphql/index.js') }] },
  test: {
    exclude: ['**/node_modules/**'],
    // They end what hangs; a machine with ten times as much to do as it can is slow, and nothing hangs.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    // Tests that start a gateway need the page as it is now.
    globalSetup: ['build.ts', 'test-folder.ts'].map((file) => join(import.meta.dirname, 'scripts', file)),
    pool: 'forks',
    // One more than two cores: tests of several nodes wait for each other a third of their time.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    reporters: [process.env['CI'] ? 'dot' : 'default', join(import.meta.dirname, 'scripts/counts-reporter.ts')],
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['{packages,subgraphs}/*/**/*.test.ts', 'gateway/**/*.test.ts'],
          // A process for each file would spend more time on loading what they share than on testing it.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'together', include: TOGETHER, isolate: false } },
      {
        extends: true,
        test: { name: 'whole', include: ['test/**/*.test.ts'], exclude: ['**/node_modules/**', ...TOGETHER] },
      },
    ],
  },
});
