import { describe, expect, test } from 'vitest';
import { POSITIONS_MAX, positionHeader, readPosition, readPositions } from './positions.ts';

const many = (count: number): string => Array.from({ length: count }, (_, n) => `hub${n}=${n}`).join(',');

describe('the positions that a request names', () => {
  test.each<[string, string | string[] | undefined, [string, number][]]>([
    ['none', undefined, []],
    ['one', 'cee=1234', [['cee', 1234]]],
    ['of an empty journal', 'cee=0', [['cee', 0]]],
    [
      'several',
      'cee=1,east-africa=999999999999999 , council=2',
      [
        ['cee', 1],
        ['east-africa', 999_999_999_999_999],
        ['council', 2],
      ],
    ],
    [
      'in several headers',
      ['cee=1', 'council=2'],
      [
        ['cee', 1],
        ['council', 2],
      ],
    ],
  ])('are read: %s', (_name, header, positions) => {
    expect([...(readPositions(header) ?? [])]).toEqual(positions);
  });

  test('are as many as may be', () => {
    expect(readPositions(many(POSITIONS_MAX))?.size).toBe(POSITIONS_MAX);
    expect(readPositions(many(POSITIONS_MAX + 1))).toBeUndefined();
    expect(readPositions(','.repeat(1_000_000))).toBeUndefined();
  });

  test.each([
    '',
    ' ',
    ',',
    'cee',
    'cee=',
    '=1',
    'cee=1,',
    'cee=1,,council=2',
    'cee=-1',
    'cee=+1',
    'cee=01',
    'cee=1.0',
    'cee=1e3',
    'cee=0x1',
    'cee=１',
    'cee=1000000000000000',
    'cee = 1',
    'cee=1=2',
    'cee=1;council=2',
    'cee=1,cee=1',
    'CEE=1',
    'c--e=1',
    '__proto__=1',
    'cee=1\u0000',
  ])('are refused: %j', (header) => expect(readPositions(header)).toBeUndefined());

  test('go on to each node that they are of, and to no other', () => {
    const positions = readPositions('cee=1,council=2') ?? new Map();
    expect([positionHeader('cee', positions), positionHeader('asia', positions)]).toEqual([
      { 'hub-after': 'cee=1' },
      {},
    ]);
  });

  test.each<[unknown, number | undefined]>([
    [{ position: { node: 'cee', seq: 7 } }, 7],
    [{ position: { node: 'asia', seq: 7 } }, undefined],
    [{ position: { node: 'cee', seq: '7' } }, undefined],
    [{ position: { node: 'cee', seq: -7 } }, undefined],
    [{ position: { node: 'cee', seq: 1.5 } }, undefined],
    [{ position: { node: 'cee', seq: 1e300 } }, undefined],
    [{ position: null }, undefined],
    [{ position: 'cee=7' }, undefined],
    [{}, undefined],
    [null, undefined],
    [undefined, undefined],
    ['text', undefined],
  ])('are read from an answer of the node that they are of: %j', (extensions, position) => {
    expect(readPosition('cee', extensions)).toBe(position);
  });
});
