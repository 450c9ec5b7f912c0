import { anonymous, authorise, operator, personActor } from '@hubgraph/node';
import { describe, expect, test } from 'vitest';
import { roles } from '../roles.ts';
import { policy as applications } from './applications/policy.ts';
import { policy as awards } from './awards/policy.ts';
import { id } from './fixtures.test-helper.ts';
import { policy as payments } from './payments/policy.ts';

const policy = { ...applications, ...awards, ...payments };
const team = id('team');
const other = id('team', 2);

/** Every role of a hub; a team's lead once for this team, once for another one, once for none. */
const actors = {
  ...Object.fromEntries(Object.keys(roles).map((role) => [role, personActor(id('person'), [{ role }])])),
  'team-lead of the team': personActor(id('person'), [{ role: 'team-lead', of: team }]),
  'team-lead of another team': personActor(id('person'), [{ role: 'team-lead', of: other }]),
  person: personActor(id('person'), []),
  anonymous,
  operator,
};

const may: Readonly<Record<string, readonly string[]>> = {
  ApplyForFunds: ['team-lead of the team'],
  DecideApplication: ['committee-member'],
  PayAward: ['treasurer'],
  CloseAward: ['treasurer'],
  ReportSpending: ['team-lead of the team'],
  ReturnUnspent: ['treasurer'],
};

test('the table has every command', () => {
  expect(Object.keys(policy).sort()).toEqual(Object.keys(may).sort());
});

describe.each(Object.keys(may))('%s', (type) => {
  test.each(Object.entries(actors))('by %s', (name, actor) => {
    // The team comes with the command of ApplyForFunds, and with the payment's state for ReportSpending.
    const command = type === 'ReportSpending' ? { type, team: other } : { type, team };
    const refusal = authorise(policy, actor, command, { scope: type === 'ReportSpending' ? { team } : {} });
    const code = name === 'anonymous' ? 'sign-in-is-needed' : 'role-is-missing';
    expect(refusal?.code).toBe(may[type]?.includes(name) ? undefined : code);
  });
});
