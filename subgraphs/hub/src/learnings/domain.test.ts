import type { PersonState } from '@hubgraph/node';
import { describe, expect, test } from 'vitest';
import {
  decideShareLearning,
  decideWithdrawLearning,
  evolveLearning,
  type LearningEvent,
  type LearningState,
  type ShareLearning,
  TOPICS_MAX,
  type WithdrawLearning,
} from './domain.ts';

const ULID = '01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const LEARNING = `cee:learning:${ULID}`;
const TEAM = `cee:team:${ULID}`;
const LEAD = `cee:person:${ULID}`;
const OTHER = 'cee:person:01JD3Z7N4QK8R2V6X0Y5ABCDEG';
const AT = Date.parse('2026-03-01T12:00:00Z');

const ref = (end: string) => ({ key: `cee:text:01JD3Z7N4QK8R2V6X0Y5ABCDE${end}`, digest: end.repeat(64) });
const title = ref('A');
const text = ref('B');
const reason = ref('C');
const person = (...roles: PersonState['roles']): PersonState => ({ id: OTHER, name: ref('D'), roles });

const shared: LearningEvent = { type: 'LearningShared', learning: LEARNING, title, text, topics: ['onboarding'] };
const ofTeam: LearningEvent = { ...shared, team: TEAM };
const withdrawn: LearningEvent = { type: 'LearningWithdrawn', learning: LEARNING, reason };

const given = (...events: LearningEvent[]): LearningState | undefined =>
  events.reduce<LearningState | undefined>((state, event) => evolveLearning(state, event, AT, LEAD), undefined);

describe('sharing a learning', () => {
  const share: ShareLearning = {
    type: 'ShareLearning',
    learning: LEARNING,
    title,
    text,
    topics: ['onboarding'],
    at: AT,
    by: LEAD,
  };

  test('of the hub itself', () => {
    expect(decideShareLearning(share, { isTeamKnown: false })).toEqual([shared]);
  });

  test('of a team', () => {
    expect(decideShareLearning({ ...share, team: TEAM }, { isTeamKnown: true })).toEqual([ofTeam]);
  });

  test('may be without topics', () => {
    const none = { ...share, topics: [] };
    expect(decideShareLearning(none, { isTeamKnown: false })).toEqual([{ ...shared, topics: [] }]);
  });

  // Each breaks its rule and all that come after it.
  test.each<[string, readonly string[]]>([
    ['topics-are-too-many', Array.from({ length: TOPICS_MAX + 1 }, () => 'No Topic')],
    ['topic-is-malformed', ['No Topic', 'No Topic']],
    ['topic-is-malformed', ['']],
    ['topic-is-malformed', ['x'.repeat(41)]],
    ['topic-is-listed-twice', ['onboarding', 'onboarding']],
    ['team-is-unknown', Array.from({ length: TOPICS_MAX }, (_, index) => `topic-${index}`)],
  ])('is refused: %s', (code, topics) => {
    expect(decideShareLearning({ ...share, team: TEAM, topics }, { isTeamKnown: false })).toMatchObject({ code });
  });
});

describe('withdrawing a learning', () => {
  const withdraw: WithdrawLearning = { type: 'WithdrawLearning', learning: LEARNING, reason, at: AT, by: LEAD };
  const byOther = { ...withdraw, by: OTHER };

  test('by whoever shared it, without any role', () => {
    expect(decideWithdrawLearning(withdraw, { learning: given(shared), by: person() })).toEqual([withdrawn]);
  });

  test('by the staff', () => {
    const state = { learning: given(shared), by: person({ role: 'staff' }) };
    expect(decideWithdrawLearning(byOther, state)).toEqual([withdrawn]);
  });

  test.each<[string, LearningEvent[], PersonState | undefined]>([
    ['learning-is-unknown', [], undefined],
    ['learning-is-withdrawn', [shared, withdrawn], undefined],
    ['learning-was-shared-by-another', [shared], undefined],
    ['learning-was-shared-by-another', [shared], person({ role: 'coach' })],
    ['learning-was-shared-by-another', [shared], person({ role: 'staff', of: TEAM })],
  ])('is refused: %s', (code, events, by) => {
    expect(decideWithdrawLearning(byOther, { learning: given(...events), by })).toMatchObject({ code });
  });

  test('keeps who shared it and why it went, and nothing of its texts', () => {
    expect(given(ofTeam, withdrawn)).toEqual({
      status: 'WITHDRAWN',
      id: LEARNING,
      topics: ['onboarding'],
      team: TEAM,
      sharedAt: AT,
      sharedBy: LEAD,
      withdrawnAt: AT,
      withdrawnBy: LEAD,
      reason,
    });
  });
});
