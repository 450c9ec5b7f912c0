// Made by "npm run generate"; do not edit.
import type { Operation } from '../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type RenewAtHubMutationVariables = Exact<{
  node: string;
  secret: string;
}>;


export type RenewAtHubMutation = { readonly session:
    | { readonly __typename: 'SignedIn', readonly session: string, readonly sessionExpiresAt: string, readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly node: string, readonly person: { readonly id: string, readonly name: string | null } }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type RenewAtCouncilMutationVariables = Exact<{
  secret: string;
}>;


export type RenewAtCouncilMutation = { readonly session:
    | { readonly __typename: 'SignedIn', readonly session: string, readonly sessionExpiresAt: string, readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly node: string, readonly person: { readonly id: string, readonly name: string | null } }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type RenewAtTrademarkMutationVariables = Exact<{
  secret: string;
}>;


export type RenewAtTrademarkMutation = { readonly session:
    | { readonly __typename: 'SignedIn', readonly session: string, readonly sessionExpiresAt: string, readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly node: string, readonly person: { readonly id: string, readonly name: string | null } }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type RenewAtFundraisingMutationVariables = Exact<{
  secret: string;
}>;


export type RenewAtFundraisingMutation = { readonly session:
    | { readonly __typename: 'SignedIn', readonly session: string, readonly sessionExpiresAt: string, readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly node: string, readonly person: { readonly id: string, readonly name: string | null } }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type SignInAtHubMutationVariables = Exact<{
  node: string;
  code: string;
}>;


export type SignInAtHubMutation = { readonly session:
    | { readonly __typename: 'SignedIn', readonly session: string, readonly sessionExpiresAt: string, readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly node: string, readonly person: { readonly id: string, readonly name: string | null } }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type SignInAtCouncilMutationVariables = Exact<{
  code: string;
}>;


export type SignInAtCouncilMutation = { readonly session:
    | { readonly __typename: 'SignedIn', readonly session: string, readonly sessionExpiresAt: string, readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly node: string, readonly person: { readonly id: string, readonly name: string | null } }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type SignInAtTrademarkMutationVariables = Exact<{
  code: string;
}>;


export type SignInAtTrademarkMutation = { readonly session:
    | { readonly __typename: 'SignedIn', readonly session: string, readonly sessionExpiresAt: string, readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly node: string, readonly person: { readonly id: string, readonly name: string | null } }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type SignInAtFundraisingMutationVariables = Exact<{
  code: string;
}>;


export type SignInAtFundraisingMutation = { readonly session:
    | { readonly __typename: 'SignedIn', readonly session: string, readonly sessionExpiresAt: string, readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly node: string, readonly person: { readonly id: string, readonly name: string | null } }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type SignOutAtHubMutationVariables = Exact<{
  node: string;
  secret: string;
}>;


export type SignOutAtHubMutation = { readonly session:
    | { readonly __typename: 'SessionsEnded' }
    | { readonly __typename: 'Refused' }
   | null };

export type SignOutAtCouncilMutationVariables = Exact<{
  secret: string;
}>;


export type SignOutAtCouncilMutation = { readonly session:
    | { readonly __typename: 'SessionsEnded' }
    | { readonly __typename: 'Refused' }
   | null };

export type SignOutAtTrademarkMutationVariables = Exact<{
  secret: string;
}>;


export type SignOutAtTrademarkMutation = { readonly session:
    | { readonly __typename: 'SessionsEnded' }
    | { readonly __typename: 'Refused' }
   | null };

export type SignOutAtFundraisingMutationVariables = Exact<{
  secret: string;
}>;


export type SignOutAtFundraisingMutation = { readonly session:
    | { readonly __typename: 'SessionsEnded' }
    | { readonly __typename: 'Refused' }
   | null };

type Opened_SignedIn_Fragment = { readonly __typename: 'SignedIn', readonly session: string, readonly sessionExpiresAt: string, readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly node: string, readonly person: { readonly id: string, readonly name: string | null } };

type Opened_Refused_Fragment = { readonly __typename: 'Refused', readonly code: string, readonly message: string };

export type OpenedFragment =
  | Opened_SignedIn_Fragment
  | Opened_Refused_Fragment
;

export const RenewAtHub: Operation<RenewAtHubMutation, RenewAtHubMutationVariables> = {
  name: 'RenewAtHub',
  text: "mutation RenewAtHub($node: ID!, $secret: String!) {\n  session: renewSession(input: {hub: $node, session: $secret}) {\n    ...Opened\n  }\n}\nfragment Opened on SignedInResult {\n  __typename\n  ... on SignedIn {\n    session\n    sessionExpiresAt\n    accessToken\n    accessTokenExpiresAt\n    node\n    person {\n      id\n      name\n    }\n  }\n  ... on Refused {\n    code\n    message\n  }\n}",
};

export const RenewAtCouncil: Operation<RenewAtCouncilMutation, RenewAtCouncilMutationVariables> = {
  name: 'RenewAtCouncil',
  text: "mutation RenewAtCouncil($secret: String!) {\n  session: renewCouncilSession(input: {session: $secret}) {\n    ...Opened\n  }\n}\nfragment Opened on SignedInResult {\n  __typename\n  ... on SignedIn {\n    session\n    sessionExpiresAt\n    accessToken\n    accessTokenExpiresAt\n    node\n    person {\n      id\n      name\n    }\n  }\n  ... on Refused {\n    code\n    message\n  }\n}",
};

export const RenewAtTrademark: Operation<RenewAtTrademarkMutation, RenewAtTrademarkMutationVariables> = {
  name: 'RenewAtTrademark',
  text: "mutation RenewAtTrademark($secret: String!) {\n  session: renewTrademarkSession(input: {session: $secret}) {\n    ...Opened\n  }\n}\nfragment Opened on SignedInResult {\n  __typename\n  ... on SignedIn {\n    session\n    sessionExpiresAt\n    accessToken\n    accessTokenExpiresAt\n    node\n    person {\n      id\n      name\n    }\n  }\n  ... on Refused {\n    code\n    message\n  }\n}",
};

export const RenewAtFundraising: Operation<RenewAtFundraisingMutation, RenewAtFundraisingMutationVariables> = {
  name: 'RenewAtFundraising',
  text: "mutation RenewAtFundraising($secret: String!) {\n  session: renewFundraisingSession(input: {session: $secret}) {\n    ...Opened\n  }\n}\nfragment Opened on SignedInResult {\n  __typename\n  ... on SignedIn {\n    session\n    sessionExpiresAt\n    accessToken\n    accessTokenExpiresAt\n    node\n    person {\n      id\n      name\n    }\n  }\n  ... on Refused {\n    code\n    message\n  }\n}",
};

export const SignInAtHub: Operation<SignInAtHubMutation, SignInAtHubMutationVariables> = {
  name: 'SignInAtHub',
  text: "mutation SignInAtHub($node: ID!, $code: String!) {\n  session: signIn(input: {hub: $node, code: $code}) {\n    ...Opened\n  }\n}\nfragment Opened on SignedInResult {\n  __typename\n  ... on SignedIn {\n    session\n    sessionExpiresAt\n    accessToken\n    accessTokenExpiresAt\n    node\n    person {\n      id\n      name\n    }\n  }\n  ... on Refused {\n    code\n    message\n  }\n}",
};

export const SignInAtCouncil: Operation<SignInAtCouncilMutation, SignInAtCouncilMutationVariables> = {
  name: 'SignInAtCouncil',
  text: "mutation SignInAtCouncil($code: String!) {\n  session: signInAtCouncil(input: {code: $code}) {\n    ...Opened\n  }\n}\nfragment Opened on SignedInResult {\n  __typename\n  ... on SignedIn {\n    session\n    sessionExpiresAt\n    accessToken\n    accessTokenExpiresAt\n    node\n    person {\n      id\n      name\n    }\n  }\n  ... on Refused {\n    code\n    message\n  }\n}",
};

export const SignInAtTrademark: Operation<SignInAtTrademarkMutation, SignInAtTrademarkMutationVariables> = {
  name: 'SignInAtTrademark',
  text: "mutation SignInAtTrademark($code: String!) {\n  session: signInAtTrademark(input: {code: $code}) {\n    ...Opened\n  }\n}\nfragment Opened on SignedInResult {\n  __typename\n  ... on SignedIn {\n    session\n    sessionExpiresAt\n    accessToken\n    accessTokenExpiresAt\n    node\n    person {\n      id\n      name\n    }\n  }\n  ... on Refused {\n    code\n    message\n  }\n}",
};

export const SignInAtFundraising: Operation<SignInAtFundraisingMutation, SignInAtFundraisingMutationVariables> = {
  name: 'SignInAtFundraising',
  text: "mutation SignInAtFundraising($code: String!) {\n  session: signInAtFundraising(input: {code: $code}) {\n    ...Opened\n  }\n}\nfragment Opened on SignedInResult {\n  __typename\n  ... on SignedIn {\n    session\n    sessionExpiresAt\n    accessToken\n    accessTokenExpiresAt\n    node\n    person {\n      id\n      name\n    }\n  }\n  ... on Refused {\n    code\n    message\n  }\n}",
};

export const SignOutAtHub: Operation<SignOutAtHubMutation, SignOutAtHubMutationVariables> = {
  name: 'SignOutAtHub',
  text: "mutation SignOutAtHub($node: ID!, $secret: String!) {\n  session: signOut(input: {hub: $node, session: $secret}) {\n    __typename\n  }\n}",
};

export const SignOutAtCouncil: Operation<SignOutAtCouncilMutation, SignOutAtCouncilMutationVariables> = {
  name: 'SignOutAtCouncil',
  text: "mutation SignOutAtCouncil($secret: String!) {\n  session: signOutAtCouncil(input: {session: $secret}) {\n    __typename\n  }\n}",
};

export const SignOutAtTrademark: Operation<SignOutAtTrademarkMutation, SignOutAtTrademarkMutationVariables> = {
  name: 'SignOutAtTrademark',
  text: "mutation SignOutAtTrademark($secret: String!) {\n  session: signOutAtTrademark(input: {session: $secret}) {\n    __typename\n  }\n}",
};

export const SignOutAtFundraising: Operation<SignOutAtFundraisingMutation, SignOutAtFundraisingMutationVariables> = {
  name: 'SignOutAtFundraising',
  text: "mutation SignOutAtFundraising($secret: String!) {\n  session: signOutAtFundraising(input: {session: $secret}) {\n    __typename\n  }\n}",
};
