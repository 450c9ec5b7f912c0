import { hubRouterDirectives } from '@hubgraph/hub-router';

/** What each of the hubs has: one list, of which pages over all hubs are made in the order of names. */
export const hubSdl = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
${hubRouterDirectives}
type Query {
  teams(first: Int, after: String, last: Int, before: String): TeamPage
    @route(by: ALL)
    @merge(by: CONNECTION, orderBy: ["name"])
}
type TeamPage { nodes: [Team] pageInfo: PageInfo totalCount: Int }
type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
type Team @key(fields: "id") @route(by: ID) { id: ID! name: String }
`;

export const question = '{ teams(first: 50) { nodes { id name } totalCount pageInfo { endCursor } } }';
