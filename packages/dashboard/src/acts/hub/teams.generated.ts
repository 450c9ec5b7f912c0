// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ApplyForFundsInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of a team that the hub recognises. */
  readonly team: string;
  /** In up to 200 characters. */
  readonly title: string;
  /** What the team wants to do, in up to 10,000 characters. */
  readonly plan: string;
  /** A code of small letters, digits and hyphens: education. */
  readonly purpose: string;
  /** How much the team asks for; more than nothing. */
  readonly amount: MoneyInput;
  /** Where it is to be spent, ISO 3166-1 alpha-2. */
  readonly spentIn: string;
};

export type AssignCoachInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the team. */
  readonly team: string;
  /** A person who is a coach at this hub. */
  readonly coach: string;
};

export type FormTeamInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub where the team is formed. */
  readonly hub: string;
  /** In up to 120 characters. */
  readonly name: string;
  /** What the team is for, in one sentence of up to 400 characters. */
  readonly charter: string;
};

/** An amount of money, as a client writes it. */
export type MoneyInput = {
  /** Decimal text, as 12.50; no grouping signs, not more places than the currency has. */
  readonly decimal: string;
  /** ISO 4217, as EUR. */
  readonly currency: string;
};

export type RecogniseTeamInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of a team that the hub has not recognised yet. */
  readonly team: string;
  /** The person who is to be its coach; can be assigned later. */
  readonly coach?: string | null | undefined;
};

/** Where a team stands with its hub. */
export type TeamStatus =
  /** Formed by volunteers. */
  | 'FORMED'
  /** Recognised by the hub: it has access to movement funds and support. */
  | 'RECOGNISED';

export type TeamsHubQueryVariables = Exact<{
  hub: string;
}>;


export type TeamsHubQuery = { readonly hub: { readonly id: string, readonly name: string | null, readonly permissions: { readonly formTeam: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null };

export type FormTeamMutationVariables = Exact<{
  input: FormTeamInput;
}>;


export type FormTeamMutation = { readonly formTeam:
    | { readonly __typename: 'Team', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type TeamFormQueryVariables = Exact<{
  team: string;
}>;


export type TeamFormQuery = { readonly team: { readonly id: string, readonly name: string | null, readonly charter: string | null, readonly status: TeamStatus | null, readonly formedBy: { readonly id: string, readonly name: string | null } | null, readonly coach: { readonly id: string, readonly name: string | null } | null, readonly hub: { readonly id: string, readonly currency: string | null, readonly country: string | null, readonly coaches: ReadonlyArray<{ readonly id: string, readonly name: string | null }> | null, readonly books: { readonly funds: { readonly nodes: ReadonlyArray<{ readonly balances: ReadonlyArray<{ readonly currency: string, readonly available: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> }> } } | null } | null, readonly permissions: { readonly recognise: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly assignCoach: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly applyForFunds: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null };

export type RecogniseTeamMutationVariables = Exact<{
  input: RecogniseTeamInput;
}>;


export type RecogniseTeamMutation = { readonly recogniseTeam:
    | { readonly __typename: 'Team', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type ApplyForFundsMutationVariables = Exact<{
  input: ApplyForFundsInput;
}>;


export type ApplyForFundsMutation = { readonly applyForFunds:
    | { readonly __typename: 'Application', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type AssignCoachMutationVariables = Exact<{
  input: AssignCoachInput;
}>;


export type AssignCoachMutation = { readonly assignCoach:
    | { readonly __typename: 'Team', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type MayFragment = { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null };

export type RefusedByFragment = { readonly code: string, readonly message: string };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export const TeamsHub: Operation<TeamsHubQuery, TeamsHubQueryVariables> = {
  name: 'TeamsHub',
  text: "query TeamsHub($hub: ID!) {\n  hub(id: $hub) {\n    id\n    name\n    permissions {\n      formTeam {\n        ...May\n      }\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const FormTeam: Operation<FormTeamMutation, FormTeamMutationVariables> = {
  name: 'FormTeam',
  text: "mutation FormTeam($input: FormTeamInput!) {\n  formTeam(input: $input) {\n    __typename\n    ... on Team {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const TeamForm: Operation<TeamFormQuery, TeamFormQueryVariables> = {
  name: 'TeamForm',
  text: "query TeamForm($team: ID!) {\n  team(id: $team) {\n    id\n    name\n    charter\n    status\n    formedBy {\n      ...Who\n    }\n    coach {\n      ...Who\n    }\n    hub {\n      id\n      currency\n      country\n      coaches {\n        ...Who\n      }\n      books {\n        funds(first: 20) {\n          nodes {\n            balances {\n              currency\n              available {\n                ...Amount\n              }\n            }\n          }\n        }\n      }\n    }\n    permissions {\n      recognise {\n        ...May\n      }\n      assignCoach {\n        ...May\n      }\n      applyForFunds {\n        ...May\n      }\n    }\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const RecogniseTeam: Operation<RecogniseTeamMutation, RecogniseTeamMutationVariables> = {
  name: 'RecogniseTeam',
  text: "mutation RecogniseTeam($input: RecogniseTeamInput!) {\n  recogniseTeam(input: $input) {\n    __typename\n    ... on Team {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const ApplyForFunds: Operation<ApplyForFundsMutation, ApplyForFundsMutationVariables> = {
  name: 'ApplyForFunds',
  text: "mutation ApplyForFunds($input: ApplyForFundsInput!) {\n  applyForFunds(input: $input) {\n    __typename\n    ... on Application {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const AssignCoach: Operation<AssignCoachMutation, AssignCoachMutationVariables> = {
  name: 'AssignCoach',
  text: "mutation AssignCoach($input: AssignCoachInput!) {\n  assignCoach(input: $input) {\n    __typename\n    ... on Team {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};
