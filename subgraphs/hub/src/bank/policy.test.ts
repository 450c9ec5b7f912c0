import { type Actor, anonymous, authorise, operator, personActor } from '@hubgraph/node';
import { expect, test } from 'vitest';
import { roles } from '../roles.ts';
import { policy, reads } from './policy.ts';

const PERSON = 'cee:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const actors: Readonly<Record<string, Actor>> = {
  ...Object.fromEntries(Object.keys(roles).map((role) => [role, personActor(PERSON, [{ role }])])),
  person: personActor(PERSON, []),
  anonymous,
  operator,
};

test('the treasurer alone changes what the bank and the books have in common', () => {
  for (const type of Object.keys(policy)) {
    const may = Object.keys(actors).filter(
      (name) => !authorise(policy, actors[name] ?? anonymous, { type }, undefined),
    );
    expect(may, type).toEqual(['treasurer']);
  }
});

test('statements are read by who keeps the books and who answers for the legal entity', () => {
  const may = Object.keys(actors).filter(
    (name) => !authorise(reads, actors[name] ?? anonymous, { type: 'ReadBank' }, undefined),
  );
  expect(may).toEqual(['board-member', 'treasurer']);
});
