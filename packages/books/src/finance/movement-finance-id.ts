import {
  type CurrencyCode,
  canonical,
  currencyExponent,
  type Day,
  isRejection,
  parsePeriod,
  type Rejection,
  reject,
} from '@hubgraph/kernel';
import { FINANCE_DETAILS, type FinanceDetail } from './cells.ts';

/** What a movement-wide figure is asked for: a half-open period, the currency of the report, whether a part will do. */
export interface FinanceQuestion {
  readonly from: Day;
  /** The day after the last one. */
  readonly to: Day;
  /** ISO 4217. */
  readonly reportCurrency: CurrencyCode;
  readonly acceptPartial: boolean;
  /** What else cells are told apart by, each once, in the order of {@link FINANCE_DETAILS}; absent for nothing else. */
  readonly details?: readonly FinanceDetail[];
}

export type FinanceIdRejectionCode =
  | 'finance-id-is-malformed'
  | 'day-is-malformed'
  | 'period-is-empty'
  | 'currency-is-unknown';

const LENGTH_MAX = 256;

/**
 * The id of a `MovementFinance`: base64url of the canonical JSON of the question. It is not checked here; whoever takes
 * the question from a client reads the id back.
 * @example `decodeFinanceId(encodeFinanceId({ from: '2026-01-01', to: '2027-01-01', reportCurrency: 'EUR', acceptPartial: false }))`
 * @see RFC 4648, section 5
 */
export function encodeFinanceId(question: FinanceQuestion): string {
  const { from, to, reportCurrency, acceptPartial, details = [] } = question;
  const named = FINANCE_DETAILS.filter((one) => details.includes(one));
  // An id without details is the one that was there before there were any.
  const all = { from, to, reportCurrency, acceptPartial, ...(named.length === 0 ? {} : { details: named }) };
  return Buffer.from(canonical(all)).toString('base64url');
}

/** Reads the id of a `MovementFinance`; whatever {@link encodeFinanceId} would not write in the same way is refused. */
export function decodeFinanceId(id: string): FinanceQuestion | Rejection<FinanceIdRejectionCode> {
  const found = id.length > LENGTH_MAX ? undefined : questionIn(Buffer.from(id, 'base64url').toString('utf8'));
  if (found === undefined || encodeFinanceId(found) !== id) {
    return reject('finance-id-is-malformed', `"${id.slice(0, 80)}" is not the id of a movement's finances.`);
  }
  const period = parsePeriod(found.from, found.to);
  if (isRejection(period)) return period;
  if (currencyExponent(found.reportCurrency) === undefined) {
    return reject('currency-is-unknown', `"${found.reportCurrency.slice(0, 10)}" is not a currency of ISO 4217.`);
  }
  return found;
}

function questionIn(text: string): FinanceQuestion | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { from, to, reportCurrency, acceptPartial, details = [] } = value as Readonly<Record<string, unknown>>;
  const isQuestion =
    typeof from === 'string' &&
    typeof to === 'string' &&
    typeof reportCurrency === 'string' &&
    typeof acceptPartial === 'boolean' &&
    Array.isArray(details) &&
    details.every((one) => (FINANCE_DETAILS as readonly unknown[]).includes(one));
  if (!isQuestion) return undefined;
  const named = details as readonly FinanceDetail[];
  return { from, to, reportCurrency, acceptPartial, ...(named.length === 0 ? {} : { details: named }) };
}
