import type { Reader } from '@hubgraph/journal';
import { expect, test } from 'vitest';
import { given, inForce, offered, on, signed } from './test-kit.ts';
import { agreementInForce } from './views.ts';

const NEXT = 'trademark:agreement:01JD3Z7N4QK8R2V6X0Y5ABCDEG';
const until = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const thisYear = given(offered, signed, inForce);
const nextYear = given(
  { ...offered, agreement: NEXT, validFrom: '2027-01-01', validTo: '2028-01-01', openUntil: until('2028-01-01') },
  { ...signed, agreement: NEXT },
  { ...inForce, agreement: NEXT, knownUntil: until('2028-01-01') },
);

const read: Reader = {
  entity: <S>(_kind: string, id: string) => (id === NEXT ? nextYear : thisYear) as S | undefined,
  rows: () => [{ id: NEXT }, { id: offered.agreement }],
  row: () => undefined,
  rowOf: () => undefined,
  position: () => 0,
};

test.each([
  ['2025-12-31', undefined],
  ['2026-01-01', offered.agreement],
  ['2026-12-31', offered.agreement],
  ['2027-01-01', NEXT],
  ['2028-01-01', undefined],
])('on %s the hub relies on %s', (day, agreement) => {
  expect(agreementInForce(read, on(day))?.agreement).toBe(agreement);
});
