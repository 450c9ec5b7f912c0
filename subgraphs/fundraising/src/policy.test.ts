import { type Actor, authorise, type Policy, personActor } from '@hubgraph/node';
import { describe, expect, it } from 'vitest';
import { fundraising } from './definition.ts';
import { roles } from './roles.ts';

const OWN: ReadonlySet<string> = new Set(['campaigns', 'frameworks', 'allocations', 'disbursements', 'tracing']);
const concepts = fundraising.concepts.filter((concept) => OWN.has(concept.name));
const policy: Policy = Object.assign({}, ...concepts.map((concept) => concept.policy));

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  OpenCampaign: ['fundraiser'],
  ReceiveDonation: ['fundraiser'],
  AllocateFunds: ['treasurer'],
  Disburse: ['treasurer'],
  CancelDisbursement: ['treasurer'],
  ExpireDisbursement: ['clock'],
  'Receive:framework-adopted': ['node'],
  'Receive:country-list-adopted': ['node'],
};

const actors: Readonly<Record<string, Actor>> = {
  anonymous: { kind: 'anonymous', name: 'anonymous', roles: [] },
  person: personActor('fundraising:person:1', []),
  operator: { kind: 'operator', name: 'operator', roles: [{ role: 'operator' }] },
  clock: { kind: 'clock', name: 'clock', roles: [{ role: 'clock' }] },
  node: { kind: 'node', name: 'node:east-africa', roles: [{ role: 'node' }] },
  ...Object.fromEntries(Object.keys(roles).map((role) => [role, personActor('fundraising:person:1', [{ role }])])),
};

describe('every role and every command', () => {
  it('has a rule for every command and statement, and no other', () => {
    const commands = concepts.flatMap((concept) => [
      ...concept.commands.map((command) => command.type),
      ...Object.keys(concept.receives ?? {}).map((type) => `Receive:${type}`),
    ]);
    expect(commands.sort()).toEqual(Object.keys(ALLOWED).sort());
    expect(Object.keys(policy).sort()).toEqual(Object.keys(ALLOWED).sort());
  });

  const cases = Object.keys(ALLOWED).flatMap((type) => Object.keys(actors).map((actor) => ({ type, actor })));
  it.each(cases)('$actor gives $type', ({ type, actor }) => {
    const refusal = authorise(policy, actors[actor] as Actor, { type }, undefined);
    const code = actor === 'anonymous' ? 'sign-in-is-needed' : 'role-is-missing';
    expect(refusal?.code).toBe(ALLOWED[type]?.includes(actor) ? undefined : code);
  });
});
