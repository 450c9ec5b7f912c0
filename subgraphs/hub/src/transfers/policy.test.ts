import { type Actor, authorise, personActor } from '@hubgraph/node';
import { describe, expect, it } from 'vitest';
import { roles } from '../roles.ts';
import { transfers } from './concept.ts';
import { policy } from './policy.ts';

const types = Object.keys(transfers.receives ?? {}).map((type) => `Receive:${type}`);

const actors: Readonly<Record<string, Actor>> = {
  anonymous: { kind: 'anonymous', name: 'anonymous', roles: [] },
  person: personActor('east-africa:person:1', []),
  operator: { kind: 'operator', name: 'operator', roles: [{ role: 'operator' }] },
  clock: { kind: 'clock', name: 'clock', roles: [{ role: 'clock' }] },
  node: { kind: 'node', name: 'node:fundraising', roles: [{ role: 'node' }] },
  ...Object.fromEntries(Object.keys(roles).map((role) => [role, personActor('east-africa:person:1', [{ role }])])),
};

describe('every role and every statement', () => {
  it('has a rule for every statement, and no other', () => {
    expect(Object.keys(policy).sort()).toEqual([...types].sort());
    expect(types).toHaveLength(3);
  });

  it.each(types.flatMap((type) => Object.keys(actors).map((actor) => ({ type, actor }))))(
    '$actor gives $type',
    ({ type, actor }) => {
      const refusal = authorise(policy, actors[actor] as Actor, { type }, undefined);
      const code = actor === 'anonymous' ? 'sign-in-is-needed' : 'role-is-missing';
      expect(refusal?.code).toBe(actor === 'node' ? undefined : code);
    },
  );
});
