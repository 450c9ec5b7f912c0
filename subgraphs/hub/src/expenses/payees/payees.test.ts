import { describe, expect, test } from 'vitest';
import { testWhoMay } from '../../../../../packages/node/src/policy.test-helper.ts';
import { roles } from '../../roles.ts';
import { decideAddPayee, decideChangePayee, hasIban, isIban, type PayeeState } from './domain.ts';
import { policy } from './policy.ts';
import { readsAccount, readsName } from './views.ts';

const ULID = '01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const PAYEE = `cee:payee:${ULID}`;
const SELF = `cee:person:${ULID}`;
const OTHER = 'cee:person:01JD3Z7N4QK8R2V6X0Y5ABCDEG';
const ref = { key: `cee:text:${ULID}`, digest: 'a'.repeat(64) };
const details = { name: ref, method: 'IBAN', account: ref } as const;
const person: PayeeState = { id: PAYEE, ...details, person: SELF, addedBy: SELF, addedAt: 1 };
const { person: _, ...supplier } = person;

const everybody = ['person', ...Object.keys(roles)];
testWhoMay(policy, roles, Object.fromEntries(['AddPayee', 'ChangePayee'].map((type) => [type, everybody])));

test.each([
  ['GB29NWBK60161331926819', true],
  ['My bank: gb29 nwbk 6016 1331 9268 19, please', true],
  ['AT61-1904-3002-3457-3201 BANK of mine', true],
  ['IBAN DE89 3704 0044 0532 0130 00 CASH', true],
  ['GB29 NWBK 6016 1331 9268 18', false],
  ['In cash, at the office in NR12 MAIN ROAD 5', false],
  ['PO Box 1234, Nairobi', false],
  ['', false],
])('%j has an IBAN in it: %s', (text, has) => {
  expect(hasIban(text)).toBe(has);
});

describe('adding a payee', () => {
  const add = { type: 'AddPayee', payee: PAYEE, ...details, isSelf: true, by: SELF, at: 1 } as const;

  test('oneself, once; suppliers as often as there are some', () => {
    const added = { type: 'PayeeAdded', payee: PAYEE, ...details };
    expect(decideAddPayee(add, { own: undefined })).toEqual([{ ...added, person: SELF }]);
    expect(decideAddPayee(add, { own: PAYEE })).toMatchObject({ code: 'person-is-a-payee' });
    expect(decideAddPayee({ ...add, isSelf: false }, { own: PAYEE })).toEqual([added]);
  });
});

describe('changing a payee', () => {
  const change = { type: 'ChangePayee', payee: PAYEE, ...details, at: 1 } as const;
  const treasurer = { id: OTHER, name: ref, roles: [{ role: 'treasurer' }] };

  test.each<[string, string | undefined, PayeeState | undefined, string, typeof treasurer | undefined]>([
    ['nobody', 'payee-is-unknown', undefined, SELF, treasurer],
    ['a person by itself', undefined, person, SELF, undefined],
    ['a person by another', 'payee-was-added-by-another', person, OTHER, undefined],
    ['a person by a treasurer', 'payee-was-added-by-another', person, OTHER, treasurer],
    ['a supplier by who added it', undefined, supplier, SELF, undefined],
    ['a supplier by a treasurer', undefined, supplier, OTHER, treasurer],
    ['a supplier by another', 'payee-was-added-by-another', supplier, OTHER, undefined],
  ])('%s: %s', (_what, code, payee, by, asking) => {
    const decided = decideChangePayee({ ...change, by }, { payee, person: asking });
    if (code === undefined) expect(decided).toMatchObject([{ type: 'PayeeChanged', payee: PAYEE }]);
    else expect(decided).toMatchObject({ code });
  });
});

describe('who reads of a payee', () => {
  const actor = (name: string, ...held: { role: string; of?: string }[]) =>
    ({ kind: 'person', name, roles: [{ role: 'person' }, ...held] }) as const;
  test.each<[string, PayeeState, ReturnType<typeof actor>, boolean, boolean]>([
    ['themselves', person, actor(SELF), true, true],
    ['another person', person, actor(OTHER), false, false],
    ['staff', person, actor(OTHER, { role: 'staff' }), true, false],
    ['staff of one team only', person, actor(OTHER, { role: 'staff', of: PAYEE }), false, false],
    ['a treasurer', person, actor(OTHER, { role: 'treasurer' }), true, true],
    ['who added a supplier', supplier, actor(SELF), true, true],
  ])('%s', (_who, payee, asking, name, account) => {
    expect([readsName(asking, payee), readsAccount(asking, payee)]).toEqual([name, account]);
  });
});

// The examples of the registry of ISO 13616, and what typing errors make of them.
test.each<[string, boolean]>([
  ['GB29NWBK60161331926819', true],
  ['DE89370400440532013000', true],
  ['NO9386011117947', true],
  ['MT84MALT011000012345MTLCAST001S', true],
  ['GB29NWBK60161331926818', false],
  ['GB92NWBK60161331926819', false],
  ['gb29nwbk60161331926819', false],
  ['GB29', false],
  ['', false],
])('the IBAN %s: %s', (iban, isRight) => {
  expect(isIban(iban)).toBe(isRight);
});
