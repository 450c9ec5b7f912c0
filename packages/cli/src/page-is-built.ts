import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { HubgraphError } from '@hubgraph/kernel';

const SERVER = join(import.meta.dirname, '../../dashboard/dist/server/index.js');

/**
 * The gateway loads the page as it was built, and cannot even be loaded without it.
 * @throws {HubgraphError} `ERR_PAGE_NOT_BUILT`, with what to do.
 */
export function assertPageIsBuilt(server: string = SERVER): void {
  if (existsSync(server)) return;
  throw new HubgraphError(
    'ERR_PAGE_NOT_BUILT',
    'The page was not built yet; run "npm run build" once, then this again.',
  );
}
