import type { CurrencyCode } from '@hubgraph/kernel';
import type { CommodityOptions } from '../commodities.ts';
import type { DateFormat } from '../day.ts';
import type { DecimalMark } from './number.ts';

/** What the caller knows of a journal and the journal does not say. */
export interface HledgerOptions extends CommodityOptions {
  /** The order of dates with the year at the end; without it they are refused. */
  readonly dateFormat?: DateFormat;
  /** For amounts without a symbol, until a directive `D` says otherwise. */
  readonly defaultCurrency?: CurrencyCode;
  /** Symbols beside, or instead of, the usual ones: `{ $: 'CAD', kr: 'SEK' }`. */
  readonly symbols?: Readonly<Record<string, CurrencyCode>>;
  /** Says what `1,200` is; without it and without a directive such amounts are refused. */
  readonly decimalMark?: DecimalMark;
}
