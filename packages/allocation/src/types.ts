import type { Rejection, Slug } from '@hubgraph/kernel';

/** A whole in basis points: 10,000 are 100 %. */
export const WHOLE_BASIS_POINTS = 10_000;

/**
 * The lowest floor that a framework may set, 50 %: the share of resources allocated to be spent in the global south "has
 * a minimum value of 50%".
 * @see Movement Strategy, Recommendations, Iteration 1, Resource Allocation
 */
export const FLOOR_MINIMUM_BASIS_POINTS = 5_000;

/** What a hub gets of the whole: `{ hub: 'cee', shareBasisPoints: 1250 }` is 12.5 %. */
export interface Share {
  readonly hub: Slug;
  /** A whole number above zero. */
  readonly shareBasisPoints: number;
}

/** What `allocate` decides on. Which countries are the global south is a list the movement adopts, so it is passed in. */
export interface AllocationInput {
  /** Minor units of one currency, > 0. */
  readonly totalMinor: bigint;
  readonly shares: readonly Share[];
  /** The least that the global south must get; at least FLOOR_MINIMUM_BASIS_POINTS. */
  readonly floorBasisPoints: number;
  /** Takes an ISO 3166-1 alpha-2 code. */
  readonly isGlobalSouth: (country: string) => boolean;
  /** Where the hub's share is to be spent; undefined counts as not in the global south. */
  readonly hubCountry: (hub: Slug) => string | undefined;
}

/** What one hub gets, in minor units; zero only where the total is smaller than the split. */
export interface AllocationPart {
  readonly hub: Slug;
  readonly amountMinor: bigint;
}

/** Parts in the order of the shares; they add up to the total exactly. */
export interface Allocation {
  readonly parts: readonly AllocationPart[];
  /** The sum of the shares of hubs in the global south. */
  readonly globalSouthBasisPoints: number;
  /** Always true: an allocation below its floor is refused. Told on shares; amounts may round by less than one minor unit per hub. */
  readonly meetsFloor: true;
}

/** Every refusal and what it means, in precedence order. */
export const ALLOCATION_REJECTIONS = {
  'amount-is-not-positive': 'There is something to allocate.',
  'hub-is-listed-twice': 'Each hub has one share.',
  'share-is-not-positive': 'A share is a whole number of basis points above zero.',
  'shares-do-not-add-up': 'The shares are exactly 10,000 basis points together.',
  'floor-is-below-the-minimum': 'The floor for the global south is 5,000 basis points (50 %) or more.',
  'floor-is-not-met': 'Hubs in the global south get less than the floor.',
} as const;

/** The code of a refusal. */
export type AllocationRejectionCode = keyof typeof ALLOCATION_REJECTIONS;

/** A refusal to allocate. */
export type AllocationRejection = Rejection<AllocationRejectionCode>;
