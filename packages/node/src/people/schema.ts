import type { NodeKind } from '@hubgraph/identity';

/** Names of the mutations: a root field belongs to one subgraph alone, so those of the Basic Support System say which. */
export function mutationNames(kind: NodeKind): {
  readonly add: string;
  readonly grant: string;
  readonly revoke: string;
} {
  const infix = kind === 'hub' ? '' : kind.charAt(0).toUpperCase() + kind.slice(1);
  return { add: `add${infix}Person`, grant: `grant${infix}Role`, revoke: `revoke${infix}Role` };
}

/** SDL of the people of a node; at a hub with the directives by which the hub router finds it. */
export function peopleTypeDefs(kind: NodeKind, roles: Readonly<Record<string, string>>): string {
  const { add, grant, revoke } = mutationNames(kind);
  const isHub = kind === 'hub';
  const byHub = isHub ? ' @route(by: ARGUMENT, argument: "input.hub")' : '';
  const byPerson = isHub ? ' @route(by: ID, argument: "input.person")' : '';
  const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
  const about = Object.entries(roles)
    .map(([role, what]) => `  - ${role}: ${what}`)
    .join('\n');
  return `
"A user of one node, as its administrators see them."
type Person @shareable {
  id: ID!
  "Null where it was erased."
  name: String
  roles: [HeldRole!]!
}

type HeldRole @shareable {
  role: String!
  "The one thing that the role holds for; null where it holds for the whole node."
  of: ID
}

extend type Mutation {
  "An administrator enters a person${isHub ? ' of a hub' : ` of the ${kind} node`}."
  ${add}(input: ${capital(add)}Input!): PersonResult${byHub}
  """
  An administrator gives a person a role:
${about}
  """
  ${grant}(input: ${capital(grant)}Input!): PersonResult${byPerson}
  "An administrator takes a role from a person; it has no effect from then on, whatever token they hold."
  ${revoke}(input: ${capital(revoke)}Input!): PersonResult${byPerson}
}

input ${capital(add)}Input {
  idempotencyKey: String
${isHub ? '  hub: ID!\n' : ''}  "The person's name; kept in the vault, from which it can be erased."
  name: String!
}

input ${capital(grant)}Input {
  idempotencyKey: String
  person: ID!
  role: String!
  "The id of the one thing that it is to hold for, as a team."
  of: ID
}

input ${capital(revoke)}Input {
  idempotencyKey: String
  person: ID!
  role: String!
  of: ID
}

union PersonResult = Person | Refused
`;
}
