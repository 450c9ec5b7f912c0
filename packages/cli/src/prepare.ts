import { resolve } from 'node:path';
import { prepareMovement } from '@hubgraph/dev-env';
import { realWorld } from '@hubgraph/kernel';
import { say, UsageError } from './say.ts';
import { wholeNumber } from './whole-number.ts';

interface PrepareCommand {
  readonly hubs: number | string;
  readonly at: string;
  readonly endpoint: string;
  readonly port: number | string;
  readonly store?: string;
}

/** Writes files and keys of a movement whose nodes run on machines of their own. */
export function prepare(folder: string, { hubs, at, endpoint, port, store }: PrepareCommand): void {
  if (!URL.canParse(endpoint.replaceAll('{id}', 'council'))) {
    throw new UsageError('--endpoint is the URL of a node, with {id} in the place of its slug: http://{id}:4001');
  }
  const ids = prepareMovement({
    world: realWorld(),
    folder: resolve(folder),
    hubs: wholeNumber('--hubs', hubs, 1, 300),
    at,
    endpoint,
    port: wholeNumber('--port', port, 1, 65_535),
    ...(store === undefined ? {} : { store }),
  });
  say(`prepared ${ids.join(' ')}`);
}
