import { FINANCE_DETAILS, type FinanceCell } from '@hubgraph/books';
import { formatAmount, type Money } from '@hubgraph/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CountryListState } from '../country-lists/domain.ts';
import type { RateTable } from '../rates/domain.ts';
import {
  breakdownOf,
  byMonthOf,
  type FinanceFilter,
  type FinanceLine,
  type GlobalSouthShare,
  seriesOf,
  statementOf,
} from './statement.ts';

const rates: RateTable = {
  id: 'council:rate-table:01JD3Z7N4QK8R2V6X0Y5ABCDEF',
  base: 'USD',
  date: '2026-03-31',
  source: 'made up',
  rates: [
    { currency: 'EUR', perBase: '0.8' },
    { currency: 'KES', perBase: '128' },
    { currency: 'JPY', perBase: '160' },
  ],
};
const countries: CountryListState = {
  id: 'council:country-list:01JD3Z7N4QK8R2V6X0Y5ABCDEF',
  version: '1',
  source: 'made up',
  status: 'ADOPTED',
  since: 0,
  countries: [
    { country: 'KE', region: 'Africa', isGlobalSouth: true },
    { country: 'TZ', region: 'Africa', isGlobalSouth: true },
    { country: 'DE', region: 'Europe', isGlobalSouth: false },
  ],
};
const all = { reportCurrency: 'USD', rates, countries };

function cell(amountMinor: bigint | string, currency: string, others: Partial<FinanceCell> = {}): FinanceCell {
  return {
    node: 'cee',
    kind: 'EXPENSE',
    currency,
    country: null,
    decidedIn: null,
    purpose: null,
    ...{ counterparty: null, costClass: null, fundKind: null },
    ...{ account: null, fund: null, project: null, team: null, allowedBy: null },
    amountMinor: String(amountMinor),
    months: [{ month: '2026-03', amountMinor: String(amountMinor) }],
    ...others,
  };
}
const shown = (money: Money): string => `${money.currency} ${formatAmount(money)}`;
const row = (line: FinanceLine) => [
  line.key,
  line.income.map(shown).join(' + '),
  line.spending.map(shown).join(' + '),
  shown(line.incomeInReport),
  shown(line.spendingInReport),
];
const part = (share: GlobalSouthShare | undefined) =>
  share && [shown(share.inGlobalSouth), shown(share.classified), share.basisPoints, shown(share.unclassified)];

describe('what nodes stated, added up', () => {
  const cells = [
    cell('100000', 'KES', { node: 'ea', kind: 'INCOME', purpose: 'general' }),
    cell('12800', 'KES', { node: 'ea', country: 'KE', purpose: 'education' }),
    cell('25600', 'KES', { node: 'ea', country: 'TZ', purpose: 'staff' }),
    cell('800', 'EUR', { country: 'DE', purpose: 'education' }),
    cell('500', 'USD', { node: 'fundraising', country: 'ZZ' }),
    cell('700', 'USD', { node: 'fundraising', kind: 'INCOME' }),
  ];
  const statement = statementOf(cells, [], all);

  test('in all', () => {
    expect(row(statement.total)).toEqual([
      'total',
      'KES 1000.00 + USD 7.00',
      'EUR 8.00 + KES 384.00 + USD 5.00',
      'USD 14.81',
      'USD 18.00',
    ]);
  });

  test('by node, currency, purpose, country and region, in the order of their names', () => {
    expect(statement.byNode.map(row)).toEqual([
      ['cee', '', 'EUR 8.00', 'USD 0.00', 'USD 10.00'],
      ['ea', 'KES 1000.00', 'KES 384.00', 'USD 7.81', 'USD 3.00'],
      ['fundraising', 'USD 7.00', 'USD 5.00', 'USD 7.00', 'USD 5.00'],
    ]);
    expect(statement.byCurrency.map((line) => line.key)).toEqual(['EUR', 'KES', 'USD']);
    expect(statement.byPurpose.map(row)).toEqual([
      ['education', '', 'EUR 8.00 + KES 128.00', 'USD 0.00', 'USD 11.00'],
      ['general', 'KES 1000.00', '', 'USD 7.81', 'USD 0.00'],
      ['staff', '', 'KES 256.00', 'USD 0.00', 'USD 2.00'],
      ['unknown', 'USD 7.00', 'USD 5.00', 'USD 7.00', 'USD 5.00'],
    ]);
    expect(statement.byCountry.map((line) => [line.key, shown(line.spendingInReport)])).toEqual([
      ['DE', 'USD 10.00'],
      ['KE', 'USD 1.00'],
      ['TZ', 'USD 2.00'],
      ['ZZ', 'USD 5.00'],
      ['unknown', 'USD 0.00'],
    ]);
    expect(statement.byRegion.map((line) => [line.key, shown(line.spendingInReport)])).toEqual([
      ['Africa', 'USD 3.00'],
      ['Europe', 'USD 10.00'],
      ['unknown', 'USD 5.00'],
    ]);
  });

  test('the part in the Global South is of what is classified; the rest is told', () => {
    expect(part(statement.spentIn)).toEqual(['USD 3.00', 'USD 13.00', 2_307, 'USD 5.00']);
    expect(part(statement.decidedIn)).toEqual(['USD 0.00', 'USD 0.00', undefined, 'USD 18.00']);
  });

  test('where it was decided is told apart from where it was spent', () => {
    const { spentIn, decidedIn } = statementOf([cell('100', 'USD', { country: 'KE', decidedIn: 'DE' })], [], all);
    expect(part(spentIn)).toEqual(['USD 1.00', 'USD 1.00', 10_000, 'USD 0.00']);
    expect(part(decidedIn)).toEqual(['USD 0.00', 'USD 1.00', 0, 'USD 0.00']);
  });

  test('income is no spending', () => {
    const { spentIn } = statementOf([cell('100', 'USD', { kind: 'INCOME', country: 'KE' })], [], all);
    expect(part(spentIn)).toEqual(['USD 0.00', 'USD 0.00', undefined, 'USD 0.00']);
  });

  test('how each currency was converted is told once', () => {
    const { id: table, source, date } = rates;
    expect(statement.conversions).toEqual([
      { from: 'EUR', to: 'USD', rate: '1.2500000000', source, date, table },
      { from: 'KES', to: 'USD', rate: '0.0078125000', source, date, table },
    ]);
    expect(statement.withoutRate).toEqual([]);
  });
});

describe('conversion comes last', () => {
  test('each sum is converted once, so that no rounding piles up', () => {
    const many = Array.from({ length: 100 }, (_, index) => cell('1', 'JPY', { node: `hub-${index}` }));
    const statement = statementOf(many, [], all);
    // A yen is 0.00625 dollars: converted one by one they would be a dollar.
    expect(shown(statement.total.spendingInReport)).toBe('USD 0.62');
  });

  test('the Global South share too is converted once for each currency', () => {
    const many = Array.from({ length: 100 }, () => cell('1', 'JPY', { country: 'KE' }));
    expect(part(statementOf(many, [], all).spentIn)).toEqual(['USD 0.62', 'USD 0.62', 10_000, 'USD 0.00']);
  });
});

describe('what is missing is said', () => {
  test('without rates only the report currency is in converted figures', () => {
    const { total, conversions, withoutRate } = statementOf([cell('500', 'USD'), cell('800', 'EUR')], [], {
      ...all,
      rates: undefined,
    });
    expect(row(total)).toEqual(['total', '', 'EUR 8.00 + USD 5.00', 'USD 0.00', 'USD 5.00']);
    expect(conversions).toEqual([]);
    expect(withoutRate).toEqual(['EUR']);
  });

  test('a currency without a rate is named; its amount stays in the line', () => {
    const { total, balances, withoutRate } = statementOf(
      [cell('500', 'CHF')],
      [{ node: 'cee', currency: 'SEK', amountMinor: '7' }],
      all,
    );
    expect(row(total)).toEqual(['total', '', 'CHF 5.00', 'USD 0.00', 'USD 0.00']);
    expect(withoutRate).toEqual(['CHF', 'SEK']);
    expect(balances).toEqual([
      { node: 'cee', entity: null, balance: { currency: 'SEK', amountMinor: 7n }, inReport: undefined },
    ]);
  });

  test('a report currency that the table does not know converts nothing', () => {
    const { total, withoutRate } = statementOf([cell('500', 'USD'), cell('800', 'EUR')], [], {
      ...all,
      reportCurrency: 'CHF',
    });
    expect(shown(total.spendingInReport)).toBe('CHF 0.00');
    expect(withoutRate).toEqual(['EUR', 'USD']);
  });

  test('without a list of countries there is no share and no region', () => {
    const { spentIn, decidedIn, byRegion, byCountry } = statementOf([cell('500', 'USD', { country: 'KE' })], [], {
      ...all,
      countries: undefined,
    });
    expect([spentIn, decidedIn]).toEqual([undefined, undefined]);
    expect(byRegion.map((line) => line.key)).toEqual(['unknown']);
    expect(byCountry.map((line) => line.key)).toEqual(['KE']);
  });

  test('nothing at all is a statement of zeros', () => {
    const statement = statementOf([], [], all);
    expect(row(statement.total)).toEqual(['total', '', '', 'USD 0.00', 'USD 0.00']);
    expect(statement.byNode).toEqual([]);
  });
});

test('balances are shown per node and currency, negative where more is owed', () => {
  const positions = [
    { node: 'ea', currency: 'KES', amountMinor: '12800' },
    { node: 'ea', currency: 'USD', amountMinor: '-250' },
  ];
  expect(
    statementOf([], positions, all).balances.map((one) => [
      one.node,
      shown(one.balance),
      one.inReport && shown(one.inReport),
    ]),
  ).toEqual([
    ['ea', 'KES 128.00', 'USD 1.00'],
    ['ea', 'USD -2.50', 'USD -2.50'],
  ]);
});

test('a share is between nothing and the whole, also where spending was taken back', () => {
  const amounts = fc.array(
    fc.tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.constantFrom('KE', 'DE', null)),
    {
      minLength: 1,
    },
  );
  fc.assert(
    fc.property(amounts, (list) => {
      const cells = list.map(([amount, country]) => cell(BigInt(amount), 'USD', { country }));
      const { basisPoints = 0 } = statementOf(cells, [], all).spentIn ?? {};
      expect(basisPoints).toBeGreaterThanOrEqual(0);
      expect(basisPoints).toBeLessThanOrEqual(10_000);
    }),
  );
});

/** Cells of any kind, each with what it has in some months. */
function anyCells(currencies: readonly string[]): fc.Arbitrary<FinanceCell[]> {
  const amount = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
  const month = fc.constantFrom('2026-01', '2026-02', '2026-03');
  return fc.array(
    fc
      .record({
        node: fc.constantFrom('a', 'b', 'c'),
        kind: fc.constantFrom('INCOME' as const, 'EXPENSE' as const),
        currency: fc.constantFrom(...currencies),
        country: fc.constantFrom('KE', 'DE', 'ZZ', null),
        decidedIn: fc.constantFrom('KE', null),
        purpose: fc.constantFrom('education', 'staff', null),
        counterparty: fc.constantFrom('PUBLIC', 'STAFF', null),
        costClass: fc.constantFrom('PROGRAMME', null),
        fundKind: fc.constantFrom('RESTRICTED', null),
        account: fc.constantFrom('expenses:staff', null),
        fund: fc.constantFrom('a:fund:1', null),
        project: fc.constantFrom('camp', null),
        team: fc.constantFrom('a:team:1', null),
        allowedBy: fc.constantFrom('a:award:1', null),
        parts: fc.dictionary(month, amount, { minKeys: 1 }),
      })
      .map(({ parts, ...cell }) => ({
        ...cell,
        amountMinor: String(Object.values(parts).reduce((sum, part) => sum + part, 0n)),
        months: Object.entries(parts).map(([month, part]) => ({ month, amountMinor: String(part) })),
      })),
  );
}

const DIMENSIONS = [
  ...(['NODE', 'ENTITY', 'CURRENCY', 'PURPOSE', 'COUNTRY', 'REGION', 'DECIDED_IN'] as const),
  ...(['COST_CLASS', 'FUND_KIND', ...FINANCE_DETAILS] as const),
] as const;

/** What lines have in their own currencies, added up; without what is zero. */
function added(lines: readonly FinanceLine[]): Record<string, bigint> {
  const result = new Map<string, bigint>();
  for (const side of ['income', 'spending'] as const) {
    for (const { currency, amountMinor } of lines.flatMap((line) => line[side])) {
      const key = `${side} ${currency}`;
      result.set(key, (result.get(key) ?? 0n) + amountMinor);
    }
  }
  return Object.fromEntries([...result].filter(([, amount]) => amount !== 0n).sort());
}

test('each line, opened by any dimension or by month, adds up to itself in each currency; and so does what is in it', () => {
  fc.assert(
    fc.property(anyCells(['USD', 'EUR', 'JPY']), fc.constantFrom(...DIMENSIONS), (list, first) => {
      const total = added([statementOf(list, [], all).total]);
      const lines = breakdownOf(list, first, {}, all);
      expect(added(lines)).toEqual(total);
      expect(added(byMonthOf(list, {}, all))).toEqual(total);
      for (const line of lines) {
        const where = { [first]: line.key };
        for (const by of DIMENSIONS) expect(added(breakdownOf(list, by, where, all))).toEqual(added([line]));
        expect(breakdownOf(list, first, where, all)).toEqual([line]);
        expect(added(byMonthOf(list, where, all))).toEqual(added([line]));
        const months = seriesOf(list, first, {}, all).find(({ key }) => key === line.key)?.months;
        expect(months).toEqual(byMonthOf(list, where, all));
      }
    }),
    { numRuns: 50 },
  );
});

test('a breakdown is of what was asked for, and of nothing where nobody has it', () => {
  const cells = [
    cell('100', 'USD', { node: 'ea', country: 'KE', purpose: 'education', decidedIn: 'DE' }),
    cell('200', 'USD', { node: 'ea', country: 'TZ', purpose: 'education' }),
    cell('400', 'USD', { node: 'cee', country: 'DE', purpose: 'education' }),
    cell('800', 'USD', { node: 'ea', country: 'ZZ' }),
  ];
  const shownLines = (by: (typeof DIMENSIONS)[number], where: FinanceFilter) =>
    breakdownOf(cells, by, where, all).map(({ key, spending }) => [key, ...spending.map(shown)].join(' '));
  expect(shownLines('NODE', { PURPOSE: 'education' })).toEqual(['cee USD 4.00', 'ea USD 3.00']);
  expect(shownLines('COUNTRY', { PURPOSE: 'education', NODE: 'ea' })).toEqual(['KE USD 1.00', 'TZ USD 2.00']);
  expect(shownLines('PURPOSE', { REGION: 'Africa' })).toEqual(['education USD 3.00']);
  expect(shownLines('COUNTRY', { REGION: 'unknown' })).toEqual(['ZZ USD 8.00']);
  expect(shownLines('NODE', { PURPOSE: 'unknown' })).toEqual(['ea USD 8.00']);
  expect(shownLines('NODE', { DECIDED_IN: 'DE' })).toEqual(['ea USD 1.00']);
  expect(shownLines('DECIDED_IN', { COUNTRY: 'KE' })).toEqual(['DE USD 1.00']);
  expect(shownLines('NODE', { CURRENCY: 'EUR' })).toEqual([]);
});

test('by month each sum is converted once, and what months cancel is in none of the other lines', () => {
  const months = (...parts: readonly [string, string][]) =>
    parts.map(([month, amountMinor]) => ({ month, amountMinor }));
  const cells = [
    ...Array.from({ length: 100 }, (_, n) => cell('1', 'JPY', { node: `hub-${n}`, months: months(['2026-02', '1']) })),
    cell('0', 'EUR', { purpose: 'taken-back', months: months(['2026-02', '800'], ['2026-03', '-800']) }),
  ];
  expect(byMonthOf(cells, {}, all).map(row)).toEqual([
    ['2026-02', '', 'EUR 8.00 + JPY 100', 'USD 0.00', 'USD 10.62'],
    ['2026-03', '', 'EUR -8.00', 'USD 0.00', 'USD -10.00'],
  ]);
  expect(statementOf(cells, [], all).byPurpose.map(row)).toEqual([['unknown', '', 'JPY 100', 'USD 0.00', 'USD 0.62']]);
});

test('in one currency every breakdown adds up to the total, exactly', () => {
  fc.assert(
    fc.property(anyCells(['USD']), (list) => {
      const { total, byNode, byCurrency, byPurpose, byCountry, byRegion, spentIn } = statementOf(list, [], all);
      const sum = (lines: readonly FinanceLine[], of: 'incomeInReport' | 'spendingInReport'): bigint =>
        lines.reduce((so, line) => so + line[of].amountMinor, 0n);
      for (const lines of [byNode, byCurrency, byPurpose, byCountry, byRegion]) {
        expect(sum(lines, 'incomeInReport')).toBe(total.incomeInReport.amountMinor);
        expect(sum(lines, 'spendingInReport')).toBe(total.spendingInReport.amountMinor);
      }
      const { classified, unclassified } = spentIn as GlobalSouthShare;
      expect(classified.amountMinor + unclassified.amountMinor).toBe(total.spendingInReport.amountMinor);
    }),
  );
});
