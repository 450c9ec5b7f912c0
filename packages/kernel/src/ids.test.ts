import { describe, expect, test } from 'vitest';
import { isSlug, newId, parseId, timelessId } from './ids.ts';
import { realWorld } from './real-world.ts';

const LOCAL = '01JD3Z7N4QK8R2V6X0Y5ABCDEF';

/** Bytes that count up, so that every id of one run is known. */
function worldAt(now: number, seed = 0) {
  let count = seed;
  return { clock: { now: () => now, after: () => () => {} }, random: { bytes: (n: number) => bytes(n, count++) } };
}
const bytes = (n: number, value: number) => Uint8Array.from({ length: n }, (_, i) => (value * 31 + i * 7) % 256);

describe('slugs', () => {
  test.each(['cee', 'east-africa', 'a1b', 'a-b', `a${'b'.repeat(39)}`])('%j is one', (text) => {
    expect(isSlug(text)).toBe(true);
  });
  test.each([
    '',
    'a',
    'ab',
    `a${'b'.repeat(40)}`,
    'Cee',
    '1ee',
    '-ee',
    'ee-',
    'a--b',
    'c ee',
    'cee\n',
    'c_e',
    'c.e',
    'сее', // Cyrillic
    'ｃee',
    'c\u0065\u0301e',
    'cee\u200b',
    '*',
    '__proto__',
  ])('%j is none', (text) => {
    expect(isSlug(text)).toBe(false);
  });
});

describe('reading ids', () => {
  test('gives home, kind and what is local', () => {
    expect(parseId(`east-africa:team:${LOCAL}`)).toEqual({ home: 'east-africa', kind: 'team', local: LOCAL });
    expect(parseId(`cee:rate-table:${LOCAL}`, 'rate-table')).toMatchObject({ kind: 'rate-table' });
  });

  test.each([
    '',
    ':',
    '::',
    'cee',
    `cee:${LOCAL}`,
    `cee:team:${LOCAL}:`,
    `cee:team:${LOCAL}:x`,
    `:team:${LOCAL}`,
    `cee::${LOCAL}`,
    'cee:team:',
    ` cee:team:${LOCAL}`,
    `cee:team:${LOCAL}\n`,
    `CEE:team:${LOCAL}`,
    `ce:team:${LOCAL}`,
    `ce--e:team:${LOCAL}`,
    `cee:Team:${LOCAL}`,
    `cee:te4m:${LOCAL}`,
    `cee:team:${LOCAL.toLowerCase()}`,
    `cee:team:${LOCAL.slice(1)}`,
    `cee:team:${LOCAL}0`,
    `cee:team:${LOCAL.slice(0, -1)}I`,
    `cee:team:${LOCAL.slice(0, -1)}L`,
    `cee:team:${LOCAL.slice(0, -1)}O`,
    `cee:team:${LOCAL.slice(0, -1)}U`,
    `cee:team:${LOCAL.slice(0, -1)}Ｆ`,
    `сее:team:${LOCAL}`,
    `cee：team：${LOCAL}`,
    `cee:tеam:${LOCAL}`,
    `cee:team:${LOCAL.slice(0, -2)}É`,
    `__proto__:team:${LOCAL}`,
    'x'.repeat(1_000_000),
  ])('%.60j is refused', (text) => {
    const refused = parseId(text);
    expect(refused).toMatchObject({ rejected: true, code: 'id-is-malformed' });
    expect((refused as { message: string }).message.length).toBeLessThan(200);
  });

  test('another kind than the one asked for is refused', () => {
    expect(parseId(`cee:team:${LOCAL}`, 'person')).toMatchObject({ code: 'id-is-malformed' });
    expect(parseId(`cee:team:${LOCAL}`, 'team')).toMatchObject({ kind: 'team' });
  });
});

describe('making ids', () => {
  test('an id that is made can be read', () => {
    const id = newId(realWorld(), 'cee', 'team');
    expect(parseId(id, 'team')).toMatchObject({ home: 'cee', kind: 'team' });
  });

  test('every byte of chance can be used', () => {
    for (const value of [0, 255]) {
      const world = { ...worldAt(0), random: { bytes: (n: number) => new Uint8Array(n).fill(value) } };
      expect(parseId(newId(world, 'cee', 'team'))).toMatchObject({ home: 'cee' });
    }
  });

  test('ids of one moment differ', () => {
    const { clock } = worldAt(1_767_225_600_000);
    const world = { ...realWorld(), clock };
    const ids = Array.from({ length: 20_000 }, () => newId(world, 'cee', 'team'));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('ids sort by the time of making, whatever chance says', () => {
    const times = [1, 999, 1_000, 1_767_225_600_000, 1_767_225_600_001, 4_102_444_800_000, 253_402_300_799_999];
    const ids = times.map((now, index) => newId(worldAt(now, times.length - index), 'cee', 'team'));
    expect([...ids].sort()).toEqual(ids);
  });

  test('a clock that stands at the beginning of time is believed too', () => {
    expect(newId(worldAt(0), 'cee', 'team')).toMatch(/^cee:team:0000000000/);
  });
});

test('an id that is chance alone is read as others are, and has no time in it', () => {
  const world = (n: number) => ({ random: { bytes: (length: number) => bytes(length, n) } });
  const ids = Array.from({ length: 50 }, (_, n) => timelessId(world(n), 'cee', 'expense'));
  expect(timelessId(world(1), 'cee', 'expense')).toBe('cee:expense:Z6DMV29GQY5CKT18FPX4BJS07E');
  for (const id of ids) expect(parseId(id, 'expense')).toMatchObject({ home: 'cee' });
});
