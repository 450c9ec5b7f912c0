import { describe, expect, test } from 'vitest';
import { type Actor, anonymous, clockActor, nodeActor, operator, personActor } from './actor.ts';
import { authorise, type Policy } from './policy.ts';

const ID = 'cee:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const TEAM = 'cee:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const OTHER = 'cee:team:01JD3Z7N4QK8R2V6X0Y5ABCDEG';

const policy: Policy = {
  FormTeam: { allow: ['person'], because: 'Anybody may.' },
  PayAward: { allow: ['treasurer'], because: 'Whoever keeps the money.' },
  Report: { allow: ['staff', { role: 'team-lead', of: 'team' }], because: 'Whoever spent it.' },
  Close: { allow: [], because: 'Nobody may any more.' },
};
const lead = personActor(ID, [{ role: 'team-lead', of: TEAM }]);
const codeOf = (actor: Actor, command: { type: string }, state?: unknown) =>
  authorise(policy, actor, command, state)?.code;

describe('a role for the whole node', () => {
  test.each<[string, Actor, string | undefined]>([
    ['anonymous', anonymous, 'sign-in-is-needed'],
    ['a person', personActor(ID, []), 'role-is-missing'],
    ['who has it', personActor(ID, [{ role: 'treasurer' }]), undefined],
    ['who has it among others', personActor(ID, [{ role: 'staff' }, { role: 'treasurer' }]), undefined],
    ['who has it for one thing', personActor(ID, [{ role: 'treasurer', of: TEAM }]), 'role-is-missing'],
    ['the operator', operator, 'role-is-missing'],
    ['another node', nodeActor('asia'), 'role-is-missing'],
    ['the clock', clockActor, 'role-is-missing'],
  ])('%s', (_, actor, code) => {
    expect(codeOf(actor, { type: 'PayAward' })).toBe(code);
  });
});

describe('whoever signed in', () => {
  test.each<[string, Actor, string | undefined]>([
    ['anonymous', anonymous, 'sign-in-is-needed'],
    ['a person', personActor(ID, []), undefined],
    ['the operator', operator, 'role-is-missing'],
    ['another node', nodeActor('asia'), 'role-is-missing'],
  ])('%s', (_, actor, code) => {
    expect(codeOf(actor, { type: 'FormTeam' })).toBe(code);
  });
});

describe('a role for one thing', () => {
  const report = (team?: string) => ({ type: 'Report', ...(team === undefined ? {} : { team }) });
  test.each<[string, Actor, { type: string; team?: string }, unknown, string | undefined]>([
    ['of the command', lead, report(TEAM), undefined, undefined],
    ['of another command', lead, report(OTHER), undefined, 'role-is-missing'],
    ['of no command', lead, report(), undefined, 'role-is-missing'],
    ['of the loaded object', lead, report(), { scope: { team: TEAM } }, undefined],
    ['of another loaded object', lead, report(), { scope: { team: OTHER } }, 'role-is-missing'],
    // What is loaded counts more than what the client says.
    ['claimed against the loaded object', lead, report(TEAM), { scope: { team: OTHER } }, 'role-is-missing'],
    ['of an object without a team', lead, report(), { scope: { team: undefined } }, 'role-is-missing'],
    ['held for the whole node', personActor(ID, [{ role: 'team-lead' }]), report(TEAM), undefined, 'role-is-missing'],
    [
      'held in another role',
      personActor(ID, [{ role: 'coach', of: TEAM }]),
      report(TEAM),
      undefined,
      'role-is-missing',
    ],
    ['or another role', personActor(ID, [{ role: 'staff' }]), report(), undefined, undefined],
    ['anonymous', anonymous, report(TEAM), { scope: { team: TEAM } }, 'sign-in-is-needed'],
  ])('%s', (_, actor, command, state, code) => {
    expect(codeOf(actor, command, state)).toBe(code);
  });
});

describe('a command without a rule, or with an empty one, is refused to everybody', () => {
  const everybody = [anonymous, operator, clockActor, nodeActor('asia'), personActor(ID, [{ role: 'administrator' }])];
  test.each(['Unlisted', 'Close', '', 'formTeam'])('%s', (type) => {
    for (const actor of everybody) {
      expect(codeOf(actor, { type })).toBe(actor === anonymous ? 'sign-in-is-needed' : 'role-is-missing');
    }
  });
});

test('a refusal says what is needed and why', () => {
  expect(authorise(policy, personActor(ID, []), { type: 'Report' }, undefined)?.message).toBe(
    'This needs one of these roles: staff, team-lead of this team. Whoever spent it.',
  );
  expect(authorise(policy, anonymous, { type: 'PayAward' }, undefined)?.message).toContain('Whoever keeps the money.');
});
