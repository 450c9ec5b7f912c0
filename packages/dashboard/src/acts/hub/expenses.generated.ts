// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** An expense to approve. */
export type ApproveExpenseInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The expense's id. */
  readonly expense: string;
};

/** What was found when an expense was reviewed. */
export type ExpenseFinding =
  /** All is there that approving needs. */
  | 'COMPLETE'
  /** Something is missing. */
  | 'INCOMPLETE';

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

/** How far an expense has come. */
export type ExpenseStatus =
  /** It waits to be reviewed. */
  | 'SUBMITTED'
  /** Something is missing; whoever submitted it edits it. */
  | 'INCOMPLETE'
  /** All is there; it waits for approvals. */
  | 'REVIEWED'
  /** As many approved as the rule says: it is owed, and waits to be paid. */
  | 'APPROVED'
  /** It was paid; receipts may be missing. */
  | 'PAID'
  /** It was paid, and there are receipts for all of it. */
  | 'RECEIPTED'
  /** It was refused, for a reason. */
  | 'REFUSED'
  /** Whoever submitted it took it back. */
  | 'WITHDRAWN';

/** An expense that was paid. */
export type PayExpenseInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The expense's id. */
  readonly expense: string;
};

/** An expense to refuse. */
export type RefuseExpenseInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The expense's id. */
  readonly expense: string;
  /** Why, in up to 1,000 characters. */
  readonly reason: string;
};

/** What was found when an expense was reviewed. */
export type ReviewExpenseInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The expense's id. */
  readonly expense: string;
  /** Whether all is there. */
  readonly finding: ExpenseFinding;
  /** What is missing, or what was looked at, in up to 1,000 characters. */
  readonly note: string;
};

/** An expense to take back. */
export type WithdrawExpenseInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The expense's id. */
  readonly expense: string;
};

export type ExpenseFormQueryVariables = Exact<{
  expense: string;
}>;


export type ExpenseFormQuery = { readonly expense: { readonly id: string, readonly kind: ExpenseKind | null, readonly status: ExpenseStatus | null, readonly title: string | null, readonly about: string | null, readonly day: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly receipted: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly payee: { readonly id: string, readonly name: string | null } | null, readonly submittedBy: { readonly id: string, readonly name: string | null } | null, readonly receipts: ReadonlyArray<{ readonly id: string }> | null, readonly permissions: { readonly review: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly sendBack: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly approve: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly refuse: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly withdraw: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly pay: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly attachReceipt: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null };

export type ReviewExpenseMutationVariables = Exact<{
  input: ReviewExpenseInput;
}>;


export type ReviewExpenseMutation = { readonly reviewExpense:
    | { readonly __typename: 'Expense', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type ApproveExpenseMutationVariables = Exact<{
  input: ApproveExpenseInput;
}>;


export type ApproveExpenseMutation = { readonly approveExpense:
    | { readonly __typename: 'Expense', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type RefuseExpenseMutationVariables = Exact<{
  input: RefuseExpenseInput;
}>;


export type RefuseExpenseMutation = { readonly refuseExpense:
    | { readonly __typename: 'Expense', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type WithdrawExpenseMutationVariables = Exact<{
  input: WithdrawExpenseInput;
}>;


export type WithdrawExpenseMutation = { readonly withdrawExpense:
    | { readonly __typename: 'Expense', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type PayExpenseMutationVariables = Exact<{
  input: PayExpenseInput;
}>;


export type PayExpenseMutation = { readonly payExpense:
    | { readonly __typename: 'Expense', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

type ExpenseMade_Expense_Fragment = { readonly __typename: 'Expense', readonly id: string };

type ExpenseMade_Refused_Fragment = { readonly __typename: 'Refused', readonly code: string, readonly message: string };

export type ExpenseMadeFragment =
  | ExpenseMade_Expense_Fragment
  | ExpenseMade_Refused_Fragment
;

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export type MayFragment = { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null };

export type RefusedByFragment = { readonly code: string, readonly message: string };

export const ExpenseForm: Operation<ExpenseFormQuery, ExpenseFormQueryVariables> = {
  name: 'ExpenseForm',
  text: "query ExpenseForm($expense: ID!) {\n  expense(id: $expense) {\n    id\n    kind\n    status\n    title\n    about\n    day\n    amount {\n      ...Amount\n    }\n    receipted {\n      ...Amount\n    }\n    payee {\n      id\n      name\n    }\n    submittedBy {\n      ...Who\n    }\n    receipts {\n      id\n    }\n    permissions {\n      review {\n        ...May\n      }\n      sendBack {\n        ...May\n      }\n      approve {\n        ...May\n      }\n      refuse {\n        ...May\n      }\n      withdraw {\n        ...May\n      }\n      pay {\n        ...May\n      }\n      attachReceipt {\n        ...May\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const ReviewExpense: Operation<ReviewExpenseMutation, ReviewExpenseMutationVariables> = {
  name: 'ReviewExpense',
  text: "mutation ReviewExpense($input: ReviewExpenseInput!) {\n  reviewExpense(input: $input) {\n    ...ExpenseMade\n  }\n}\nfragment ExpenseMade on ExpenseResult {\n  __typename\n  ... on Expense {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const ApproveExpense: Operation<ApproveExpenseMutation, ApproveExpenseMutationVariables> = {
  name: 'ApproveExpense',
  text: "mutation ApproveExpense($input: ApproveExpenseInput!) {\n  approveExpense(input: $input) {\n    ...ExpenseMade\n  }\n}\nfragment ExpenseMade on ExpenseResult {\n  __typename\n  ... on Expense {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const RefuseExpense: Operation<RefuseExpenseMutation, RefuseExpenseMutationVariables> = {
  name: 'RefuseExpense',
  text: "mutation RefuseExpense($input: RefuseExpenseInput!) {\n  refuseExpense(input: $input) {\n    ...ExpenseMade\n  }\n}\nfragment ExpenseMade on ExpenseResult {\n  __typename\n  ... on Expense {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const WithdrawExpense: Operation<WithdrawExpenseMutation, WithdrawExpenseMutationVariables> = {
  name: 'WithdrawExpense',
  text: "mutation WithdrawExpense($input: WithdrawExpenseInput!) {\n  withdrawExpense(input: $input) {\n    ...ExpenseMade\n  }\n}\nfragment ExpenseMade on ExpenseResult {\n  __typename\n  ... on Expense {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const PayExpense: Operation<PayExpenseMutation, PayExpenseMutationVariables> = {
  name: 'PayExpense',
  text: "mutation PayExpense($input: PayExpenseInput!) {\n  payExpense(input: $input) {\n    ...ExpenseMade\n  }\n}\nfragment ExpenseMade on ExpenseResult {\n  __typename\n  ... on Expense {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};
