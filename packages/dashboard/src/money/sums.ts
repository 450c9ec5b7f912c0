import type { Money } from '../i18n/format.ts';
import { decimalPlaces, isMoney } from '../i18n/sense.ts';

/** What came in and was spent under one key, as the graph says it. */
export interface Line {
  readonly key: string;
  readonly income: readonly Money[];
  readonly spending: readonly Money[];
  readonly incomeInReport: Money;
  readonly spendingInReport: Money;
}

/** What a line says of one kind: in the currencies of the books, and converted. */
export function moneyOfKind(
  { income, incomeInReport, spending, spendingInReport }: Line,
  kind: 'income' | 'spending',
): { readonly originals: readonly Money[]; readonly inReport: Money } {
  return kind === 'income'
    ? { originals: income, inReport: incomeInReport }
    : { originals: spending, inReport: spendingInReport };
}

/** An amount in a currency with so many decimal places. */
export function moneyOf(minor: bigint, currency: string, places: number): Money {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const decimal = `${minor < 0n ? '-' : ''}${whole}${places === 0 ? '' : `.${digits.slice(-places)}`}`;
  return { amountMinor: String(minor), currency, decimal };
}

/** The amount in its currency's minor unit; what is no amount counts as nothing, and is shown as what it is. */
export function minorOf(money: Money | null | undefined): bigint {
  return isMoney(money) ? BigInt(money.amountMinor) : 0n;
}

/** How many decimal places the amount's currency has. */
export function placesOf({ decimal }: Money): number {
  return decimalPlaces(decimal);
}

/**
 * The sum of amounts in the currency of `like`, in which they all are; `like` itself is not counted. With one that is no
 * amount there is no sum either: that one is given in its place.
 */
export function sumOf(amounts: readonly Money[], like: Money): Money {
  const odd = amounts.find((money) => !isMoney(money));
  if (odd !== undefined) return odd;
  return moneyOf(
    amounts.reduce((sum, money) => sum + minorOf(money), 0n),
    like.currency,
    placesOf(like),
  );
}

/** Amounts of any currencies, added up by currency, in the order of their codes. */
export function sumByCurrency(amounts: readonly Money[]): Money[] {
  const byCurrency = new Map<string, Money[]>();
  for (const money of amounts) byCurrency.set(money.currency, [...(byCurrency.get(money.currency) ?? []), money]);
  return [...byCurrency.keys()].sort().map((currency) => {
    const same = byCurrency.get(currency) ?? [];
    return sumOf(same, same[0] as Money);
  });
}

/** From the smallest amount, or nothing, to the largest, or one: what a scale has to hold, and can be divided by. */
export function rangeOf(amounts: readonly Money[]): { readonly least: bigint; readonly most: bigint } {
  let [least, most] = [0n, 1n];
  for (const minor of amounts.map(minorOf)) {
    if (minor < least) least = minor;
    if (minor > most) most = minor;
  }
  return { least, most };
}
