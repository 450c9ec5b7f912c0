// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Somebody who is to be paid. */
export type AddPayeeInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub that is to pay. */
  readonly hub: string;
  /** True if who asks is to be paid; everybody is entered once. */
  readonly isSelf: boolean;
  /** In up to 140 characters. It is kept where it can be erased. */
  readonly name: string;
  /** How to pay. */
  readonly method: PaymentMethod;
  /** An IBAN, the number of a wallet with its country code, or what else a bank must know, in up to 200 characters. */
  readonly account: string;
};

/** An expense that the team approves. */
export type ApproveExpenseForTeamInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of an expense that the team's fund would pay. */
  readonly expense: string;
};

/** An expense to approve. */
export type ApproveExpenseInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The expense's id. */
  readonly expense: string;
};

/** A receipt for an expense. */
export type AttachReceiptInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The expense's id. */
  readonly expense: string;
  /** SHA-256 of the file, as 64 small hexadecimal digits, where the file itself stays with who gives it. */
  readonly contentHash?: string | null | undefined;
  /** The id of a file that was sent to /uploads at the hub's node before; its hash is then taken by the node. */
  readonly upload?: string | null | undefined;
  /** What it is for, in the currency of the expense. */
  readonly amount: MoneyInput;
  /** What was bought, in up to 1,000 characters; for those only whose business it is. */
  readonly about: string;
};

/** What became of an advance. */
export type ClearAdvanceInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The expense's id. */
  readonly expense: string;
  /** What was spent, by its receipts; decimal text in the expense's currency. */
  readonly spent: string;
  /** What came back to the bank; decimal text in the expense's currency. */
  readonly returned: string;
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

/** An expense as it is to be. */
export type EditExpenseInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The expense's id. */
  readonly expense: string;
  /** What it is. */
  readonly kind: ExpenseKind;
  /** Who is to be paid. */
  readonly payee: string;
  /** The team that it is for, if it is for one. */
  readonly team?: string | null | undefined;
  /** The fund that is to pay. */
  readonly fund: string;
  /** What is asked for. */
  readonly amount: MoneyInput;
  /** What it is for, as a code: education. */
  readonly purpose: string;
  /** Of what class of cost it is. */
  readonly costClass: CostClass;
  /** Where it is or was spent, ISO 3166-1 alpha-2. */
  readonly spentIn: string;
  /** When it is or was spent. */
  readonly day: string;
  /** In up to 160 characters; for those only whose business it is. */
  readonly title: string;
  /** In up to 4,000 characters; for those only whose business it is. */
  readonly about: string;
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

/** Whether a fund takes entries. */
export type FundStatus =
  /** It takes entries. */
  | 'OPEN'
  /** It takes no more entries. */
  | 'CLOSED';

/** An amount of money, as a client writes it. */
export type MoneyInput = {
  /** Decimal text, as 12.50; no grouping signs, not more places than the currency has. */
  readonly decimal: string;
  /** ISO 4217, as EUR. */
  readonly currency: string;
};

/** An expense that was paid. */
export type PayExpenseInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The expense's id. */
  readonly expense: string;
};

/** How somebody is paid. */
export type PaymentMethod =
  /** By a bank that has IBANs. */
  | 'IBAN'
  /** To a mobile wallet. */
  | 'MOBILE_MONEY'
  /** In another way, which the account says in words. */
  | 'OTHER';

/** A copy of a receipt for everybody. */
export type PublishReceiptCopyInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The expense's id. */
  readonly expense: string;
  /** The receipt's id. */
  readonly receipt: string;
  /** The id of a file that was sent to /uploads at the hub's node before. */
  readonly upload: string;
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

/** A payment that the bank sent back. */
export type ReturnExpensePaymentInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The expense's id. */
  readonly expense: string;
  /** Why, as the bank says, in up to 1,000 characters. */
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

/** Money that somebody asks for. */
export type SubmitExpenseInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub that is to pay. */
  readonly hub: string;
  /** What it is. */
  readonly kind: ExpenseKind;
  /** Who is to be paid. */
  readonly payee: string;
  /** The team that it is for, if it is for one. */
  readonly team?: string | null | undefined;
  /** The fund that is to pay. */
  readonly fund: string;
  /** What is asked for. */
  readonly amount: MoneyInput;
  /** What it is for, as a code: education. */
  readonly purpose: string;
  /** Of what class of cost it is. */
  readonly costClass: CostClass;
  /** Where it is or was spent, ISO 3166-1 alpha-2. */
  readonly spentIn: string;
  /** When it is or was spent. */
  readonly day: string;
  /** In up to 160 characters; for those only whose business it is. */
  readonly title: string;
  /** In up to 4,000 characters; for those only whose business it is. */
  readonly about: string;
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


export type ExpenseFormQuery = { readonly expense: { readonly id: string, readonly kind: ExpenseKind | null, readonly status: ExpenseStatus | null, readonly title: string | null, readonly about: string | null, readonly day: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly receipted: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly open: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly payee: { readonly id: string, readonly name: string | null, readonly method: PaymentMethod | null, readonly account: string | null } | null, readonly submittedBy: { readonly id: string, readonly name: string | null } | null, readonly receipts: ReadonlyArray<{ readonly id: string, readonly about: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly copy: { readonly sizeBytes: number } | null, readonly permissions: { readonly publishCopy: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null }> | null, readonly permissions: { readonly review: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly sendBack: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly approve: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly approveForTeam: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly refuse: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly withdraw: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly pay: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly returnPayment: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly attachReceipt: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly clearAdvance: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null };

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

export type ApproveExpenseForTeamMutationVariables = Exact<{
  input: ApproveExpenseForTeamInput;
}>;


export type ApproveExpenseForTeamMutation = { readonly approveExpenseForTeam:
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

export type ReturnExpensePaymentMutationVariables = Exact<{
  input: ReturnExpensePaymentInput;
}>;


export type ReturnExpensePaymentMutation = { readonly returnExpensePayment:
    | { readonly __typename: 'Expense', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type ClearAdvanceMutationVariables = Exact<{
  input: ClearAdvanceInput;
}>;


export type ClearAdvanceMutation = { readonly clearAdvance:
    | { readonly __typename: 'Expense', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type PublishReceiptCopyMutationVariables = Exact<{
  input: PublishReceiptCopyInput;
}>;


export type PublishReceiptCopyMutation = { readonly publishReceiptCopy:
    | { readonly __typename: 'Expense', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

type ExpenseMade_Expense_Fragment = { readonly __typename: 'Expense', readonly id: string };

type ExpenseMade_Refused_Fragment = { readonly __typename: 'Refused', readonly code: string, readonly message: string };

export type ExpenseMadeFragment =
  | ExpenseMade_Expense_Fragment
  | ExpenseMade_Refused_Fragment
;

export type HubForExpenseQueryVariables = Exact<{
  hub: string;
}>;


export type HubForExpenseQuery = { readonly hub: { readonly id: string, readonly name: string | null, readonly country: string | null, readonly currency: string | null, readonly permissions: { readonly submitExpense: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null, readonly payeeForMe: { readonly id: string } | null, readonly payees: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly isMe: boolean | null }> } | null, readonly books: { readonly funds: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly name: string | null, readonly status: FundStatus, readonly balances: ReadonlyArray<{ readonly currency: string, readonly available: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> }> } } | null } | null, readonly teams: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null }> } | null };

export type ExpenseToEditQueryVariables = Exact<{
  expense: string;
  hub: string;
}>;


export type ExpenseToEditQuery = { readonly expense: { readonly id: string, readonly kind: ExpenseKind | null, readonly title: string | null, readonly about: string | null, readonly day: string | null, readonly spentIn: string | null, readonly purpose: string | null, readonly costClass: CostClass | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly fund: { readonly id: string } | null, readonly team: { readonly id: string } | null, readonly payee: { readonly id: string, readonly isMe: boolean | null } | null, readonly review: { readonly finding: ExpenseFinding, readonly note: string | null } | null, readonly permissions: { readonly edit: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null, readonly hub: { readonly id: string, readonly name: string | null, readonly country: string | null, readonly currency: string | null, readonly permissions: { readonly submitExpense: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null, readonly payeeForMe: { readonly id: string } | null, readonly payees: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly isMe: boolean | null }> } | null, readonly books: { readonly funds: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly name: string | null, readonly status: FundStatus, readonly balances: ReadonlyArray<{ readonly currency: string, readonly available: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> }> } } | null } | null, readonly teams: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null }> } | null };

export type SubmitExpenseMutationVariables = Exact<{
  input: SubmitExpenseInput;
}>;


export type SubmitExpenseMutation = { readonly submitExpense:
    | { readonly __typename: 'Expense', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type EditExpenseMutationVariables = Exact<{
  input: EditExpenseInput;
}>;


export type EditExpenseMutation = { readonly editExpense:
    | { readonly __typename: 'Expense', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type AttachReceiptMutationVariables = Exact<{
  input: AttachReceiptInput;
}>;


export type AttachReceiptMutation = { readonly attachReceipt:
    | { readonly __typename: 'Expense', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type AddPayeeMutationVariables = Exact<{
  input: AddPayeeInput;
}>;


export type AddPayeeMutation = { readonly addPayee:
    | { readonly __typename: 'Payee', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type ExpenseChoicesFragment = { readonly id: string, readonly name: string | null, readonly country: string | null, readonly currency: string | null, readonly payeeForMe: { readonly id: string } | null, readonly payees: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly isMe: boolean | null }> } | null, readonly books: { readonly funds: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly name: string | null, readonly status: FundStatus, readonly balances: ReadonlyArray<{ readonly currency: string, readonly available: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> }> } } | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export type MayFragment = { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null };

export type RefusedByFragment = { readonly code: string, readonly message: string };

export const ExpenseForm: Operation<ExpenseFormQuery, ExpenseFormQueryVariables> = {
  name: 'ExpenseForm',
  text: "query ExpenseForm($expense: ID!) {\n  expense(id: $expense) {\n    id\n    kind\n    status\n    title\n    about\n    day\n    amount {\n      ...Amount\n    }\n    receipted {\n      ...Amount\n    }\n    open {\n      ...Amount\n    }\n    payee {\n      id\n      name\n      method\n      account\n    }\n    submittedBy {\n      ...Who\n    }\n    receipts {\n      id\n      about\n      amount {\n        ...Amount\n      }\n      copy {\n        sizeBytes\n      }\n      permissions {\n        publishCopy {\n          ...May\n        }\n      }\n    }\n    permissions {\n      review {\n        ...May\n      }\n      sendBack {\n        ...May\n      }\n      approve {\n        ...May\n      }\n      approveForTeam {\n        ...May\n      }\n      refuse {\n        ...May\n      }\n      withdraw {\n        ...May\n      }\n      pay {\n        ...May\n      }\n      returnPayment {\n        ...May\n      }\n      attachReceipt {\n        ...May\n      }\n      clearAdvance {\n        ...May\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const ReviewExpense: Operation<ReviewExpenseMutation, ReviewExpenseMutationVariables> = {
  name: 'ReviewExpense',
  text: "mutation ReviewExpense($input: ReviewExpenseInput!) {\n  reviewExpense(input: $input) {\n    ...ExpenseMade\n  }\n}\nfragment ExpenseMade on ExpenseResult {\n  __typename\n  ... on Expense {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const ApproveExpense: Operation<ApproveExpenseMutation, ApproveExpenseMutationVariables> = {
  name: 'ApproveExpense',
  text: "mutation ApproveExpense($input: ApproveExpenseInput!) {\n  approveExpense(input: $input) {\n    ...ExpenseMade\n  }\n}\nfragment ExpenseMade on ExpenseResult {\n  __typename\n  ... on Expense {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const ApproveExpenseForTeam: Operation<ApproveExpenseForTeamMutation, ApproveExpenseForTeamMutationVariables> = {
  name: 'ApproveExpenseForTeam',
  text: "mutation ApproveExpenseForTeam($input: ApproveExpenseForTeamInput!) {\n  approveExpenseForTeam(input: $input) {\n    ...ExpenseMade\n  }\n}\nfragment ExpenseMade on ExpenseResult {\n  __typename\n  ... on Expense {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
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

export const ReturnExpensePayment: Operation<ReturnExpensePaymentMutation, ReturnExpensePaymentMutationVariables> = {
  name: 'ReturnExpensePayment',
  text: "mutation ReturnExpensePayment($input: ReturnExpensePaymentInput!) {\n  returnExpensePayment(input: $input) {\n    ...ExpenseMade\n  }\n}\nfragment ExpenseMade on ExpenseResult {\n  __typename\n  ... on Expense {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const ClearAdvance: Operation<ClearAdvanceMutation, ClearAdvanceMutationVariables> = {
  name: 'ClearAdvance',
  text: "mutation ClearAdvance($input: ClearAdvanceInput!) {\n  clearAdvance(input: $input) {\n    ...ExpenseMade\n  }\n}\nfragment ExpenseMade on ExpenseResult {\n  __typename\n  ... on Expense {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const PublishReceiptCopy: Operation<PublishReceiptCopyMutation, PublishReceiptCopyMutationVariables> = {
  name: 'PublishReceiptCopy',
  text: "mutation PublishReceiptCopy($input: PublishReceiptCopyInput!) {\n  publishReceiptCopy(input: $input) {\n    ...ExpenseMade\n  }\n}\nfragment ExpenseMade on ExpenseResult {\n  __typename\n  ... on Expense {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const HubForExpense: Operation<HubForExpenseQuery, HubForExpenseQueryVariables> = {
  name: 'HubForExpense',
  text: "query HubForExpense($hub: ID!) {\n  hub(id: $hub) {\n    ...ExpenseChoices\n    permissions {\n      submitExpense {\n        ...May\n      }\n    }\n  }\n  teams(hub: $hub, first: 100) {\n    nodes {\n      id\n      name\n    }\n  }\n}\nfragment ExpenseChoices on Hub {\n  id\n  name\n  country\n  currency\n  payeeForMe {\n    id\n  }\n  payees(first: 100) {\n    nodes {\n      id\n      name\n      isMe\n    }\n  }\n  books {\n    funds(first: 50) {\n      nodes {\n        id\n        code\n        name\n        status\n        balances {\n          currency\n          available {\n            ...Amount\n          }\n        }\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const ExpenseToEdit: Operation<ExpenseToEditQuery, ExpenseToEditQueryVariables> = {
  name: 'ExpenseToEdit',
  text: "query ExpenseToEdit($expense: ID!, $hub: ID!) {\n  expense(id: $expense) {\n    id\n    kind\n    title\n    about\n    day\n    spentIn\n    purpose\n    costClass\n    amount {\n      ...Amount\n    }\n    fund {\n      id\n    }\n    team {\n      id\n    }\n    payee {\n      id\n      isMe\n    }\n    review {\n      finding\n      note\n    }\n    permissions {\n      edit {\n        ...May\n      }\n    }\n  }\n  hub(id: $hub) {\n    ...ExpenseChoices\n    permissions {\n      submitExpense {\n        ...May\n      }\n    }\n  }\n  teams(hub: $hub, first: 100) {\n    nodes {\n      id\n      name\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}\nfragment ExpenseChoices on Hub {\n  id\n  name\n  country\n  currency\n  payeeForMe {\n    id\n  }\n  payees(first: 100) {\n    nodes {\n      id\n      name\n      isMe\n    }\n  }\n  books {\n    funds(first: 50) {\n      nodes {\n        id\n        code\n        name\n        status\n        balances {\n          currency\n          available {\n            ...Amount\n          }\n        }\n      }\n    }\n  }\n}",
};

export const SubmitExpense: Operation<SubmitExpenseMutation, SubmitExpenseMutationVariables> = {
  name: 'SubmitExpense',
  text: "mutation SubmitExpense($input: SubmitExpenseInput!) {\n  submitExpense(input: $input) {\n    ...ExpenseMade\n  }\n}\nfragment ExpenseMade on ExpenseResult {\n  __typename\n  ... on Expense {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const EditExpense: Operation<EditExpenseMutation, EditExpenseMutationVariables> = {
  name: 'EditExpense',
  text: "mutation EditExpense($input: EditExpenseInput!) {\n  editExpense(input: $input) {\n    ...ExpenseMade\n  }\n}\nfragment ExpenseMade on ExpenseResult {\n  __typename\n  ... on Expense {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const AttachReceipt: Operation<AttachReceiptMutation, AttachReceiptMutationVariables> = {
  name: 'AttachReceipt',
  text: "mutation AttachReceipt($input: AttachReceiptInput!) {\n  attachReceipt(input: $input) {\n    ...ExpenseMade\n  }\n}\nfragment ExpenseMade on ExpenseResult {\n  __typename\n  ... on Expense {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const AddPayee: Operation<AddPayeeMutation, AddPayeeMutationVariables> = {
  name: 'AddPayee',
  text: "mutation AddPayee($input: AddPayeeInput!) {\n  addPayee(input: $input) {\n    __typename\n    ... on Payee {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};
