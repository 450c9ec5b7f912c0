import { authorise, personActor } from '@hubgraph/node';
import { testWhoMay } from '@hubgraph/node/testing';
import { expect, test } from 'vitest';
import { roles } from '../roles.ts';
import { policy } from './policy.ts';

const signedIn = ['person', ...Object.keys(roles)];

/** Who may give each command; everybody else may not. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  FormTeam: signedIn,
  RecogniseTeam: ['staff'],
  AssignCoach: ['staff'],
};

testWhoMay(policy, roles, ALLOWED);

test.each(Object.keys(ALLOWED))('%s by staff of one team only', (type) => {
  const team = 'cee:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
  const actor = personActor('cee:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF', [{ role: 'staff', of: team }]);
  const code = authorise(policy, actor, { type, ...{ team } }, undefined)?.code;
  expect(code).toBe(type === 'FormTeam' ? undefined : 'role-is-missing');
});
