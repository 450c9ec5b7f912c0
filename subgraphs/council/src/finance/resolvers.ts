import { decodeFinanceId, encodeFinanceId, type FinanceCell, type PositionCell } from '@hubgraph/books';
import { currencyExponent, isRejection, type Money, parseAmountMinor, parsePeriod, reject } from '@hubgraph/kernel';
import { badInput, type GraphQLResolverMap, moneyValue, type RequestContext } from '@hubgraph/node';
import { GraphQLError } from 'graphql';
import { countryListOf } from '../country-lists/domain.ts';
import { registryOf } from '../hubs/views.ts';
import { ratesBefore } from '../rates/domain.ts';
import { type FinanceLine, type GlobalSouthShare, type Statement, statementOf } from './statement.ts';

interface Coverage {
  readonly asked: readonly string[];
  readonly answered: readonly string[];
  readonly missing: readonly { readonly node: string; readonly reason: string }[];
  readonly asOf: readonly { readonly node: string; readonly seq: number; readonly at: string }[];
}
interface FinancePart {
  readonly cells: readonly FinanceCell[] | null;
  readonly positions: readonly PositionCell[] | null;
  readonly coverage: Coverage;
}
interface Joined {
  readonly cells: readonly FinanceCell[];
  readonly positions: readonly PositionCell[];
  readonly coverage: Coverage;
}
interface FinanceReference {
  readonly id: string;
  readonly hubs?: FinancePart | null;
  readonly support?: FinancePart | null;
}
interface FinanceArguments {
  readonly from: string;
  readonly to: string;
  readonly reportCurrency: string;
  readonly acceptPartial: boolean;
}

function read(id: string): FinanceArguments {
  const decoded = decodeFinanceId(id);
  if (isRejection(decoded)) throw badInput(decoded);
  return decoded;
}

/**
 * A part that has its figures, without the nodes whose figures are none: those are named as missing. A part without
 * figures says nothing, whatever its coverage claims.
 */
function whole(part: FinancePart | null | undefined): Joined | undefined {
  if (!part || part.cells === null || part.positions === null) return undefined;
  const { cells, positions, coverage } = part;
  const odd = new Set([...cells.filter(isOddCell), ...positions.filter(isOddAmount)].map(({ node }) => node));
  return {
    cells: cells.filter(({ node }) => !odd.has(node)),
    positions: positions.filter(({ node }) => !odd.has(node)),
    coverage: {
      ...coverage,
      answered: coverage.answered.filter((node) => !odd.has(node)),
      missing: [...coverage.missing, ...[...odd].map((node) => ({ node, reason: 'malformed' }))],
    },
  };
}

function isOddCell(cell: FinanceCell): boolean {
  return (cell.kind !== 'INCOME' && cell.kind !== 'EXPENSE') || isOddAmount(cell);
}

function isOddAmount({ amountMinor, currency }: FinanceCell | PositionCell): boolean {
  return isRejection(parseAmountMinor(amountMinor, currency));
}

/** The parts as one; a part that is missing as a whole is said to be. */
function join(reference: FinanceReference, { read: views }: RequestContext): Joined {
  const nodes = registryOf(views)?.nodes ?? [];
  const absent = (kind: string): Joined => {
    const asked = nodes.filter((node) => node.kind === kind && node.status !== 'revoked').map((node) => node.id);
    const missing = asked.map((node) => ({ node, reason: 'no-answer' }));
    return { cells: [], positions: [], coverage: { asked, answered: [], missing, asOf: [] } };
  };
  const parts = [whole(reference.hubs) ?? absent('hub'), whole(reference.support) ?? absent('fundraising')];
  return {
    cells: parts.flatMap((part) => part.cells),
    positions: parts.flatMap((part) => part.positions),
    coverage: {
      asked: parts.flatMap((part) => part.coverage.asked),
      answered: parts.flatMap((part) => part.coverage.answered),
      missing: parts.flatMap((part) => part.coverage.missing),
      asOf: parts.flatMap((part) => part.coverage.asOf),
    },
  };
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
  balances: statement.balances.map(({ node, balance, inReport }) => ({
    node,
    balance: money(balance),
    inReport: inReport === undefined ? null : money(inReport),
  })),
  spentInGlobalSouth: share(statement.spentIn),
  decidedInGlobalSouth: share(statement.decidedIn),
  conversions: statement.conversions,
  withoutRate: statement.withoutRate,
});

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    movementFinance(_: unknown, { from, to, reportCurrency, acceptPartial }: FinanceArguments) {
      const period = parsePeriod(from, to);
      if (isRejection(period)) throw badInput(period);
      if (currencyExponent(reportCurrency) === undefined) {
        throw badInput(reject('currency-is-unknown', `${reportCurrency} is not a currency of ISO 4217.`));
      }
      return { id: encodeFinanceId({ ...period, reportCurrency, acceptPartial }) };
    },
  },
  MovementFinance: {
    __resolveReference: (reference: FinanceReference) => reference,
    from: ({ id }: FinanceReference) => read(id).from,
    to: ({ id }: FinanceReference) => read(id).to,
    reportCurrency: ({ id }: FinanceReference) => read(id).reportCurrency,
    acceptsPartial: ({ id }: FinanceReference) => read(id).acceptPartial,
    statement(reference: FinanceReference, _: unknown, context) {
      const { to, reportCurrency, acceptPartial } = read(reference.id);
      const { cells, positions, coverage } = join(reference, context);
      const isComplete = coverage.missing.length === 0;
      if (!isComplete && !acceptPartial) throw incomplete(coverage);
      const countries = countryListOf(context.read);
      const rates = ratesBefore(context.read, to);
      const statement = statementOf(cells, positions, { reportCurrency, rates, countries });
      return { isComplete, coverage, countryList: countries ?? null, ...shown(statement) };
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
