import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Found } from './found.ts';

test('few things are found as many are', () => {
  const key = fc.record({ a: fc.constantFrom('x', 'y', 'z'), b: fc.constantFrom('x', 'y') });
  fc.assert(
    fc.property(fc.array(key, { maxLength: 40 }), (keys) => {
      const counted = (count: number) => {
        const found = new Found<{ a: string; b: string; n: number }>(count);
        for (const { a, b } of keys) {
          const text = (): string => `${a} ${b}`;
          const one = found.get((other) => other.a === a && other.b === b, text) ?? found.add({ a, b, n: 0 }, text);
          one.n += 1;
        }
        return found.all;
      };
      expect(counted(1)).toEqual(counted(1_000));
      expect(counted(1).reduce((sum, { n }) => sum + n, 0)).toBe(keys.length);
    }),
  );
});
