// Made by "npm run generate"; do not edit.
import type { Operation } from '../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** What an expense is. */
export type ExpenseKind =
  /** Somebody spent their own money and gets it back. */
  | 'REIMBURSEMENT'
  /** A bill of a supplier. */
  | 'INVOICE'
  /** Money before it is spent; cleared later by receipts and by what comes back. */
  | 'ADVANCE'
  /** A regular sum for somebody's work. */
  | 'STIPEND'
  /** For sitting in a meeting of a body of the hub. */
  | 'SITTING_ALLOWANCE';

/** Where a team stands with its hub. */
export type TeamStatus =
  /** Formed by volunteers. */
  | 'FORMED'
  /** Recognised by the hub: it has access to movement funds and support. */
  | 'RECOGNISED';

/** Where an agreement stands. */
export type TrademarkAgreementStatus =
  /** Offered to the hub, which has not signed it. */
  | 'OFFERED'
  /** Signed by the hub: it holds on the days from validFrom until the day before validTo. */
  | 'IN_FORCE'
  /** Its period is over. */
  | 'EXPIRED'
  /** Ended before its period was over. */
  | 'ENDED';

export type OffersOnMotionQueryVariables = Exact<{
  motion: string;
}>;


export type OffersOnMotionQuery = { readonly motion: { readonly id: string, readonly permissions: { readonly castVote: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly close: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null };

export type OffersAtHubQueryVariables = Exact<{
  hub: string;
  agreement: string;
}>;


export type OffersAtHubQuery = { readonly hub: { readonly id: string, readonly trademarkPermissions: { readonly offerAgreement: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null, readonly permissions: { readonly formTeam: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly signTrademarkAgreement: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null, readonly councilPermissions: { readonly proposeMotion: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null };

export type AgreementAtHubQueryVariables = Exact<{
  hub: string;
}>;


export type AgreementAtHubQuery = { readonly trademarkAgreements: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: TrademarkAgreementStatus | null }> } };

export type OffersOnTeamQueryVariables = Exact<{
  team: string;
}>;


export type OffersOnTeamQuery = { readonly team: { readonly id: string, readonly status: TeamStatus | null, readonly ownBooks: { readonly permissions: { readonly file: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null, readonly permissions: { readonly recordIncorporation: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly recognise: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly assignCoach: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly applyForFunds: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null };

export type OffersOnApplicationQueryVariables = Exact<{
  application: string;
}>;


export type OffersOnApplicationQuery = { readonly application: { readonly id: string, readonly permissions: { readonly decide: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null, readonly award: { readonly id: string, readonly permissions: { readonly pay: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly close: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null, readonly payments: ReadonlyArray<{ readonly id: string, readonly permissions: { readonly reportSpending: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly returnUnspent: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null }> | null } | null } | null };

export type OffersOnAllocationQueryVariables = Exact<{
  allocation: string;
}>;


export type OffersOnAllocationQuery = { readonly allocation: { readonly id: string, readonly parts: ReadonlyArray<{ readonly hub: { readonly id: string, readonly name: string | null }, readonly permissions: { readonly disburse: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null }> | null } | null };

export type OffersOnDisbursementQueryVariables = Exact<{
  disbursement: string;
}>;


export type OffersOnDisbursementQuery = { readonly disbursement: { readonly id: string, readonly permissions: { readonly cancel: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null };

export type OffersOnExpenseQueryVariables = Exact<{
  expense: string;
}>;


export type OffersOnExpenseQuery = { readonly expense: { readonly id: string, readonly kind: ExpenseKind | null, readonly permissions: { readonly review: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly sendBack: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly approve: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly approveForTeam: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly pay: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly refuse: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly withdraw: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly edit: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly attachReceipt: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly returnPayment: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly clearAdvance: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null, readonly payee: { readonly id: string, readonly name: string | null, readonly permissions: { readonly change: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null, readonly receipts: ReadonlyArray<{ readonly id: string, readonly about: string | null, readonly permissions: { readonly publishCopy: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null }> | null } | null };

export type OffersAtExpensesQueryVariables = Exact<{
  hub: string;
}>;


export type OffersAtExpensesQuery = { readonly hub: { readonly id: string, readonly permissions: { readonly submitExpense: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly setApprovalRule: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly setProtectedCountries: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null, readonly payeeForMe: { readonly id: string, readonly permissions: { readonly change: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null } | null };

export type OffersAtBankQueryVariables = Exact<{
  hub: string;
}>;


export type OffersAtBankQuery = { readonly hub: { readonly id: string, readonly permissions: { readonly bindBankAccount: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly importBankStatement: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null, readonly bank: { readonly accounts: ReadonlyArray<{ readonly id: string, readonly ledgerAccount: string, readonly permissions: { readonly makePaymentFile: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null }> } | null } | null };

export type MayFragment = { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null };

export const OffersOnMotion: Operation<OffersOnMotionQuery, OffersOnMotionQueryVariables> = {
  name: 'OffersOnMotion',
  text: "query OffersOnMotion($motion: ID!) {\n  motion(id: $motion) {\n    id\n    permissions {\n      castVote {\n        ...May\n      }\n      close {\n        ...May\n      }\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const OffersAtHub: Operation<OffersAtHubQuery, OffersAtHubQueryVariables> = {
  name: 'OffersAtHub',
  text: "query OffersAtHub($hub: ID!, $agreement: ID!) {\n  hub(id: $hub) {\n    id\n    trademarkPermissions {\n      offerAgreement {\n        ...May\n      }\n    }\n    permissions {\n      formTeam {\n        ...May\n      }\n      signTrademarkAgreement(agreement: $agreement) {\n        ...May\n      }\n    }\n  }\n  councilPermissions {\n    proposeMotion(subject: $hub) {\n      ...May\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const AgreementAtHub: Operation<AgreementAtHubQuery, AgreementAtHubQueryVariables> = {
  name: 'AgreementAtHub',
  text: "query AgreementAtHub($hub: ID!) {\n  trademarkAgreements(hub: $hub, first: 100) {\n    nodes {\n      id\n      status\n    }\n  }\n}",
};

export const OffersOnTeam: Operation<OffersOnTeamQuery, OffersOnTeamQueryVariables> = {
  name: 'OffersOnTeam',
  text: "query OffersOnTeam($team: ID!) {\n  team(id: $team) {\n    id\n    status\n    ownBooks {\n      permissions {\n        file {\n          ...May\n        }\n      }\n    }\n    permissions {\n      recordIncorporation {\n        ...May\n      }\n      recognise {\n        ...May\n      }\n      assignCoach {\n        ...May\n      }\n      applyForFunds {\n        ...May\n      }\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const OffersOnApplication: Operation<OffersOnApplicationQuery, OffersOnApplicationQueryVariables> = {
  name: 'OffersOnApplication',
  text: "query OffersOnApplication($application: ID!) {\n  application(id: $application) {\n    id\n    permissions {\n      decide {\n        ...May\n      }\n    }\n    award {\n      id\n      permissions {\n        pay {\n          ...May\n        }\n        close {\n          ...May\n        }\n      }\n      payments {\n        id\n        permissions {\n          reportSpending {\n            ...May\n          }\n          returnUnspent {\n            ...May\n          }\n        }\n      }\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const OffersOnAllocation: Operation<OffersOnAllocationQuery, OffersOnAllocationQueryVariables> = {
  name: 'OffersOnAllocation',
  text: "query OffersOnAllocation($allocation: ID!) {\n  allocation(id: $allocation) {\n    id\n    parts {\n      hub {\n        id\n        name\n      }\n      permissions {\n        disburse {\n          ...May\n        }\n      }\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const OffersOnDisbursement: Operation<OffersOnDisbursementQuery, OffersOnDisbursementQueryVariables> = {
  name: 'OffersOnDisbursement',
  text: "query OffersOnDisbursement($disbursement: ID!) {\n  disbursement(id: $disbursement) {\n    id\n    permissions {\n      cancel {\n        ...May\n      }\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const OffersOnExpense: Operation<OffersOnExpenseQuery, OffersOnExpenseQueryVariables> = {
  name: 'OffersOnExpense',
  text: "query OffersOnExpense($expense: ID!) {\n  expense(id: $expense) {\n    id\n    permissions {\n      review {\n        ...May\n      }\n      sendBack {\n        ...May\n      }\n      approve {\n        ...May\n      }\n      approveForTeam {\n        ...May\n      }\n      pay {\n        ...May\n      }\n      refuse {\n        ...May\n      }\n      withdraw {\n        ...May\n      }\n      edit {\n        ...May\n      }\n      attachReceipt {\n        ...May\n      }\n      returnPayment {\n        ...May\n      }\n      clearAdvance {\n        ...May\n      }\n    }\n    kind\n    payee {\n      id\n      name\n      permissions {\n        change {\n          ...May\n        }\n      }\n    }\n    receipts {\n      id\n      about\n      permissions {\n        publishCopy {\n          ...May\n        }\n      }\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const OffersAtExpenses: Operation<OffersAtExpensesQuery, OffersAtExpensesQueryVariables> = {
  name: 'OffersAtExpenses',
  text: "query OffersAtExpenses($hub: ID!) {\n  hub(id: $hub) {\n    id\n    permissions {\n      submitExpense {\n        ...May\n      }\n      setApprovalRule {\n        ...May\n      }\n      setProtectedCountries {\n        ...May\n      }\n    }\n    payeeForMe {\n      id\n      permissions {\n        change {\n          ...May\n        }\n      }\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const OffersAtBank: Operation<OffersAtBankQuery, OffersAtBankQueryVariables> = {
  name: 'OffersAtBank',
  text: "query OffersAtBank($hub: ID!) {\n  hub(id: $hub) {\n    id\n    permissions {\n      bindBankAccount {\n        ...May\n      }\n      importBankStatement {\n        ...May\n      }\n    }\n    bank {\n      accounts {\n        id\n        ledgerAccount\n        permissions {\n          makePaymentFile {\n            ...May\n          }\n        }\n      }\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};
