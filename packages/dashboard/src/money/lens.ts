import { isCurrency } from '../i18n/sense.ts';
import { dayAfter, isDay, isTooFarAhead, isTooLong, type Period, periodOf } from './period.ts';

/** How the reader wants to see the movement's money; the address holds all of it. */
export interface Lens {
  readonly period: Period;
  /** What everything is converted to, beside the original currencies. */
  readonly currency: string;
  /** True if totals are shown although a node is missing. */
  readonly showsPartial: boolean;
}

/** What of an address cannot be read. */
export type LensFault = 'from' | 'to' | 'order' | 'span' | 'ahead' | 'currency';

const DEFAULT_CURRENCY = 'USD';

/** Reads an address; what it does not say is the last twelve months, in US dollars. */
export function readLens(
  query: URLSearchParams,
  now: number,
): { readonly lens: Lens; readonly faults: readonly LensFault[] } {
  const usual = periodOf('twelveMonths', now);
  const from = query.get('from') || usual.from;
  const to = query.get('to') || usual.to;
  const currency = (query.get('in') || DEFAULT_CURRENCY).toUpperCase();
  const faults: LensFault[] = [];
  if (!isDay(from)) faults.push('from');
  if (!isDay(to)) faults.push('to');
  if (faults.length === 0) {
    if (from > to) faults.push('order');
    else if (isTooFarAhead(to, now)) faults.push('ahead');
    else if (isTooLong({ from, to })) faults.push('span');
  }
  if (!isCurrency(currency)) faults.push('currency');
  return { lens: { period: { from, to }, currency, showsPartial: query.get('partial') === 'shown' }, faults };
}

/** The lens as parameters of an address. */
export function lensQuery({ period, currency, showsPartial }: Lens): Record<string, string | undefined> {
  return { from: period.from, to: period.to, in: currency, partial: showsPartial ? 'shown' : undefined };
}

/** The lens as the graph takes it. What hubs say of themselves is wanted in any case; the page hides partial totals. */
export function lensVariables({ period, currency }: Lens): {
  readonly from: string;
  readonly to: string;
  readonly currency: string;
} {
  return { from: period.from, to: dayAfter(period.to), currency };
}
