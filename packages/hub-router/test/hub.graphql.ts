import { hubRouterDirectives } from '../src/index.ts';

/** A small hub's schema that uses every kind of route and merge rule. */
export const hubSdl = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@shareable"])
${hubRouterDirectives}

extend type Query {
  team(id: ID!): Team @route(by: ID, argument: "id")
  hub(id: ID!): Hub @route(by: ID, argument: "id")
  teams(ids: [ID!]!): [Team] @route(by: ID, argument: "ids")
  hubTeams(hub: ID!, filter: TeamFilter): TeamList @route(by: ARGUMENT, argument: "hub")
  teamNamed(in: TeamFilter!): Team @route(by: ARGUMENT, argument: "in.hub")
  allTeams(hubs: [ID!], name: String): [Team] @route(by: ALL, argument: "hubs") @merge(by: CONCAT)
  tally(acceptPartial: Boolean): Tally @route(by: ALL) @partial(default: ABORT, acceptArgument: "acceptPartial")
  votes: Int @route(by: ALL) @merge(by: SUM) @partial(default: ABORT)
  directory(first: Int, after: String, last: Int, before: String): TeamPage
    @route(by: ALL)
    @merge(by: CONNECTION, orderBy: ["name"])
}

type Mutation {
  formTeam(input: FormTeamInput!): FormTeamResult @route(by: ARGUMENT, argument: "input.hub")
  recogniseTeam(input: RecogniseTeamInput!): FormTeamResult @route(by: ID, argument: "input.team")
}

input TeamFilter { hub: ID name: String }
input FormTeamInput { hub: ID! name: String! }
input RecogniseTeamInput { team: ID! }

union FormTeamResult = TeamFormed | NameIsTaken
type TeamFormed { team: Team }
interface Rejection { code: String! message: String! }
type NameIsTaken implements Rejection { code: String! message: String! }

type TeamList { nodes: [Team] count: Int }
type TeamPage { nodes: [Team] edges: [TeamEdge] pageInfo: PageInfo totalCount: Int coverage: Coverage @merge(by: COVERAGE) }
type TeamEdge { cursor: String! node: Team }
type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }

type Hub @key(fields: "id") @route(by: ID) { id: ID! name: String teams: [Team] }
type Team @key(fields: "id") @route(by: ID) {
  id: ID!
  name: String
  size: Int
  meta: JSON
  partner: Hub
  lead(locale: String): Person
}
type Person { name: String! }
type Disbursement @key(fields: "id toHub { id }") @route(by: FIELD, field: "toHub.id") {
  id: ID!
  toHub: HubRef!
  bookedAt: String
}
type HubRef { id: ID! }
scalar JSON

type MovementFinance @key(fields: "id") @route(by: ALL) @partial(default: ABORT) {
  id: ID!
  income: [MoneyRow!] @merge(by: GROUP, keys: ["day", "amount.currency"], sums: ["amount.amountMinor", "count"])
  byCurrency: [Money!] @merge(by: GROUP, keys: ["currency"], sums: ["amountMinor"])
  teamCount: Int @merge(by: SUM)
  amountMinor: String @merge(by: SUM)
  firstDay: String @merge(by: MIN)
  lastDay: String @merge(by: MAX)
  largestMinor: String @merge(by: MAX)
  period: String @merge(by: SAME)
  notes: [String!] @merge(by: CONCAT) @partial(default: WARN)
  people: People
  coverage: Coverage @merge(by: COVERAGE)
}
type MoneyRow { day: String! amount: Money! count: Int }
type Money { amountMinor: String! currency: String! }
type People { coaches: Int @merge(by: SUM) volunteers: Int @merge(by: SUM) }
type Tally { yes: Int @merge(by: SUM) coverage: Coverage @merge(by: COVERAGE) }
type Coverage { asked: [HubRef!]! answered: [ID!]! missing: [MissingHub!]! asOf: [HubPosition!]! gaps: [HubGap!] }
type HubGap { hub: ID! what: String! }
type MissingHub { hub: HubRef! reason: String! }
type HubPosition { hub: ID! position: Int! }
`;
