import { isRejection, type Period, reject } from '@hubgraph/kernel';
import { badInput, dateTime, type GraphQLResolverMap, type RequestContext } from '@hubgraph/node';
import { resourceCells } from '../resources/resolvers.ts';
import { FINANCE_ROWS_MAX, type FiledBooks, type FinanceCell, financeCells, positionCells } from './cells.ts';
import { decodeFinanceId, type FinanceQuestion } from './movement-finance-id.ts';
import { sheetCells } from './sheets.ts';

interface MovementFinance extends FinanceQuestion {
  readonly id: string;
}

/** The node's own part of a movement-wide figure, under the name that its subgraph has for it. */
export function financeResolvers(field: 'hubs' | 'support', filed?: FiledBooks): GraphQLResolverMap<RequestContext> {
  return {
    MovementFinance: {
      // A promise, so that a malformed id costs its own slot among the entities and not all of them.
      async __resolveReference({ id }: { id: string }): Promise<MovementFinance> {
        const question = decodeFinanceId(id);
        if (isRejection(question)) throw badInput(question);
        return { id, ...question };
      },
      [field]: (question: MovementFinance, _: unknown, context) => financePart(question, context, filed),
    },
  };
}

function financePart(question: MovementFinance, { node, read }: RequestContext, filed: FiledBooks | undefined) {
  const { id } = node.config;
  const period: Period = question;
  const now = node.world.clock.now();
  return {
    cells: () => [
      ...checked(financeCells(read, id, period, question.details)),
      ...(filed?.cells(read, id, period) ?? []),
    ],
    positions: () => [...positionCells(read, id, period), ...(filed?.positions(read, id, period) ?? [])],
    resources: () => resourceCells(read, id, period),
    sheets: () => sheetCells(read, id, period),
    coverage: {
      asked: [id],
      answered: [id],
      missing: [],
      asOf: [{ node: id, seq: read.position(), at: dateTime(now) }],
      missingBooks: () => filed?.missing(read, id, period, now) ?? [],
    },
  };
}

/** What is too much for one answer is none, and not the half of it. */
function checked(cells: FinanceCell[]): FinanceCell[] {
  const rows = cells.reduce((sum, { months }) => sum + months.length, 0);
  if (rows <= FINANCE_ROWS_MAX) return cells;
  throw badInput(
    reject(
      'figures-are-too-many',
      `More than ${FINANCE_ROWS_MAX} sums; ask for a shorter period, or with fewer details.`,
    ),
  );
}
