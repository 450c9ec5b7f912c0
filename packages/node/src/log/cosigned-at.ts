/** How far the clock of a witness may be ahead. */
const AHEAD_MS = 24 * 3_600_000;

/**
 * True for a time at which a witness can have cosigned what is seen now. Of one that is beyond that nobody knows when it
 * cosigned, or it is no date at all.
 * @param timestamp seconds since 1970, as in a cosignature.
 * @param now milliseconds since 1970.
 */
export function canBe(timestamp: number, now: number): boolean {
  return timestamp * 1_000 <= now + AHEAD_MS;
}
