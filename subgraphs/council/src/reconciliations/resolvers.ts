import { isRejection, reject } from '@hubgraph/kernel';
import { badInput, type GraphQLResolverMap, moneyValue, type RequestContext } from '@hubgraph/node';
import {
  checkQuestion,
  compareBooks,
  decodeQuestion,
  encodeQuestion,
  type ReconciliationQuestion,
  type TransferBook,
} from '@hubgraph/transfers';
import { GraphQLError } from 'graphql';
import { registryOf } from '../hubs/views.ts';
import { readBook } from './read-book.ts';

/** A reconciliation with the parts that the gateway brings. */
interface Reference {
  readonly id: string;
  readonly hubBooks?: readonly ({ readonly book?: TransferBook | null } | null)[] | null;
  readonly supportBook?: { readonly book?: TransferBook | null } | null;
}

function read(id: string): ReconciliationQuestion {
  const question = decodeQuestion(id);
  if (isRejection(question)) throw badInput(question);
  return question;
}

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    reconciliation(_: unknown, args: Omit<ReconciliationQuestion, 'after'> & { after?: string | null }, context) {
      const question = { a: args.a, b: args.b, from: args.from, to: args.to, after: args.after ?? '' };
      const refusal = checkQuestion(question);
      if (refusal !== undefined) throw badInput(refusal);
      for (const node of [question.a, question.b]) {
        if (kindOf(node, context) !== undefined) continue;
        throw badInput(reject('node-has-no-books', `There is no node ${node} with books.`));
      }
      return { id: encodeQuestion(question) };
    },
  },
  Reconciliation: {
    __resolveReference: (reference: Reference) => reference,
    a: ({ id }: Reference) => read(id).a,
    b: ({ id }: Reference) => read(id).b,
    from: ({ id }: Reference) => read(id).from,
    to: ({ id }: Reference) => read(id).to,
    hubBooks({ id }: Reference, _: unknown, context) {
      const { a, b } = read(id);
      return [a, b].filter((node) => kindOf(node, context) === 'hub').map((hub) => ({ id, hub: { id: hub } }));
    },
    supportBook({ id }: Reference, _: unknown, context) {
      const { a, b } = read(id);
      return [a, b].some((node) => kindOf(node, context) === 'fundraising') ? { id } : null;
    },
    result({ id, hubBooks, supportBook }: Reference) {
      const { a, b } = read(id);
      const given = [...(hubBooks ?? []), supportBook].flatMap((one) => readBook(one?.book) ?? []);
      const bookOf = (node: string, peer: string) => given.find((one) => one.node === node && one.peer === peer);
      const [bookA, bookB] = [bookOf(a, b), bookOf(b, a)];
      if (bookA === undefined || bookB === undefined) {
        throw incomplete([...(bookA === undefined ? [a] : []), ...(bookB === undefined ? [b] : [])]);
      }
      const { endCursor, owed, ...comparison } = compareBooks(bookA, bookB);
      const { onlyInA, onlyInB, differs, days } = comparison;
      return {
        ...comparison,
        isWithoutDifference: [onlyInA, onlyInB, differs, days].every(({ length }) => length === 0),
        owed: owed.map(({ currency, from, to, owedMinor, dueMinor }) => ({
          from,
          to,
          owed: moneyValue({ currency, amountMinor: owedMinor }),
          due: moneyValue({ currency, amountMinor: dueMinor }),
        })),
        totalInA: bookA.totalCount,
        totalInB: bookB.totalCount,
        coverage: {
          asked: [a, b],
          answered: [a, b],
          missing: [],
          asOf: [bookA, bookB].map(({ node, seq, at }) => ({ node, seq, at })),
        },
        endCursor: endCursor ?? null,
      };
    },
  },
};

/** The kind of a node that keeps books. */
function kindOf(id: string, { read: views }: RequestContext): 'hub' | 'fundraising' | undefined {
  const kind = registryOf(views)?.nodes.find((node) => node.id === id)?.kind;
  return kind === 'hub' || kind === 'fundraising' ? kind : undefined;
}

function incomplete(nodes: readonly string[]): GraphQLError {
  return new GraphQLError(
    `The books cannot be compared: ${nodes.join(' and ')} did not answer. Ask again later; one book alone says nothing.`,
    {
      extensions: {
        code: 'FIGURES_ARE_INCOMPLETE',
        missing: nodes.map((node) => ({ node, reason: 'no-answer' })),
      },
    },
  );
}
