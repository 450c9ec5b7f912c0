import { accountOf, entryOf } from '@hubgraph/books';
import type { Reader } from '@hubgraph/journal';
import type { Day, Id, Slug } from '@hubgraph/kernel';
import { dueFrom, dueTo, type Entry } from '@hubgraph/ledger';
import { settledOf } from '../settling/domain.ts';
import type { TransferEnd, TransferStatus } from '../transfers.ts';
import { type Elsewhere, transferOf } from '../views.ts';
import { madeAt, madeOf } from './made.ts';
import type { ReconciliationQuestion } from './question.ts';

/** A transfer as one node's book has it; amounts are those of the entry, where there is one. */
export interface BookRow {
  readonly id: Id;
  readonly end: TransferEnd;
  readonly status: TransferStatus;
  readonly currency: string | null;
  readonly amountMinor: string | null;
  readonly entryStatus: Entry['status'] | null;
  readonly paidMinor: string;
  readonly arrivedMinor: string;
}

/** What moved on one day: how many transfers, and one digest of all of them that both books have alike. */
export interface BookDay {
  readonly day: Day;
  readonly moved: number;
  /** 16 hexadecimal digits. */
  readonly digest: string;
}

/** What a node owes the other one, and is owed by it, in its accounts now. */
export interface BookDue {
  readonly currency: string;
  readonly owesMinor: string;
  readonly isOwedMinor: string;
}

/** What one node's book says of its transfers with another one: a page of a period. */
export interface TransferBook {
  readonly node: Slug;
  readonly peer: Slug;
  readonly seq: number;
  readonly at: string;
  /** Of the whole period. */
  readonly totalCount: number;
  /** By the time of making, at most {@link ROWS_MAX}. */
  readonly rows: readonly BookRow[];
  /** True where there are more rows than these. */
  readonly isCut: boolean;
  readonly days: readonly BookDay[];
  readonly dues: readonly BookDue[];
}

/** How many transfers are compared at a time. */
export const ROWS_MAX = 500;

/** Reads what this node's book says. */
export function bookOf(
  read: Reader,
  { node, peer, at }: { readonly node: Slug; readonly peer: Slug; readonly at: string },
  { from, to, after }: Pick<ReconciliationQuestion, 'from' | 'to' | 'after'>,
  elsewhere: Elsewhere,
): TransferBook {
  const [first, end] = [from, to].map((day) => madeAt(Date.parse(`${day}T00:00:00Z`)));
  const found = read.rows(
    `SELECT id FROM transfer_list WHERE peer = ? AND made >= ? AND made < ? AND (made, id) > (?, ?)
     ORDER BY made, id LIMIT ?`,
    peer,
    first ?? '',
    end ?? '',
    madeOf(after),
    after,
    ROWS_MAX + 1,
  );
  const count = read.row(
    'SELECT count(*) AS n FROM transfer_list WHERE peer = ? AND made >= ? AND made < ?',
    peer,
    first ?? '',
    end ?? '',
  );
  return {
    node,
    peer,
    seq: read.position(),
    at,
    totalCount: Number(count?.['n'] ?? 0),
    rows: found.slice(0, ROWS_MAX).flatMap(({ id }) => rowOf(read, String(id), elsewhere) ?? []),
    isCut: found.length > ROWS_MAX,
    days: read
      .rows(
        'SELECT day, moved, digest FROM transfer_day WHERE peer = ? AND day >= ? AND day < ? AND moved > 0 ORDER BY day',
        peer,
        from,
        to,
      )
      .map((row) => ({ day: String(row['day']), moved: Number(row['moved']), digest: String(row['digest']) })),
    dues: duesOf(read, peer),
  };
}

function rowOf(read: Reader, id: Id, elsewhere: Elsewhere): BookRow | undefined {
  const transfer = transferOf(read, id, elsewhere);
  if (transfer === undefined) return undefined;
  const { end, status, money } = transfer;
  const entry = entryOf(read, id)?.entry;
  const booked = entry === undefined ? money : amountIn(entry, end);
  const { paidMinor, arrivedMinor } = settledOf(read, id);
  return {
    id,
    end,
    status,
    currency: booked?.currency ?? null,
    amountMinor: booked?.amountMinor.toString() ?? null,
    entryStatus: entry?.status ?? null,
    paidMinor: paidMinor.toString(),
    arrivedMinor: arrivedMinor.toString(),
  };
}

/** What an entry says went to the other end, or came from there. */
function amountIn({ postings }: Entry, end: TransferEnd) {
  const account = end === 'PAYER' ? 'expenses:movement' : 'income:movement';
  const posting = postings.find((one) => one.account === account);
  if (posting === undefined) return undefined;
  const { currency, amountMinor } = posting;
  return { currency, amountMinor: end === 'PAYER' ? amountMinor : -amountMinor };
}

function duesOf(read: Reader, peer: Slug): BookDue[] {
  const currencies = read
    .rows(
      'SELECT DISTINCT currency FROM ledger_account WHERE path IN (?, ?) AND length(currency) = 3 ORDER BY currency',
      dueTo(peer),
      dueFrom(peer),
    )
    .map((row) => String(row['currency']));
  return currencies.map((currency) => {
    const balance = (path: string): bigint => {
      const account = accountOf(read, path, currency);
      return account === undefined ? 0n : account.debitsPostedMinor - account.creditsPostedMinor;
    };
    return {
      currency,
      owesMinor: (-balance(dueTo(peer))).toString(),
      isOwedMinor: balance(dueFrom(peer)).toString(),
    };
  });
}
