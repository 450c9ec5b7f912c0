import { expect, test } from 'vitest';
import type { BankLine, BankStatement } from './bank-row.ts';
import { bankParts } from './parts.ts';

const statement: BankStatement = {
  ordinal: 0,
  account: 'DE1',
  currency: 'EUR',
  from: '2026-01-01',
  to: '2026-12-31',
  openingMinor: 5n,
  closingMinor: 2_405n,
  lines: 2_400,
  notBooked: 0,
};
const lines = Array.from({ length: 2_400 }, (_, n): BankLine => {
  const month = String(1 + (n % 12)).padStart(2, '0');
  return { bookedOn: `2026-${month}-15`, currency: 'EUR', amountMinor: 1n, line: n + 1 };
});

test('a long statement goes in parts of whole days whose balances follow from each other', () => {
  const parts = bankParts(statement, lines);
  expect(
    parts.map(({ from, to, openingMinor, closingMinor, lines: some }) => [
      from,
      to,
      openingMinor,
      closingMinor,
      some.length,
    ]),
  ).toEqual([
    ['2026-01-01', '2026-05-15', 5n, 1_005n, 1_000],
    ['2026-06-15', '2026-10-15', 1_005n, 2_005n, 1_000],
    ['2026-11-15', '2026-12-31', 2_005n, 2_405n, 400],
  ]);
});

test('an empty statement is one part, and one without balances has none', () => {
  expect(bankParts({ ...statement, closingMinor: 5n }, [])).toEqual([
    { from: '2026-01-01', to: '2026-12-31', openingMinor: 5n, closingMinor: 5n, lines: [] },
  ]);
  const { openingMinor: _, closingMinor: __, ...bare } = statement;
  expect(bankParts(bare, lines.slice(0, 1))).toEqual([
    { from: '2026-01-01', to: '2026-12-31', lines: lines.slice(0, 1) },
  ]);
});
