import { describe, expect, test } from 'vitest';
import { type Place, Places } from './places.ts';
import { isRejection } from './rejection.ts';

let now = 0;
const world = { clock: { now: () => now, after: () => () => {} } };

function filled(max: number, addressOf: (n: number) => string) {
  now = 0;
  const places = new Places(world, max);
  const ended: number[] = [];
  const taken = Array.from({ length: max }, (_, n) => {
    const place = places.take(addressOf(n), () => ended.push(n));
    if (isRejection(place)) throw new Error(place.code);
    return place as Place;
  });
  return { places, ended, taken };
}
const codeOf = (given: unknown): string => (isRejection(given) ? given.code : 'taken');

describe('places of downloads', () => {
  test('are as many as there are, and free again once', () => {
    const { places, taken } = filled(4, (n) => `10.0.0.${n}`);
    expect(codeOf(places.take('10.0.0.9', () => {}))).toBe('exports-are-busy');
    taken[0]?.free();
    taken[0]?.free();
    expect(codeOf(places.take('10.0.0.9', () => {}))).toBe('taken');
    expect(codeOf(places.take('10.0.0.8', () => {}))).toBe('exports-are-busy');
  });

  test.each([
    ['10.0.0.1', '10.0.0.1', 'downloads-are-too-many'],
    ['10.0.0.1', '::ffff:10.0.0.1', 'downloads-are-too-many'],
    ['10.0.0.1', '10.0.0.2', 'taken'],
    ['2001:db8::1', '2001:0DB8:0:0:ffff::2', 'downloads-are-too-many'],
    ['2001:db8::1', '2001:db8:0:1::1', 'taken'],
    ['fe80::1%eth0', 'fe80::2', 'downloads-are-too-many'],
  ])('of three quarters that %s has, %s: %s', (one, other, code) => {
    const places = new Places(world, 8);
    for (let n = 0; n < 6; n += 1) expect(codeOf(places.take(one, () => {}))).toBe('taken');
    expect(codeOf(places.take(other, () => {}))).toBe(code);
  });

  test('are given by who is slow to who waits, the slowest first, and by nobody else', () => {
    const { places, ended, taken } = filled(4, (n) => `10.0.0.${n}`);
    for (const place of taken.slice(0, 3)) place.begin();
    taken[0]?.took(1_000_000);
    taken[1]?.took(60);
    taken[2]?.took(6_000);
    now = 29_999;
    expect(codeOf(places.take('10.0.0.9', () => {}))).toBe('exports-are-busy');
    now = 30_000;
    expect(codeOf(places.take('10.0.0.9', () => {}))).toBe('taken');
    expect(codeOf(places.take('10.0.0.9', () => {}))).toBe('taken');
    // The first is fast enough, the fourth still waits for its file, and the two new ones are young.
    expect(codeOf(places.take('10.0.0.9', () => {}))).toBe('exports-are-busy');
    expect(ended).toEqual([1, 2]);
    // What was ended before says so too, and takes nobody's place with it.
    taken[1]?.free();
    expect(codeOf(places.take('10.0.0.9', () => {}))).toBe('exports-are-busy');
  });
});
