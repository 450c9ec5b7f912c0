import {
  executeSync,
  GraphQLError,
  type GraphQLField,
  getArgumentValues,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { routerError } from '../errors/router-error.ts';
import type { PreparedRequest, RootField } from '../plan/prepare.ts';
import { routeAll } from './route-all.ts';
import { routeEntities } from './route-entities.ts';
import { routeHome } from './route-home.ts';
import { routeHomes } from './route-homes.ts';
import type { RouteWorld } from './route-world.ts';
import { settled, type Task } from './task.ts';

/** Decides who answers a root field, by its route and its arguments. */
export function routeRoot(world: RouteWorld, request: PreparedRequest, root: RootField): Task {
  const { field, key, route } = root;
  if (route.by === 'ROUTER' || field === undefined) return answerHere(world, request, root);
  const args = argumentsOf(field, request, root);
  if (args instanceof GraphQLError) {
    return settled(key, null, [routerError('BAD_USER_INPUT', args.message, [key])]);
  }
  switch (route.by) {
    case 'ENTITIES':
      return routeEntities(world, root, args);
    case 'HOME':
      return routeHome(world, root, route.argument, args);
    case 'HOMES':
      return routeHomes(world, root, route.argument, args);
    case 'ALL':
      return routeAll(world, root, route, args);
  }
}

function argumentsOf(field: GraphQLField<unknown, unknown>, { values }: PreparedRequest, { node }: RootField) {
  try {
    return getArgumentValues(field, node, values);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** `__typename`, `__schema`, `__type` and `_service` need no hub. */
function answerHere(world: RouteWorld, { operation, values }: PreparedRequest, root: RootField): Task {
  const definition: OperationDefinitionNode = {
    ...operation.definition,
    directives: [],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [root.node] },
  };
  const { data, errors = [] } = executeSync({
    schema: world.hub.schema,
    document: { kind: Kind.DOCUMENT, definitions: [definition, ...operation.fragments.values()] },
    rootValue: { _service: { sdl: world.hub.sdl } },
    variableValues: values,
  });
  const found = errors.map(({ message, path }) => routerError('INTERNAL_SERVER_ERROR', message, path));
  return settled(root.key, data?.[root.key] ?? null, found);
}
