import { existsSync, readFileSync } from 'node:fs';
import { isRejection, splitByWeights } from '@hubgraph/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALLOCATION_REJECTIONS, type AllocationInput, allocate } from './index.ts';

const COUNTRIES: Readonly<Record<string, string>> = { cee: 'PL', ssa: 'KE', lac: 'BR' };

const VALID: AllocationInput = {
  totalMinor: 100_001n,
  shares: [
    { hub: 'cee', shareBasisPoints: 4_000 },
    { hub: 'ssa', shareBasisPoints: 3_500 },
    { hub: 'lac', shareBasisPoints: 2_500 },
  ],
  floorBasisPoints: 5_000,
  isGlobalSouth: (country) => country === 'KE' || country === 'BR',
  hubCountry: (hub) => COUNTRIES[hub],
};

describe('allocate', () => {
  it('splits a total to the last minor unit', () => {
    expect(allocate(VALID)).toEqual({
      parts: [
        { hub: 'cee', amountMinor: 40_001n },
        { hub: 'ssa', amountMinor: 35_000n },
        { hub: 'lac', amountMinor: 25_000n },
      ],
      globalSouthBasisPoints: 6_000,
      meetsFloor: true,
    });
  });

  it('does not count a hub without a country as global south', () => {
    const result = allocate({ ...VALID, hubCountry: (hub) => (hub === 'lac' ? undefined : COUNTRIES[hub]) });
    expect(result).toMatchObject({ code: 'floor-is-not-met' });
  });

  it('meets a floor that it reaches exactly', () => {
    expect(allocate({ ...VALID, floorBasisPoints: 6_000 })).toMatchObject({ meetsFloor: true });
    expect(allocate({ ...VALID, floorBasisPoints: 6_001 })).toMatchObject({ code: 'floor-is-not-met' });
  });

  it('refuses shares one basis point off the whole, either way', () => {
    for (const off of [-1, 1]) {
      const shares = VALID.shares.map((share, index) =>
        index === 0 ? { ...share, shareBasisPoints: share.shareBasisPoints + off } : share,
      );
      expect(allocate({ ...VALID, shares })).toMatchObject({ code: 'shares-do-not-add-up' });
    }
    expect(allocate({ ...VALID, shares: [] })).toMatchObject({ code: 'shares-do-not-add-up' });
  });

  it.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses a share of %s', (shareBasisPoints) => {
    const shares = [...VALID.shares, { hub: 'menap', shareBasisPoints }];
    expect(allocate({ ...VALID, shares })).toMatchObject({ code: 'share-is-not-positive' });
  });

  it.each([4_999, 0, -5_000, Number.NaN])('refuses a floor of %s', (floorBasisPoints) => {
    expect(allocate({ ...VALID, floorBasisPoints })).toMatchObject({ code: 'floor-is-below-the-minimum' });
  });
});

/** Each breaks one rule and leaves those of higher precedence whole; in the order of the published list. */
const BREAKERS: readonly [keyof typeof ALLOCATION_REJECTIONS, (input: AllocationInput) => AllocationInput][] = [
  ['amount-is-not-positive', (input) => ({ ...input, totalMinor: 0n })],
  ['hub-is-listed-twice', (input) => ({ ...input, shares: [...input.shares, { hub: 'cee', shareBasisPoints: 1 }] })],
  ['share-is-not-positive', (input) => ({ ...input, shares: [...input.shares, { hub: 'esea', shareBasisPoints: 0 }] })],
  ['shares-do-not-add-up', (input) => ({ ...input, shares: [...input.shares, { hub: 'menap', shareBasisPoints: 7 }] })],
  ['floor-is-below-the-minimum', (input) => ({ ...input, floorBasisPoints: 4_999 })],
  ['floor-is-not-met', (input) => ({ ...input, isGlobalSouth: () => false })],
];

describe('refusals in precedence order', () => {
  it('lists every code once, in the published order', () => {
    expect(BREAKERS.map(([code]) => code)).toEqual(Object.keys(ALLOCATION_REJECTIONS));
  });

  it.each(BREAKERS.map(([code], index) => ({ code, index })))('$code', ({ code, index }) => {
    const alone = BREAKERS[index]?.[1](VALID);
    expect(alone && allocate(alone)).toMatchObject({ rejected: true, code });
    const withAllBelow = BREAKERS.slice(index).reduceRight((input, [, breakIt]) => breakIt(input), VALID);
    expect(allocate(withAllBelow)).toMatchObject({ rejected: true, code });
  });
});

describe('properties', () => {
  it('gives away exactly the total, each part within one minor unit of its exact share', () => {
    const seed = Number(process.env['FC_SEED'] ?? 20_261_121);
    console.log(`seed ${seed}`);
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 300 });
    const property = fc.property(fc.bigInt({ min: 1n, max: 2n ** 62n - 1n }), cuts, (totalMinor, points) => {
      const bounds = [0, ...points.sort((a, b) => a - b), 10_000];
      const shares = bounds.slice(1).map((bound, index) => ({
        hub: `hub-${index}`,
        shareBasisPoints: bound - (bounds[index] ?? 0),
      }));
      const result = allocate({ ...VALID, totalMinor, shares, isGlobalSouth: () => true, hubCountry: () => 'KE' });
      if (isRejection(result)) throw new Error(result.code);
      expect(result.parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(totalMinor);
      result.parts.forEach(({ amountMinor }, index) => {
        const exact = totalMinor * BigInt(shares[index]?.shareBasisPoints ?? 0);
        const off = amountMinor * 10_000n - exact;
        expect(off > -10_000n && off < 10_000n).toBe(true);
      });
    });
    fc.assert(property, { seed, numRuns: 500 });
  });
});

interface MoneyVector {
  readonly currency: string;
  readonly total_minor: number;
  readonly weights: readonly number[];
  readonly parts_minor: readonly number[];
}

const VECTORS = new URL('../../../../shared/data/apportionment/expected-money.json', import.meta.url);
const areVectorsHere = existsSync(VECTORS);

describe('vectors of money split by weights', () => {
  it.skipIf(!areVectorsHere && process.env['CI'] === undefined)('agree [skipped without ../shared/data]', () => {
    const vectors = JSON.parse(readFileSync(VECTORS, 'utf8')) as MoneyVector[];
    expect(vectors.length).toBeGreaterThanOrEqual(15);
    for (const { total_minor, weights, parts_minor } of vectors) {
      expect(splitByWeights(BigInt(total_minor), weights.map(BigInt))).toEqual(parts_minor.map(BigInt));
    }
  });
});
