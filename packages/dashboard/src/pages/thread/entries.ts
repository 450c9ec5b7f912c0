import type { Visit } from '../../visit.tsx';
import { type EntryOfThreadFragment, HubEntry, SupportEntry } from './thread.generated.ts';

/** An entry that the thread rests on, and the node in whose books it is. */
export interface EntryAt {
  readonly node: string;
  readonly entry: string;
}

/** Book entries, by `<node> <entry>`; those that were not given are not in it. */
export type Entries = ReadonlyMap<string, EntryOfThreadFragment>;

/** More are not asked for at once: a payment has a few, and its largest sources are enough to check it by. */
const ENTRIES_MAX = 16;
const SUPPORT = 'fundraising';

/** The first of these entries, asked of their nodes side by side. What is missing costs its line, not the page. */
export async function entriesOf({ graph }: Pick<Visit, 'graph'>, wanted: readonly EntryAt[]): Promise<Entries> {
  const unique = new Map(wanted.map((one) => [`${one.node} ${one.entry}`, one]));
  const found = await Promise.all(
    [...unique].slice(0, ENTRIES_MAX).map(async ([key, { node, entry }]) => {
      const books =
        node === SUPPORT
          ? (await graph.ask(SupportEntry, { entry })).data?.supportBooks
          : (await graph.ask(HubEntry, { hub: node, entry })).data?.hub?.books;
      return [key, books?.entry ?? undefined] as const;
    }),
  );
  return new Map(found.filter((one): one is [string, EntryOfThreadFragment] => one[1] !== undefined));
}
