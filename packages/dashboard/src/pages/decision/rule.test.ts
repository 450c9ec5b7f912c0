import { expect, test } from 'vitest';
import { judge } from './rule.ts';

const half = { quorumBasisPoints: 5_000, thresholdBasisPoints: 5_000 };
const counted = (yes: number, no: number, abstain: number, electorate: number) => ({ yes, no, abstain, electorate });

test.each([
  ['all but one', counted(3, 0, 0, 4), half, true, true],
  ['exactly half of the members', counted(2, 0, 0, 4), half, true, true],
  ['fewer than half', counted(1, 0, 0, 4), half, false, true],
  ['abstentions, which count for the quorum alone', counted(1, 0, 1, 4), half, true, true],
  ['a tie, which does not carry', counted(2, 2, 0, 4), half, true, false],
  ['nobody', counted(0, 0, 0, 4), half, false, false],
  ['two thirds of three', counted(2, 1, 0, 3), { ...half, thresholdBasisPoints: 6_667 }, true, false],
])('%s', (_name, tally, rule, isQuorate, isCarried) => {
  expect(judge(tally, rule)).toMatchObject({ isQuorate, isCarried });
});
