import { isRejection } from '@hubgraph/kernel';
import { badInput, dateTime, type GraphQLResolverMap, type RequestContext } from '@hubgraph/node';
import type { Elsewhere } from '../views.ts';
import { bookOf } from './book.ts';
import { decodeQuestion } from './question.ts';

interface Reference {
  readonly id: string;
  readonly hub?: { readonly id: string };
}

/** The node's own part of a comparison of two books, under the name that its subgraph has for it. */
export function reconciliationResolvers(
  root: 'hub' | 'support',
  elsewhere: Elsewhere,
): GraphQLResolverMap<RequestContext> {
  const type = root === 'hub' ? 'HubTransferBook' : 'SupportTransferBook';
  return {
    [type]: {
      // A promise, so that a malformed id costs its own slot among the entities and not all of them.
      async __resolveReference(reference: Reference): Promise<Reference> {
        const question = decodeQuestion(reference.id);
        if (isRejection(question)) throw badInput(question);
        return reference;
      },
      book({ id }: Reference, _: unknown, { node, read }: RequestContext) {
        const question = decodeQuestion(id);
        if (isRejection(question)) throw badInput(question);
        const { a, b } = question;
        const own = node.config.id;
        if (own !== a && own !== b) return null;
        const at = dateTime(node.world.clock.now());
        return bookOf(read, { node: own, peer: own === a ? b : a, at }, question, elsewhere);
      },
    },
  };
}
