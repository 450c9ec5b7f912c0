import { join } from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

/** `vite build` makes what browsers load, `vite build --ssr` what the server runs; nothing of React is in the first. */
export default defineConfig(({ isSsrBuild }) => ({
  root,
  logLevel: 'warn',
  build: isSsrBuild
    ? {
        outDir: 'dist/server',
        target: 'es2024',
        minify: false,
        rolldownOptions: {
          input: join(root, 'src/index.ts'),
          // Every package stays where it is; only the page's own files are joined.
          external: (id: string) => !id.startsWith('.') && !id.startsWith('/') && !id.startsWith('\0'),
        },
      }
    : {
        outDir: 'dist/client',
        target: 'es2020',
        manifest: true,
        // Phones of four years ago.
        cssTarget: ['chrome107', 'firefox105', 'safari16'],
        rolldownOptions: {
          input: { page: join(root, 'src/client/page.ts'), worker: join(root, 'src/client/worker.ts') },
        },
      },
}));
