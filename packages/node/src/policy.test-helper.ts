import { describe, expect, test } from 'vitest';
import { type Actor, anonymous, operator, personActor } from './actor.ts';
import { authorise, type Policy } from './policy.ts';

const PERSON = 'cee:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF';

/** The tests of a concept's table of who may give each command; everybody else may not. */
export function testWhoMay(
  policy: Policy,
  roles: Readonly<Record<string, string>>,
  allowed: Readonly<Record<string, readonly string[]>>,
): void {
  const actors: readonly (readonly [string, Actor])[] = [
    ['anonymous', anonymous],
    ['person', personActor(PERSON, [])],
    ['operator', operator],
    ['node', { kind: 'node', name: 'node:another', roles: [{ role: 'node' }] }],
    ...Object.keys(roles).map((role) => [role, personActor(PERSON, [{ role }])] as const),
  ];

  test('the table names every command', () => {
    expect(Object.keys(allowed).sort()).toEqual(Object.keys(policy).sort());
    expect(actors).toHaveLength(Object.keys(roles).length + 4);
  });

  describe.each(Object.entries(allowed))('%s', (type, names) => {
    test.each(actors)('by %s', (name, actor) => {
      const code = authorise(policy, actor, { type }, undefined)?.code;
      const refusal = name === 'anonymous' ? 'sign-in-is-needed' : 'role-is-missing';
      expect(code).toBe(names.includes(name) ? undefined : refusal);
    });
  });
}
