import { answer, attempt, ENTRY_LINES, type Line } from '@hubgraph/ledger/testing';
import type { Chance } from '../support/chance.ts';
import { Tally, type Test } from '../support/test.ts';

const CONTROL = 500;
/** How many of the first rules are about the form of an entry. */
const FORM = 12;

/**
 * Entries that break any of the rules at once: a zero, a fraction of the range, an unknown currency, a closed period, a
 * broken restriction, a fund that is empty. The answer is the rule that comes first in the documented order.
 */
export const refusalsTest: Test = {
  name: 'several rules broken at once',
  async run({ isLong, chance, progress }) {
    const total = isLong ? 20_000 : 1_000;
    const test = new Tally();
    while (test.tried < total) {
      test.count(faultsOf(someLines(chance), (lines) => lines));
      if (test.tried % 100 === 0) await progress(test.tried, total);
    }
    const control = new Tally();
    // A ledger that takes the form of an entry for granted.
    const isLax = (line: Line): boolean => ENTRY_LINES.indexOf(line) < FORM;
    for (let n = 0; n < CONTROL; n += 1) {
      control.count(faultsOf(someLines(chance), (lines) => lines.filter((line) => !isLax(line))));
    }
    return { test, control };
  },
};

/** One to eight lines of the table, in its order. */
function someLines(chance: Chance): readonly Line[] {
  const wanted = new Set(Array.from({ length: 1 + chance(8) }, () => chance(ENTRY_LINES.length)));
  return ENTRY_LINES.filter((_, index) => wanted.has(index));
}

/** Breaks these rules, the last one first, and asks; `broken` says which of them really. */
function faultsOf(lines: readonly Line[], broken: (lines: readonly Line[]) => readonly Line[]): readonly string[] {
  const [first] = lines;
  const made = broken(lines).reduceRight((one, [, breakIt]) => breakIt(one), attempt());
  const found = answer(made);
  return found === first?.[0] ? [] : [`${lines.map(([code]) => code).join(', ')}: answered ${found}`];
}
