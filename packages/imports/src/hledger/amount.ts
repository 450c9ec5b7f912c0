import {
  type CurrencyCode,
  currencyExponent,
  isRejection,
  parseAmount,
  type Rejection,
  reject,
} from '@hubgraph/kernel';
import { type DecimalMark, plainDecimal } from './number.ts';
import type { EntryRejectionCode } from './rejection-code.ts';

/** What the journal and the caller have said about amounts. */
export interface AmountContext {
  /** Symbols that stand for a currency: `{ '$': 'USD' }`. A code of ISO 4217 needs none. */
  readonly symbols: ReadonlyMap<string, CurrencyCode>;
  /** For amounts without a symbol. */
  readonly defaultCurrency: CurrencyCode | undefined;
  decimalMark(symbol: string | undefined): DecimalMark | undefined;
}

/** A number and the commodity as written, in plain decimal text. */
export interface Quantity {
  readonly symbol: string | undefined;
  readonly isNegative: boolean;
  /** Without a sign: `1200.5`. */
  readonly decimal: string;
}

/** An amount of a currency, in minor units. */
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

/** Reads an amount in minor units; refused if the commodity is not a currency of ISO 4217. */
export function parseCurrencyAmount(
  text: string,
  context: AmountContext,
): CurrencyAmount | Rejection<EntryRejectionCode> {
  const quantity = parseQuantity(text, context);
  if (isRejection(quantity)) return quantity;
  const currency = currencyOf(quantity.symbol, text, context);
  if (isRejection(currency)) return currency;
  const magnitude = parseAmount(quantity.decimal, currency);
  if (isRejection(magnitude)) {
    const isLong = magnitude.code !== 'amount-has-a-fraction';
    return reject(isLong ? 'amount-is-too-large' : 'amount-has-a-fraction', magnitude.message);
  }
  return { currency, amountMinor: quantity.isNegative ? -magnitude : magnitude };
}

/** The currency that a symbol stands for. */
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
  if (currencyExponent(currency) === undefined) {
    const message = `"${currency.slice(0, 20)}" is not a currency of ISO 4217, and no symbol for one.`;
    return reject('commodity-is-not-a-currency', message);
  }
  return currency;
}
