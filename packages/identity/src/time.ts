/** How far two nodes' clocks may be apart, in milliseconds, unless the caller says otherwise. */
export const CLOCK_TOLERANCE_MS = 5_000;

/** The largest second that is still a day of the calendar: 9999-12-31T23:59:59Z. */
const SECONDS_MAX = 253_402_300_799;

/** Milliseconds as a NumericDate, rounded down: nothing lives longer than it was meant to. @see RFC 7519 section 2 */
export function secondsOf(instantMs: number): number {
  return Math.floor(instantMs / 1_000);
}

/** True for a NumericDate of this and the following millennia, in whole seconds. */
export function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= SECONDS_MAX;
}
