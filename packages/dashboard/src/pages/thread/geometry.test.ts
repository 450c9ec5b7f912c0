import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RAIL_WIDTH, type RailRow, railOf } from './geometry.ts';
import { type Course, type Part, strandOf } from './strand.ts';

const SEED = Number(process.env['FC_SEED'] ?? 20_261_121);

const part = (key: string, minor: bigint): Part => ({ key, minor, sign: 'pro-rata' });

/** A picture with its rows, as the page builds it: parts, their funds, the trunk, where it goes apart, what it goes into. */
interface Drawn {
  readonly course: Course;
  readonly keys: readonly string[];
}

const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 15n }), { minLength: 1, maxLength: 9 });
const drawn = fc
  .tuple(fc.array(amounts, { maxLength: 3 }), amounts, fc.boolean())
  .map(([funds, gone, hasAfter]): Drawn => {
    const pools = funds.map((of, fund) => ({
      key: `fund-${fund}`,
      parts: of.map((minor, n) => part(`source-${fund}-${n}`, minor)),
    }));
    const minor = funds.flat().reduce((sum, one) => sum + one, 0n);
    const after = hasAfter ? gone.map((one, n) => part(`outcome-${n}`, one)) : [];
    const keys = [
      ...pools.flatMap(({ key, parts }) => [...parts.map((one) => one.key), key]),
      'award',
      'payment',
      'outcome',
      ...after.map(({ key }) => key),
    ];
    return { course: { pools, trunk: ['award', 'payment'], minor: minor === 0n ? 1n : minor, after }, keys };
  });

function draw({ course, keys }: Drawn, direction: 'ltr' | 'rtl' = 'ltr'): readonly RailRow[] {
  return railOf(
    strandOf(course, (key) => keys.indexOf(key)),
    keys.length,
    direction,
  );
}

const holds = (property: (given: Drawn) => void): void =>
  fc.assert(fc.property(drawn, property), { seed: SEED, numRuns: 200 });

describe('the ribbons of a thread', () => {
  test('lie within the picture, side by side, and are never negative', () => {
    holds((given) => {
      for (const { bands } of draw(given)) {
        let end = 0;
        for (const { x, width } of [...bands].sort((one, other) => one.x - other.x)) {
          expect(width).toBeGreaterThanOrEqual(0);
          expect(x).toBeGreaterThanOrEqual(end - 0.01);
          end = x + width;
        }
        expect(end).toBeLessThanOrEqual(RAIL_WIDTH + 0.01);
      }
    });
  });

  test('are as wide as their amounts: twice the money is twice the width', () => {
    holds((given) => {
      const { lanes, total } = strandOf(given.course, (key) => given.keys.indexOf(key));
      const gaps = lanes.reduce((most, { gap }) => Math.max(most, gap), 0);
      const minor = new Map(lanes.map((lane) => [lane.key, lane.minor]));
      for (const { key, width } of draw(given).flatMap(({ bands }) => bands)) {
        const expected = (Number(minor.get(key) ?? 0n) / Number(total)) * (RAIL_WIDTH - 2.5 * gaps);
        expect(Math.abs(width - expected)).toBeLessThan(0.01);
      }
    });
  });

  test('join and go apart without a loss: what comes into a fund is as wide as what leaves it', () => {
    holds((given) => {
      const { lanes } = strandOf(given.course, (key) => given.keys.indexOf(key));
      for (const lane of lanes.filter(({ isJoined }) => isJoined)) {
        const joining = lanes.filter(({ to, joins }) => joins !== undefined && to === lane.from);
        expect(joining.reduce((sum, { minor }) => sum + minor, 0n)).toBe(lane.minor);
        const ends = joining.map(({ offset, minor }) => [offset, offset + minor] as const);
        expect(ends.every(([from, to]) => from >= lane.offset && to <= lane.offset + lane.minor)).toBe(true);
      }
    });
  });

  test('from right to left are mirrored', () => {
    holds((given) => {
      const [there, back] = [draw(given), draw(given, 'rtl')];
      for (const [row, { bands, knot }] of there.entries()) {
        for (const [index, { x, width }] of bands.entries()) {
          const mirrored = back[row]?.bands[index];
          expect(mirrored?.width).toBeCloseTo(width, 2);
          expect((mirrored?.x ?? 0) + width + x).toBeCloseTo(RAIL_WIDTH, 2);
        }
        expect(back[row]?.knot === null).toBe(knot === null);
      }
    });
  });

  test('begin at their own row and end where they join: each stop about money has its mark', () => {
    holds((given) => {
      const rows = draw(given);
      const marked = [...given.course.pools.flatMap(({ parts }) => parts), ...given.course.after].filter(
        ({ minor }) => minor > 0n,
      );
      for (const { key } of marked) expect(rows[given.keys.indexOf(key)]?.knot).not.toBeNull();
      expect(rows[given.keys.indexOf('payment')]?.knot).not.toBeNull();
    });
  });
});
