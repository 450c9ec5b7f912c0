import { currencyExponent, isDay, isRejection, parseId } from '@hubgraph/kernel';
import type { BookRow, TransferBook } from '@hubgraph/transfers';

type Unknown = Readonly<Record<string, unknown>>;

const MINOR = /^-?(0|[1-9]\d{0,29})$/;
const STATUSES: readonly unknown[] = [
  'PREPARED',
  'OFFERED',
  'ACCEPTED',
  'POSTED',
  'BOOKED',
  'REFUSED',
  'VOIDED',
  'EXPIRED',
] satisfies BookRow['status'][];
const ENTRY_STATUSES: readonly unknown[] = [
  'PENDING',
  'POSTED',
  'VOIDED',
  'EXPIRED',
  null,
] satisfies BookRow['entryStatus'][];

/**
 * A book as a node stated it; undefined for what is none. What comes from the gateway for `@requires` was compared with
 * no schema.
 */
export function readBook(value: unknown): TransferBook | undefined {
  const book = objectIn(value);
  if (book === undefined) return undefined;
  const { node, peer, seq, at, totalCount, rows, isCut, days, dues } = book;
  const isWhole =
    [node, peer, at].every((text) => typeof text === 'string') &&
    [seq, totalCount].every((number) => Number.isSafeInteger(number)) &&
    typeof isCut === 'boolean' &&
    isListOf(rows, isRow) &&
    isListOf(days, isBookDay) &&
    isListOf(dues, isDue);
  return isWhole ? (book as unknown as TransferBook) : undefined;
}

function isRow({ id, end, status, currency, amountMinor, entryStatus, paidMinor, arrivedMinor }: Unknown): boolean {
  return (
    typeof id === 'string' &&
    !isRejection(parseId(id)) &&
    (end === 'PAYER' || end === 'PAYEE') &&
    STATUSES.includes(status) &&
    ENTRY_STATUSES.includes(entryStatus) &&
    (currency === null || typeof currency === 'string') &&
    (amountMinor === null || isMinor(amountMinor)) &&
    isMinor(paidMinor) &&
    isMinor(arrivedMinor)
  );
}

function isBookDay({ day, moved, digest }: Unknown): boolean {
  return typeof day === 'string' && isDay(day) && Number.isSafeInteger(moved) && typeof digest === 'string';
}

function isDue({ currency, owesMinor, isOwedMinor }: Unknown): boolean {
  const isKnown = typeof currency === 'string' && currencyExponent(currency) !== undefined;
  return isKnown && isMinor(owesMinor) && isMinor(isOwedMinor);
}

function isMinor(value: unknown): boolean {
  return typeof value === 'string' && MINOR.test(value);
}

function isListOf(value: unknown, isOne: (item: Unknown) => boolean): boolean {
  return (
    Array.isArray(value) &&
    value.every((item: unknown) => {
      const object = objectIn(item);
      return object !== undefined && isOne(object);
    })
  );
}

function objectIn(value: unknown): Unknown | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Unknown) : undefined;
}
