import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `vite build` made for browsers. */
export interface Assets {
  /** Where the files are. */
  readonly folder: string;
  /** The styles, to stand in every page: a page is one request. */
  readonly styles: string;
  /** For the content security policy: `sha256-…`. */
  readonly stylesHash: string;
  /** The address of the script. */
  readonly script: string;
  /** The file of the service worker, in `folder`. */
  readonly worker: string;
}

interface ManifestEntry {
  readonly file: string;
  readonly css?: readonly string[];
}

/**
 * Reads what the build made.
 * @throws {Error} where there is no build, with what to do.
 */
export function readAssets(folder: string): Assets {
  let manifest: Readonly<Record<string, ManifestEntry>>;
  try {
    manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));
  } catch (cause) {
    throw new Error('The page was not built; run "npm run build".', { cause });
  }
  const page = manifest['src/client/page.ts'];
  const worker = manifest['src/client/worker.ts'];
  if (page === undefined || worker === undefined) throw new Error('The build of the page is of another version.');
  const styles = (page.css ?? []).map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('');
  return {
    folder,
    styles,
    stylesHash: `sha256-${createHash('sha256').update(styles).digest('base64')}`,
    script: `/${page.file}`,
    worker: worker.file,
  };
}
