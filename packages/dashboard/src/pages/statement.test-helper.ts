import { type Line, moneyOf } from '../money/sums.ts';

/** US dollars, from cents. */
export const usd = (minor: bigint | number) => moneyOf(BigInt(minor), 'USD', 2);

/** Kenyan shillings, from cents; in the tests 100 of them are a dollar. */
export const kes = (minor: bigint | number) => moneyOf(BigInt(minor), 'KES', 2);

/** A line with one currency; none where it is nothing. */
export function line(key: string, income: number, spending: number): Line {
  return {
    key,
    income: income === 0 ? [] : [usd(income)],
    spending: spending === 0 ? [] : [usd(spending)],
    incomeInReport: usd(income),
    spendingInReport: usd(spending),
  };
}

export const MISSING = { node: 'cee', reason: 'timed-out' };
const AT = '2026-11-21T11:59:00Z';

/** Who was asked and answered; with `missing` cee did not. */
export function coverage(missing: readonly (typeof MISSING)[] = []) {
  const asked = ['andes', 'cee', 'fundraising'];
  const answered = asked.filter((node) => missing.every((one) => one.node !== node));
  return { asked, answered, missing, asOf: answered.map((node) => ({ node, seq: 7, at: AT })) };
}

/** A statement of two nodes, or of three. */
export function statement(missing: readonly (typeof MISSING)[] = []) {
  const isWhole = missing.length === 0;
  const share = { inGlobalSouth: usd(3_000), classified: usd(4_000), unclassified: usd(500), basisPoints: 7_500 };
  return {
    isComplete: isWhole,
    coverage: coverage(missing),
    total: line('total', isWhole ? 123_456 : 100_000, 4_500),
    byMonth: [line('2026-01', 100_000, 1_500), line('2026-03', 0, 3_000)],
    byNode: [line('andes', 100_000, 4_500), ...(isWhole ? [line('cee', 23_456, 0)] : [])],
    byPurpose: [line('education', 0, 1_500), line('staff', 0, 2_500), line('unknown', 100_000, 500)],
    byCountry: [line('KE', 0, 4_500)],
    byRegion: [line('Sub-Saharan Africa', 0, 4_500)],
    byCostClass: [line('STAFF', 0, 4_500), line('unknown', isWhole ? 123_456 : 100_000, 0)],
    byFundKind: [line('UNRESTRICTED', isWhole ? 123_456 : 100_000, 4_500)],
    balances: [{ node: 'andes', entity: null, balance: kes(900_000), inReport: usd(9_000) }],
    spentInGlobalSouth: share,
    decidedInGlobalSouth: { ...share, basisPoints: null },
    countryList: {
      id: 'council:country-list:01JD3Z7N4QK8R2V6X0Y5ABCDEF',
      version: '2026-1',
      source: 'made up',
      motion: { id: 'council:motion:01JD3Z7N4QK8R2V6X0Y5ABCDEF' },
      countries: [{ country: 'KE', region: 'Sub-Saharan Africa', isGlobalSouth: true }],
    },
    conversions: [{ from: 'KES', to: 'USD', rate: '0.0100000000', source: 'made-up rates', date: '2026-10-01' }],
    withoutRate: [] as readonly string[],
  };
}
