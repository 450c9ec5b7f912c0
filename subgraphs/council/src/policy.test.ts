import { type Actor, anonymous, authorise, operator, type Policy, personActor } from '@hubgraph/node';
import { describe, expect, test } from 'vitest';
import { council } from './definition.ts';
import { roles } from './roles.ts';

/** Who may give each command; everybody else may not. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  FoundMovement: ['operator'],
  ProposeHub: ['community-member'],
  ProposeMotion: ['council-member'],
  CastVote: ['council-member'],
  CloseMotion: ['council-member', 'secretary'],
  ProposeFramework: ['council-member', 'secretary'],
  ProposeCountryList: ['council-member', 'secretary'],
  RecordRates: ['secretary'],
  'Receive:node-keys-changed': ['node'],
};

const ID = 'council:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const policy: Policy = Object.assign({}, ...council.concepts.map((concept) => concept.policy));
const actors: readonly (readonly [string, Actor])[] = [
  ['anonymous', anonymous],
  ['person', personActor(ID, [])],
  ['operator', operator],
  ['node', { kind: 'node', name: 'node:trademark', roles: [{ role: 'node' }] }],
  ['clock', { kind: 'clock', name: 'clock', roles: [{ role: 'clock' }] }],
  ...Object.keys(roles).map((role) => [role, personActor(ID, [{ role }])] as const),
];

test('the table names every command, and every command has a rule', () => {
  const commands = council.concepts.flatMap(({ commands: own, receives = {} }) => [
    ...own.map((command) => command.type),
    ...Object.keys(receives).map((statement) => `Receive:${statement}`),
  ]);
  expect(Object.keys(ALLOWED).sort()).toEqual(Object.keys(policy).sort());
  expect(Object.keys(ALLOWED).sort()).toEqual(commands.sort());
  expect(actors).toHaveLength(Object.keys(roles).length + 5);
});

test('every role that a rule names can be given here', () => {
  for (const rule of Object.values(policy)) {
    for (const role of rule.allow) expect([...Object.keys(roles), 'operator', 'node']).toContain(role);
    expect(rule.because).not.toBe('');
  }
});

describe.each(Object.entries(ALLOWED))('%s', (type, allowed) => {
  test.each(actors)('by %s', (name, actor) => {
    const code = authorise(policy, actor, { type }, undefined)?.code;
    const refusal = name === 'anonymous' ? 'sign-in-is-needed' : 'role-is-missing';
    expect(code).toBe(allowed.includes(name) ? undefined : refusal);
  });

  test('by whoever has the role for one thing only', () => {
    for (const role of allowed) {
      const actor = personActor(ID, [{ role, of: 'cee' }]);
      expect(authorise(policy, actor, { type, ...{ hub: 'cee' } }, undefined)?.code).toBe('role-is-missing');
    }
  });
});
