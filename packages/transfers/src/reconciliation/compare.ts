import type { Day, Id, Slug } from '@hubgraph/kernel';
import type { BookRow, TransferBook } from './book.ts';
import { madeOf } from './made.ts';

/** What the two books say of one transfer differently; null is what a book does not say. */
export interface Difference {
  readonly id: Id;
  readonly what: 'end' | 'currency' | 'amount' | 'status' | 'entry' | 'paid' | 'arrived';
  readonly a: string | null;
  readonly b: string | null;
}

/** What is not at its end, and whose word is missing. */
export interface OpenTransfer {
  readonly id: Id;
  readonly missing: 'ANSWER_OF_PAYEE' | 'WORD_OF_PAYER' | 'ARRIVAL';
}

/** What moved on a day by either book, where that is not the same. */
export interface DifferentDay {
  readonly day: Day;
  readonly movedInA: number;
  readonly movedInB: number;
}

/** What is owed in one currency, by either book, now. */
export interface Owed {
  readonly currency: string;
  readonly from: Slug;
  readonly to: Slug;
  /** As who owes it has it. */
  readonly owedMinor: bigint;
  /** As who is owed it has it. */
  readonly dueMinor: bigint;
}

/** Two books side by side: a page of the transfers, and all of the period’s days. */
export interface Comparison {
  readonly matched: number;
  readonly onlyInA: readonly Id[];
  readonly onlyInB: readonly Id[];
  readonly differs: readonly Difference[];
  readonly open: readonly OpenTransfer[];
  readonly days: readonly DifferentDay[];
  readonly owed: readonly Owed[];
  /** Undefined where all was compared. */
  readonly endCursor: Id | undefined;
}

/** Compares what both books say, by id. Rows beyond what both of them show are left for the next page. */
export function compareBooks(a: TransferBook, b: TransferBook): Comparison {
  const horizon = horizonOf(a, b);
  const isShown = ({ id }: BookRow): boolean => horizon === undefined || placeOf(id) <= placeOf(horizon);
  const rowsOf = (book: TransferBook) => new Map(book.rows.filter(isShown).map((row) => [row.id, row]));
  const [inA, inB] = [rowsOf(a), rowsOf(b)];
  const ids = [...new Set([...inA.keys(), ...inB.keys()])].sort((one, other) =>
    placeOf(one) < placeOf(other) ? -1 : 1,
  );
  const onlyInA: Id[] = [];
  const onlyInB: Id[] = [];
  const differs: Difference[] = [];
  const open: OpenTransfer[] = [];
  let matched = 0;
  for (const id of ids) {
    const [one, other] = [inA.get(id), inB.get(id)];
    if (one === undefined || other === undefined) {
      const only = one ?? other;
      const found = only === undefined ? undefined : aloneIn(only);
      if (found === 'open') open.push({ id, missing: 'ANSWER_OF_PAYEE' });
      else if (found === 'matched') matched += 1;
      else (one === undefined ? onlyInB : onlyInA).push(id);
      continue;
    }
    const found = differencesOf(one, other);
    if (found.length > 0) differs.push(...found);
    else {
      const missing = missingIn(one, other);
      if (missing === undefined) matched += 1;
      else open.push({ id, missing });
    }
  }
  return { matched, onlyInA, onlyInB, differs, open, days: daysOf(a, b), owed: owedOf(a, b), endCursor: horizon };
}

/** Ids in the order in which books show them. */
function placeOf(id: Id): string {
  return `${madeOf(id)} ${id}`;
}

/** The last transfer up to which both books show all that they have. */
function horizonOf(a: TransferBook, b: TransferBook): Id | undefined {
  return [a, b]
    .flatMap(({ isCut, rows }) => (isCut ? (rows.at(-1)?.id ?? []) : []))
    .sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1))[0];
}

type Outcome = 'OPEN' | 'MOVED' | 'NONE';

const OUTCOMES: Readonly<Record<BookRow['status'], Outcome>> = {
  PREPARED: 'OPEN',
  OFFERED: 'OPEN',
  ACCEPTED: 'OPEN',
  POSTED: 'MOVED',
  BOOKED: 'MOVED',
  REFUSED: 'NONE',
  VOIDED: 'NONE',
  EXPIRED: 'NONE',
};

/** What a transfer is that one book has alone: the payee may not have heard of it yet, or need not have. */
function aloneIn({ end, status }: BookRow): 'open' | 'matched' | 'only' {
  if (end === 'PAYEE' || OUTCOMES[status] === 'MOVED') return 'only';
  return OUTCOMES[status] === 'OPEN' ? 'open' : 'matched';
}

function differencesOf(a: BookRow, b: BookRow): Difference[] {
  const { id } = a;
  if (a.end === b.end) return [{ id, what: 'end', a: a.end, b: b.end }];
  const [payer, payee] = a.end === 'PAYER' ? [a, b] : [b, a];
  const found: Difference[] = [];
  const add = (what: Difference['what'], one: string | null, other: string | null): void =>
    void found.push({ id, what, a: one, b: other });
  const isKnownToBoth = a.amountMinor !== null && b.amountMinor !== null;
  if (isKnownToBoth && a.currency !== b.currency) add('currency', a.currency, b.currency);
  if (isKnownToBoth && a.amountMinor !== b.amountMinor) add('amount', a.amountMinor, b.amountMinor);
  if (!mayStandTogether(payer.status, payee.status)) add('status', a.status, b.status);
  if (!isBookedAs(a) || !isBookedAs(b)) add('entry', a.entryStatus, b.entryStatus);
  if (BigInt(payee.paidMinor) > BigInt(payer.paidMinor)) add('paid', a.paidMinor, b.paidMinor);
  const hasTooMuch =
    BigInt(payer.arrivedMinor) > BigInt(payee.arrivedMinor) || BigInt(payee.arrivedMinor) > BigInt(payee.paidMinor);
  if (hasTooMuch) add('arrived', a.arrivedMinor, b.arrivedMinor);
  return found;
}

/** The payee is never further than the payer's word, and what a payee refuses the payer does not post. */
function mayStandTogether(payer: BookRow['status'], payee: BookRow['status']): boolean {
  switch (OUTCOMES[payer]) {
    case 'OPEN':
      return OUTCOMES[payee] !== 'MOVED' && payee !== 'VOIDED';
    case 'MOVED':
      return payee === 'ACCEPTED' || payee === 'BOOKED';
    case 'NONE':
      return OUTCOMES[payee] !== 'MOVED';
  }
}

/** True where the entry in the ledger is what the status of the transfer says. */
function isBookedAs({ status, entryStatus }: BookRow): boolean {
  switch (status) {
    case 'PREPARED':
    case 'ACCEPTED':
      return entryStatus === 'PENDING';
    case 'POSTED':
    case 'BOOKED':
      return entryStatus === 'POSTED';
    case 'OFFERED':
    case 'REFUSED':
      return entryStatus === null;
    case 'VOIDED':
    case 'EXPIRED':
      return entryStatus !== 'PENDING' && entryStatus !== 'POSTED';
  }
}

function missingIn(a: BookRow, b: BookRow): OpenTransfer['missing'] | undefined {
  const [payer, payee] = a.end === 'PAYER' ? [a, b] : [b, a];
  if (OUTCOMES[payer.status] === 'OPEN') return 'ANSWER_OF_PAYEE';
  if (OUTCOMES[payee.status] === 'OPEN') return 'WORD_OF_PAYER';
  const isOnItsWay = payer.paidMinor !== payee.arrivedMinor || payer.arrivedMinor !== payee.arrivedMinor;
  return isOnItsWay ? 'ARRIVAL' : undefined;
}

function daysOf(a: TransferBook, b: TransferBook): DifferentDay[] {
  const [inA, inB] = [a, b].map(({ days }) => new Map(days.map((one) => [one.day, one])));
  const days = [...new Set([...(inA?.keys() ?? []), ...(inB?.keys() ?? [])])].sort();
  return days.flatMap((day) => {
    const [one, other] = [inA?.get(day), inB?.get(day)];
    const isSame = one?.moved === other?.moved && one?.digest === other?.digest;
    return isSame ? [] : [{ day, movedInA: one?.moved ?? 0, movedInB: other?.moved ?? 0 }];
  });
}

function owedOf(a: TransferBook, b: TransferBook): Owed[] {
  const owing = (debtor: TransferBook, creditor: TransferBook): Owed[] =>
    [...new Set([...debtor.dues, ...creditor.dues].map(({ currency }) => currency))].sort().map((currency) => ({
      currency,
      from: debtor.node,
      to: creditor.node,
      owedMinor: BigInt(debtor.dues.find((one) => one.currency === currency)?.owesMinor ?? 0),
      dueMinor: BigInt(creditor.dues.find((one) => one.currency === currency)?.isOwedMinor ?? 0),
    }));
  return [...owing(a, b), ...owing(b, a)].filter(({ owedMinor, dueMinor }) => owedMinor !== 0n || dueMinor !== 0n);
}
