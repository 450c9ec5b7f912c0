/**
 * The SDL of the directives by which a hub's schema says how its fields and types are routed, merged and given when a
 * hub is missing. Include it in the hub's schema: composition leaves the directives out of the supergraph, and the
 * enums out of what clients see.
 */
export const hubRouterDirectives = `
"""
Which hub answers. On a root field: ID, by the home in the id that the argument holds (a list of ids goes to each id's
home); ARGUMENT, by the hub that the argument names; ALL, every hub, or those that the argument lists. On an entity
type: ID, by the home in \`id\` (or \`field\`); FIELD, by the hub that the field names; ALL, every hub. \`atMost\` is for
ALL: with more hubs than that, the field is refused and none is asked.
"""
directive @route(by: HubRouterRoute!, argument: String, field: String, atMost: Int) on FIELD_DEFINITION | OBJECT

"""
How the parts of several hubs become one value. \`keys\` and \`sums\` are for GROUP, \`orderBy\` and \`descending\` for
CONNECTION and TOP; all may be paths, as "amount.currency". \`own\` is for CONCAT: the field of a row that must name the
hub which gave it. \`most\` and \`argument\` are for TOP: how many rows at most, and the argument of a root field that says
how many. \`distinct\` is for COUNT: the entity type whose things are counted once each.
"""
directive @merge(
  by: HubRouterMerge!
  keys: [String!]
  sums: [String!]
  orderBy: [String!]
  descending: Boolean
  own: String
  most: Int
  argument: String
  distinct: String
) on FIELD_DEFINITION

"""
Whether the value is given when a hub's part is missing. \`acceptArgument\` names a Boolean argument by which the client
accepts a partial value that would be withheld.
"""
directive @partial(default: HubRouterPartial!, acceptArgument: String) on FIELD_DEFINITION | OBJECT

enum HubRouterRoute @federation__inaccessible {
  ID
  ARGUMENT
  FIELD
  ALL
}

enum HubRouterMerge @federation__inaccessible {
  "Adds whole or decimal numbers, exactly; they may be text."
  SUM
  "How many there are: adds whole numbers that are not negative."
  COUNT
  "The least; numbers, also in text, by size and before other text, which goes by code point. Null is nothing."
  MIN
  "The greatest, likewise."
  MAX
  "One list after the other, in the order of the hubs' ids."
  CONCAT
  "Rows with equal \`keys\` become one row with the \`sums\` added."
  GROUP
  "The first of all rows, each of which stands at one hub, in the order of \`orderBy\` (null last), then hub."
  TOP
  "The same at every hub, or an error."
  SAME
  "Which hubs were asked, which answered, which are missing; written by the router."
  COVERAGE
  "Pages of one list in a total order: \`orderBy\`, then hub, then id."
  CONNECTION
}

enum HubRouterPartial @federation__inaccessible {
  "Given, with an error for each missing hub."
  WARN
  "Null, with an error."
  ABORT
}
`;
