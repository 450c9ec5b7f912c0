import { type CurrencyCode, isRejection, type Rejection, reject } from '@hubgraph/kernel';
import { type Commodities, unknownCommodity } from '../commodities.ts';
import { type DecimalMark, plainDecimal } from './number.ts';
import type { EntryRejectionCode } from './rejection-code.ts';

/** What the journal and the caller have said about amounts. */
export interface AmountContext {
  /** Symbols that stand for a currency: `{ '$': 'USD' }`. A code of ISO 4217 needs none. */
  readonly symbols: ReadonlyMap<string, CurrencyCode>;
  /** For amounts without a symbol. */
  readonly defaultCurrency: CurrencyCode | undefined;
  readonly commodities: Commodities;
  /** True where a node has written the file, so that its tags are codes. */
  readonly isOfNode: boolean;
  decimalMark(symbol: string | undefined): DecimalMark | undefined;
}

/** A number and the commodity as written, in plain decimal text. */
export interface Quantity {
  readonly symbol: string | undefined;
  readonly isNegative: boolean;
  /** Without a sign: `1200.5`. */
  readonly decimal: string;
}

/** An amount of a currency or a resource, in least units. */
export interface CurrencyAmount {
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
}

const SYMBOL = String.raw`"[^"]+"|[^\s\d.,;+\-*\/@=(){}\[\]"'!<>~^?:|&%#\\]+`;
const NUMBER = String.raw`[\d.,](?:[\d.,]|[ \u00a0\u202f](?=\d))*`;
const QUANTITY = new RegExp(`^([+-])?\\s*(${SYMBOL})?\\s*([+-])?\\s*(${NUMBER})\\s*(${SYMBOL})?$`, 'u');

/** Reads `$5`, `-$5`, `$-5`, `EUR 1,200.50`, `1200.50 EUR`. */
export function parseQuantity(text: string, context: AmountContext): Quantity | Rejection<EntryRejectionCode> {
  const [, signBefore, symbolBefore, signAfter, number, symbolAfter] = QUANTITY.exec(text) ?? [];
  const hasTwo = (signBefore && signAfter) || (symbolBefore && symbolAfter);
  if (number === undefined || hasTwo) {
    return reject('amount-is-malformed', `"${text.slice(0, 60)}" is not an amount; write it like 1,250.50 EUR.`);
  }
  const symbol = (symbolBefore ?? symbolAfter)?.replaceAll('"', '');
  const decimal = plainDecimal(number, context.decimalMark(symbol));
  if (isRejection(decimal)) return decimal;
  return { symbol, isNegative: (signBefore ?? signAfter) === '-', decimal };
}

/** Reads an amount in least units; refused if the commodity is neither a currency of ISO 4217 nor a declared resource. */
export function parseCurrencyAmount(
  text: string,
  context: AmountContext,
): CurrencyAmount | Rejection<EntryRejectionCode> {
  const quantity = parseQuantity(text, context);
  if (isRejection(quantity)) return quantity;
  const currency = currencyOf(quantity.symbol, text, context);
  if (isRejection(currency)) return currency;
  const magnitude = context.commodities.parse(quantity.decimal, currency);
  if (isRejection(magnitude)) {
    const isLong = magnitude.code !== 'amount-has-a-fraction';
    return reject(isLong ? 'amount-is-too-large' : 'amount-has-a-fraction', magnitude.message);
  }
  return { currency, amountMinor: quantity.isNegative ? -magnitude : magnitude };
}

/** The currency or the resource that a symbol stands for. */
export function currencyOf(
  symbol: string | undefined,
  text: string,
  context: AmountContext,
): CurrencyCode | Rejection<EntryRejectionCode> {
  const currency = symbol === undefined ? context.defaultCurrency : (context.symbols.get(symbol) ?? symbol);
  if (currency === undefined) {
    const message = `"${text.slice(0, 40)}" has no currency; write it like 1,250.50 EUR, or state a default currency.`;
    return reject('commodity-is-missing', message);
  }
  if (context.commodities.exponent(currency) === undefined) {
    return reject('commodity-is-not-a-currency', unknownCommodity(currency));
  }
  return currency;
}
