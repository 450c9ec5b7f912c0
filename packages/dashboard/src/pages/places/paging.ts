import type { Visit } from '../../visit.tsx';

/** How many things a list shows at once: two screens of a phone. */
export const PAGE_SIZE = 20;

/** Where a list is cut, as the address says. */
export function cutOf({ query }: Pick<Visit, 'query'>): { readonly first: number; readonly after: string | null } {
  return { first: PAGE_SIZE, after: query.get('after') };
}

/** A filter of the address, if it is one of these; anything else filters nothing. */
export function choiceOf<C extends string>({ query }: Pick<Visit, 'query'>, name: string, all: readonly C[]): C | null {
  const value = query.get(name)?.toUpperCase();
  return all.find((one) => one === value) ?? null;
}
