import type { NodeKind } from '@hubgraph/identity';
import { isRejection, reject } from '@hubgraph/kernel';
import type { Concept } from '../concept.ts';
import type { RequestContext } from '../context.ts';
import type { PageArguments } from '../graphql/page.ts';
import { badInput, dateTime, moneyValue, placeAfter } from '../graphql/values.ts';
import { isCursor } from './index-file.ts';
import type { Hit } from './search.ts';
import type { Searchable } from './searchable.ts';

interface SearchArguments extends PageArguments {
  readonly text: string;
}

const PAGE_SIZE_MAX = 50;

/** The search of a node of this kind over what its concepts let be found. */
export function searchConcept(kind: NodeKind, searchables: readonly Searchable[]): Concept {
  const field = kind === 'hub' ? 'search' : `search${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  return {
    name: 'search',
    policy: {},
    events: {},
    commands: [],
    entities: [],
    projections: [],
    typeDefs: typeDefs(kind, field, searchables),
    resolvers: {
      [kind === 'hub' ? 'Hub' : 'Query']: { [field]: search },
      SearchHit: {
        at: ({ at }: Hit) => dateTime(at),
        amount: ({ amount }: Hit) => (amount === undefined ? null : moneyValue(amount)),
      },
    },
  };
}

async function search(_: unknown, { text, first, after }: SearchArguments, { node }: RequestContext) {
  const size = first ?? 10;
  if (size < 0 || size > PAGE_SIZE_MAX) {
    throw badInput(reject('page-is-too-large', `first must be between 0 and ${PAGE_SIZE_MAX}.`));
  }
  const found = await node.search?.find(text, { first: size, after: placeAfter(after, isCursor) || undefined });
  if (found === undefined) return null;
  if (isRejection(found)) throw badInput(found);
  const { hits, hasMore, cursor, isComplete, total } = found;
  return {
    nodes: hits,
    pageInfo: { hasNextPage: hasMore, endCursor: cursor ?? null },
    totalCount: total,
    isComplete,
  };
}

function typeDefs(kind: NodeKind, field: string, searchables: readonly Searchable[]): string {
  const values = searchables.map((one) => `  "${one.about}"\n  ${one.kind}`).join('\n');
  const where = kind === 'hub' ? 'this hub' : `the ${kind} node`;
  return `
"What kind of thing was found."
enum SearchKind {
${values}
}

"Something that was found by its words."
type SearchHit @shareable {
  "The id of the thing; SearchKind says of which."
  id: ID!
  "What kind of thing it is."
  kind: SearchKind!
  "Its name or title, or the title of the thing to which it belongs; null where there is none or it was erased."
  title: String
  "Up to 160 characters of the text that has the words, without markup; null where only the title is left."
  snippet: String
  "When it came to be."
  at: DateTime
  "The amount that it is about; null where it is about none."
  amount: Money
}

"One page of what was found."
type SearchResults @shareable {
  "Those with all words in the title first, then the newest first."
  nodes: [SearchHit!]!
  "Whether there are more, and how to go on."
  pageInfo: PageInfo!
  "How many there are on all pages."
  totalCount: Int!
  "False while the node is still taking up what was written: there may be more."
  isComplete: Boolean!
}

extend type ${kind === 'hub' ? 'Hub' : 'Query'} {
  """
  What has all of these words, at ${where}: small and capital letters are the same, so are letters with and without
  their marks, and the last word may be the beginning of one.
  """
  ${field}(
    "Up to 200 characters with up to 16 words; no sign has a meaning."
    text: String!
    "At most 50."
    first: Int = 10
    "The endCursor of the page before."
    after: String
  ): SearchResults
}
`;
}
