// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** A filing that is to be completed. */
export type CompleteTeamFilingInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of an open filing. */
  readonly filing: string;
  /** The SHA-256 of the file as it was read to its end. */
  readonly fileSha256: string;
  /** How many batches were sent; 0 where nothing happened in the period. */
  readonly batches: number;
  /** How many rows were sent. */
  readonly rows: number;
};

/** What sort of cost an expense is. */
export type CostClass =
  /** What the movement is there for. */
  | 'PROGRAMME'
  /** Its own people. */
  | 'STAFF'
  /** Councils, committees, elections, audit. */
  | 'OVERSIGHT'
  /** Those who lead the staff. */
  | 'SENIOR_MANAGEMENT';

/** A filing that is given up. */
export type DropTeamFilingInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of an open filing. */
  readonly filing: string;
};

/** The end of a team's own books. */
export type EndTeamBooksInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of an incorporated team. */
  readonly team: string;
  /** The day after the last period: one on which a period of the team begins. */
  readonly until: string;
  /** Why, in up to 1,000 characters. */
  readonly reason: string;
};

/** What a file does not say of one of its accounts. */
export type FiledAccountInput = {
  /** As the file writes it: Income:Grants:Hub. */
  readonly name: string;
  /** True where it books what came from the hub or others of the movement, or went to them. */
  readonly isMovement?: boolean | null | undefined;
  /** What it was for, as a code: education. */
  readonly purpose?: string | null | undefined;
  /** The id of the sponsorship by which the team holds this money for another team, where it does: for accounts of income and of spending. */
  readonly sponsorship?: string | null | undefined;
};

/** How often a team files its books. */
export type FilingRhythm =
  /** One month at a time. */
  | 'MONTHLY'
  /** Three months at a time. */
  | 'QUARTERLY'
  /** Twelve months at a time. */
  | 'YEARLY';

export type ImportedEntryInput = {
  /** Tells it from all others in the file, in the same way each time that the file is read. */
  readonly sourceId: string;
  /** The day on which it counts. */
  readonly day: string;
  /** They add up to zero in each currency. None for an entry that moves nothing; it is counted and leaves no trace. */
  readonly postings: ReadonlyArray<ImportedPostingInput>;
};

export type ImportedPostingInput = {
  /** As the file writes it: Assets:Bank:Checking. Its name becomes a path of the hub's books, which are public. */
  readonly account: string;
  /** ISO 4217, or the code of a resource that the hub has declared. */
  readonly currency: string;
  /** In minor units, or the least units of the resource, a whole number as text; debits are positive, credits negative. */
  readonly amountMinor: string;
  /** Of income and expenses: what it is for, as a code of small letters, digits and hyphens. */
  readonly purpose?: string | null | undefined;
  /** Of income and expenses: the project that it is part of, as a code. */
  readonly project?: string | null | undefined;
  /** Where it was spent, ISO 3166-1 alpha-2; the country of the import if it is not given. */
  readonly spentIn?: string | null | undefined;
  /** Where that was decided, ISO 3166-1 alpha-2. */
  readonly decidedIn?: string | null | undefined;
  /** What sort of cost it is; of expenses only. */
  readonly costClass?: CostClass | null | undefined;
};

/** A team that is a legal entity. */
export type RecordIncorporationInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of a team of the hub. */
  readonly team: string;
  /** The name under which it is registered, in up to 200 characters. */
  readonly legalName: string;
  /** Where it is registered, and under which number, in up to 200 characters. */
  readonly registration: string;
  /** The first day of its first period: the first of a month. */
  readonly since: string;
  /** How often it files. */
  readonly rhythm: FilingRhythm;
  /** How many days it has after a period has ended, 1 to 366. */
  readonly graceDays: number;
};

/** A batch of entries of a filing. */
export type StageTeamFilingInput = {
  /** The id of an open filing. */
  readonly filing: string;
  /** From 0, in order. */
  readonly batch: number;
  /** At most 500. */
  readonly entries: ReadonlyArray<ImportedEntryInput>;
};

/** A file with the books of a team for one period. */
export type StartTeamFilingInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of an incorporated team. */
  readonly team: string;
  /** The first day of a period of the team. */
  readonly from: string;
  /** The day after its last one. */
  readonly to: string;
  /** The SHA-256 of the whole file, in 64 small hexadecimal digits. */
  readonly fileSha256: string;
  /** Where the money was spent, for all of the file, ISO 3166-1 alpha-2. */
  readonly country?: string | null | undefined;
  /** What the file does not say of its accounts; what was said with the filing before holds where nothing else is said. 500 at most. */
  readonly accounts?: ReadonlyArray<FiledAccountInput> | null | undefined;
  /** Why the books of the period are filed again, in up to 1,000 characters; needed from the second filing on. */
  readonly reason?: string | null | undefined;
};

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

export type TeamToFileQueryVariables = Exact<{
  team: string;
}>;


export type TeamToFileQuery = { readonly team: { readonly id: string, readonly name: string | null, readonly permissions: { readonly recordIncorporation: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null, readonly ownBooks: { readonly legalName: string | null, readonly rhythm: FilingRhythm | null, readonly holds: ReadonlyArray<{ readonly id: string, readonly team: { readonly name: string | null } | null }> | null, readonly unfiled: ReadonlyArray<{ readonly from: string | null, readonly to: string | null, readonly status: UnfiledStatus | null }> | null, readonly filings: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly from: string | null, readonly to: string | null, readonly version: number | null, readonly status: TeamFilingStatus | null }> } | null, readonly permissions: { readonly file: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly end: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null } | null };

export type TeamsToFileQueryVariables = Exact<{
  hub: string;
}>;


export type TeamsToFileQuery = { readonly hub: { readonly id: string, readonly teamBooks: { readonly nodes: ReadonlyArray<{ readonly team: { readonly id: string, readonly name: string | null } | null, readonly filings: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: TeamFilingStatus | null, readonly permissions: { readonly drop: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null }> } | null, readonly permissions: { readonly file: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly end: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null }> } | null } | null };

export type FilingToDropQueryVariables = Exact<{
  filing: string;
}>;


export type FilingToDropQuery = { readonly teamFiling: { readonly id: string, readonly from: string | null, readonly to: string | null, readonly stagedRows: number | null, readonly team: { readonly id: string, readonly name: string | null } | null, readonly permissions: { readonly drop: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null };

export type RecordIncorporationMutationVariables = Exact<{
  input: RecordIncorporationInput;
}>;


export type RecordIncorporationMutation = { readonly recordIncorporation:
    | { readonly __typename: 'Team', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type EndTeamBooksMutationVariables = Exact<{
  input: EndTeamBooksInput;
}>;


export type EndTeamBooksMutation = { readonly endTeamBooks:
    | { readonly __typename: 'Team', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type StartTeamFilingMutationVariables = Exact<{
  input: StartTeamFilingInput;
}>;


export type StartTeamFilingMutation = { readonly startTeamFiling:
    | { readonly __typename: 'TeamFiling', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type StageTeamFilingMutationVariables = Exact<{
  input: StageTeamFilingInput;
}>;


export type StageTeamFilingMutation = { readonly stageTeamFiling:
    | { readonly __typename: 'TeamFiling', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type CompleteTeamFilingMutationVariables = Exact<{
  input: CompleteTeamFilingInput;
}>;


export type CompleteTeamFilingMutation = { readonly completeTeamFiling:
    | { readonly __typename: 'TeamFiling', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type DropTeamFilingMutationVariables = Exact<{
  input: DropTeamFilingInput;
}>;


export type DropTeamFilingMutation = { readonly dropTeamFiling:
    | { readonly __typename: 'TeamFiling', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

type FilingMade_TeamFiling_Fragment = { readonly __typename: 'TeamFiling', readonly id: string };

type FilingMade_Refused_Fragment = { readonly __typename: 'Refused', readonly code: string, readonly message: string };

export type FilingMadeFragment =
  | FilingMade_TeamFiling_Fragment
  | FilingMade_Refused_Fragment
;

export type MayFragment = { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null };

export type RefusedByFragment = { readonly code: string, readonly message: string };

export const TeamToFile: Operation<TeamToFileQuery, TeamToFileQueryVariables> = {
  name: 'TeamToFile',
  text: "query TeamToFile($team: ID!) {\n  team(id: $team) {\n    id\n    name\n    permissions {\n      recordIncorporation {\n        ...May\n      }\n    }\n    ownBooks {\n      legalName\n      rhythm\n      holds {\n        id\n        team {\n          name\n        }\n      }\n      unfiled {\n        from\n        to\n        status\n      }\n      filings(first: 20) {\n        nodes {\n          id\n          from\n          to\n          version\n          status\n        }\n      }\n      permissions {\n        file {\n          ...May\n        }\n        end {\n          ...May\n        }\n      }\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const TeamsToFile: Operation<TeamsToFileQuery, TeamsToFileQueryVariables> = {
  name: 'TeamsToFile',
  text: "query TeamsToFile($hub: ID!) {\n  hub(id: $hub) {\n    id\n    teamBooks(first: 20) {\n      nodes {\n        team {\n          id\n          name\n        }\n        filings(first: 5) {\n          nodes {\n            id\n            status\n            permissions {\n              drop {\n                ...May\n              }\n            }\n          }\n        }\n        permissions {\n          file {\n            ...May\n          }\n          end {\n            ...May\n          }\n        }\n      }\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const FilingToDrop: Operation<FilingToDropQuery, FilingToDropQueryVariables> = {
  name: 'FilingToDrop',
  text: "query FilingToDrop($filing: ID!) {\n  teamFiling(id: $filing) {\n    id\n    from\n    to\n    stagedRows\n    team {\n      id\n      name\n    }\n    permissions {\n      drop {\n        ...May\n      }\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const RecordIncorporation: Operation<RecordIncorporationMutation, RecordIncorporationMutationVariables> = {
  name: 'RecordIncorporation',
  text: "mutation RecordIncorporation($input: RecordIncorporationInput!) {\n  recordIncorporation(input: $input) {\n    __typename\n    ... on Team {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const EndTeamBooks: Operation<EndTeamBooksMutation, EndTeamBooksMutationVariables> = {
  name: 'EndTeamBooks',
  text: "mutation EndTeamBooks($input: EndTeamBooksInput!) {\n  endTeamBooks(input: $input) {\n    __typename\n    ... on Team {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const StartTeamFiling: Operation<StartTeamFilingMutation, StartTeamFilingMutationVariables> = {
  name: 'StartTeamFiling',
  text: "mutation StartTeamFiling($input: StartTeamFilingInput!) {\n  startTeamFiling(input: $input) {\n    ...FilingMade\n  }\n}\nfragment FilingMade on TeamFilingResult {\n  __typename\n  ... on TeamFiling {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const StageTeamFiling: Operation<StageTeamFilingMutation, StageTeamFilingMutationVariables> = {
  name: 'StageTeamFiling',
  text: "mutation StageTeamFiling($input: StageTeamFilingInput!) {\n  stageTeamFiling(input: $input) {\n    ...FilingMade\n  }\n}\nfragment FilingMade on TeamFilingResult {\n  __typename\n  ... on TeamFiling {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const CompleteTeamFiling: Operation<CompleteTeamFilingMutation, CompleteTeamFilingMutationVariables> = {
  name: 'CompleteTeamFiling',
  text: "mutation CompleteTeamFiling($input: CompleteTeamFilingInput!) {\n  completeTeamFiling(input: $input) {\n    ...FilingMade\n  }\n}\nfragment FilingMade on TeamFilingResult {\n  __typename\n  ... on TeamFiling {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const DropTeamFiling: Operation<DropTeamFilingMutation, DropTeamFilingMutationVariables> = {
  name: 'DropTeamFiling',
  text: "mutation DropTeamFiling($input: DropTeamFilingInput!) {\n  dropTeamFiling(input: $input) {\n    ...FilingMade\n  }\n}\nfragment FilingMade on TeamFilingResult {\n  __typename\n  ... on TeamFiling {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};
