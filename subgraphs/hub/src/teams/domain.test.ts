import type { PersonState } from '@hubgraph/node';
import { describe, expect, test } from 'vitest';
import {
  decideAssignCoach,
  decideFormTeam,
  decideRecogniseTeam,
  evolveTeam,
  type RecogniseTeam,
  type TeamEvent,
  type TeamState,
} from './domain.ts';

const TEAM = 'cee:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const AGREEMENT = 'trademark:agreement:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const FOUNDER = 'cee:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const COACH = 'cee:person:01JD3Z7N4QK8R2V6X0Y5ABCDEG';
const AT = Date.parse('2026-03-01T12:00:00Z');

const text = (end: string) => ({ key: `cee:text:01JD3Z7N4QK8R2V6X0Y5ABCDE${end}`, digest: end.repeat(64) });
const name = text('A');
const charter = text('B');
const person = (id: string, ...roles: PersonState['roles']): PersonState => ({ id, name: text('C'), roles });
const coach = person(COACH, { role: 'coach' });

const formed: TeamEvent = { type: 'TeamFormed', team: TEAM, name, charter };
const recognised: TeamEvent = { type: 'TeamRecognised', team: TEAM, agreement: AGREEMENT };
const assigned: TeamEvent = { type: 'CoachAssigned', team: TEAM, coach: COACH };

const given = (...events: TeamEvent[]): TeamState | undefined =>
  events.reduce<TeamState | undefined>((state, event) => evolveTeam(state, event, AT, FOUNDER), undefined);

describe('forming a team', () => {
  const form = { type: 'FormTeam', team: TEAM, name, charter, at: AT, by: FOUNDER } as const;

  test('makes the founder its lead', () => {
    expect(decideFormTeam(form, { founder: person(FOUNDER) })).toEqual([
      formed,
      { type: 'RoleGranted', person: FOUNDER, role: 'team-lead', of: TEAM },
    ]);
  });

  test('is refused: person-is-unknown', () => {
    expect(decideFormTeam(form, { founder: undefined })).toMatchObject({ code: 'person-is-unknown' });
  });
});

describe('recognising a team', () => {
  const recognise: RecogniseTeam = { type: 'RecogniseTeam', team: TEAM, at: AT, by: FOUNDER };
  const withCoach: RecogniseTeam = { ...recognise, coach: COACH };
  const state = { team: given(formed), isHubAuthorised: true, agreement: AGREEMENT, coach: undefined };

  test('names the agreement that allows it', () => {
    expect(decideRecogniseTeam(recognise, state)).toEqual([recognised]);
  });

  test('may assign a coach at once, if they are not assigned yet', () => {
    expect(decideRecogniseTeam(withCoach, { ...state, coach })).toEqual([recognised, assigned]);
    expect(decideRecogniseTeam(withCoach, { ...state, team: given(formed, assigned), coach })).toEqual([recognised]);
  });

  test('keeps who did it and when', () => {
    expect(given(formed, assigned, recognised)).toEqual({
      status: 'RECOGNISED',
      id: TEAM,
      name,
      charter,
      formedAt: AT,
      formedBy: FOUNDER,
      coach: COACH,
      recognisedAt: AT,
      recognisedBy: FOUNDER,
      agreement: AGREEMENT,
    });
  });

  const nothing = { team: undefined, isHubAuthorised: false, agreement: undefined, coach: undefined };
  test.each<[string, Parameters<typeof decideRecogniseTeam>[1]]>([
    ['team-is-unknown', nothing],
    ['team-is-recognised', { ...nothing, team: given(formed, recognised) }],
    ['hub-is-not-authorised', { ...nothing, team: given(formed) }],
    ['trademark-agreement-is-not-in-force', { ...nothing, team: given(formed), isHubAuthorised: true }],
    ['person-is-not-a-coach', state],
    ['person-is-not-a-coach', { ...state, coach: person(COACH, { role: 'staff' }) }],
    ['person-is-not-a-coach', { ...state, coach: person(COACH, { role: 'coach', of: TEAM }) }],
  ])('is refused: %s', (code, loaded) => {
    expect(decideRecogniseTeam(withCoach, loaded)).toMatchObject({ code });
  });
});

describe('assigning a coach', () => {
  const assign = { type: 'AssignCoach', team: TEAM, coach: COACH, at: AT, by: FOUNDER } as const;

  test.each([
    ['formed', [formed]],
    ['recognised', [formed, recognised]],
    ['coached by another', [formed, { ...assigned, coach: FOUNDER }]],
  ])('to a team that is %s', (_, events) => {
    expect(decideAssignCoach(assign, { team: given(...events), coach })).toEqual([assigned]);
  });

  test.each<[string, TeamEvent[], PersonState | undefined]>([
    ['team-is-unknown', [], undefined],
    ['person-is-not-a-coach', [formed, assigned], undefined],
    ['person-is-not-a-coach', [formed], person(COACH)],
    ['coach-is-assigned-already', [formed, assigned], coach],
  ])('is refused: %s', (code, events, person) => {
    expect(decideAssignCoach(assign, { team: given(...events), coach: person })).toMatchObject({ code });
  });
});
