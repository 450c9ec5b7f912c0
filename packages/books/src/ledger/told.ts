import type { Reader } from '@hubgraph/journal';
import type { Slug } from '@hubgraph/kernel';
import type { Actor } from '@hubgraph/node';
import type { Fund } from '../funds/domain.ts';

/**
 * Countries that a node's books do not tell: those that it protects. What was spent there is told as
 * what was spent where the books do not say, so that no two answers differ by it. None where nobody lists any.
 */
export function untoldCountries(read: Reader, node: Slug): readonly string[] {
  return read.entity<{ readonly countries: readonly string[] }>('protected-countries', node)?.countries ?? [];
}

/** Who judges expenses, and so may read which countries are protected. */
const READERS: readonly string[] = ['staff', 'treasurer', 'committee-member', 'board-member'];

/** The countries that a fund is for, for who asks: all, or where one of them is not told to everybody, none. */
export function toldCountries(read: Reader, { roles }: Pick<Actor, 'roles'>, fund: Fund): readonly string[] | null {
  const isReader = roles.some(({ role, of }) => of === undefined && READERS.includes(role));
  return fund.countries === undefined || (isCountryUntold(read, fund) && !isReader) ? null : fund.countries;
}

/** True where it is not told to everybody which countries a fund is for. */
export function isCountryUntold(read: Reader, { id, countries, isCountrySealed }: Fund): boolean {
  if (countries === undefined || isCountrySealed) return isCountrySealed ?? false;
  const untold = untoldCountries(read, id.slice(0, id.indexOf(':')));
  return countries.some((country) => untold.includes(country));
}
