import { hubRouterDirectives } from '../../packages/hub-router/src/index.ts';

const sdl = (extra: string): string => `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
${hubRouterDirectives}
type Query {
  weight(acceptPartial: Boolean): Int
    @route(by: ALL) @merge(by: SUM) @partial(default: ABORT, acceptArgument: "acceptPartial")
  places(first: Int, after: String): PlacePage @route(by: ALL) @merge(by: CONNECTION, orderBy: ["name"])
  place(id: ID!): Place @route(by: ID, argument: "id")
}
type Place @key(fields: "id") @route(by: ID) { id: ID! name: String ${extra} }
type PlacePage { nodes: [Place] pageInfo: PageInfo totalCount: Int }
type PageInfo { hasNextPage: Boolean! endCursor: String }
`;

/** What the router has. */
export const routerSdl = sdl('motto: String');

/** What hubs of the last release have. */
export const olderSdl = sdl('');

/** How many places each hub has. */
export const PLACES = 3;

/** Each hub is one bit of the sum over all, so that a sum says who is in it. */
export const weightOf = (index: number): number => 2 ** index;
export const hubId = (index: number): string => `hub-${String(index).padStart(2, '0')}`;
export const placeId = (hub: string, n: number): string => `${hub}:place:${n}`;
/** Names mix the hubs in the order of all. */
export const placeName = (hub: string, n: number): string => `${n} of ${hub}`;
export const mottoOf = (hub: string): string => `motto of ${hub}`;

/** What a hub is told to be from now on. */
export interface Mood {
  readonly delayMs?: number;
  readonly garbage?: Garbage;
  readonly isOlder?: boolean;
}

/** Ways to answer wrongly. */
export const GARBAGE = [
  'not-json',
  'cut-off',
  'http-500',
  'wrong-type',
  'no-data',
  'proto',
  'others-things',
  'hangs-up',
  'too-deep',
] as const;
export type Garbage = (typeof GARBAGE)[number];
