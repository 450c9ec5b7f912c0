import { describe, expect, test } from 'vitest';
import { basisPointsOf, type Field, readValues } from './field.ts';

const fields: readonly Field[] = [
  { kind: 'text', name: 'title', label: 'title', lengthMax: 10 },
  { kind: 'code', name: 'purpose', label: 'purpose', lengthMax: 10 },
  {
    kind: 'select',
    name: 'currency',
    label: 'currency',
    options: [
      { value: 'JPY', text: 'Yen' },
      { value: 'USD', text: 'Dollar' },
    ],
  },
  { kind: 'amount', name: 'amount', label: 'amount', currency: { chosenIn: 'currency' } },
  { kind: 'percent', name: 'share', label: 'share' },
  { kind: 'day', name: 'day', label: 'day' },
  { kind: 'digest', name: 'hash', label: 'hash', isOptional: true },
];
const good = {
  title: 'A title',
  purpose: 'education',
  currency: 'USD',
  amount: '1,5',
  share: '12,5',
  day: '2026-02-28',
};

describe('what was filled in', () => {
  test('is given as the graph takes it', () => {
    expect(readValues(fields, { ...good, title: '  A\n\u0000title ', hash: 'AB'.repeat(32) })).toEqual({
      values: { ...good, amount: '1.50', share: '12.5', hash: 'ab'.repeat(32) },
    });
    expect(readValues(fields, good)).toHaveProperty('values');
  });

  test.each([
    ['title', '   ', 'missing'],
    ['title', '\u200b\u3164', 'missing'],
    ['title', 'A longer title', 'tooLong'],
    ['purpose', 'Education!', 'notACode'],
    ['purpose', '-', 'notACode'],
    ['amount', 'much', 'amountUnreadable'],
    ['share', '101', 'notAPercentage'],
    ['share', '1.234', 'notAPercentage'],
    ['day', '2026-13-01', 'notADay'],
    ['day', '28.02.2026', 'notADay'],
    ['day', '2026-02-31', 'notADay'],
    ['hash', 'abc', 'notADigest'],
    ['currency', 'EUR', 'notAChoice'],
  ])('with %s "%s" has a fault there: %s', (name, value, code) => {
    expect(readValues(fields, { ...good, [name]: value })).toMatchObject({ faults: [{ name, code }] });
  });

  test('is checked with the places of the currency that was chosen', () => {
    expect(readValues(fields, { ...good, currency: 'JPY' })).toEqual({
      faults: [{ name: 'amount', code: 'amountPlaces' }],
    });
  });

  test('has its faults in the order of the fields', () => {
    expect(readValues(fields, {})).toEqual({
      faults: ['title', 'purpose', 'currency', 'amount', 'share', 'day'].map((name) => ({ name, code: 'missing' })),
    });
  });
});

test.each([
  ['12.5', 1_250],
  ['100', 10_000],
  ['0.01', 1],
  ['7', 700],
])('%s %% is %d basis points', (percent, basisPoints) => {
  expect(basisPointsOf(percent)).toBe(basisPoints);
});

test('what may be left out is needed as soon as something else of the same is there', () => {
  const fields: readonly Field[] = [
    { kind: 'text', name: 'a', label: 'a', lengthMax: 9, isOptional: true, isNeededWith: ['a', 'b'] },
    { kind: 'text', name: 'b', label: 'b', lengthMax: 9, isOptional: true, isNeededWith: ['a', 'b'] },
  ];
  expect(readValues(fields, { a: ' ', b: '' })).toEqual({ values: {} });
  expect(readValues(fields, { a: ' ', b: 'x' })).toEqual({ faults: [{ name: 'a', code: 'missing' }] });
  expect(readValues(fields, { a: 'x', b: 'x' })).toEqual({ values: { a: 'x', b: 'x' } });
});
