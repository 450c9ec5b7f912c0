import { resolve } from 'node:path';
import { Movement, seedHistory, seedThread } from '@hubgraph/dev-env';
import { realWorld } from '@hubgraph/kernel';
import { portInUse } from './port-in-use.ts';
import { say } from './say.ts';
import { untilStopped } from './until-stopped.ts';
import { wholeNumber } from './whole-number.ts';

interface StartOptions {
  readonly port: number | string;
  readonly data: string;
  readonly hubs: number | string;
  readonly empty?: boolean;
  readonly processes?: boolean;
  readonly log?: boolean;
}

/** Starts a demonstration: the movement, the data of the thread, then `ready`, then a richer history. */
export async function start(options: StartOptions): Promise<void> {
  const port = wholeNumber('--port', options.port, 0, 65_000);
  const hubs = wholeNumber('--hubs', options.hubs, 1, 300);
  const world = realWorld();
  const began = performance.now();
  const step = (line: string): void => say(`${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}`);
  const stopped = untilStopped(() => say('Stopping…'));
  let movement: Movement;
  try {
    movement = await Movement.start({
      world,
      folder: resolve(options.data),
      port,
      hubs,
      isInProcesses: options.processes === true,
      onProgress: step,
      log: (entry) => {
        // Whoever looks at a demonstration wants its steps, not hundreds of requests; what went wrong is always told.
        if (options.log || entry['level'] !== 'info') process.stderr.write(`${JSON.stringify(entry)}\n`);
      },
    });
  } catch (error) {
    stopped.release();
    throw portInUse(error) ?? error;
  }
  const { url } = movement.gateway;
  const seeded: Promise<unknown> = options.empty ? Promise.resolve() : seedThread(movement, step);
  // Stopped in the middle, it is begun again at the next start; what it says then is of no use.
  seeded.catch(() => undefined);
  try {
    await Promise.race([seeded, stopped.promise]);
  } catch (error) {
    stopped.release();
    await movement.stop();
    throw error;
  }
  if (!stopped.signal.aborted) {
    say(`ready ${url}/graphql ${url}/`);
    if (!options.empty) void loadHistory(movement, step, stopped.signal);
  }
  await stopped.promise;
  await movement.stop();
  say('Stopped. Start again with the same --data to go on.');
}

/** A year of ordinary life, loaded while the graph is in use already. */
async function loadHistory(movement: Movement, step: (line: string) => void, signal: AbortSignal): Promise<void> {
  try {
    await seedHistory(movement, step, signal);
  } catch (error) {
    if (signal.aborted) return;
    say(
      `The history could not be loaded to its end; the next start goes on with it. ${error instanceof Error ? error.message : ''}`,
    );
  }
}
