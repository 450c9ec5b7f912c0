import { type Actor, anonymous, authorise, operator, personActor } from '@hubgraph/node';
import { describe, expect, test } from 'vitest';
import { roles } from '../roles.ts';
import { policy } from './policy.ts';

/** Who may give each command; everybody else may not. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  SignAgreement: ['board-member'],
  'Receive:agreement-offered': ['node'],
  'Receive:agreement-in-force': ['node'],
  'Receive:agreement-ended': ['node'],
};

const ID = 'cee:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const actors: readonly (readonly [string, Actor])[] = [
  ['anonymous', anonymous],
  ['person', personActor(ID, [])],
  ['operator', operator],
  ['node', { kind: 'node', name: 'node:trademark', roles: [{ role: 'node' }] }],
  ...Object.keys(roles).map((role) => [role, personActor(ID, [{ role }])] as const),
];

test('the table names every command', () => {
  expect(Object.keys(ALLOWED).sort()).toEqual(Object.keys(policy).sort());
  expect(actors).toHaveLength(Object.keys(roles).length + 4);
});

describe.each(Object.entries(ALLOWED))('%s', (type, allowed) => {
  test.each(actors)('by %s', (name, actor) => {
    const code = authorise(policy, actor, { type }, undefined)?.code;
    const refusal = name === 'anonymous' ? 'sign-in-is-needed' : 'role-is-missing';
    expect(code).toBe(allowed.includes(name) ? undefined : refusal);
  });
});
