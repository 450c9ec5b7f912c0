// Builds the page: what browsers load, and what the gateway runs. Everything else runs as it is. "npm start", "npm
// test" and "npm run bench" begin with it.
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../packages/dashboard');
const configFile = join(root, 'vite.config.ts');

/** Called by vitest before the first test. */
export async function setup(): Promise<void> {
  await build({ configFile, root });
  await build({ configFile, root, build: { ssr: true } });
}

if (import.meta.main) await setup();
