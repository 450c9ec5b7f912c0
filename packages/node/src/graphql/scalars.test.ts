import { Kind } from 'graphql/index.js';
import { describe, expect, test } from 'vitest';
import { dateTimeScalar, dayScalar } from './scalars.ts';
import { moneyValue, PAGE_SIZE_MAX, pageSize, readMoney } from './values.ts';

const refusal = expect.objectContaining({ extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) });

describe('a day', () => {
  test.each(['2026-03-31', '2024-02-29'])('%s', (day) => {
    expect(dayScalar.parseValue(day)).toBe(day);
    expect(dayScalar.parseLiteral({ kind: Kind.STRING, value: day })).toBe(day);
    expect(dayScalar.serialize(day)).toBe(day);
  });
  test.each(['2026-02-30', '2026-2-1', '2026-03-31T00:00:00Z', '', 20260331, null, true, {}, ['2026-03-31']])(
    '%j is none',
    (value) => {
      expect(() => dayScalar.parseValue(value)).toThrow(refusal);
    },
  );
  test.each([
    { kind: Kind.INT, value: '20260331' } as const,
    { kind: Kind.ENUM, value: 'TODAY' } as const,
    { kind: Kind.STRING, value: '2026-02-30' } as const,
    { kind: Kind.NULL } as const,
  ])('%j is none', (node) => {
    expect(() => dayScalar.parseLiteral(node)).toThrow(refusal);
  });
});

describe('a moment', () => {
  test.each(['2026-03-31T09:30:00Z', '2026-03-31T09:30:00.000Z'])('%s', (moment) => {
    expect(dateTimeScalar.parseValue(moment)).toBe(moment);
  });
  test.each([
    '2026-03-31',
    '2026-03-31T09:30:00',
    '2026-03-31T09:30:00+02:00',
    '2026-03-31T25:00:00Z',
    '2026-02-30T09:30:00Z',
    '2026-04-31T00:00:00Z',
    'now',
    5,
  ])('%j is none', (value) => {
    expect(() => dateTimeScalar.parseValue(value)).toThrow(refusal);
  });
});

describe('money as the graph shows and reads it', () => {
  test.each([
    [{ amountMinor: 1250n, currency: 'EUR' }, '12.50'],
    [{ amountMinor: -5n, currency: 'KWD' }, '-0.005'],
    [{ amountMinor: 2n ** 62n - 1n, currency: 'JPY' }, '4611686018427387903'],
  ])('%o', (money, decimal) => {
    const value = moneyValue(money);
    expect(value).toEqual({ amountMinor: String(money.amountMinor), currency: money.currency, decimal });
    expect(readMoney(value)).toEqual(money);
  });
  test('what is none is refused', () => {
    expect(readMoney({ decimal: '1.001', currency: 'EUR' })).toMatchObject({ code: 'amount-has-a-fraction' });
  });
});

test.each([
  [undefined, 20],
  [null, 20],
  [0, 0],
  [1, 1],
  [PAGE_SIZE_MAX, 100],
])('a page of %s has %s', (first, size) => {
  expect(pageSize(first)).toBe(size);
});
test.each([-1, 101, 1.5, Number.NaN, 2 ** 31])('a page of %s is refused', (first) => {
  expect(() => pageSize(first)).toThrow(refusal);
});
