import { decideLinked, type Slice } from '@hubgraph/ledger';
import { compare, sequences } from '@hubgraph/ledger/testing';
import fc from 'fast-check';
import { Tally, type Test } from '../support/test.ts';

const BATCH = 250;
const CONTROL = 500;

/**
 * Random sequences of commands, given to the ledger and to a second one that keeps no balance and adds everything up
 * from its entries each time: every answer, every sum and every balance must be the same.
 */
export const modelTest: Test = {
  name: 'a reference model',
  async run({ isLong, chance, progress }) {
    const total = isLong ? 100_000 : 2_000;
    const test = new Tally();
    let sent = 0;
    while (test.tried < total) {
      const seed = chance(2 ** 30);
      for (const sequence of fc.sample(sequences, { seed, numRuns: BATCH })) {
        const { fault, answers } = compare(sequence);
        sent += answers.length;
        test.count(fault === undefined ? [] : [fault, test.failed === 0 ? smallest(seed) : `seed ${seed}`]);
      }
      await progress(test.tried, total);
    }
    const control = new Tally();
    for (const sequence of fc.sample(sequences, { seed: chance(2 ** 30), numRuns: CONTROL })) {
      const { fault } = compare(sequence, (commands, slice) => decideLinked(commands, generous(slice)));
      control.count(fault === undefined ? [] : [fault]);
    }
    return { test, control, note: `${sent} commands` };
  },
};

/** Books in which every fund has more than is in it. */
function generous(slice: Slice): Slice {
  const fundBalance: Slice['fundBalance'] = (fund, currency) => {
    const balance = slice.fundBalance(fund, currency);
    return { ...balance, postedMinor: balance.postedMinor + 1_000n };
  };
  return { ...slice, fundBalance };
}

/** The least that goes wrong in the same way. */
function smallest(seed: number): string {
  const property = fc.property(sequences, (sequence) => compare(sequence).fault === undefined);
  const { counterexample } = fc.check(property, { seed, numRuns: BATCH });
  return `at least ${fc.stringify(counterexample)}`;
}
