import { type Actor, anonymous, authorise, operator, personActor } from '@hubgraph/node';
import { describe, expect, test } from 'vitest';
import { roles } from '../roles.ts';
import { policy } from './policy.ts';

const ULID = '01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const PERSON = `cee:person:${ULID}`;
const TEAM = `cee:team:${ULID}`;
const OTHER_TEAM = 'cee:team:01JD3Z7N4QK8R2V6X0Y5ABCDEG';

/** Every role of a hub; a team's lead once for the team that the learning is about, once for another one. */
const actors: Readonly<Record<string, Actor>> = {
  ...Object.fromEntries(Object.keys(roles).map((role) => [role, personActor(PERSON, [{ role }])])),
  'lead of the team': personActor(PERSON, [{ role: 'team-lead', of: TEAM }]),
  'lead of another team': personActor(PERSON, [{ role: 'team-lead', of: OTHER_TEAM }]),
  person: personActor(PERSON, []),
  anonymous,
  operator,
  node: { kind: 'node', name: 'node:council', roles: [{ role: 'node' }] },
};

const MAY: Readonly<Record<string, readonly string[]>> = {
  ShareLearning: ['staff', 'coach', 'lead of the team'],
  WithdrawLearning: [...Object.keys(roles), 'lead of the team', 'lead of another team', 'person'],
};

test('the table has every command', () => {
  expect(Object.keys(policy).sort()).toEqual(Object.keys(MAY).sort());
});

describe.each(Object.keys(MAY))('%s', (type) => {
  test.each(Object.entries(actors))('by %s', (name, actor) => {
    const code = name === 'anonymous' ? 'sign-in-is-needed' : 'role-is-missing';
    const refusal = authorise(policy, actor, { type, ...{ team: TEAM } }, undefined);
    expect(refusal?.code).toBe(MAY[type]?.includes(name) ? undefined : code);
  });
});

test('a team’s lead shares nothing in the name of the hub', () => {
  const lead = personActor(PERSON, [{ role: 'team-lead', of: TEAM }]);
  expect(authorise(policy, lead, { type: 'ShareLearning' }, undefined)?.code).toBe('role-is-missing');
});
