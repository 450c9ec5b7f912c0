import { type Rejection, reject } from '@hubgraph/kernel';
import { describe, expect, test } from 'vitest';
import { permissionOf, permissionWithOneOf } from './permission.ts';

const considering = (codes: readonly (string | undefined)[]) => {
  const asked: number[] = [];
  const permission = permissionWithOneOf(codes.keys(), (index): Rejection | undefined => {
    asked.push(index);
    const code = codes[index];
    return code === undefined ? undefined : reject(code, `It is ${code}.`);
  });
  return { permission, asked };
};

test('a refusal is shown with its code and its sentence', () => {
  expect(permissionOf(undefined)).toEqual({ allowed: true, code: null, reason: null });
  expect(permissionOf(reject('fund-is-closed', 'It is closed.'))).toEqual({
    allowed: false,
    code: 'fund-is-closed',
    reason: 'It is closed.',
  });
});

describe('of several payloads', () => {
  test('one that is accepted is enough, and nothing after it is looked at', () => {
    const { permission, asked } = considering(['a', undefined, 'b']);
    expect(permission.allowed).toBe(true);
    expect(asked).toEqual([0, 1]);
  });

  test('without one it is the first refusal that is told', () => {
    const { permission, asked } = considering(['a', 'b', 'c']);
    expect(permission.code).toBe('a');
    expect(asked).toEqual([0, 1, 2]);
  });

  test.each(['sign-in-is-needed', 'role-is-missing'])('%s would be the same for all', (code) => {
    const { permission, asked } = considering([code, undefined]);
    expect(permission.code).toBe(code);
    expect(asked).toEqual([0]);
  });

  test('there must be one', () => {
    expect(() => considering([])).toThrow('Nothing was given');
  });
});
