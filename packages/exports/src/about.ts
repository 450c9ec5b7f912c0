import type { Dimensions, Posting } from '@hubgraph/ledger';
import type { Ledgered } from './posted.ts';

/** How files call what a posting is about; every dimension has a name here. */
export const DIMENSION_NAMES: Readonly<Record<keyof Dimensions, string>> = {
  counterparty: 'counterparty',
  purpose: 'purpose',
  project: 'project',
  team: 'team',
  recipient: 'recipient',
  spentIn: 'spent_in',
  decidedIn: 'decided_in',
  allowedBy: 'allowed_by',
  costClass: 'cost_class',
};

/** The fund and all that a posting is about, as names and codes. */
export function about({ fund, dimensions = {} as Dimensions }: Posting, books: Ledgered): readonly [string, string][] {
  const known = Object.entries(DIMENSION_NAMES).flatMap(([key, name]): [string, string][] => {
    const value = dimensions[key as keyof Dimensions];
    return value === undefined ? [] : [[name, value]];
  });
  return [['fund', books.fund(fund)], ...known];
}

/** What an entry rests on, in one line: `invoice=2026-7 transfer=bss:transfer:01J…`. */
export function citesOf(cites: Readonly<Record<string, string>> | undefined): string {
  return Object.entries(cites ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
