import type { Reader } from '@hubgraph/journal';
import { expect, test } from 'vitest';
import type { AgreementState } from './domain.ts';
import { agreementWith } from './views.ts';

const terms = { key: 'trademark:text:01JD3Z7N4QK8R2V6X0Y5ABCDEF', digest: 'a'.repeat(64) };
const base = { hub: 'cee', terms, offeredAt: 0, offeredBy: 'trademark:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF' };
const thisYear: AgreementState = {
  ...base,
  id: 'a',
  status: 'IN_FORCE',
  signedAt: 0,
  validFrom: '2026-01-01',
  validTo: '2027-01-01',
};
const nextYear: AgreementState = {
  ...base,
  id: 'b',
  status: 'OFFERED',
  validFrom: '2027-01-01',
  validTo: '2028-01-01',
};

const reader = (...found: AgreementState[]): Reader => ({
  entity: <S>(_kind: string, id: string) => found.find((one) => one.id === id) as S | undefined,
  rows: () => found.map(({ id }) => ({ id })),
  row: () => undefined,
  rowOf: () => undefined,
  position: () => 0,
});

test.each([
  ['the one that holds', '2026-06-01', reader(nextYear, thisYear), 'a'],
  ['the newest, if none holds', '2027-06-01', reader(nextYear, thisYear), 'b'],
  ['none, if none was offered', '2026-06-01', reader(), undefined],
])("a hub's agreement is %s", (_, day, read, id) => {
  expect(agreementWith(read, 'cee', day)?.id).toBe(id);
});
