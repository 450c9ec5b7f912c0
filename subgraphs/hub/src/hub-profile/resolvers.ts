import { type GraphQLResolverMap, peoplePermissions, type RequestContext } from '@hubgraph/node';
import { ownHub } from '../own-id.ts';

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Hub: {
    /** A hub's node speaks for itself alone. */
    __resolveReference: ({ id }: { id: string }, context: RequestContext) =>
      ownHub(context, id) === undefined ? { id } : null,
    permissions: ({ id }: { id: string }) => ({ id }),
  },
  HubPermissions: peoplePermissions,
};
