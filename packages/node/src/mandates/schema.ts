import type { NodeKind } from '@hubgraph/identity';
import { sdl } from '../graphql/sdl.ts';

/** Names of the root fields: each belongs to one subgraph alone, so those of the Basic Support System say which. */
export function fieldNames(kind: NodeKind): {
  readonly one: string;
  readonly list: string;
  readonly seat: string;
  readonly end: string;
} {
  if (kind === 'hub') return { one: 'mandate', list: 'mandates', seat: 'seatInOffice', end: 'endMandate' };
  const infix = capital(kind);
  return {
    one: `${kind}Mandate`,
    list: `${kind}Mandates`,
    seat: `seatIn${infix}Office`,
    end: `end${infix}Mandate`,
  };
}

/** SDL of the mandates of a node; at a hub with the directives by which the hub router finds it. */
export function mandateTypeDefs(kind: NodeKind, offices: Readonly<Record<string, string>>): string {
  const { one, list, seat, end } = fieldNames(kind);
  const isHub = kind === 'hub';
  const route = (argument: string): string => (isHub ? ` @route(by: ID, argument: "${argument}")` : '');
  const names = Object.keys(offices).join(', ');
  const why = Object.entries(offices)
    .map(([office, because]) => `  - ${office}: ${because}`)
    .join('\n');
  const lists = `
  "Who is, was and will be in office, those who began last first; of one day those who were entered last."
  ${list}(
    "Only those in office on this day."
    inOfficeOn: Day
    "Only this office: ${names}."
    office: String
    "Only those of this person."
    holder: ID
    "At most 100."
    first: Int = 20
    "The endCursor of the page before."
    after: String
  ): MandateConnection`;
  return `${sdl(import.meta.dirname)}
${isHub ? `extend type Hub {${lists}\n}\n` : ''}
extend type Query {${isHub ? '' : lists}
  "One mandate${isHub ? '' : ` of the ${kind}`}; null if there is none."
  ${one}("The mandate's id." id: ID!): Mandate${route('id')}
}

extend type ${permissionsOf(kind)} {
  "Whether they may seat a person in an office."
  ${seat}: Permission
}

extend type Mutation {
  """
  An administrator seats a person in an office for a term. The role comes with the first day and goes with the last one;
  from its first day on the mandate is what the role rests on, also where it was given before. A term that is over
  already is only recorded. The offices:
${why}
  """
  ${seat}("Who, in which office, for which term, and why." input: ${capital(seat)}Input!): MandateResult${route('input.person')}
  "An administrator ends a mandate before its last day; the role goes at once."
  ${end}("Which mandate, and why." input: ${capital(end)}Input!): MandateResult${route('input.mandate')}
}

"A term in an office."
input ${capital(seat)}Input {
  "Repeat a request with the same key, and it is carried out once."
  idempotencyKey: String
  "The id of a person of the node."
  person: ID!
  "One of: ${names}."
  office: String!
  "The first day in office."
  from: Day!
  "The first day on which they are not in office any more; at most 10 years after the first one."
  to: Day!
  "By which election or decision, in up to 400 characters. Everybody can read it."
  because: String!
}

"A mandate to end before its last day."
input ${capital(end)}Input {
  "Repeat a request with the same key, and it is carried out once."
  idempotencyKey: String
  "The mandate's id."
  mandate: ID!
  "In up to 400 characters. Everybody can read it."
  reason: String!
}
`;
}

/** The type of what one may do at a node of this kind. */
export function permissionsOf(kind: NodeKind): string {
  return `${capital(kind)}Permissions`;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
