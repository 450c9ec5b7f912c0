import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, type GraphQLSchema, parse } from 'graphql';

/** Subgraphs of a library: things of several types, joined by keys of all kinds. */
const SUBGRAPHS: Readonly<Record<string, string>> = {
  catalogue: `
    type Query {
      items(first: Int = 4): [Item!]
      item(id: ID!): Item
      books: [Book]
      shelves: [[Item]]
      everything: [Anything]
      media: [Media]
      maker(id: ID!): Maker!
    }
    type Mutation { rename(id: ID!, name: String!): Item touch(id: ID!): Item }
    interface Item { id: ID! name: String }
    interface Media @key(fields: "id") { id: ID! title: String! }
    type Film implements Media @key(fields: "id") { id: ID! title: String! minutes: Int }
    type Song implements Media @key(fields: "id") { id: ID! title: String! seconds: Float }
    type Book implements Item @key(fields: "id") @key(fields: "isbn code { part }") {
      id: ID! name: String isbn: String! code: Code! pages: Int maker: Maker
    }
    type Code @shareable { part: String! }
    type Tool implements Item @key(fields: "id") { id: ID! name: String parts: [Tool!] maker: Maker! size: Size }
    type Size { width: Int! height: Int! }
    union Anything = Book | Tool | Maker
    type Maker @key(fields: "id") { id: ID! }
  `,
  prices: `
    type Book @key(fields: "isbn code { part }") {
      isbn: String! code: Code! price: Float pages: Int @external postage: Int @requires(fields: "pages")
    }
    type Code @shareable { part: String! }
    type Tool @key(fields: "id") {
      id: ID! price: Float! size: Size @external crate: String @requires(fields: "size { width height }")
    }
    type Size { width: Int! @external height: Int! @external }
  `,
  reviews: `
    type Query { reviews(first: Int): [Review!]! }
    type Book @key(fields: "id") { id: ID! reviews(least: Int = 0): [Review!] }
    type Tool @key(fields: "id") { id: ID! reviews(least: Int = 0): [Review] }
    type Review @key(fields: "id") { id: ID! body: String stars: Int! author: Maker about: About mood: Mood }
    union About = Book | Tool
    enum Mood { GLAD SAD }
    type Maker @key(fields: "id") { id: ID! wrote: [Review!]! }
  `,
  makers: `
    scalar Extra
    type Query { makers: [Maker] }
    type Mutation { praise(maker: ID!): Maker }
    type Maker @key(fields: "id") {
      id: ID! name: String! tags: [String!] friend: Maker friends: [Maker!] extra: Extra isReal: Boolean
    }
  `,
  views: `
    type Media @key(fields: "id") @interfaceObject { id: ID! views: Int rating: Int! fan: Maker }
    type Maker @key(fields: "id", resolvable: false) { id: ID! }
  `,
};

const HEAD = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@external", "@requires", "@interfaceObject"
])`;

const pick = <T>(all: readonly T[], id: string, salt = 0): T | undefined => all[(hash(id) + salt) % all.length];

/** A number of a text, the same in all runs. */
export function hash(text: string): number {
  let found = 7;
  for (let at = 0; at < text.length; at += 1) found = (Math.imul(found, 31) + text.charCodeAt(at)) >>> 0;
  return found;
}

const MAKERS = ['m1', 'm2', 'm3'].map((id) => ({ __typename: 'Maker', id }));
const BOOKS = ['b1', 'b2', 'b3'].map((id, at) => ({
  __typename: 'Book',
  id,
  name: at === 1 ? null : `Book “${id}”\n`,
  isbn: `978-${at}`,
  code: { part: `p${at % 2}` },
  pages: at === 2 ? null : 100 * at + 7,
  maker: pick(MAKERS, id),
}));
const TOOLS: Record<string, unknown>[] = ['t1', 't2', 't3'].map((id, at) => ({
  __typename: 'Tool',
  id,
  name: `Tool ${id}`,
  maker: pick(MAKERS, id, 1),
  size: at === 1 ? null : { width: at + 1, height: 2 },
}));
for (const [at, tool] of TOOLS.entries()) tool['parts'] = at === 0 ? [TOOLS[1], TOOLS[2]] : at === 1 ? [] : null;
const ITEMS = [BOOKS[0], TOOLS[0], BOOKS[1], TOOLS[1], BOOKS[2], TOOLS[2]];
const MEDIA = [
  { __typename: 'Film', id: 'f1', title: 'One', minutes: 90 },
  { __typename: 'Song', id: 's1', title: 'Two', seconds: 12.5 },
  { __typename: 'Film', id: 'f2', title: 'Three', minutes: null },
];
const REVIEWS = ['r1', 'r2', 'r3', 'r4', 'r5', 'r6'].map((id, at) => ({
  __typename: 'Review',
  id,
  body: at === 3 ? null : `Said in ${id}`,
  stars: at,
  author: at === 4 ? null : { id: `m${(at % 3) + 1}` },
  about: at % 2 === 0 ? { __typename: 'Book', id: `b${(at % 3) + 1}` } : { __typename: 'Tool', id: `t${(at % 3) + 1}` },
  mood: at % 2 === 0 ? 'GLAD' : 'SAD',
}));
const aboutId = (id: string) => REVIEWS.filter(({ about }) => about.id === id);
const MEMBERS = MAKERS.map(({ id }, at) => ({
  __typename: 'Maker',
  id,
  name: `Maker ${id}`,
  tags: at === 1 ? null : ['a', `"${id}"`],
  friend: at === 2 ? null : { id: `m${at + 2}` },
  friends: [{ id: 'm1' }, { id: `m${at + 1}` }],
  extra: { list: [1, { deep: id }], of: null },
  isReal: at !== 1,
}));

type Given = Readonly<Record<string, unknown>> & { readonly id: string };
const byId =
  (all: readonly { readonly id?: unknown }[]) =>
  ({ id }: Given) =>
    all.find((one) => one.id === id);

const RESOLVERS: Readonly<Record<string, Record<string, Record<string, unknown>>>> = {
  catalogue: {
    Query: {
      items: (_: unknown, { first }: { first: number }) => ITEMS.slice(0, Math.max(0, first)),
      item: (_: unknown, { id }: Given) => ITEMS.find((one) => one?.['id'] === id),
      books: () => [...BOOKS, null],
      shelves: () => [[BOOKS[0], TOOLS[0], null], null, [], [TOOLS[0], BOOKS[0]]],
      everything: () => [...ITEMS, ...MAKERS, ...ITEMS],
      media: () => MEDIA,
      maker: (_: unknown, { id }: Given) => ({ id }),
    },
    Mutation: {
      rename: (_: unknown, { id, name }: Given) => ({ ...ITEMS.find((one) => one?.['id'] === id), name }),
      touch: () => null,
    },
    Book: {
      __resolveReference: (given: Given) => BOOKS.find(({ id, isbn }) => id === given.id || isbn === given['isbn']),
    },
    Tool: { __resolveReference: byId(TOOLS) },
    Maker: { __resolveReference: byId(MAKERS) },
    Media: { __resolveReference: byId(MEDIA) },
    Film: { __resolveReference: byId(MEDIA) },
    Song: { __resolveReference: byId(MEDIA) },
  },
  prices: {
    Book: {
      __resolveReference: (given: Given) => ({ ...given, price: String(given['isbn']).length + 0.25 }),
      postage: ({ pages }: { pages?: number | null }) => (pages == null ? pages : pages * 2),
    },
    Tool: {
      __resolveReference: (given: Given) => (given.id === 't2' ? { ...given, price: null } : { ...given, price: 3 }),
      crate: ({ id, size }: { id: string; size?: { width: number; height: number } | null }) => {
        if (id === 't3') throw new Error('There is no crate for t3.');
        return size == null ? size : `${size.width}×${size.height}`;
      },
    },
  },
  reviews: {
    Query: { reviews: (_: unknown, { first }: { first?: number }) => REVIEWS.slice(0, first ?? 3) },
    Book: {
      __resolveReference: (given: Given) => (given.id === 'b3' ? null : given),
      reviews: ({ id }: Given, { least }: { least: number }) => aboutId(id).filter(({ stars }) => stars >= least),
    },
    Tool: {
      __resolveReference(given: Given) {
        if (given.id === 't2') throw new Error('Nothing is known of t2.');
        return given;
      },
      reviews: ({ id }: Given) => [...aboutId(id), null],
    },
    Review: { __resolveReference: byId(REVIEWS) },
    Maker: {
      __resolveReference: (given: Given) => given,
      wrote: ({ id }: Given) => REVIEWS.filter(({ author }) => author?.id === id),
    },
  },
  makers: {
    Query: { makers: () => [...MEMBERS, null] },
    Mutation: { praise: (_: unknown, { maker }: { maker: string }) => MEMBERS.find(({ id }) => id === maker) },
    Maker: {
      __resolveReference: byId(MEMBERS),
      friend: ({ friend }: { friend: Given | null }) => friend && byId(MEMBERS)(friend),
      friends: ({ friends }: { friends: Given[] }) => friends.map(byId(MEMBERS)),
    },
  },
  views: {
    Media: {
      __resolveReference: (given: Given) => given,
      views: ({ id }: Given) => hash(id) % 100,
      rating: ({ id }: Given) => (id === 'f2' ? null : 5),
      fan: ({ id }: Given) => pick(MAKERS, id),
    },
  },
};

const schemas: ReadonlyMap<string, GraphQLSchema> = new Map(
  Object.entries(SUBGRAPHS).map(([name, sdl]) => [
    name,
    buildSubgraphSchema([{ typeDefs: parse(HEAD + sdl), resolvers: RESOLVERS[name] as never }]),
  ]),
);

/** The supergraph of the library. */
export function supergraph(): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(SUBGRAPHS).map(([name, sdl]) => ({
      name,
      url: `http://${name}.invalid`,
      typeDefs: parse(HEAD + sdl),
    })),
  );
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** What a subgraph says that it answers. */
export function schemaOf(subgraph: string): GraphQLSchema {
  const schema = schemas.get(subgraph);
  if (schema === undefined) throw new Error(`There is no ${subgraph}.`);
  return schema;
}

/** What a subgraph answers, as it comes out of JSON. */
export async function ask(
  subgraph: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Answered> {
  const answer = await execute({
    schema: schemaOf(subgraph),
    document: parse(query),
    variableValues: JSON.parse(JSON.stringify(variables)),
  });
  return JSON.parse(JSON.stringify(answer)) as Answered;
}

/** An answer as it comes out of JSON. */
export interface Answered {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[];
}
