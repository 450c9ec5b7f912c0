import type { DocumentNode } from 'graphql';
import { parse } from 'graphql';

/** A subgraph as it is composed and served: its schema, in the form that federation 1 and 2 both read, and its answers. */
export interface ShopSubgraph {
  readonly typeDefs: DocumentNode;
  readonly resolvers: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface User {
  readonly id: string;
  readonly name: string;
  readonly username: string;
}
interface Product {
  readonly upc: string;
  readonly name: string;
  readonly price: number;
  readonly weight: number;
}
interface Review {
  readonly id: string;
  readonly body: string;
  readonly author: number;
  readonly product: number;
}

const USERS: readonly User[] = Array.from({ length: 6 }, (_, n) => ({
  id: `u${n + 1}`,
  name: ['Ana Ilić', 'Bao Tran', 'Chipo Moyo', 'Dana Levi', 'Emeka Obi', 'Farah Aziz'][n] ?? '',
  username: ['ana', 'bao', 'chipo', 'dana', 'emeka', 'farah'][n] ?? '',
}));

const PRODUCTS: readonly Product[] = Array.from({ length: 9 }, (_, n) => ({
  upc: `p${n + 1}`,
  name: ['Table', 'Couch', 'Chair', 'Lamp', 'Shelf', 'Desk', 'Mirror', 'Rug', 'Clock'][n] ?? '',
  price: 40 + 173 * n,
  weight: 3 + ((n * 29) % 83),
}));

const WORDS = 'sturdy light honest crooked quiet warm heavy plain useful lasting'.split(' ');

const REVIEWS: readonly Review[] = Array.from({ length: 11 }, (_, n) => ({
  id: `r${n + 1}`,
  body: Array.from({ length: 156 }, (_word, at) => WORDS[(at * 7 + n * 3) % WORDS.length]).join(' '),
  author: n % USERS.length,
  product: (n * 4) % PRODUCTS.length,
}));

const byId = <T>(all: readonly T[], key: (one: T) => string) => new Map(all.map((one) => [key(one), one]));
const users = byId(USERS, ({ id }) => id);
const products = byId(PRODUCTS, ({ upc }) => upc);
const reviews = byId(REVIEWS, ({ id }) => id);

/** Four subgraphs of a shop: who, what, what is said of it, and how much of it there is. */
export const shop: Readonly<Record<'accounts' | 'inventory' | 'products' | 'reviews', ShopSubgraph>> = {
  accounts: {
    typeDefs: parse(`
      extend type Query { me: User users: [User] }
      type User @key(fields: "id") { id: ID! name: String username: String }
    `),
    resolvers: {
      Query: { me: () => USERS[0], users: () => USERS },
      User: { __resolveReference: ({ id }: User) => users.get(id) },
    },
  },
  inventory: {
    typeDefs: parse(`
      extend type Product @key(fields: "upc") {
        upc: String! @external
        weight: Int @external
        price: Int @external
        inStock: Boolean
        shippingEstimate: Int @requires(fields: "price weight")
      }
    `),
    resolvers: {
      Product: {
        __resolveReference: (reference: Product) => reference,
        inStock: ({ upc }: Product) => Number(upc.slice(1)) % 3 !== 0,
        shippingEstimate: ({ price, weight }: Product) => (price > 1_000 ? 0 : Math.round(weight / 2)),
      },
    },
  },
  products: {
    typeDefs: parse(`
      extend type Query { topProducts(first: Int = 5): [Product] }
      type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }
    `),
    resolvers: {
      Query: { topProducts: (_root: unknown, { first }: { first: number }) => PRODUCTS.slice(0, first) },
      Product: { __resolveReference: ({ upc }: Product) => products.get(upc) },
    },
  },
  reviews: {
    typeDefs: parse(`
      type Review @key(fields: "id") { id: ID! body: String author: User product: Product }
      extend type User @key(fields: "id") { id: ID! @external reviews: [Review] }
      extend type Product @key(fields: "upc") { upc: String! @external reviews: [Review] }
    `),
    resolvers: {
      Review: {
        __resolveReference: ({ id }: Review) => reviews.get(id),
        author: ({ author }: Review) => ({ id: USERS[author]?.id }),
        product: ({ product }: Review) => ({ upc: PRODUCTS[product]?.upc }),
      },
      User: {
        __resolveReference: (reference: User) => reference,
        reviews: ({ id }: User) => REVIEWS.filter(({ author }) => USERS[author]?.id === id),
      },
      Product: {
        __resolveReference: (reference: Product) => reference,
        reviews: ({ upc }: Product) => REVIEWS.filter(({ product }) => PRODUCTS[product]?.upc === upc),
      },
    },
  },
};

/** The two questions: a page that goes back and forth between all subgraphs, and one of three calls. */
export const questions = {
  big: `
    query Big {
      users { ...Who reviews { ...Said product { ...What reviews { ...Said author { ...Who reviews { ...Said product { ...What } } } } } } }
      topProducts { ...What reviews { ...Said author { ...Who reviews { ...Said product { ...What } } } } }
    }
    fragment Who on User { id name username }
    fragment Said on Review { id body }
    fragment What on Product { upc name price weight inStock shippingEstimate }
  `,
  small: 'query Small { users { id name reviews { id product { upc name } } } }',
} as const;
