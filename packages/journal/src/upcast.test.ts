import { describe, expect, test } from 'vitest';
import type { Event } from './concept.ts';
import { Upcaster } from './upcast.ts';

/** A team had a name, then names by language, then the first of them became its language. */
const upcaster = new Upcaster({
  TeamFormed: [
    (event) => {
      const { name, ...rest } = event as Event & { name: string };
      return { ...rest, names: { en: name } } as Event;
    },
    (event) => ({ ...event, language: Object.keys((event as Event & { names: object }).names)[0] }) as Event,
  ],
});
const formed = { type: 'TeamFormed', names: { en: 'Water' }, language: 'en' };

describe('events of several forms', () => {
  test.each<[string, Event & Record<string, unknown>]>([
    ['the first, which does not say so', { type: 'TeamFormed', name: 'Water' }],
    ['the second', { type: 'TeamFormed', v: 2, names: { en: 'Water' } }],
    ['the newest', { ...formed, v: 3 }],
  ])('%s is read as the newest', (_, stored) => {
    expect(upcaster.current([stored])).toEqual([formed]);
  });

  test('are written in the newest, and say which it is', () => {
    expect(upcaster.stamp([formed])).toEqual([{ ...formed, v: 3 }]);
    expect(upcaster.current(upcaster.stamp([formed]))).toEqual([formed]);
  });

  test('a type that always had one form is left alone', () => {
    const event = { type: 'VoteCast', choice: 'FOR' };
    expect(upcaster.stamp([event])).toEqual([event]);
    expect(upcaster.current([event])).toEqual([event]);
  });

  test.each([
    ['a type with forms', { type: 'TeamFormed', v: 4 }],
    ['a type that had one form until now', { type: 'VoteCast', v: 2 }],
  ])('a form that is not known yet is refused: %s', (_, stored) => {
    expect(() => upcaster.current([stored])).toThrowError(expect.objectContaining({ code: 'ERR_STORE_TOO_NEW' }));
  });
});
