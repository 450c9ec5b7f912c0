import { resolve } from 'node:path';
import { Movement, seedHistory, seedThread } from '@hubgraph/dev-env';
import { realWorld } from '@hubgraph/kernel';
import { portInUse } from './port-in-use.ts';
import { say, tell, UsageError } from './say.ts';
import { untilStopped } from './until-stopped.ts';

interface StartOptions {
  readonly port: number | string;
  readonly data: string;
  readonly hubs: number | string;
  readonly empty?: boolean;
  readonly processes?: boolean;
}

/** Starts a demonstration: the movement, the data of the thread, then `ready`, then a richer history. */
export async function start(options: StartOptions): Promise<void> {
  const port = wholeNumber('--port', options.port, 0, 65_000);
  const hubs = wholeNumber('--hubs', options.hubs, 1, 300);
  const world = realWorld();
  const began = performance.now();
  const step = (line: string): void => say(`${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}`);
  const stopped = untilStopped();
  let movement: Movement;
  try {
    movement = await Movement.start({
      world,
      folder: resolve(options.data),
      port,
      hubs,
      isInProcesses: options.processes === true,
      onProgress: step,
      log: (entry) => process.stderr.write(`${JSON.stringify(entry)}\n`),
    });
  } catch (error) {
    stopped.release();
    throw portInUse(error) ?? error;
  }
  const { url } = movement.gateway;
  if (!options.empty) await seedThread(movement, step);
  say(`ready ${url}/graphql ${url}/`);
  const history = options.empty ? Promise.resolve() : seedHistory(movement, step, stopped.signal);
  history.catch((error: unknown) => {
    if (!stopped.signal.aborted) tell(error);
  });
  await stopped.promise;
  say('Stopping…');
  await history.catch(() => undefined);
  await movement.stop();
  say('Stopped. Start again with the same --data to go on.');
}

function wholeNumber(name: string, given: number | string, least: number, most: number): number {
  const value = Number(given);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new UsageError(`${name} must be a whole number from ${least} to ${most}; it was "${given}".`);
}
