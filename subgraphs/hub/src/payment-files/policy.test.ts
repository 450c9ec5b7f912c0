import { type Actor, anonymous, authorise, operator, personActor } from '@hubgraph/node';
import { expect, test } from 'vitest';
import { roles } from '../roles.ts';
import { policy } from './policy.ts';

const PERSON = 'cee:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const actors: Readonly<Record<string, Actor>> = {
  ...Object.fromEntries(Object.keys(roles).map((role) => [role, personActor(PERSON, [{ role }])])),
  person: personActor(PERSON, []),
  anonymous,
  operator,
};

test.each([
  ['MakePaymentFile', ['treasurer']],
  ['ReleasePaymentFile', ['board-member', 'treasurer']],
  ['CancelPaymentFile', ['board-member', 'treasurer']],
  ['ReturnPayment', ['treasurer']],
])('%s by %j', (type, allowed) => {
  const may = Object.keys(actors).filter((name) => !authorise(policy, actors[name] ?? anonymous, { type }, undefined));
  expect(may).toEqual(allowed);
  expect(Object.keys(policy)).toContain(type);
});
