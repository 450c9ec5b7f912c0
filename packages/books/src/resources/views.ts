import type { Projection, Reader } from '@hubgraph/journal';
import {
  type CurrencyCode,
  divideHalfEven,
  formatAmount,
  formatDecimal,
  isRejection,
  type Money,
  type Period,
  parseAmount,
  parseDecimal,
  type Rejection,
  reject,
} from '@hubgraph/kernel';
import { exponentOf, isResourceCode } from '@hubgraph/ledger';
import { monthLength } from '../finance/cells.ts';
import type { Resource, ResourceDeclared } from './domain.ts';

/** Resources by code, for lists. */
export const resourceList: Projection = {
  name: 'resources',
  version: 1,
  schema: ['CREATE TABLE resource (code TEXT PRIMARY KEY) STRICT, WITHOUT ROWID'],
  fold({ event }, views) {
    const happened = event as ResourceDeclared;
    if (happened.type === 'ResourceDeclared') views.run('INSERT INTO resource VALUES (?)', happened.code);
  },
};

export function resourceOf(read: Reader, code: string): Resource | undefined {
  return read.entity<Resource>('resource', code);
}

export function resourcesOf(read: Reader): Resource[] {
  return read
    .rows('SELECT code FROM resource ORDER BY code')
    .flatMap((row) => resourceOf(read, String(row['code'])) ?? []);
}

/** An amount as the graph shows it, in a currency or a resource of these books. */
export function amountValue(read: Reader, { amountMinor, currency }: Money) {
  const exponent = isResourceCode(currency) ? (resourceOf(read, currency)?.exponent ?? 0) : undefined;
  const decimal =
    exponent === undefined ? formatAmount({ amountMinor, currency }) : formatDecimal(amountMinor, exponent);
  return { amountMinor: amountMinor.toString(), currency, decimal };
}

/** Reads an amount as a client wrote it, in a currency or a resource of these books. */
export function readAmount(
  read: Reader,
  { decimal, currency }: { readonly decimal: string; readonly currency: CurrencyCode },
): Money | Rejection {
  const exponent = exponentOf(currency, { resource: (code) => resourceOf(read, code) });
  if (exponent === undefined && isResourceCode(currency)) {
    return reject('resource-is-unknown', `There is no resource ${currency}; declare it first.`);
  }
  const amountMinor =
    exponent === undefined ? parseAmount(decimal, currency) : parseDecimal(decimal, exponent, currency);
  return isRejection(amountMinor) ? amountMinor : { amountMinor, currency };
}

/** What came in and what was given of a resource, in least units. */
interface ResourceFlow {
  readonly receivedMinor: bigint;
  readonly givenMinor: bigint;
}

/** The same in one month of the period, as `2026-03`; in one year where the period touches more than 60 months. */
interface ResourceMonth extends ResourceFlow {
  readonly month: string;
}

/** What the books say of a resource, flows inside the movement in it or not. */
interface ResourceSums extends ResourceFlow {
  readonly months: readonly ResourceMonth[];
  /** At the end of the period: what is owned less what is owed. */
  readonly heldMinor: bigint;
}

/** Read from the sums by day, as figures of money are; no posting is touched. */
export function resourceSums(
  read: Reader,
  code: string,
  period: Period,
  withinMovement: 'with-movement' | 'without-movement',
): ResourceSums {
  const months = read
    .rows(
      `SELECT substr(day, 1, ?) AS month, coalesce(sum(amount) FILTER (WHERE kind = 'INCOME'), 0) AS received,
       coalesce(sum(amount) FILTER (WHERE kind = 'EXPENSE'), 0) AS given
       FROM ledger_cell JOIN ledger_total ON cell = id
       WHERE currency = ? AND day >= ? AND day < ? AND (counterparty <> 'MOVEMENT' OR ?) GROUP BY month ORDER BY month`,
      monthLength(period),
      code,
      period.from,
      period.to,
      withinMovement === 'with-movement' ? 1 : 0,
    )
    .map((row) => ({
      month: String(row['month']),
      receivedMinor: BigInt(row['received'] ?? 0n),
      givenMinor: BigInt(row['given'] ?? 0n),
    }));
  const held = read.row(
    'SELECT sum(amount) AS amount FROM ledger_position WHERE currency = ? AND day < ?',
    code,
    period.to,
  );
  return {
    months,
    receivedMinor: months.reduce((sum, { receivedMinor }) => sum + receivedMinor, 0n),
    givenMinor: months.reduce((sum, { givenMinor }) => sum + givenMinor, 0n),
    heldMinor: BigInt(held?.['amount'] ?? 0n),
  };
}

/** What an amount of a resource is worth at so much money for a whole unit, to the nearest minor unit, halves to the even one. */
export function valueAt(amountMinor: bigint, { exponent }: Pick<Resource, 'exponent'>, rate: Money): Money {
  return {
    amountMinor: divideHalfEven(amountMinor * rate.amountMinor, 10n ** BigInt(exponent)),
    currency: rate.currency,
  };
}
