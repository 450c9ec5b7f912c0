import { type Command, defineCommand } from '@hubgraph/journal';
import { type CurrencyCode, type Day, type Id, isRejection, parseId, type Rejection, reject } from '@hubgraph/kernel';
import { type AccountLimit, type LedgerEvent, type Posting, type Slice, STANDARD_CHART } from '@hubgraph/ledger';
import { keep } from './keep.ts';
import { sliceOf } from './views.ts';

/** The treasurer opens an account; one of the standard chart gets the limit that the chart gives it. */
export interface OpenAccount extends Command {
  readonly type: 'OpenAccount';
  readonly path: string;
  readonly currency: CurrencyCode;
}
/** The treasurer posts an entry of the node's own. */
export interface PostEntry extends Command {
  readonly type: 'PostEntry';
  readonly entry: Id;
  readonly kind: string;
  readonly effectiveDay: Day;
  readonly postings: readonly Posting[];
  readonly cites?: Readonly<Record<string, string>>;
}
export interface ReverseEntry extends Command {
  readonly type: 'ReverseEntry';
  /** The new entry. */
  readonly entry: Id;
  readonly reverses: Id;
  readonly effectiveDay: Day;
}

/** In order of precedence; then those of the ledger. */
export type BooksRejectionCode = 'entry-kind-is-reserved' | 'entry-belongs-to-another-concept';

/** Kinds that only the node itself gives: to mirror images, and to entries of books that were kept elsewhere. */
const RESERVED_KINDS: readonly string[] = ['reversal', 'imported'];

function decideOpenAccount(command: OpenAccount, slice: Slice): readonly LedgerEvent[] | Rejection {
  const { at, path, currency } = command;
  const limit: AccountLimit | undefined = STANDARD_CHART.find((line) => line.path === path)?.limit;
  return keep(slice, [{ type: 'OpenAccount', at, path, currency, ...(limit === undefined ? {} : { limit }) }]);
}

function decidePostEntry(command: PostEntry, slice: Slice): readonly LedgerEvent[] | Rejection {
  const { at, entry: id, kind, effectiveDay, postings, cites } = command;
  if (RESERVED_KINDS.includes(kind)) {
    return reject('entry-kind-is-reserved', `Entries of the kind ${kind} are made by the node itself.`);
  }
  const content = { id, kind, effectiveDay, postings, ...(cites === undefined ? {} : { cites }) };
  return keep(slice, [{ type: 'PostEntry', at, ...content }]);
}

export function decideReverseEntry(command: ReverseEntry, slice: Slice): readonly LedgerEvent[] | Rejection {
  const { at, entry: id, reverses, effectiveDay } = command;
  if (slice.entry(reverses) !== undefined && isRejection(parseId(reverses, 'entry'))) {
    return reject(
      'entry-belongs-to-another-concept',
      'This entry belongs to an award, a donation, a transfer or an import, which would not know of its reversal: correct it there.',
    );
  }
  return keep(slice, [{ type: 'ReverseEntry', at, id, reverses, effectiveDay }]);
}

export const commands = [
  defineCommand<OpenAccount, Slice, LedgerEvent>({
    type: 'OpenAccount',
    load: (read, { at }) => sliceOf(read, at),
    decide: decideOpenAccount,
  }),
  defineCommand<PostEntry, Slice, LedgerEvent>({
    type: 'PostEntry',
    load: (read, { at }) => sliceOf(read, at),
    decide: decidePostEntry,
  }),
  defineCommand<ReverseEntry, Slice, LedgerEvent>({
    type: 'ReverseEntry',
    load: (read, { at }) => sliceOf(read, at),
    decide: decideReverseEntry,
  }),
];
