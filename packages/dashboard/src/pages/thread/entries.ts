import type { Graph } from '../../graph/graph.ts';
import type { Visit } from '../../visit.tsx';
import { EntryByDisbursement, EntryByPayment, type EntryOfThreadFragment, SupportEntry } from './thread.generated.ts';

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

/** What leads to the hub's books: with the payment the council is not needed, which may not answer. */
export type By = { readonly payment: string } | { readonly disbursement: string } | null;

/** The first of these entries, asked of their nodes side by side. What is missing costs its line, not the page. */
export async function entriesOf({ graph }: Pick<Visit, 'graph'>, wanted: readonly EntryAt[], by: By): Promise<Entries> {
  const unique = new Map(wanted.map((one) => [`${one.node} ${one.entry}`, one]));
  const found = await Promise.all(
    [...unique].slice(0, ENTRIES_MAX).map(async ([key, { node, entry }]) => {
      const ofHub = node === SUPPORT ? null : by;
      return [key, await entryOf(graph, entry, ofHub)] as const;
    }),
  );
  return new Map(found.filter((one): one is [string, EntryOfThreadFragment] => one[1] !== undefined));
}

async function entryOf(graph: Graph, entry: string, by: By): Promise<EntryOfThreadFragment | undefined> {
  if (by === null) {
    const { data } = await graph.ask(SupportEntry, { entry });
    return data?.supportBooks?.entry ?? undefined;
  }
  if ('payment' in by) {
    const { data } = await graph.ask(EntryByPayment, { ...by, entry });
    return data?.payment?.award?.team?.hub?.books?.entry ?? undefined;
  }
  const { data } = await graph.ask(EntryByDisbursement, { ...by, entry });
  return data?.disbursement?.toHub.books?.entry ?? undefined;
}
