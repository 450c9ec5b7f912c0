import { reject } from '@hubgraph/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Choice,
  type ClosedMotion,
  decideCastVote,
  decideCloseMotion,
  decideProposeMotion,
  evolveMotion,
  hasQuorum,
  isCarried,
  type MotionEvent,
  type MotionState,
  type Subject,
  simpleMajority,
  tallyOf,
} from './domain.ts';

const MOTION = 'council:motion:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const AT = Date.parse('2026-03-01T12:00:00Z');
const member = (n: number): string => `council:person:01JD3Z7N4QK8R2V6X0Y5ABCD${String(n).padStart(2, '0')}`;
const members = (count: number): string[] => Array.from({ length: count }, (_, n) => member(n));
const rationale = { key: 'council:text:01JD3Z7N4QK8R2V6X0Y5ABCDEF', digest: 'a'.repeat(64) };
const effect = { type: 'HubAuthorised', hub: 'cee' };
const open: Subject = { refusal: undefined, effects: (motion) => [{ ...effect, motion } as never] };
const shut: Subject = { refusal: reject('hub-is-authorised', 'It is authorised already.'), effects: () => [] };

const proposed = (electorate: readonly string[]): MotionEvent => ({
  type: 'MotionProposed',
  motion: MOTION,
  kind: 'AUTHORISE_HUB',
  subject: 'cee',
  rationale,
  electorate,
  rule: simpleMajority,
});
const cast = (n: number, choice: Choice): MotionEvent => ({
  type: 'VoteCast',
  motion: MOTION,
  voter: member(n),
  choice,
});
const given = (...events: MotionEvent[]): MotionState | undefined =>
  events.reduce<MotionState | undefined>((state, event) => evolveMotion(state, event, AT, member(0)), undefined);
/** A motion with an electorate and the first members' votes: Y, N, A. */
const voted = (electorate: number, votes: string): MotionState | undefined => {
  const choices: Record<string, Choice> = { Y: 'YES', N: 'NO', A: 'ABSTAIN' };
  return given(proposed(members(electorate)), ...[...votes].map((vote, n) => cast(n, choices[vote] ?? 'ABSTAIN')));
};
const close = { type: 'CloseMotion', motion: MOTION, at: AT, by: member(0) } as const;

describe('proposing a motion', () => {
  const propose = {
    type: 'ProposeMotion',
    motion: MOTION,
    kind: 'AUTHORISE_HUB',
    subject: 'cee',
    rationale,
    at: AT,
    by: member(0),
  } as const;

  test('keeps the electorate and the rule of this moment', () => {
    expect(decideProposeMotion(propose, { members: members(3), subject: open })).toEqual([proposed(members(3))]);
    expect(given(proposed(members(3)))).toEqual({
      status: 'OPEN',
      id: MOTION,
      kind: 'AUTHORISE_HUB',
      subject: 'cee',
      rationale,
      electorate: members(3),
      rule: { quorumBasisPoints: 5_000, thresholdBasisPoints: 5_000 },
      votes: {},
      proposedAt: AT,
      proposedBy: member(0),
    });
  });

  test.each<[string, string[], Subject]>([
    ['hub-is-authorised', [], shut],
    ['hub-is-authorised', members(3), shut],
    ['electorate-is-empty', [], open],
  ])('is refused: %s', (code, electorate, subject) => {
    expect(decideProposeMotion(propose, { members: electorate, subject })).toMatchObject({ code });
  });
});

describe('voting', () => {
  const vote = { type: 'CastVote', motion: MOTION, choice: 'YES', at: AT, by: member(1) } as const;
  const closed = given(proposed(members(1)), {
    type: 'MotionFailed',
    motion: MOTION,
    tally: tallyOf({ votes: {}, electorate: [] }),
  });

  test('is open to every member of the electorate', () => {
    expect(decideCastVote(vote, { motion: given(proposed(members(2))) })).toEqual([cast(1, 'YES')]);
  });

  test('may be changed as long as the motion is open; the last choice counts', () => {
    const state = given(proposed(members(3)), cast(0, 'NO'), cast(1, 'YES'), cast(0, 'ABSTAIN'), cast(0, 'YES'));
    expect(decideCastVote({ ...vote, choice: 'NO' }, { motion: state })).toEqual([cast(1, 'NO')]);
    expect(tallyOf(state as MotionState)).toEqual({ yes: 2, no: 0, abstain: 0, electorate: 3 });
  });

  test.each<[string, MotionState | undefined, string]>([
    ['motion-is-unknown', undefined, member(9)],
    ['motion-is-closed', closed, member(9)],
    ['motion-is-closed', closed, member(0)],
    ['voter-is-not-in-the-electorate', given(proposed(members(2))), member(2)],
    ['voter-is-not-in-the-electorate', given(proposed(members(2))), 'operator'],
  ])('is refused: %s', (code, motion, by) => {
    expect(decideCastVote({ ...vote, by }, { motion })).toMatchObject({ code });
  });
});

describe('closing a motion', () => {
  test.each([
    ['one of one', 1, 'Y', 'MotionAdopted'],
    ['all', 3, 'YYY', 'MotionAdopted'],
    ['more yes than no', 5, 'YYYNN', 'MotionAdopted'],
    ['exactly half voted', 4, 'YY', 'MotionAdopted'],
    ['abstentions make the quorum', 4, 'YA', 'MotionAdopted'],
    ['abstentions count for no side', 7, 'YAAAAAA', 'MotionAdopted'],
    ['more no than yes', 5, 'YYNNN', 'MotionFailed'],
    ['a tie', 4, 'YYNN', 'MotionFailed'],
    ['a tie with abstentions', 5, 'YNAAA', 'MotionFailed'],
    ['only abstentions', 2, 'AA', 'MotionFailed'],
    ['only no', 1, 'N', 'MotionFailed'],
  ])('%s of %s: %s → %s', (_, electorate, votes, type) => {
    const motion = voted(electorate, votes);
    const tally = tallyOf(motion as MotionState);
    const result = { type, motion: MOTION, tally };
    expect(decideCloseMotion(close, { motion, subject: open })).toEqual(
      type === 'MotionAdopted' ? [result, { ...effect, motion: MOTION }] : [result],
    );
    expect(tally.electorate).toBe(electorate);
    const after = evolveMotion(motion, result as MotionEvent, AT + 1, member(0)) as ClosedMotion;
    expect(after).toMatchObject({ status: type === 'MotionAdopted' ? 'ADOPTED' : 'FAILED', tally, closedAt: AT + 1 });
  });

  test.each([
    [1, ''],
    [2, ''],
    [3, 'Y'],
    [5, 'YY'],
    [5, 'AA'],
    [4, 'Y'],
    [101, 'Y'.repeat(50)],
  ])('of %s with %j has no quorum', (electorate, votes) => {
    expect(decideCloseMotion(close, { motion: voted(electorate, votes), subject: open })).toMatchObject({
      code: 'quorum-not-reached',
    });
  });

  test('who votes twice is counted once for the quorum', () => {
    const motion = given(proposed(members(4)), cast(0, 'YES'), cast(0, 'YES'), cast(0, 'ABSTAIN'));
    expect(decideCloseMotion(close, { motion, subject: open })).toMatchObject({ code: 'quorum-not-reached' });
  });

  const adopted = given(proposed(members(1)), cast(0, 'YES'), {
    type: 'MotionAdopted',
    motion: MOTION,
    tally: { yes: 1, no: 0, abstain: 0, electorate: 1 },
  });
  test.each<[string, MotionState | undefined, Subject]>([
    ['motion-is-unknown', undefined, shut],
    ['motion-is-closed', adopted, shut],
    ['quorum-not-reached', voted(3, 'Y'), shut],
  ])('is refused: %s', (code, motion, subject) => {
    expect(decideCloseMotion(close, { motion, subject })).toMatchObject({ code });
  });

  test('the rule that was stored with the motion decides', () => {
    const rule = { quorumBasisPoints: 7_500, thresholdBasisPoints: 6_667 };
    const state = { ...(voted(4, 'YYN') as MotionState), rule };
    const three = decideCloseMotion(close, { motion: state, subject: open });
    expect(three).toMatchObject([{ type: 'MotionFailed' }]);
    expect(
      decideCloseMotion(close, { motion: { ...(voted(4, 'YY') as MotionState), rule }, subject: open }),
    ).toMatchObject({
      code: 'quorum-not-reached',
    });
  });

  test('a motion that was carried can be closed although its subject was decided otherwise meanwhile', () => {
    // Left open, it would take effect much later, by votes on another state of affairs.
    const outcome = decideCloseMotion(close, { motion: voted(3, 'YYY'), subject: shut });
    expect(outcome).not.toHaveProperty('rejected');
    expect(outcome).not.toContainEqual(expect.objectContaining({ type: effect.type }));
  });
});

test('quorum and threshold agree with exact fractions, for every tally', () => {
  const count = fc.nat({ max: 200 });
  fc.assert(
    fc.property(count, count, count, count, (yes, no, abstain, absent) => {
      const tally = { yes, no, abstain, electorate: yes + no + abstain + absent };
      expect(hasQuorum(tally, simpleMajority)).toBe(2 * (yes + no + abstain) >= tally.electorate);
      expect(isCarried(tally, simpleMajority)).toBe(yes > no);
    }),
  );
});

test('an event of a motion that nobody proposed is a mistake of the program', () => {
  expect(() => given(cast(0, 'YES'))).toThrow();
});
