/** The most postings one entry may have. */
export const POSTINGS_MAX = 1_000;

/** How many days after today an effective day may lie. */
export const DAYS_AHEAD_MAX = 31;

/** The largest running sum of an account or fund, in minor units: SQLite and most exports hold 64-bit integers. */
export const BALANCE_MINOR_MAX = 2n ** 63n - 1n;

/** Below it no 2^18 accounts together leave the range, so nobody adds them up. */
export const ALONE_MINOR_MAX = 2n ** 45n;

/** No entry takes more than one part in so many of what is left of the range in a commodity: what was mistyped can be reversed. */
export const PARTS_OF_RANGE = 8n;

/** How many things an entry may cite. */
export const CITES_MAX = 16;
