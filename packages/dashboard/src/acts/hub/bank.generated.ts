// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** A line of a statement. */
export type BankLineInput = {
  /** The day on which the bank booked it. */
  readonly bookedOn: string;
  /** The day from which it counts for interest. */
  readonly valueOn?: string | null | undefined;
  /** In minor units, a whole number as text; negative for what went out. */
  readonly amountMinor: string;
  /** The bank's own reference. */
  readonly bankReference?: string | null | undefined;
  /** The reference that whoever paid gave it. */
  readonly paymentReference?: string | null | undefined;
  /** Who paid or was paid. */
  readonly counterpartyName?: string | null | undefined;
  /** Their IBAN or account number. */
  readonly counterpartyAccount?: string | null | undefined;
  /** What it is for. */
  readonly remittance?: string | null | undefined;
  /** True where the bank took back what it had booked before. */
  readonly isReversal?: boolean | null | undefined;
  /** A code of ISO 20022, as AC04. */
  readonly returnReason?: string | null | undefined;
};

/** What a line of the bank is. */
export type BankLineKind =
  /** What was there before the first statement. */
  | 'OPENING'
  /** What the bank booked. */
  | 'MOVEMENT';

/** Why a line and entries are proposed for each other. */
export type BankMatchReason =
  /** The entry moves the line's amount: 50 points. */
  | 'SAME_AMOUNT'
  /** Several entries add up to the line's amount: 40 points. */
  | 'AMOUNTS_ADD_UP'
  /** The line has a reference that the entries cite, or are called by: 40 points. */
  | 'REFERENCE_FOUND'
  /** Both are of one day: 10 points. */
  | 'SAME_DAY'
  /** They are some days apart: one of 10 points less for each day. */
  | 'DAYS_APART';

/** Whether a match holds. */
export type BankMatchStatus =
  /** A person confirmed it. */
  | 'CONFIRMED'
  /** It was undone; its lines and entries are open again, or in another match. */
  | 'UNDONE';

/** A bank account to bind. */
export type BindBankAccountInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub. */
  readonly hub: string;
  /** The path of an open account of the ledger that begins with assets:bank:. */
  readonly ledgerAccount: string;
  /** ISO 4217. */
  readonly currency: string;
  /** IBAN or account number as the bank's statements write it, in up to 80 characters; spaces do not matter. */
  readonly accountNumber: string;
};

/** A line to book. */
export type BookBankLineInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of an unmatched line. */
  readonly line: string;
  /** The kind of the entry: fee, interest. */
  readonly kind: string;
  /** The path of the account at the other end: expenses:services. */
  readonly account: string;
  /** The id of the fund that pays or gains. */
  readonly fund: string;
  /** Who is at the other end; needed where that account is of income or expenses. */
  readonly counterparty?: Counterparty | null | undefined;
  /** What it is for, as a code. */
  readonly purpose?: string | null | undefined;
  /** Where it is spent, ISO 3166-1 alpha-2. */
  readonly spentIn?: string | null | undefined;
};

/** Lines and entries that are the same money. */
export type ConfirmBankMatchInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the bank account that they are of. */
  readonly bankAccount: string;
  /** Ids of unmatched lines. */
  readonly lines: ReadonlyArray<string>;
  /** Ids of posted entries that move money of the account and are not matched; lines and entries together are 2 to 100. */
  readonly entries: ReadonlyArray<string>;
};

/** Who is at the other end of income or spending. */
export type Counterparty =
  /** Anybody outside the movement: donors, readers, grant makers. */
  | 'PUBLIC'
  /** A team, or a person who acts for one. */
  | 'TEAM'
  /** Whoever is paid for goods or services. */
  | 'SUPPLIER'
  /** The entity's own people. */
  | 'STAFF'
  /** Another legal entity of the movement; left out of consolidated totals. */
  | 'MOVEMENT';

/** Whether a fund takes entries. */
export type FundStatus =
  /** It takes entries. */
  | 'OPEN'
  /** It takes no more entries. */
  | 'CLOSED';

/** A statement to import. */
export type ImportBankStatementInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub. */
  readonly hub: string;
  /** The number that the account was bound with. */
  readonly accountNumber: string;
  /** ISO 4217. */
  readonly currency: string;
  /** The SHA-256 of the whole file, in 64 small hexadecimal digits. */
  readonly fileSha256: string;
  /** Which statement of the file it is, from 0. */
  readonly ordinal: number;
  /** Its first day. */
  readonly from: string;
  /** Its last day, which is in it. */
  readonly to: string;
  /** The booked balance before its first line, in minor units, a whole number as text; both balances or none. */
  readonly openingMinor?: string | null | undefined;
  /** The booked balance after its last line, in minor units. */
  readonly closingMinor?: string | null | undefined;
  /** At most 2,000, in the bank's order; none of an account that did not move. */
  readonly lines: ReadonlyArray<BankLineInput>;
};

/** Whether an account takes postings. */
export type LedgerAccountStatus =
  /** It takes postings. */
  | 'OPEN'
  /** It keeps its history and stays closed. */
  | 'CLOSED';

/** A match to take back. */
export type UndoBankMatchInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the match. */
  readonly match: string;
};

export type BankToBindQueryVariables = Exact<{
  hub: string;
}>;


export type BankToBindQuery = { readonly hub: { readonly id: string, readonly name: string | null, readonly bank: { readonly accounts: ReadonlyArray<{ readonly id: string, readonly ledgerAccount: string, readonly currency: string }> } | null, readonly books: { readonly accounts: { readonly nodes: ReadonlyArray<{ readonly path: string, readonly currency: string, readonly status: LedgerAccountStatus }> } } | null, readonly permissions: { readonly bindBankAccount: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly importBankStatement: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null };

export type BankLineToMatchQueryVariables = Exact<{
  hub: string;
  line: string;
}>;


export type BankLineToMatchQuery = { readonly hub: { readonly id: string, readonly bank: { readonly line: { readonly bankAccount: string, readonly id: string, readonly kind: BankLineKind, readonly bookedOn: string, readonly counterpartyName: string | null, readonly counterpartyAccount: string | null, readonly remittance: string | null, readonly isReversal: boolean, readonly returnReason: string | null, readonly proposals: ReadonlyArray<{ readonly score: number, readonly reasons: ReadonlyArray<BankMatchReason>, readonly daysApart: number, readonly entries: ReadonlyArray<{ readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly cites: ReadonlyArray<{ readonly name: string, readonly value: string }> }> }> | null, readonly permissions: { readonly match: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null }, readonly book: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } }, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } } | null } | null, readonly books: { readonly funds: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly name: string | null, readonly status: FundStatus }> }, readonly accounts: { readonly nodes: ReadonlyArray<{ readonly path: string, readonly currency: string, readonly status: LedgerAccountStatus }> } } | null } | null };

export type UnmatchedAtBankQueryVariables = Exact<{
  hub: string;
  account: string;
  from: string;
  to: string;
}>;


export type UnmatchedAtBankQuery = { readonly hub: { readonly id: string, readonly bank: { readonly account: { readonly id: string, readonly currency: string, readonly accountNumber: string | null, readonly reconciliation: { readonly unmatchedLines: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: BankLineKind, readonly bookedOn: string, readonly counterpartyName: string | null, readonly counterpartyAccount: string | null, readonly remittance: string | null, readonly isReversal: boolean, readonly returnReason: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> }, readonly unmatchedEntries: { readonly nodes: ReadonlyArray<{ readonly day: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly entry: { readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly cites: ReadonlyArray<{ readonly name: string, readonly value: string }> } }> } } } | null } | null } | null };

export type BankMatchToUndoQueryVariables = Exact<{
  hub: string;
  match: string;
}>;


export type BankMatchToUndoQuery = { readonly hub: { readonly id: string, readonly bank: { readonly match: { readonly id: string, readonly status: BankMatchStatus, readonly lines: ReadonlyArray<string>, readonly entries: ReadonlyArray<string>, readonly confirmedAt: string, readonly confirmedBy: { readonly id: string, readonly name: string | null }, readonly permissions: { readonly undo: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } } } | null } | null } | null };

export type BindBankAccountMutationVariables = Exact<{
  input: BindBankAccountInput;
}>;


export type BindBankAccountMutation = { readonly bindBankAccount:
    | { readonly __typename: 'BankAccount', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type ImportBankStatementMutationVariables = Exact<{
  input: ImportBankStatementInput;
}>;


export type ImportBankStatementMutation = { readonly importBankStatement:
    | { readonly __typename: 'BankStatement', readonly lineCount: number, readonly knownLineCount: number }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type ConfirmBankMatchMutationVariables = Exact<{
  input: ConfirmBankMatchInput;
}>;


export type ConfirmBankMatchMutation = { readonly confirmBankMatch:
    | { readonly __typename: 'BankMatch', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type UndoBankMatchMutationVariables = Exact<{
  input: UndoBankMatchInput;
}>;


export type UndoBankMatchMutation = { readonly undoBankMatch:
    | { readonly __typename: 'BankMatch', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type BookBankLineMutationVariables = Exact<{
  input: BookBankLineInput;
}>;


export type BookBankLineMutation = { readonly bookBankLine:
    | { readonly __typename: 'BankMatch', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type MayFragment = { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null };

export type LineShownFragment = { readonly id: string, readonly kind: BankLineKind, readonly bookedOn: string, readonly counterpartyName: string | null, readonly counterpartyAccount: string | null, readonly remittance: string | null, readonly isReversal: boolean, readonly returnReason: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export type EntryInShortFragment = { readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly cites: ReadonlyArray<{ readonly name: string, readonly value: string }> };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export type RefusedByFragment = { readonly code: string, readonly message: string };

export const BankToBind: Operation<BankToBindQuery, BankToBindQueryVariables> = {
  name: 'BankToBind',
  text: "query BankToBind($hub: ID!) {\n  hub(id: $hub) {\n    id\n    name\n    bank {\n      accounts {\n        id\n        ledgerAccount\n        currency\n      }\n    }\n    books {\n      accounts(first: 100) {\n        nodes {\n          path\n          currency\n          status\n        }\n      }\n    }\n    permissions {\n      bindBankAccount {\n        ...May\n      }\n      importBankStatement {\n        ...May\n      }\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const BankLineToMatch: Operation<BankLineToMatchQuery, BankLineToMatchQueryVariables> = {
  name: 'BankLineToMatch',
  text: "query BankLineToMatch($hub: ID!, $line: ID!) {\n  hub(id: $hub) {\n    id\n    bank {\n      line(id: $line) {\n        ...LineShown\n        bankAccount\n        proposals {\n          score\n          reasons\n          daysApart\n          entries {\n            ...EntryInShort\n          }\n        }\n        permissions {\n          match {\n            ...May\n          }\n          book {\n            ...May\n          }\n        }\n      }\n    }\n    books {\n      funds(first: 50) {\n        nodes {\n          id\n          code\n          name\n          status\n        }\n      }\n      accounts(first: 100) {\n        nodes {\n          path\n          currency\n          status\n        }\n      }\n    }\n  }\n}\nfragment LineShown on BankLine {\n  id\n  kind\n  bookedOn\n  counterpartyName\n  counterpartyAccount\n  remittance\n  isReversal\n  returnReason\n  amount {\n    ...Amount\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment EntryInShort on JournalEntry {\n  id\n  kind\n  effectiveDay\n  cites {\n    name\n    value\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const UnmatchedAtBank: Operation<UnmatchedAtBankQuery, UnmatchedAtBankQueryVariables> = {
  name: 'UnmatchedAtBank',
  text: "query UnmatchedAtBank($hub: ID!, $account: ID!, $from: Day!, $to: Day!) {\n  hub(id: $hub) {\n    id\n    bank {\n      account(id: $account) {\n        id\n        currency\n        accountNumber\n        reconciliation(from: $from, to: $to) {\n          unmatchedLines(first: 100) {\n            nodes {\n              ...LineShown\n            }\n          }\n          unmatchedEntries(first: 100) {\n            nodes {\n              day\n              amount {\n                ...Amount\n              }\n              entry {\n                ...EntryInShort\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n}\nfragment LineShown on BankLine {\n  id\n  kind\n  bookedOn\n  counterpartyName\n  counterpartyAccount\n  remittance\n  isReversal\n  returnReason\n  amount {\n    ...Amount\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment EntryInShort on JournalEntry {\n  id\n  kind\n  effectiveDay\n  cites {\n    name\n    value\n  }\n}",
};

export const BankMatchToUndo: Operation<BankMatchToUndoQuery, BankMatchToUndoQueryVariables> = {
  name: 'BankMatchToUndo',
  text: "query BankMatchToUndo($hub: ID!, $match: ID!) {\n  hub(id: $hub) {\n    id\n    bank {\n      match(id: $match) {\n        id\n        status\n        lines\n        entries\n        confirmedAt\n        confirmedBy {\n          ...Who\n        }\n        permissions {\n          undo {\n            ...May\n          }\n        }\n      }\n    }\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const BindBankAccount: Operation<BindBankAccountMutation, BindBankAccountMutationVariables> = {
  name: 'BindBankAccount',
  text: "mutation BindBankAccount($input: BindBankAccountInput!) {\n  bindBankAccount(input: $input) {\n    __typename\n    ... on BankAccount {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const ImportBankStatement: Operation<ImportBankStatementMutation, ImportBankStatementMutationVariables> = {
  name: 'ImportBankStatement',
  text: "mutation ImportBankStatement($input: ImportBankStatementInput!) {\n  importBankStatement(input: $input) {\n    __typename\n    ... on BankStatement {\n      lineCount\n      knownLineCount\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const ConfirmBankMatch: Operation<ConfirmBankMatchMutation, ConfirmBankMatchMutationVariables> = {
  name: 'ConfirmBankMatch',
  text: "mutation ConfirmBankMatch($input: ConfirmBankMatchInput!) {\n  confirmBankMatch(input: $input) {\n    __typename\n    ... on BankMatch {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const UndoBankMatch: Operation<UndoBankMatchMutation, UndoBankMatchMutationVariables> = {
  name: 'UndoBankMatch',
  text: "mutation UndoBankMatch($input: UndoBankMatchInput!) {\n  undoBankMatch(input: $input) {\n    __typename\n    ... on BankMatch {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const BookBankLine: Operation<BookBankLineMutation, BookBankLineMutationVariables> = {
  name: 'BookBankLine',
  text: "mutation BookBankLine($input: BookBankLineInput!) {\n  bookBankLine(input: $input) {\n    __typename\n    ... on BankMatch {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};
