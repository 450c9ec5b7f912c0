// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** How far a filing is. */
export type TeamFilingStatus =
  /** It takes batches; nothing of it is seen yet. */
  | 'OPEN'
  /** The books of its period. */
  | 'FILED'
  /** A later filing of the same period took its place; it stays readable. */
  | 'REPLACED'
  /** Given up; nothing of it is ever seen. */
  | 'DROPPED';

/** Where a period stands of which no books are here. */
export type UnfiledStatus =
  /** It has not ended yet. */
  | 'RUNNING'
  /** It has ended; the team still has time. */
  | 'DUE'
  /** The days of grace are over. */
  | 'LATE';

export type TeamBooksQueryVariables = Exact<{
  hub: string;
  from: string;
  to: string;
  after?: string | null | undefined;
}>;


export type TeamBooksQuery = { readonly hub: { readonly id: string, readonly consolidatedBooks: { readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> | null, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> | null, readonly netAssets: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> | null, readonly eliminated: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> | null, readonly entities: ReadonlyArray<{ readonly team: { readonly id: string, readonly name: string | null } | null, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> | null, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> | null, readonly netAssets: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> | null }> | null, readonly missing: ReadonlyArray<{ readonly from: string | null, readonly to: string | null, readonly dueBy: string | null, readonly status: UnfiledStatus | null, readonly team: { readonly id: string, readonly name: string | null } | null }> | null } | null, readonly teamBooks: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly legalName: string | null, readonly team: { readonly id: string, readonly name: string | null } | null, readonly filings: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly from: string | null, readonly to: string | null, readonly version: number | null, readonly status: TeamFilingStatus | null, readonly fileSha256: string | null, readonly stagedRows: number | null, readonly reason: string | null, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> | null, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> | null, readonly openingGap: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> | null, readonly withHub: ReadonlyArray<{ readonly difference: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }> | null }> } | null }> } | null } | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export const TeamBooks: Operation<TeamBooksQuery, TeamBooksQueryVariables> = {
  name: 'TeamBooks',
  text: "query TeamBooks($hub: ID!, $from: Day!, $to: Day!, $after: String) {\n  hub(id: $hub) {\n    id\n    consolidatedBooks(from: $from, to: $to) {\n      income {\n        ...Amount\n      }\n      spending {\n        ...Amount\n      }\n      netAssets {\n        ...Amount\n      }\n      eliminated {\n        ...Amount\n      }\n      entities {\n        team {\n          id\n          name\n        }\n        income {\n          ...Amount\n        }\n        spending {\n          ...Amount\n        }\n        netAssets {\n          ...Amount\n        }\n      }\n      missing {\n        team {\n          id\n          name\n        }\n        from\n        to\n        dueBy\n        status\n      }\n    }\n    teamBooks(first: 20, after: $after) {\n      totalCount\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        legalName\n        team {\n          id\n          name\n        }\n        filings(first: 20) {\n          nodes {\n            id\n            from\n            to\n            version\n            status\n            fileSha256\n            stagedRows\n            reason\n            income {\n              ...Amount\n            }\n            spending {\n              ...Amount\n            }\n            openingGap {\n              ...Amount\n            }\n            withHub {\n              difference {\n                ...Amount\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};
