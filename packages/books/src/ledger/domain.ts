import { type Command, type CommandDefinition, defineCommand } from '@hubgraph/journal';
import {
  type CurrencyCode,
  type Day,
  type Id,
  type Instant,
  isRejection,
  type Money,
  parseId,
  type Rejection,
  reject,
} from '@hubgraph/kernel';
import {
  type AccountLimit,
  type Exchange,
  exchangePostings,
  type LedgerCommand,
  type LedgerEvent,
  type Posting,
  type Slice,
  STANDARD_CHART,
} from '@hubgraph/ledger';
import { isFarFrom, type PublishedRate, RATE_TOLERANCE_PERCENT } from '../rates/published.ts';
import { keep } from './keep.ts';
import { refuseKept } from './kept-accounts.ts';
import { sliceOf } from './views.ts';

/** The treasurer opens an account; one of the standard chart gets the limit that the chart gives it. */
export interface OpenAccount extends Command {
  readonly type: 'OpenAccount';
  readonly path: string;
  readonly currency: CurrencyCode;
}
/** The treasurer posts an entry of the node's own. */
export interface PostEntry extends Command, EntryContent {
  readonly type: 'PostEntry';
}
export interface ReverseEntry extends Command {
  readonly type: 'ReverseEntry';
  /** The new entry. */
  readonly entry: Id;
  readonly reverses: Id;
  readonly effectiveDay: Day;
}

/** What an entry says, whether it is posted, prepared or one of several. */
export interface EntryContent {
  readonly entry: Id;
  readonly kind: string;
  readonly effectiveDay: Day;
  readonly postings: readonly Posting[];
  readonly cites?: Readonly<Record<string, string>>;
}
/** The treasurer posts entries of which none stands without the others. */
export interface PostEntries extends Command {
  readonly type: 'PostEntries';
  readonly entries: readonly EntryContent[];
}
/** The treasurer reserves what an entry would move. */
export interface PrepareEntry extends Command, EntryContent {
  readonly type: 'PrepareEntry';
  readonly expiresAt: Instant;
}
export interface PostPendingEntry extends Command {
  readonly type: 'PostPendingEntry';
  readonly entry: Id;
  readonly effectiveDay?: Day;
  /** How much of each posting, debits and credits positive; all of it if not given. */
  readonly amounts?: readonly Money[];
  readonly cites?: Readonly<Record<string, string>>;
}
export interface VoidPendingEntry extends Command {
  readonly type: 'VoidPendingEntry';
  readonly entry: Id;
  readonly cites?: Readonly<Record<string, string>>;
}
/** The node's clock says that the time of a pending entry is over. */
export interface ExpireEntry extends Command {
  readonly type: 'ExpireEntry';
  readonly entry: Id;
}
export interface CloseAccount extends Command {
  readonly type: 'CloseAccount';
  readonly path: string;
  readonly currency: CurrencyCode;
}
export interface ClosePeriod extends Command {
  readonly type: 'ClosePeriod';
  /** The first day that stays open. */
  readonly before: Day;
}
/** The treasurer changed money of one currency into another. */
export interface ExchangeMoney extends Command, Exchange {
  readonly type: 'ExchangeMoney';
  readonly entry: Id;
  readonly effectiveDay: Day;
  /** Who says that this was the rate, as a code. */
  readonly source: string;
  /** The day of the rate. */
  readonly rateDay: Day;
  /** What the council published of that day; absent where that was not to be had, and nothing was compared. */
  readonly published?: PublishedRate;
  /** Why the rate is another one: a code in kebab-case. */
  readonly reasonCode?: string;
}

/** In order of precedence; then those of the ledger. */
export type BooksRejectionCode =
  | 'entries-are-none'
  | 'entries-are-too-many'
  | 'entry-kind-is-reserved'
  | 'entry-belongs-to-another-concept'
  | 'account-belongs-to-another-concept'
  | 'rate-day-is-after-the-exchange'
  | 'rate-is-far-from-the-published'
  | 'reason-is-malformed';

/** The most entries that one command posts. */
const LINKED_ENTRIES_MAX = 1_000;

/** Kinds that only the node itself gives: to mirror images, to exchanges whose rate was checked, and to entries of books that were kept elsewhere. */
const RESERVED_KINDS: readonly string[] = ['reversal', 'imported', 'exchange'];

function decideOpenAccount(command: OpenAccount, slice: Slice): readonly LedgerEvent[] | Rejection {
  const { at, path, currency } = command;
  const limit: AccountLimit | undefined = STANDARD_CHART.find((line) => line.path === path)?.limit;
  return keep(slice, [{ type: 'OpenAccount', at, path, currency, ...(limit === undefined ? {} : { limit }) }]);
}

function decidePostEntry(command: PostEntry, slice: Slice): readonly LedgerEvent[] | Rejection {
  return checkContent(command) ?? keep(slice, [postingOf(command.at, command)]);
}

/** All of them or none. Each sees what the ones before it did. */
function decidePostEntries({ at, entries }: PostEntries, slice: Slice): readonly LedgerEvent[] | Rejection {
  if (entries.length === 0) return reject('entries-are-none', 'Say which entries are to be posted.');
  if (entries.length > LINKED_ENTRIES_MAX) {
    return reject('entries-are-too-many', `At most ${LINKED_ENTRIES_MAX} entries are posted as one.`);
  }
  for (const entry of entries) {
    const refusal = checkContent(entry);
    if (refusal !== undefined) return refusal;
  }
  return keep(
    slice,
    entries.map((entry) => postingOf(at, entry)),
  );
}

function decidePrepareEntry(command: PrepareEntry, slice: Slice): readonly LedgerEvent[] | Rejection {
  const { at, expiresAt } = command;
  return checkContent(command) ?? keep(slice, [{ type: 'PrepareEntry', at, expiresAt, ...contentOf(command) }]);
}

function decidePostPendingEntry(command: PostPendingEntry, slice: Slice): readonly LedgerEvent[] | Rejection {
  const { at, entry, effectiveDay, amounts, cites } = command;
  const prepared = slice.entry(entry)?.postings ?? [];
  const isOfEach = amounts?.every(({ currency }, n) => (prepared[n]?.currency ?? currency) === currency) ?? true;
  if (prepared.length > 0 && !isOfEach) {
    return reject('parts-do-not-fit-entry', 'Give each part in the currency of its posting, in the order of postings.');
  }
  const parts = amounts?.map(({ amountMinor }, n) => ({
    amountMinor: (prepared[n]?.amountMinor ?? 0n) < 0n ? -amountMinor : amountMinor,
  }));
  const posting = {
    type: 'PostPending',
    at,
    entry,
    ...(effectiveDay === undefined ? {} : { effectiveDay }),
    ...(parts === undefined ? {} : { parts }),
    ...(cites === undefined ? {} : { cites }),
  } as const;
  return checkOwn(entry, slice) ?? keep(slice, [posting]);
}

function decideVoidPendingEntry(command: VoidPendingEntry, slice: Slice): readonly LedgerEvent[] | Rejection {
  const { at, entry, cites } = command;
  const voiding = { type: 'VoidPending', at, entry, ...(cites === undefined ? {} : { cites }) } as const;
  return checkOwn(entry, slice) ?? keep(slice, [voiding]);
}

function decideExpireEntry({ at, entry }: ExpireEntry, slice: Slice): readonly LedgerEvent[] | Rejection {
  return checkOwn(entry, slice) ?? keep(slice, [{ type: 'ExpirePending', at, entry }]);
}

function decideExchangeMoney(command: ExchangeMoney, slice: Slice): readonly LedgerEvent[] | Rejection {
  const { at, entry: id, effectiveDay, rate, source, rateDay } = command;
  const postings = exchangePostings(command);
  if (isRejection(postings)) return postings;
  const kept = refuseKept([command.from, command.to]);
  if (kept !== undefined) return kept;
  if (rateDay > effectiveDay) {
    return reject('rate-day-is-after-the-exchange', `The rate is of ${rateDay}, the exchange of ${effectiveDay}.`);
  }
  const compared = compare(command);
  if (isRejection(compared)) return compared;
  const cites = { rate, 'rate-source': source, 'rate-day': rateDay, ...compared };
  return keep(slice, [{ type: 'PostEntry', at, id, kind: 'exchange', effectiveDay, postings, cites }]);
}

/** Holds a rate against the published one. A bank may give another one; then the entry says why. */
function compare({ published, reasonCode, rate, gave, got }: ExchangeMoney): Record<string, string> | Rejection {
  if (published === undefined) return {};
  const cites = { 'published-rate': published.rate, 'published-day': published.day };
  if (!isFarFrom(published, { gave, got })) return cites;
  if (reasonCode === undefined) {
    return reject(
      'rate-is-far-from-the-published',
      `On ${published.day} one ${gave.currency} was ${published.rate} ${got.currency}; ${rate} is more than ` +
        `${RATE_TOLERANCE_PERCENT} % from that. Look again, or say why in rateReason, as bank-rate.`,
    );
  }
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(reasonCode)) {
    return reject('reason-is-malformed', 'Say why the rate is another one with a code in kebab-case, as bank-rate.');
  }
  return { ...cites, 'rate-reason': reasonCode };
}

function postingOf(at: Instant, { entry: id, kind, effectiveDay, postings, cites }: EntryContent): LedgerCommand {
  return cites === undefined
    ? { type: 'PostEntry', at, id, kind, effectiveDay, postings }
    : { type: 'PostEntry', at, id, kind, effectiveDay, postings, cites };
}

function contentOf({ entry: id, kind, effectiveDay, postings, cites }: EntryContent) {
  return { id, kind, effectiveDay, postings, ...(cites === undefined ? {} : { cites }) };
}

/** What people enter by hand is of no kind and on no account that something else keeps. */
function checkContent({ kind, postings }: Pick<EntryContent, 'kind' | 'postings'>): Rejection | undefined {
  if (RESERVED_KINDS.includes(kind)) {
    return reject('entry-kind-is-reserved', `Entries of the kind ${kind} are made by the node itself.`);
  }
  return refuseKept(postings.map(({ account }) => account));
}

/** Whether an entry is the treasurer's own, and not the work of another concept. */
export function isOwnEntry(id: string): boolean {
  return !isRejection(parseId(id, 'entry'));
}

/** What makes entries beside a treasurer's hand, by the kind of their ids. */
const MAKERS: Readonly<Record<string, string>> = {
  award: 'an award',
  disbursement: 'a disbursement',
  donation: 'a donation',
  expense: 'an expense',
  import: 'an import',
  payment: 'an award',
  'payment-order': 'a payment file',
  return: 'an award',
  settlement: 'a settlement between two nodes',
  sponsorship: 'a fiscal sponsorship',
  'team-filing': 'a team’s own books',
  transfer: 'a transfer between two nodes',
};

function notOwn(id: string, what: string): Rejection {
  const [, kind = ''] = id.split(':');
  const maker = MAKERS[kind] ?? 'something else than a treasurer’s hand';
  return reject('entry-belongs-to-another-concept', `This entry was made by ${maker}, which would not know ${what}.`);
}

function checkOwn(id: string, slice: Slice): Rejection | undefined {
  if (slice.entry(id) === undefined || isOwnEntry(id)) return undefined;
  return notOwn(id, 'what became of it: go on there');
}

export function decideReverseEntry(command: ReverseEntry, slice: Slice): readonly LedgerEvent[] | Rejection {
  const { at, entry: id, reverses, effectiveDay } = command;
  if (slice.entry(reverses) !== undefined && !isOwnEntry(reverses)) {
    return notOwn(reverses, 'of its reversal: correct it there');
  }
  return keep(slice, [{ type: 'ReverseEntry', at, id, reverses, effectiveDay }]);
}

/** A command of the ledger: all of them look up the same books. */
function ledgerCommand<C extends Command>(
  type: C['type'],
  decide: (command: C, slice: Slice) => readonly LedgerEvent[] | Rejection,
): CommandDefinition {
  return defineCommand<C, Slice, LedgerEvent>({ type, load: (read, { at }) => sliceOf(read, at), decide });
}

export const commands = [
  ledgerCommand<OpenAccount>('OpenAccount', decideOpenAccount),
  ledgerCommand<CloseAccount>('CloseAccount', ({ at, path, currency }, slice) =>
    keep(slice, [{ type: 'CloseAccount', at, path, currency }]),
  ),
  ledgerCommand<ClosePeriod>('ClosePeriod', ({ at, before }, slice) =>
    keep(slice, [{ type: 'ClosePeriod', at, before }]),
  ),
  ledgerCommand<PostEntry>('PostEntry', decidePostEntry),
  ledgerCommand<PostEntries>('PostEntries', decidePostEntries),
  ledgerCommand<PrepareEntry>('PrepareEntry', decidePrepareEntry),
  ledgerCommand<PostPendingEntry>('PostPendingEntry', decidePostPendingEntry),
  ledgerCommand<VoidPendingEntry>('VoidPendingEntry', decideVoidPendingEntry),
  ledgerCommand<ExpireEntry>('ExpireEntry', decideExpireEntry),
  ledgerCommand<ExchangeMoney>('ExchangeMoney', decideExchangeMoney),
  ledgerCommand<ReverseEntry>('ReverseEntry', decideReverseEntry),
];
