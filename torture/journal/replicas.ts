import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { realWorld } from '@hubgraph/kernel';
import { type Setup, type Skipped, Tally, type Test } from '../support/test.ts';
import { faultsOf } from './audit.ts';
import { ONCE_ACKNOWLEDGED, Promised, type Within, Writer } from './kill.ts';
import { NODE, openNode } from './node.ts';
import type { Job } from './writer.ts';

const POINTS = { short: 10, long: 500 };
const CONTROL_POINTS = { short: 4, long: 40 };
/** Each replica gives so many commands, the same as the other. */
const COMMANDS = 30;
/** A database with more commits is left, so that a start stays short. */
const COMMITS_MAX = 300;
const KILL_WITHIN_MS: Within = { starting: 400, loaded: 300 };

type Server = NonNullable<Job['server']>;

/** Kills one of two replicas that were given the same commands, and lets the other finish; the control has only one. */
async function points(setup: Setup, uri: string, count: number, isControl: boolean): Promise<Tally> {
  const tally = new Tally();
  const cache = join(setup.folder, 'cache');
  let server: Server | undefined;
  let promised = new Promised();
  for (let point = 0; point < count; point += 1) {
    if (server === undefined || promised.acked.size > COMMITS_MAX) {
      server = { uri, database: `torture-${process.pid}-${isControl ? 'control-' : ''}${point}` };
      promised = new Promised();
      for (const name of ['one', 'two']) rmSync(join(setup.folder, name), { recursive: true, force: true });
    }
    const job = (name: string): Job => {
      const folder = join(setup.folder, name);
      mkdirSync(folder, { recursive: true });
      const common = { folder, run: `${point}`, seed: setup.chance(1_000_000), clients: setup.chance.of([1, 4, 16]) };
      return { ...common, server: server as Server };
    };
    const within = isControl ? ONCE_ACKNOWLEDGED : KILL_WITHIN_MS;
    const killed = new Writer(cache).killedAt({ ...job('one'), isEarly: isControl }, setup.chance, within);
    const others = isControl ? [] : [new Writer(cache).finished({ ...job('two'), commandsMax: COMMANDS })];
    for (const lines of await Promise.all([killed, ...others])) promised.take(lines);
    const faults = await faultsIn(setup, server, promised);
    tally.count(faults);
    if (faults.length > 0) server = undefined;
    await setup.progress(point, count);
  }
  return tally;
}

/** A third replica reads the journal from its beginning. */
async function faultsIn(setup: Setup, server: Server, promised: Promised): Promise<string[]> {
  const { openMongoStore } = await import('../../packages/store/src/mongo-store.ts');
  const folder = join(setup.folder, 'third');
  mkdirSync(folder);
  try {
    const store = await openMongoStore(realWorld(), { ...server, node: NODE });
    const node = await openNode(folder, { store });
    const faults = await faultsOf(node, promised.acked);
    await node.close();
    return promised.failure === undefined ? faults : [...faults, promised.failure];
  } catch (error) {
    return [`it does not open: ${String(error)}`];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Two replicas are given the same commands at the same time, and one is killed: each command is there once, or not at all. */
export const replicasTest: Test = {
  name: 'kill -9 of one of two replicas',
  async run(setup): Promise<{ test: Tally; control: Tally; note: string } | Skipped> {
    const { HAS_MONGO, startMongo } = await import('@hubgraph/store/testing');
    if (!HAS_MONGO) return { skipped: "no server that speaks MongoDB's protocol; .ci/run mongodb gets one" };
    const size = setup.isLong ? 'long' : 'short';
    const server = await startMongo();
    try {
      const test = await points(setup, server.uri, POINTS[size], false);
      const control = await points(setup, server.uri, CONTROL_POINTS[size], true);
      return { test, control, note: server.name };
    } finally {
      await server.stop();
    }
  },
};
