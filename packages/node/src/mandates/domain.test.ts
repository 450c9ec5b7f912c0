import { isRejection } from '@hubgraph/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PersonState } from '../people/domain.ts';
import {
  decideBeginMandate,
  decideEndMandate,
  decideExpireMandate,
  decideSeatInOffice,
  evolveMandate,
  type MandateEvent,
  type MandateLoaded,
  type MandateState,
  type SeatInOffice,
  statusOn,
} from './domain.ts';

const MANDATE = 'cee:mandate:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const OTHER = 'cee:mandate:01JD3Z7N4QK8R2V6X0Y5ABCDEG';
const PERSON = 'cee:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const text = { key: 'cee:text:01JD3Z7N4QK8R2V6X0Y5ABCDEF', digest: 'a'.repeat(64) };
const OFFICES = ['treasurer', 'board-member'];

const on = (day: string): number => Date.parse(`${day}T12:00:00Z`);
const person = (...roles: string[]): PersonState => ({
  id: PERSON,
  name: text,
  roles: roles.map((role) => ({ role })),
});
const seatIn: SeatInOffice = {
  type: 'SeatInOffice',
  mandate: MANDATE,
  person: PERSON,
  office: 'treasurer',
  from: '2026-01-01',
  to: '2028-01-01',
  because: text,
  at: on('2026-03-01'),
  by: 'operator',
};
const seat = (change: Partial<SeatInOffice> = {}, state: Partial<Parameters<typeof decideSeatInOffice>[1]> = {}) =>
  decideSeatInOffice({ ...seatIn, ...change }, { person: person(), overlapping: undefined, ...state }, OFFICES);

const seated: MandateEvent = {
  type: 'SeatedInOffice',
  mandate: MANDATE,
  person: PERSON,
  office: 'treasurer',
  from: '2026-01-01',
  to: '2028-01-01',
  because: text,
};
const begun: MandateEvent = { type: 'MandateBegun', mandate: MANDATE };
const expired: MandateEvent = { type: 'MandateExpired', mandate: MANDATE };
const ended: MandateEvent = { type: 'MandateEnded', mandate: MANDATE, reason: text };
const granted = { type: 'RoleGranted', person: PERSON, role: 'treasurer' };
const revoked = { type: 'RoleRevoked', person: PERSON, role: 'treasurer' };

const given = (...events: MandateEvent[]): MandateState | undefined =>
  events.reduce<MandateState | undefined>(
    (state, event) => evolveMandate(state, event, on('2026-06-01'), 'operator'),
    undefined,
  );
const loaded = (events: MandateEvent[], change: Partial<MandateLoaded> = {}): MandateLoaded => ({
  mandate: given(...events),
  holder: person('treasurer'),
  isContinued: false,
  ...change,
});
const order = { mandate: MANDATE, by: 'clock' } as const;
const begin = (day: string, state: MandateLoaded) =>
  decideBeginMandate({ type: 'BeginMandate', ...order, at: on(day) }, state);
const expire = (day: string, state: MandateLoaded) =>
  decideExpireMandate({ type: 'ExpireMandate', ...order, at: on(day) }, state);
const end = (day: string, state: MandateLoaded) =>
  decideEndMandate({ type: 'EndMandate', ...order, reason: text, at: on(day) }, state);

describe('seating somebody', () => {
  test('gives the role with the first day, unless they have it', () => {
    expect(seat()).toEqual([seated, begun, granted]);
    expect(seat({ at: on('2026-01-01') })).toEqual([seated, begun, granted]);
    expect(seat({}, { person: person('treasurer', 'staff') })).toEqual([seated, begun]);
    expect(seat({}, { person: { ...person(), roles: [{ role: 'treasurer', of: OTHER }] } })).toEqual([
      seated,
      begun,
      granted,
    ]);
  });

  test('before the first day gives nothing yet, and after the last one only a record', () => {
    expect(seat({ at: on('2025-12-31') })).toEqual([seated]);
    expect(seat({ at: on('2027-12-31') })).toEqual([seated, begun, granted]);
    expect(seat({ at: on('2028-01-01') })).toEqual([seated, expired]);
    expect(seat({ at: on('2030-01-01') }, { person: person('treasurer') })).toEqual([seated, expired]);
  });

  // Each row breaks its rule and all rules after it.
  const all = { person: undefined, overlapping: OTHER };
  const tooLong = { from: '2026-01-01', to: '2036-01-02' };
  test.each<[string, ReturnType<typeof seat>]>([
    ['office-is-unknown', seat({ office: 'king', from: '2026-02-30', to: '' }, all)],
    ['office-is-unknown', seat({ office: 'staff' })],
    ['office-is-unknown', seat({ office: '' })],
    ['day-is-malformed', seat({ from: '2026-02-30', to: '2026-02-30' }, all)],
    ['day-is-malformed', seat({ to: '2026-2-1' }, all)],
    ['period-is-empty', seat({ from: '2026-01-01', to: '2026-01-01' }, all)],
    ['period-is-empty', seat({ from: '2036-01-02', to: '2026-01-01' }, all)],
    ['mandate-is-too-long', seat(tooLong, all)],
    ['person-is-unknown', seat({}, all)],
    ['mandate-overlaps', seat({}, { overlapping: OTHER })],
  ])('is refused: %s', (code, outcome) => {
    expect(outcome).toMatchObject({ rejected: true, code });
  });

  test.each([
    ['2026-01-01', '2026-01-02'],
    ['2026-01-01', '2036-01-01'],
    ['2024-02-29', '2034-02-28'],
  ])('is possible from %s to %s', (from, to) => {
    expect(isRejection(seat({ from, to }))).toBe(false);
  });
  test('for ten years from a leap day ends on the 28th', () => {
    expect(seat({ from: '2024-02-29', to: '2034-03-01' })).toMatchObject({ code: 'mandate-is-too-long' });
  });
});

describe('the calendar', () => {
  test('begins a mandate on its first day and not before, once', () => {
    const nobody = loaded([seated], { holder: person() });
    expect(begin('2025-12-31', nobody)).toEqual([]);
    expect(begin('2026-01-01', nobody)).toEqual([begun, granted]);
    expect(begin('2026-01-01', loaded([seated]))).toEqual([begun]);
    expect(begin('2026-01-02', loaded([seated, begun]))).toEqual([]);
    expect(begin('2026-07-01', loaded([seated, ended]))).toEqual([]);
    expect(begin('2028-01-01', nobody)).toEqual([]);
    expect(begin('2026-01-01', loaded([]))).toEqual([]);
  });

  test('expires a mandate when its last day has passed, and takes the role', () => {
    expect(expire('2027-12-31', loaded([seated, begun]))).toEqual([]);
    expect(expire('2028-01-01', loaded([seated, begun]))).toEqual([expired, revoked]);
    expect(expire('2029-01-01', loaded([seated, begun, expired]))).toEqual([]);
    expect(expire('2029-01-01', loaded([seated, begun, ended]))).toEqual([]);
    expect(expire('2029-01-01', loaded([]))).toEqual([]);
  });

  test('takes no role that another mandate goes on with, that was never given by it, or that is gone', () => {
    expect(expire('2028-01-01', loaded([seated, begun], { isContinued: true }))).toEqual([expired]);
    expect(expire('2028-01-01', loaded([seated]))).toEqual([expired]);
    expect(expire('2028-01-01', loaded([seated, begun], { holder: person('staff') }))).toEqual([expired]);
  });
});

describe('ending a mandate', () => {
  test('takes the role at once, and from whoever was not in office yet nothing', () => {
    expect(end('2026-03-01', loaded([seated, begun]))).toEqual([ended, revoked]);
    expect(end('2026-03-01', loaded([seated, begun], { isContinued: true }))).toEqual([ended]);
    expect(end('2025-12-31', loaded([seated]))).toEqual([ended]);
  });

  test.each<[string, ReturnType<typeof end>]>([
    ['mandate-is-unknown', end('2028-01-01', loaded([]))],
    ['mandate-is-ended', end('2028-01-01', loaded([seated, begun, ended]))],
    ['mandate-is-over', end('2028-01-01', loaded([seated, begun]))],
    ['mandate-is-over', end('2028-01-01', loaded([seated, begun, expired]))],
  ])('is refused: %s', (code, outcome) => {
    expect(outcome).toMatchObject({ rejected: true, code });
  });
});

test.each<[string, MandateEvent[], string]>([
  ['2025-12-31', [seated], 'TO_COME'],
  ['2026-01-01', [seated], 'IN_OFFICE'],
  ['2027-12-31', [seated, begun], 'IN_OFFICE'],
  ['2028-01-01', [seated, begun], 'OVER'],
  ['2028-01-01', [seated, begun, expired], 'OVER'],
  ['2026-03-01', [seated, begun, ended], 'ENDED'],
  ['2030-01-01', [seated, ended], 'ENDED'],
])('on %s a mandate stands as its calendar says', (day, events, status) => {
  expect(statusOn(day, given(...events) as MandateState)).toBe(status);
});

test('an event after the last one, or of no mandate, is a mistake of the program', () => {
  expect(() => given(begun)).toThrow();
  expect(() => given(seated, expired, begun)).toThrow();
  expect(() => given(seated, ended, expired)).toThrow();
});

test('whatever the days are on which the clock comes round, the role is there exactly while in office', () => {
  const day = (offset: number): string => new Date(on('2026-01-01') + offset * 86_400_000).toISOString().slice(0, 10);
  fc.assert(
    fc.property(
      fc.integer({ min: -30, max: 30 }),
      fc.integer({ min: 1, max: 30 }),
      fc.uniqueArray(fc.integer({ min: 0, max: 80 }), { maxLength: 20 }),
      (from, length, rounds) => {
        let mandate: MandateState | undefined;
        let holder = person();
        const take = (at: number, happened: ReturnType<typeof begin>): void => {
          for (const event of happened) {
            if (event.type === 'RoleGranted') holder = person('treasurer');
            else if (event.type === 'RoleRevoked') holder = person();
            else mandate = evolveMandate(mandate, event, at, 'clock');
          }
        };
        const check = (today: number): void => {
          const isInOffice = today >= from && today < from + length;
          expect(holder.roles.length).toBe(isInOffice ? 1 : 0);
        };
        const first = seat({ at: on(day(0)), from: day(from), to: day(from + length) }, { person: holder });
        if (isRejection(first)) throw new Error(first.message);
        take(on(day(0)), first);
        check(0);
        for (const today of [...rounds].sort((a, b) => a - b)) {
          take(on(day(today)), begin(day(today), { mandate, holder, isContinued: false }));
          take(on(day(today)), expire(day(today), { mandate, holder, isContinued: false }));
          check(today);
        }
      },
    ),
  );
});
