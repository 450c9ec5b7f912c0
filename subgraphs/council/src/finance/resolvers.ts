import {
  decodeFinanceId,
  encodeFinanceId,
  FINANCE_DETAILS,
  type FinanceCell,
  type FinanceDetail,
  type FinanceQuestion,
} from '@hubgraph/books';
import { currencyExponent, isRejection, type Money, parsePeriod, reject } from '@hubgraph/kernel';
import { badInput, type GraphQLResolverMap, moneyValue, type RequestContext } from '@hubgraph/node';
import { GraphQLError } from 'graphql';
import { countryListOf } from '../country-lists/domain.ts';
import { ratesBefore } from '../rates/domain.ts';
import { type Source, sourceText } from '../source.ts';
import { type Coverage, type FinanceReference, join, joinSheets } from './parts.ts';
import { opensAs, type SheetLine, sheetOf } from './sheets.ts';
import {
  breakdownOf,
  byMonthOf,
  conversionsOf,
  type FinanceDimension,
  type FinanceFilter,
  type FinanceLine,
  type GlobalSouthShare,
  type Statement,
  type StatementContext,
  seriesOf,
  statementOf,
} from './statement.ts';

interface WhereArguments {
  readonly where?: Readonly<Record<string, string | null | undefined>> | null;
}
interface Question extends Omit<FinanceQuestion, 'details'> {
  readonly details?: readonly FinanceDetail[] | null;
}
interface BreakdownArguments extends WhereArguments {
  readonly by: FinanceDimension;
}
/** A statement's figures, kept for the fields that have arguments. */
interface StatementValue {
  readonly cells: readonly FinanceCell[];
  readonly context: StatementContext;
  /** What the nodes were asked to tell apart beside what they always do. */
  readonly details: readonly FinanceDetail[];
}

function read(id: string): FinanceQuestion {
  const decoded = decodeFinanceId(id);
  if (isRejection(decoded)) throw badInput(decoded);
  return decoded;
}

const DIMENSIONS: Readonly<Record<string, FinanceDimension>> = {
  node: 'NODE',
  entity: 'ENTITY',
  currency: 'CURRENCY',
  purpose: 'PURPOSE',
  country: 'COUNTRY',
  region: 'REGION',
  decidedIn: 'DECIDED_IN',
  counterparty: 'COUNTERPARTY',
  costClass: 'COST_CLASS',
  fundKind: 'FUND_KIND',
  account: 'ACCOUNT',
  fund: 'FUND',
  project: 'PROJECT',
  team: 'TEAM',
  allowedBy: 'ALLOWED_BY',
};

function filterOf(where: WhereArguments['where'], { details }: StatementValue): FinanceFilter {
  const filter: FinanceFilter = Object.fromEntries(
    Object.entries(DIMENSIONS).flatMap(([field, dimension]) => {
      const key = where?.[field];
      return key === null || key === undefined ? [] : [[dimension, key]];
    }),
  );
  for (const dimension of Object.keys(filter)) checkAsked(dimension as FinanceDimension, details);
  return filter;
}

/** What nodes did not tell apart would look as if the books did not say. */
function checkAsked(dimension: FinanceDimension, details: readonly FinanceDetail[]): void {
  const detail = FINANCE_DETAILS.find((one) => one === dimension);
  if (detail === undefined || details.includes(detail)) return;
  throw badInput(reject('detail-was-not-asked-for', `Ask movementFinance with details: [${detail}].`));
}

const money = (value: Money) => moneyValue(value);

const line = (value: FinanceLine) => ({
  key: value.key,
  income: value.income.map(money),
  spending: value.spending.map(money),
  incomeInReport: money(value.incomeInReport),
  spendingInReport: money(value.spendingInReport),
});

const share = (value: GlobalSouthShare | undefined) =>
  value === undefined
    ? null
    : {
        inGlobalSouth: money(value.inGlobalSouth),
        classified: money(value.classified),
        basisPoints: value.basisPoints ?? null,
        unclassified: money(value.unclassified),
      };

const shown = (statement: Statement) => ({
  total: line(statement.total),
  byNode: statement.byNode.map(line),
  byCurrency: statement.byCurrency.map(line),
  byPurpose: statement.byPurpose.map(line),
  byCountry: statement.byCountry.map(line),
  byRegion: statement.byRegion.map(line),
  balances: statement.balances.map(({ node, entity, balance, inReport }) => ({
    node,
    entity,
    balance: money(balance),
    inReport: inReport === undefined ? null : money(inReport),
  })),
  spentInGlobalSouth: share(statement.spentIn),
  decidedInGlobalSouth: share(statement.decidedIn),
  conversions: statement.conversions,
  withoutRate: statement.withoutRate,
});

const amountsAndBefore = {
  amounts: ({ amounts }: Pick<SheetLine, 'amounts'>) => amounts.map(money),
  before: ({ before }: Pick<SheetLine, 'before'>) => before.map(money),
};

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    movementFinance(_: unknown, { from, to, reportCurrency, acceptPartial, details }: Question) {
      const period = parsePeriod(from, to);
      if (isRejection(period)) throw badInput(period);
      if (currencyExponent(reportCurrency) === undefined) {
        throw badInput(reject('currency-is-unknown', `${reportCurrency} is not a currency of ISO 4217.`));
      }
      return { id: encodeFinanceId({ ...period, reportCurrency, acceptPartial, details: details ?? [] }) };
    },
  },
  MovementFinance: {
    __resolveReference: (reference: FinanceReference) => reference,
    from: ({ id }: FinanceReference) => read(id).from,
    to: ({ id }: FinanceReference) => read(id).to,
    reportCurrency: ({ id }: FinanceReference) => read(id).reportCurrency,
    acceptsPartial: ({ id }: FinanceReference) => read(id).acceptPartial,
    details: ({ id }: FinanceReference) => read(id).details ?? [],
    sheets(reference: FinanceReference, _: unknown, context) {
      const { to, reportCurrency, acceptPartial } = read(reference.id);
      const { cells, coverage } = joinSheets(reference, context);
      const isComplete = coverage.missing.length === 0;
      if (!isComplete && !acceptPartial) throw incomplete(coverage);
      const figures = { reportCurrency, rates: ratesBefore(context.read, to), countries: undefined };
      const currencies = [...new Set(cells.map(({ currency }) => currency))].sort();
      return {
        ...{ isComplete, coverage, ...conversionsOf(currencies, figures) },
        position: sheetOf(cells, 'POSITION', figures),
        cashFlow: sheetOf(cells, 'CASH', figures),
        plan: sheetOf(cells, 'PLAN', figures),
      };
    },
    statement(reference: FinanceReference, _: unknown, context) {
      const { from, to, reportCurrency, acceptPartial, details = [] } = read(reference.id);
      const { cells, positions, coverage } = join(reference, { from, to }, context);
      const isWhole = coverage.missing.length === 0;
      if (!isWhole && !acceptPartial) throw incomplete(coverage);
      // What has not ended nobody can have filed; it is named all the same.
      const isComplete = isWhole && coverage.missingBooks.every(({ status }) => status === 'RUNNING');
      const countries = countryListOf(context.read);
      const rates = ratesBefore(context.read, to);
      const figures: StatementValue = { cells, details, context: { reportCurrency, rates, countries } };
      const statement = shown(statementOf(cells, positions, figures.context));
      return { isComplete, coverage, countryList: countries ?? null, ...statement, ...figures };
    },
  },
  SheetLine: {
    opensAs,
    inReport: ({ inReport }: SheetLine) => money(inReport),
    beforeInReport: ({ beforeInReport }: SheetLine) => money(beforeInReport),
    ...amountsAndBefore,
  },
  SheetOfNode: amountsAndBefore,
  Conversion: {
    source: ({ source }: { readonly source: Source }, _: unknown, context) => sourceText(source, context),
  },
  FinanceStatement: {
    series(figures: StatementValue, { by, where }: BreakdownArguments) {
      checkAsked(by, figures.details);
      const found = seriesOf(figures.cells, by, filterOf(where, figures), figures.context);
      return found.map(({ key, months }) => ({ key, months: months.map(line) }));
    },
    byMonth: (figures: StatementValue, { where }: WhereArguments) =>
      byMonthOf(figures.cells, filterOf(where, figures), figures.context).map(line),
    breakdown(figures: StatementValue, { by, where }: BreakdownArguments) {
      checkAsked(by, figures.details);
      return breakdownOf(figures.cells, by, filterOf(where, figures), figures.context).map(line);
    },
  },
};

function incomplete({ missing }: Coverage): GraphQLError {
  const names = missing.map(({ node, reason }) => `${node} (${reason})`).join(', ');
  return new GraphQLError(
    `These nodes did not answer: ${names}. Ask again later, or with acceptPartial: true for the figures without them.`,
    { extensions: { code: 'FIGURES_ARE_INCOMPLETE', missing } },
  );
}
