import type { NodeKind } from '@hubgraph/identity';
import { isRejection, parseId, type Rejection } from '@hubgraph/kernel';
import type { RequestContext } from '../context.ts';
import { notHere } from '../graphql/here.ts';
import type { GraphQLResolverMap } from '../graphql/resolver-map.ts';
import { answer } from '../graphql/values.ts';
import { checkText } from '../texts.ts';
import type { PersonState } from './domain.ts';
import { mutationNames } from './schema.ts';

interface RoleInput {
  readonly idempotencyKey?: string;
  readonly person: string;
  readonly role: string;
  readonly of?: string | null;
}

const NAME_LENGTH_MAX = 200;

const personById = (id: string, { read }: RequestContext): PersonState | undefined =>
  read.entity<PersonState>('person', id);

async function add(
  _: unknown,
  { input }: { input: { idempotencyKey?: string; hub?: string; name: string } },
  context: RequestContext,
) {
  const outcome = await context.act({
    type: 'AddPerson',
    input,
    payload: ({ texts, newId }) =>
      notHere(input.hub, context) ??
      checkText('name', input.name, NAME_LENGTH_MAX) ?? { person: newId('person'), name: texts.seal(input.name) },
  });
  return answer(outcome, 'Person', ({ events }) =>
    personById((events[0] as unknown as { person: string }).person, context),
  );
}

function change(type: 'GrantRole' | 'RevokeRole') {
  return async (_: unknown, { input }: { input: RoleInput }, context: RequestContext) => {
    const { person, role, of } = input;
    const outcome = await context.act({
      type,
      input,
      payload: () => scopeFault(of) ?? { person, role, ...(of ? { of } : {}) },
    });
    return answer(outcome, 'Person', () => personById(person, context));
  };
}

function scopeFault(of: string | null | undefined): Rejection | undefined {
  const parsed = of ? parseId(of) : undefined;
  return isRejection(parsed) ? parsed : undefined;
}

/** Resolvers of the people of a node of this kind. */
export function peopleResolvers(kind: NodeKind): GraphQLResolverMap<RequestContext> {
  const names = mutationNames(kind);
  return {
    Mutation: { [names.add]: add, [names.grant]: change('GrantRole'), [names.revoke]: change('RevokeRole') },
    Person: { name: (person: PersonState, _: unknown, context) => context.text(person.name) },
  };
}
