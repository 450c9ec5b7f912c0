import { dayOf } from '@hubgraph/kernel';
import { Facts } from '../../components/facts.tsx';
import { Amounts, Code, Count, Day, T } from '../../components/words.tsx';
import type { Operation } from '../../graph/operation.ts';
import { SUPPORT_BOOKS } from '../../money/cut.ts';
import { minorOf, sumByCurrency } from '../../money/sums.ts';
import type { Visit } from '../../visit.tsx';
import { type ActDefinition, outcomeOf, type Permission, type Prepared, tokensOf } from '../act.ts';
import {
  ClosePeriod,
  CloseSupportPeriod,
  type EntryMadeFragment,
  EntryOfHub,
  EntryOfSupport,
  type EntryToReverseFragment,
  PeriodOfHub,
  PeriodOfSupport,
  type PeriodToCloseFragment,
  PostPendingEntry,
  PostPendingSupportEntry,
  ReverseEntry,
  ReverseSupportEntry,
  VoidPendingEntry,
  VoidPendingSupportEntry,
} from './books.generated.ts';

/** A treasurer closes all days before one, for ever. The subject is the node whose books these are. */
export const closePeriod: ActDefinition = {
  name: 'closePeriod',
  async prepare(visit, node) {
    const found = await periodOf(visit, node);
    if (found === null) return null;
    const { closedBefore, pending } = found.books;
    return {
      node,
      permission: found.permission,
      about: (
        <Facts
          of={[
            {
              term: 'statements.closedBefore',
              value: closedBefore === null ? <T id="statements.neverClosed" /> : <Day of={closedBefore} />,
            },
            { term: 'statements.pending', value: pending !== null && <Count of={pending.totalCount} /> },
          ]}
        />
      ),
      fields: [{ kind: 'day', name: 'before', label: 'before', hint: 'beforeHint' }],
      back: `/books/${node}`,
    };
  },
  async carryOut(visit, node, { values: { before = '' }, idempotencyKey }) {
    const tokens = tokensOf(visit);
    const toBooks = () => `/books/${node}`;
    if (node === SUPPORT_BOOKS) {
      const answer = await visit.graph.ask(CloseSupportPeriod, { input: { idempotencyKey, before } }, tokens);
      return outcomeOf(answer, answer.data?.closeSupportPeriod, toBooks);
    }
    const answer = await visit.graph.ask(ClosePeriod, { input: { idempotencyKey, hub: node, before } }, tokens);
    return outcomeOf(answer, answer.data?.closePeriod, toBooks);
  },
};

/** A treasurer takes all of an entry back by its mirror image. The subject is the node of the books, then the entry. */
export const reverseEntry: ActDefinition = {
  name: 'reverseEntry',
  async prepare(visit, about): Promise<Prepared | null> {
    const { node, id } = subjectOf(about);
    const found = await entryToReverse(visit, node, id);
    if (found === null) return null;
    const { entry, closedBefore } = found;
    const isClosed = closedBefore !== null && entry.effectiveDay < closedBefore;
    return {
      node,
      permission: entry.permissions?.reverse ?? null,
      about: (
        <>
          <AboutEntry of={entry} />
          {isClosed && (
            <p>
              <T id="act.reverseEntry.closed" day={<Day key="day" of={closedBefore} />} />
            </p>
          )}
        </>
      ),
      fields: [{ kind: 'day', name: 'effectiveDay', label: 'effectiveDay', hint: 'effectiveDayHint' }],
      defaults: { effectiveDay: isClosed ? dayOf(visit.now) : entry.effectiveDay },
      back: `/books/${node}/entries/${id}`,
    };
  },
  async carryOut(visit, about, { values: { effectiveDay = '' }, idempotencyKey }) {
    const { node, id } = subjectOf(about);
    const tokens = tokensOf(visit);
    const common = { idempotencyKey, entry: id, effectiveDay };
    const toEntry = (made: { readonly id: string }) => `/books/${node}/entries/${made.id}`;
    if (node === SUPPORT_BOOKS) {
      const answer = await visit.graph.ask(ReverseSupportEntry, { input: common }, tokens);
      return outcomeOf(answer, answer.data?.reverseSupportEntry, toEntry);
    }
    const answer = await visit.graph.ask(ReverseEntry, { input: { ...common, hub: node } }, tokens);
    return outcomeOf(answer, answer.data?.reverseEntry, toEntry);
  },
};

/** A treasurer posts all of what an entry reserves, or releases it. The subject is that of {@link reverseEntry}. */
export const postPendingEntry = withPending('postPendingEntry', 'post', PostPendingEntry, PostPendingSupportEntry);
export const voidPendingEntry = withPending('voidPendingEntry', 'void', VoidPendingEntry, VoidPendingSupportEntry);

type Made = { readonly done: EntryMadeFragment | null };
type Pending = { readonly idempotencyKey: string; readonly entry: string };

/** A step with a pending entry that needs nothing but that one may. */
function withPending(
  name: string,
  asked: 'post' | 'void',
  ofHub: Operation<Made, { readonly input: Pending & { readonly hub: string } }>,
  ofSupport: Operation<Made, { readonly input: Pending }>,
): ActDefinition {
  return {
    name,
    async prepare(visit, about): Promise<Prepared | null> {
      const { node, id } = subjectOf(about);
      const found = await entryToReverse(visit, node, id);
      if (found === null) return null;
      return {
        node,
        permission: found.entry.permissions?.[asked] ?? null,
        about: <AboutEntry of={found.entry} />,
        fields: [],
        back: `/books/${node}/entries/${id}`,
      };
    },
    async carryOut(visit, about, { idempotencyKey }) {
      const { node, id } = subjectOf(about);
      const input = { idempotencyKey, entry: id };
      const tokens = tokensOf(visit);
      const answer =
        node === SUPPORT_BOOKS
          ? await visit.graph.ask(ofSupport, { input }, tokens)
          : await visit.graph.ask(ofHub, { input: { ...input, hub: node } }, tokens);
      return outcomeOf(answer, answer.data?.done, (made) => `/books/${node}/entries/${made.id}`);
    },
  };
}

function AboutEntry({ of: { kind, effectiveDay, postings } }: { readonly of: EntryToReverseFragment }) {
  return (
    <>
      <p>
        <strong>
          <T
            id="books.entryTitle"
            kind={<Code key="kind" area="books.kind" code={kind} />}
            day={<Day key="day" of={effectiveDay} />}
          />
        </strong>
      </p>
      <p>
        <Amounts of={sumByCurrency(postings.map(({ amount }) => amount).filter((amount) => minorOf(amount) > 0n))} />
      </p>
    </>
  );
}

/** Whether who asks may close a period of these books; undefined where nobody says. */
export async function permissionToClose(visit: Visit, node: string): Promise<Permission | null | undefined> {
  return (await periodOf(visit, node))?.permission;
}

/** An entry as whoever is signed in may act upon it; null where there is none. */
export async function entryToAct(visit: Visit, node: string, id: string): Promise<EntryToReverseFragment | null> {
  return (await entryToReverse(visit, node, id))?.entry ?? null;
}

function subjectOf(about: string): { readonly node: string; readonly id: string } {
  const [node = '', id = ''] = about.split(' ');
  return { node, id };
}

async function periodOf(
  visit: Visit,
  node: string,
): Promise<{ readonly books: PeriodToCloseFragment; readonly permission: Permission | null } | null> {
  if (node === SUPPORT_BOOKS) {
    const { data } = await visit.graph.ask(PeriodOfSupport, {}, tokensOf(visit));
    const books = data?.supportBooks;
    return books == null ? null : { books, permission: data?.fundraisingPermissions?.closePeriod ?? null };
  }
  const { data } = await visit.graph.ask(PeriodOfHub, { hub: node }, tokensOf(visit));
  const books = data?.hub?.books;
  return books == null ? null : { books, permission: data?.hub?.permissions?.closePeriod ?? null };
}

async function entryToReverse(
  visit: Visit,
  node: string,
  id: string,
): Promise<{ readonly entry: EntryToReverseFragment; readonly closedBefore: string | null } | null> {
  const tokens = tokensOf(visit);
  const books =
    node === SUPPORT_BOOKS
      ? (await visit.graph.ask(EntryOfSupport, { entry: id }, tokens)).data?.supportBooks
      : (await visit.graph.ask(EntryOfHub, { hub: node, entry: id }, tokens)).data?.hub?.books;
  return books?.entry == null ? null : { entry: books.entry, closedBefore: books.closedBefore };
}
