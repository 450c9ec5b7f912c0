import { authorise, type HeldRole, operator, personActor } from '@hubgraph/node';
import { describe, expect, test } from 'vitest';
import {
  decideAddPerson,
  decideGrantRole,
  decideRevokeRole,
  evolvePerson,
  type PeopleEvent,
  type PersonState,
} from './domain.ts';
import { policy } from './policy.ts';

const PERSON = 'cee:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const MANDATE = 'cee:mandate:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const TEAM = 'cee:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const name = { key: 'cee:text:01JD3Z7N4QK8R2V6X0Y5ABCDEF', digest: 'a'.repeat(64) };
const base = { person: PERSON, at: 0, by: 'operator' } as const;

const added: PeopleEvent = { type: 'PersonAdded', person: PERSON, name };
const granted = (held: HeldRole): PeopleEvent => ({ type: 'RoleGranted', person: PERSON, ...held });
const revoked = (held: HeldRole): PeopleEvent => ({ type: 'RoleRevoked', person: PERSON, ...held });
const given = (...events: PeopleEvent[]): PersonState | undefined =>
  events.reduce<PersonState | undefined>(evolvePerson, undefined);

const grant = (held: HeldRole, person: PersonState | undefined) =>
  decideGrantRole({ type: 'GrantRole', ...base, ...held }, { person }, ['staff', 'team-lead']);
const revoke = (held: HeldRole, person: PersonState | undefined, mandate?: string) =>
  decideRevokeRole({ type: 'RevokeRole', ...base, ...held }, { person, mandate });
const staff = { role: 'staff' };
const lead = { role: 'team-lead', of: TEAM };

describe('people', () => {
  test('are added once, without a role', () => {
    const add = { type: 'AddPerson', ...base, name } as const;
    expect(decideAddPerson(add, { person: undefined })).toEqual([added]);
    expect(decideAddPerson(add, { person: given(added) })).toMatchObject({ code: 'person-exists' });
    expect(given(added)).toEqual({ id: PERSON, name, roles: [] });
  });

  test('are given roles, for the node or for one thing', () => {
    expect(grant(staff, given(added))).toEqual([granted(staff)]);
    expect(grant(lead, given(added, granted({ ...lead, of: 'cee:team:2' })))).toEqual([granted(lead)]);
    expect(grant({ role: 'team-lead' }, given(added, granted(lead)))).toEqual([granted({ role: 'team-lead' })]);
    expect(given(added, granted(staff), granted(lead))?.roles).toEqual([staff, lead]);
  });

  test('lose the one role that is taken', () => {
    const state = given(added, granted(staff), granted(lead), granted({ role: 'team-lead' }));
    expect(revoke(lead, state)).toEqual([revoked(lead)]);
    expect(given(added, granted(staff), granted(lead), granted({ role: 'team-lead' }), revoked(lead))?.roles).toEqual([
      staff,
      { role: 'team-lead' },
    ]);
  });

  test.each<[string, ReturnType<typeof grant>]>([
    ['person-is-unknown', grant({ role: 'king' }, undefined)],
    ['role-is-unknown', grant({ role: 'king' }, given(added))],
    ['role-is-unknown', grant({ role: 'operator' }, given(added))],
    ['role-is-unknown', grant({ role: 'person' }, given(added))],
    ['role-is-unknown', grant({ role: 'node' }, given(added))],
    ['role-is-unknown', grant({ role: '' }, given(added))],
    ['role-is-held-already', grant(staff, given(added, granted(staff)))],
    ['role-is-held-already', grant(lead, given(added, granted(lead)))],
    ['person-is-unknown', revoke(staff, undefined, MANDATE)],
    ['role-is-not-held', revoke(staff, given(added), MANDATE)],
    ['role-is-of-a-mandate', revoke(staff, given(added, granted(staff)), MANDATE)],
    ['role-is-not-held', revoke(staff, given(added, granted(staff), revoked(staff)))],
    ['role-is-not-held', revoke({ role: 'team-lead' }, given(added, granted(lead)))],
    ['role-is-not-held', revoke({ ...lead, of: PERSON }, given(added, granted(lead)))],
  ])('are refused: %s', (code, outcome) => {
    expect(outcome).toMatchObject({ rejected: true, code });
  });

  test('a role of somebody who was never added is a mistake of the program', () => {
    expect(() => given(granted(staff))).toThrow();
    expect(() => given(revoked(staff))).toThrow();
  });
});

test('only the operator and administrators of the whole node enter people and give roles', () => {
  expect(Object.keys(policy).sort()).toEqual(['AddPerson', 'GrantRole', 'RevokeRole']);
  for (const type of Object.keys(policy)) {
    expect(authorise(policy, operator, { type }, undefined)).toBeUndefined();
    expect(authorise(policy, personActor(PERSON, [{ role: 'administrator' }]), { type }, undefined)).toBeUndefined();
    for (const held of [staff, { role: 'administrator', of: TEAM }]) {
      expect(authorise(policy, personActor(PERSON, [held]), { type }, undefined)?.code).toBe('role-is-missing');
    }
  }
});
