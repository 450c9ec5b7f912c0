import { type Actor, authorise, personActor } from '@hubgraph/node';
import { describe, expect, it } from 'vitest';
import { transfersConcept } from './concept.ts';
import { policy } from './policy.ts';

const concept = transfersConcept({ root: 'hub' });
const types = [
  ...concept.commands.map(({ type }) => type),
  ...Object.keys(concept.receives ?? {}).map((type) => `Receive:${type}`),
];
const ROLES = ['treasurer', 'staff', 'coach', 'board-member', 'administrator', 'fundraiser'];

const actors: Readonly<Record<string, Actor>> = {
  anonymous: { kind: 'anonymous', name: 'anonymous', roles: [] },
  person: personActor('east-africa:person:1', []),
  operator: { kind: 'operator', name: 'operator', roles: [{ role: 'operator' }] },
  clock: { kind: 'clock', name: 'clock', roles: [{ role: 'clock' }] },
  node: { kind: 'node', name: 'node:fundraising', roles: [{ role: 'node' }] },
  ...Object.fromEntries(ROLES.map((role) => [role, personActor('east-africa:person:1', [{ role }])])),
};

/** What is not here is the treasurer's. */
const allowedTo = (type: string): string =>
  type.startsWith('Receive:') ? 'node' : type === 'ExpireTransfer' ? 'clock' : 'treasurer';

describe('every role, every command and every statement', () => {
  it('has a rule for each, and no other', () => {
    expect(Object.keys(policy).sort()).toEqual([...types].sort());
    expect(types.length).toBeGreaterThan(10);
  });

  it.each(types.flatMap((type) => Object.keys(actors).map((actor) => ({ type, actor }))))(
    '$actor gives $type',
    ({ type, actor }) => {
      const refusal = authorise(policy, actors[actor] as Actor, { type }, undefined);
      const code = actor === 'anonymous' ? 'sign-in-is-needed' : 'role-is-missing';
      expect(refusal?.code).toBe(actor === allowedTo(type) ? undefined : code);
    },
  );
});
