import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ProposalEntry, proposalsFor, referenceWords } from './proposals.ts';

const line = { id: 'line', bookedOn: '2026-03-10', amountMinor: 500n, references: ['r1'] };
const entry = (name: string, day: string, amountMinor: bigint, ...references: string[]): ProposalEntry => ({
  entry: name,
  day,
  amountMinor,
  references,
});

test('amount, reference and nearness are points that are told', () => {
  const entries = [
    entry('near', '2026-03-10', 500n),
    entry('far', '2026-03-16', 500n),
    entry('too-far', '2026-03-18', 500n),
    entry('named', '2026-01-01', 500n, 'r1'),
    entry('other', '2026-03-10', 501n),
  ];
  expect(proposalsFor(line, entries, 7)).toEqual([
    {
      line: 'line',
      entries: ['named'],
      score: 90,
      reasons: ['SAME_AMOUNT', 'REFERENCE_FOUND', 'DAYS_APART'],
      daysApart: 68,
    },
    { line: 'line', entries: ['near'], score: 60, reasons: ['SAME_AMOUNT', 'SAME_DAY'], daysApart: 0 },
    { line: 'line', entries: ['far'], score: 54, reasons: ['SAME_AMOUNT', 'DAYS_APART'], daysApart: 6 },
  ]);
});

test('entries of one reference may add up to a line', () => {
  const parts = [entry('b', '2026-03-09', 300n, 'r1'), entry('a', '2026-03-10', 200n, 'r1')];
  expect(proposalsFor(line, parts, 7)).toEqual([
    {
      line: 'line',
      entries: ['a', 'b'],
      score: 89,
      reasons: ['AMOUNTS_ADD_UP', 'REFERENCE_FOUND', 'DAYS_APART'],
      daysApart: 1,
    },
  ]);
  expect(proposalsFor({ ...line, references: ['r2'] }, parts, 7)).toEqual([]);
});

test('whatever the order of the entries, proposals are the same, and each could be confirmed', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-03-${String(n).padStart(2, '0')}`);
  const some = fc.uniqueArray(
    fc.record({
      entry: fc.string({ minLength: 1, maxLength: 3 }),
      day,
      amountMinor: fc.bigInt(1n, 4n).map((n) => n * 100n),
      references: fc.subarray(['r1', 'r2']),
    }),
    { selector: (one) => one.entry, maxLength: 8 },
  );
  fc.assert(
    fc.property(some, (entries) => {
      const found = proposalsFor(line, entries, 7);
      expect(proposalsFor(line, entries.toReversed(), 7)).toEqual(found);
      for (const one of found) {
        const sum = entries.filter((e) => one.entries.includes(e.entry)).reduce((a, e) => a + e.amountMinor, 0n);
        expect(sum).toBe(line.amountMinor);
        expect(one.score).toBeLessThanOrEqual(100);
      }
    }),
    { numRuns: 200 },
  );
});

test('what could be a reference is found in what people write', () => {
  expect(referenceWords('Invoice INV-2026/17, thank you', null, 'RF18 5390 0754 7034')).toEqual(
    expect.arrayContaining(['INV202617', 'RF18539007547034']),
  );
  expect(referenceWords('thanks for all', '12')).toEqual([]);
  expect(referenceWords('01JD3Z7N4QK8R2V6X0Y5ABCDEF')).toEqual(['01JD3Z7N4QK8R2V6X0Y5ABCDEF']);
});
