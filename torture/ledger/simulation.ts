import { Tally, type Test } from '../support/test.ts';
import { type Options, Simulation, STEPS } from './simulation/run.ts';

/** Runs one seed. */
function simulate(options: Options): {
  readonly faults: readonly string[];
  readonly digest: string;
  readonly transfers: number;
} {
  const simulation = new Simulation(options).run();
  const transfers = [...simulation.nodes.values()].reduce((sum, { paid }) => sum + paid.size, 0);
  return { faults: simulation.faults, digest: simulation.digest(), transfers };
}

const SEEDS = { short: 50, long: 10_000 };
const CONTROL_SEEDS = { short: 10, long: 100 };
/** Every so many seeds are run twice. */
const TWICE_EVERY = 10;

export const simulationTest: Test = {
  name: 'five nodes in one process',
  async run({ isLong, chance, progress }) {
    const [test, control] = [new Tally(), new Tally()];
    const kind = isLong ? 'long' : 'short';
    let transfers = 0;
    for (let n = 0; n < SEEDS[kind]; n += 1) {
      const seed = chance(2 ** 31);
      const run = simulate({ seed });
      transfers += run.transfers;
      const faults = run.faults.slice(0, 3).map((fault) => `seed ${seed}: ${fault}`);
      if (n % TWICE_EVERY === 0 && simulate({ seed }).digest !== run.digest)
        faults.push(`seed ${seed}: another digest`);
      test.count(faults);
      await progress(n + 1, SEEDS[kind]);
    }
    for (let n = 0; n < CONTROL_SEEDS[kind]; n += 1)
      control.count(simulate({ seed: chance(2 ** 31), isHasty: true }).faults);
    return {
      test,
      control,
      note: `${STEPS} steps each, ${transfers} transfers; the control books without the payer's word`,
    };
  },
};
