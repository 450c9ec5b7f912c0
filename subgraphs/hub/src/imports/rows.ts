import {
  AMOUNT_MINOR_MAX,
  type CurrencyCode,
  type Day,
  dayOf,
  type Id,
  type Instant,
  isRejection,
  parseId,
  type Rejection,
  reject,
  sha256,
} from '@hubgraph/kernel';
import {
  type Account,
  type Dimensions,
  decide,
  type LedgerEvent,
  type Posting,
  type Slice,
  typeOfPath,
} from '@hubgraph/ledger';
import type { TextRef } from '@hubgraph/node';
import { derivedId } from './derived-id.ts';

/**
 * A transaction of books that were kept elsewhere. What people wrote does not come this far: see `withoutNames`.
 */
export interface EntryRow {
  readonly sourceId: string;
  readonly day: Day;
  readonly postings: readonly {
    readonly account: string;
    readonly currency: CurrencyCode;
    readonly amountMinor: bigint;
    readonly about?: PostingAbout;
  }[];
}

/** What a file of a node says of a posting; who is at its other end, and whose money it is, is this hub's own matter. */
export type PostingAbout = Pick<Dimensions, 'purpose' | 'project' | 'spentIn' | 'decidedIn' | 'costClass'>;

/** What is known of a grant without its texts. */
export interface GrantRow {
  readonly sourceId: string;
  readonly recipientKind: 'ORGANISATION' | 'INDIVIDUAL';
  readonly recipientId?: string;
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
  readonly awardDay: Day;
  readonly plannedFrom?: Day;
  readonly plannedTo?: Day;
  readonly country?: string;
}

export interface GrantTexts {
  readonly title: TextRef;
  readonly description?: TextRef;
  readonly recipientName?: TextRef;
}

/** A batch of a file: of one kind only. */
export type BatchContent =
  | { readonly format: 'HLEDGER'; readonly entries: readonly EntryRow[] }
  | { readonly format: 'THREE_SIXTY_GIVING'; readonly grants: readonly GrantRow[] };

/** The ids of a batch's rows, which follow from the import and the file. */
export function rowIds(importId: Id, content: BatchContent): Id[] {
  return content.format === 'HLEDGER'
    ? content.entries.map((row) => rowId(importId, 'entry', row.sourceId))
    : content.grants.map((row) => rowId(importId, 'grant', row.sourceId));
}

export function rowId(importId: Id, kind: 'entry' | 'grant', sourceId: string): Id {
  const parts = parseId(importId);
  if (isRejection(parts)) throw new Error(`${importId} is not the id of an import.`);
  return derivedId(parts.home, kind, [importId, sourceId]);
}

export function sourceDigest(sourceId: string): string {
  return sha256(sourceId);
}

/** The earliest day on which a batch books something; undefined for one that books nothing. */
export function firstDayOf(content: BatchContent): Day | undefined {
  if (content.format !== 'HLEDGER') return undefined;
  return content.entries.flatMap(({ day, postings }) => (postings.length > 0 ? [day] : [])).sort()[0];
}

/** What a batch adds, by currency: the debits of entries, the amounts of grants. */
export function batchSums(content: BatchContent): { currency: CurrencyCode; amountMinor: bigint }[] {
  const amounts = content.format === 'HLEDGER' ? content.entries.flatMap((row) => row.postings) : content.grants;
  const sums = new Map<CurrencyCode, bigint>();
  for (const { currency, amountMinor } of amounts) {
    if (amountMinor > 0n) sums.set(currency, (sums.get(currency) ?? 0n) + amountMinor);
  }
  return [...sums].sort().map(([currency, amountMinor]) => ({ currency, amountMinor }));
}

export interface EntryContext {
  readonly importId: Id;
  readonly fund: Id;
  readonly country: string | undefined;
  readonly at: Instant;
  /** The first day that is open in the books. */
  readonly closedBefore: Day | undefined;
  readonly pathOf: (account: string) => string;
}

/**
 * The ledger events of imported entries. They are records of books that were kept elsewhere: the ledger's rules of form
 * and balance hold for them, and closed periods stay as they are; limits of accounts and funds do not hold.
 */
export function postEntries(rows: readonly EntryRow[], context: EntryContext): LedgerEvent[] | Rejection {
  const { importId, fund, country, at, closedBefore, pathOf } = context;
  const slice = withoutLimits(at, closedBefore);
  const events: LedgerEvent[] = [];
  for (const [n, { sourceId, day, postings }] of rows.entries()) {
    if (postings.length === 0) continue;
    const decision = decide(
      {
        type: 'PostEntry',
        at,
        id: rowId(importId, 'entry', sourceId),
        kind: 'imported',
        effectiveDay: day,
        postings: postings.map(({ account, currency, amountMinor, about = {} }) =>
          posting({ account: pathOf(account), fund, currency, amountMinor }, about, country),
        ),
        cites: { import: importId, source: sourceId },
      },
      slice,
    );
    if (isRejection(decision)) return inRow(n, decision);
    events.push(...decision);
  }
  return events;
}

/** Refuses a row by its place in the batch, from 1. */
export function inRow<Code extends string>(n: number, { code, message }: Rejection<Code>): Rejection<Code> {
  return reject(code, `Row ${n + 1} of the batch: ${message}`);
}

function posting(plain: Omit<Posting, 'dimensions'>, about: PostingAbout, country: string | undefined): Posting {
  switch (typeOfPath(plain.account)) {
    case 'INCOME':
      return { ...plain, dimensions: { counterparty: 'PUBLIC', ...about } };
    case 'EXPENSE':
      return { ...plain, dimensions: { counterparty: 'SUPPLIER', ...(country && { spentIn: country }), ...about } };
    default:
      return plain;
  }
}

/** For records of books that were kept elsewhere: books in which every account is open and unlimited, and no fund runs dry. */
export function withoutLimits(at: Instant, closedBefore: Day | undefined): Slice {
  const sums = { debitsPendingMinor: 0n, debitsPostedMinor: 0n, creditsPendingMinor: 0n, creditsPostedMinor: 0n };
  return {
    today: dayOf(at),
    account: (path, currency): Account => ({
      path,
      currency,
      type: typeOfPath(path) ?? 'ASSET',
      exponent: 0,
      status: 'OPEN',
      ...sums,
    }),
    entry: () => undefined,
    fund: (id) => ({ id, status: 'OPEN' }),
    fundBalance: (fund, currency) => ({ fund, currency, postedMinor: AMOUNT_MINOR_MAX, reservedMinor: 0n }),
    resource: () => undefined,
    closedBefore: () => closedBefore,
  };
}
