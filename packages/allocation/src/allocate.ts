import { reject, splitByWeights } from '@hubgraph/kernel';
import {
  type Allocation,
  type AllocationInput,
  type AllocationRejection,
  FLOOR_MINIMUM_BASIS_POINTS,
  WHOLE_BASIS_POINTS,
} from './types.ts';

/**
 * Splits a total among hubs by their shares, to the last minor unit: each part is rounded down, then the largest
 * remainders get one unit more; equal remainders go to the hub listed earlier. Refused with the first code of
 * `ALLOCATION_REJECTIONS` that applies.
 */
export function allocate(input: AllocationInput): Allocation | AllocationRejection {
  const { totalMinor, shares, floorBasisPoints, isGlobalSouth, hubCountry } = input;
  if (totalMinor <= 0n) return reject('amount-is-not-positive', `${totalMinor} minor units cannot be split.`);
  const hubs = new Set<string>();
  for (const { hub } of shares) {
    if (hubs.has(hub)) return reject('hub-is-listed-twice', `The hub ${hub} has two shares; give it one.`);
    hubs.add(hub);
  }
  const bad = shares.find(({ shareBasisPoints: share }) => !Number.isSafeInteger(share) || share <= 0);
  if (bad !== undefined) {
    return reject(
      'share-is-not-positive',
      `The share of ${bad.hub} is ${bad.shareBasisPoints}; whole basis points above zero are needed.`,
    );
  }
  const sum = shares.reduce((total, { shareBasisPoints }) => total + shareBasisPoints, 0);
  if (sum !== WHOLE_BASIS_POINTS) {
    return reject('shares-do-not-add-up', `The shares are ${sum} basis points, not ${WHOLE_BASIS_POINTS}.`);
  }
  if (!(floorBasisPoints >= FLOOR_MINIMUM_BASIS_POINTS)) {
    return reject(
      'floor-is-below-the-minimum',
      `The floor is ${floorBasisPoints} basis points; it must be at least ${FLOOR_MINIMUM_BASIS_POINTS}.`,
    );
  }
  let globalSouthBasisPoints = 0;
  for (const { hub, shareBasisPoints } of shares) {
    const country = hubCountry(hub);
    if (country !== undefined && isGlobalSouth(country)) globalSouthBasisPoints += shareBasisPoints;
  }
  if (globalSouthBasisPoints < floorBasisPoints) {
    return reject(
      'floor-is-not-met',
      `The global south gets ${globalSouthBasisPoints} basis points; the floor is ${floorBasisPoints}.`,
    );
  }
  const amounts = splitByWeights(
    totalMinor,
    shares.map(({ shareBasisPoints }) => BigInt(shareBasisPoints)),
  );
  const parts = shares.map(({ hub }, index) => ({ hub, amountMinor: amounts[index] ?? 0n }));
  return { parts, globalSouthBasisPoints, meetsFloor: true };
}
