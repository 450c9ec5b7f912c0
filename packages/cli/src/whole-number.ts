import { UsageError } from './say.ts';

/** An option's number. @throws {UsageError} where it is none, or not within bounds. */
export function wholeNumber(name: string, given: number | string, least: number, most: number): number {
  const value = Number(given);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new UsageError(`${name} must be a whole number from ${least} to ${most}; it was "${given}".`);
}
