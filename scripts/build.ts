// Builds the page: what browsers load, and what the gateway runs. Everything else runs as it is.
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../packages/dashboard');
const configFile = join(root, 'vite.config.ts');
await build({ configFile, root });
await build({ configFile, root, build: { ssr: true } });
console.log('The page is built.');
