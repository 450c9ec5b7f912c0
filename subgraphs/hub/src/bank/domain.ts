import { keep, refuseKept } from '@hubgraph/books';
import { type Command, defineEntity, type Event } from '@hubgraph/journal';
import {
  type CurrencyCode,
  currencyExponent,
  type Day,
  type Id,
  isRejection,
  moneyText,
  type Rejection,
  reject,
} from '@hubgraph/kernel';
import type { Account, Dimensions, Slice } from '@hubgraph/ledger';
import type { TextRef } from '@hubgraph/node';
import { type Earlier, freshLines } from './overlap.ts';

/** Says which ledger account the money of a bank account is in. */
export interface BindBankAccount extends Command {
  readonly type: 'BindBankAccount';
  readonly bankAccount: Id;
  readonly ledgerAccount: string;
  readonly currency: CurrencyCode;
  /** IBAN or account number. */
  readonly number: TextRef;
  /** A keyed digest, by which the number is known again. */
  readonly numberDigest: string;
}
/** A line as it may enter the journal: what people wrote is in `details`. */
export interface LineToImport {
  /** Follows from what the bank says of the line, so that the same one has the same id. */
  readonly line: Id;
  readonly bookedOn: Day;
  readonly valueOn?: Day;
  readonly amountMinor: bigint;
  /** Keyed digests of what could be the reference of a payment or an entry. */
  readonly references: readonly string[];
  readonly isReversal?: boolean;
  readonly returnReason?: string;
  readonly details?: TextRef;
}
export interface ImportBankStatement extends Command {
  readonly type: 'ImportBankStatement';
  readonly statement: Id;
  readonly numberDigest: string;
  readonly currency: CurrencyCode;
  readonly fileSha256: string;
  readonly from: Day;
  readonly to: Day;
  readonly openingMinor?: bigint;
  readonly closingMinor?: bigint;
  /** The id of a line for what was there before the first statement. */
  readonly opening: Id;
  readonly lines: readonly LineToImport[];
}
export interface ConfirmBankMatch extends Command {
  readonly type: 'ConfirmBankMatch';
  readonly match: Id;
  readonly bankAccount: Id;
  readonly lines: readonly Id[];
  readonly entries: readonly Id[];
}
export interface UndoBankMatch extends Command {
  readonly type: 'UndoBankMatch';
  readonly match: Id;
}
/** Books a line for which there is no entry, as a fee or interest, and matches the two. */
export interface BookBankLine extends Command {
  readonly type: 'BookBankLine';
  readonly match: Id;
  readonly entry: Id;
  readonly line: Id;
  readonly kind: string;
  /** The other end. */
  readonly account: string;
  readonly fund: Id;
  readonly dimensions?: Dimensions;
}

export interface BankAccountBound extends Event {
  readonly type: 'BankAccountBound';
  readonly bankAccount: Id;
  readonly ledgerAccount: string;
  readonly currency: CurrencyCode;
  readonly number: TextRef;
  readonly numberDigest: string;
}
export interface BankStatementImported extends Event {
  readonly type: 'BankStatementImported';
  readonly statement: Id;
  readonly bankAccount: Id;
  readonly fileSha256: string;
  readonly from: Day;
  readonly to: Day;
  readonly openingMinor?: bigint;
  readonly closingMinor?: bigint;
  readonly lines: number;
  /** How many of them had come with another statement. */
  readonly known: number;
}
export interface BankLineImported extends Event, LineToImport {
  readonly type: 'BankLineImported';
  readonly bankAccount: Id;
  readonly statement: Id;
  readonly kind: 'OPENING' | 'MOVEMENT';
}
export interface BankMatchConfirmed extends Event {
  readonly type: 'BankMatchConfirmed';
  readonly match: Id;
  readonly bankAccount: Id;
  readonly lines: readonly Id[];
  readonly entries: readonly Id[];
}
export interface BankMatchUndone extends Event, Omit<BankMatchConfirmed, 'type'> {
  readonly type: 'BankMatchUndone';
}
export type BankEvent =
  | BankAccountBound
  | BankStatementImported
  | BankLineImported
  | BankMatchConfirmed
  | BankMatchUndone;

export interface BankAccountState extends Omit<BankAccountBound, 'type' | 'bankAccount'> {
  readonly id: Id;
}
export interface BankStatementState extends Omit<BankStatementImported, 'type' | 'statement'> {
  readonly id: Id;
  readonly importedAt: number;
  readonly importedBy: string;
}
export interface BankLineState extends Omit<BankLineImported, 'type' | 'line'> {
  readonly id: Id;
  readonly match?: Id;
}
export interface BankMatchState extends Omit<BankMatchConfirmed, 'type' | 'match'> {
  readonly id: Id;
  readonly status: 'CONFIRMED' | 'UNDONE';
  readonly confirmedAt: number;
  readonly confirmedBy: string;
}
/** What an entry moves on a bank account. */
export interface BankEntry {
  readonly entry: Id;
  readonly day: Day;
  readonly amountMinor: bigint;
  readonly match?: Id;
}

/** In order of precedence. */
export type BindRejectionCode =
  | 'account-is-not-a-bank-account'
  | 'account-is-unknown'
  | 'account-is-closed'
  | 'bank-account-is-bound';
/** In order of precedence. */
export type StatementRejectionCode =
  | 'file-digest-is-malformed'
  | 'bank-account-is-unknown'
  | 'currency-differs'
  | 'statement-is-imported'
  | 'statement-ends-before-it-begins'
  | 'statement-has-too-many-lines'
  | 'statement-is-empty'
  | 'balance-is-missing'
  | 'amount-is-zero'
  | 'return-reason-is-malformed'
  | 'balances-do-not-add-up'
  | 'statement-is-before-the-first'
  | 'statement-overlaps-another'
  | 'balance-is-too-large';
/** In order of precedence; those of the ledger come after them. */
export type MatchRejectionCode =
  | 'bank-account-is-unknown'
  | 'match-has-one-side'
  | 'match-is-too-large'
  | 'match-has-something-twice'
  | 'bank-line-is-unknown'
  | 'bank-line-is-matched'
  | 'entry-is-not-at-the-bank'
  | 'entry-is-matched'
  | 'amounts-differ'
  | 'match-is-unknown'
  | 'match-is-undone'
  | 'entry-kind-is-reserved'
  | 'account-belongs-to-another-concept';

export const STATEMENT_LINES_MAX = 2_000;
const MATCH_SIZE_MAX = 100;
/** Sums of any lines of an account stay within 64 bits. */
const TURNOVER_MINOR_MAX = 2n ** 62n;
const RESERVED_KINDS: readonly string[] = ['reversal', 'imported', 'exchange'];

export function decideBindBankAccount(
  command: BindBankAccount,
  state: { readonly account: Account | undefined; readonly isBound: boolean },
): readonly BankEvent[] | Rejection<BindRejectionCode> {
  const { ledgerAccount, currency } = command;
  if (!/^assets:bank:./.test(ledgerAccount)) {
    return reject(
      'account-is-not-a-bank-account',
      'The account of a bank begins with assets:bank:, as assets:bank:main.',
    );
  }
  if (state.account === undefined) {
    return reject('account-is-unknown', `There is no account ${ledgerAccount} in ${currency}; open it first.`);
  }
  if (state.account.status === 'CLOSED')
    return reject('account-is-closed', `${ledgerAccount} in ${currency} was closed.`);
  if (state.isBound) {
    return reject('bank-account-is-bound', 'This ledger account or this number belongs to a bank account already.');
  }
  const { bankAccount, number, numberDigest } = command;
  return [{ type: 'BankAccountBound', bankAccount, ledgerAccount, currency, number, numberDigest }];
}

/** What is known of an account while a statement is imported. */
export interface StatementsSoFar {
  readonly account: BankAccountState | undefined;
  readonly isImported: boolean;
  /** The first day of the oldest statement. */
  readonly firstDay: Day | undefined;
  /** Of all lines, whichever way they went. */
  readonly turnoverMinor: bigint;
  /** What came earlier of the statement's days. */
  readonly earlier: Earlier;
  isKnown(line: Id): boolean;
}

/** Takes a statement whole: its lines but those that are known already. */
export function decideImportBankStatement(
  command: ImportBankStatement,
  state: StatementsSoFar,
): readonly BankEvent[] | Rejection<StatementRejectionCode> {
  const { statement, fileSha256, currency, from, to, lines, openingMinor, closingMinor } = command;
  const { account, firstDay } = state;
  if (!/^[0-9a-f]{64}$/.test(fileSha256)) {
    return reject('file-digest-is-malformed', 'The SHA-256 of a file has 64 small hexadecimal digits.');
  }
  if (account === undefined) {
    return reject('bank-account-is-unknown', 'No account of this number is bound to the books; bind it first.');
  }
  if (account.currency !== currency) {
    return reject('currency-differs', `The account is in ${account.currency}, the statement in ${currency}.`);
  }
  if (state.isImported) return reject('statement-is-imported', 'This statement of this file was imported before.');
  const refusal = checkLines(command);
  if (refusal !== undefined) return refusal;
  if (firstDay !== undefined && from < firstDay) {
    return reject(
      'statement-is-before-the-first',
      `The oldest statement here begins on ${firstDay}; import the oldest first.`,
    );
  }
  const isFirst = firstDay === undefined && openingMinor !== undefined && openingMinor !== 0n;
  const before: LineToImport[] = isFirst
    ? [{ line: command.opening, bookedOn: from, amountMinor: openingMinor, references: [] }]
    : [];
  const fresh = freshLines(command, state.earlier, currencyExponent(currency) ?? 0);
  if (isRejection(fresh)) return fresh;
  const double = fresh.find(({ line }) => state.isKnown(line));
  if (double !== undefined) {
    return reject('statement-overlaps-another', `A line of ${double.bookedOn} came with another statement meanwhile.`);
  }
  const turnoverMinor = [...before, ...fresh].reduce(
    (sum, one) => sum + magnitude(one.amountMinor),
    state.turnoverMinor,
  );
  if (turnoverMinor > TURNOVER_MINOR_MAX) {
    return reject('balance-is-too-large', 'The lines of the account add up to more than books hold.');
  }
  const { id: bankAccount } = account;
  const imported: BankStatementImported = {
    type: 'BankStatementImported',
    statement,
    bankAccount,
    fileSha256,
    from,
    to,
    ...(openingMinor === undefined ? {} : { openingMinor }),
    ...(closingMinor === undefined ? {} : { closingMinor }),
    lines: lines.length,
    known: lines.length - fresh.length,
  };
  const event =
    (kind: BankLineImported['kind']) =>
    (line: LineToImport): BankLineImported => ({
      type: 'BankLineImported',
      bankAccount,
      statement,
      kind,
      ...line,
    });
  return [imported, ...before.map(event('OPENING')), ...fresh.map(event('MOVEMENT'))];
}

function checkLines(command: ImportBankStatement): Rejection<StatementRejectionCode> | undefined {
  const { from, to, lines, openingMinor, closingMinor } = command;
  if (to < from) return reject('statement-ends-before-it-begins', `It ends on ${to}, before it begins on ${from}.`);
  if (lines.length > STATEMENT_LINES_MAX) {
    return reject(
      'statement-has-too-many-lines',
      `It has ${lines.length} lines; ${STATEMENT_LINES_MAX} fit. Ask the bank for shorter statements.`,
    );
  }
  if (lines.length === 0 && openingMinor === undefined)
    return reject('statement-is-empty', 'It has neither lines nor balances.');
  if ((openingMinor === undefined) !== (closingMinor === undefined)) {
    return reject('balance-is-missing', 'Give both balances of the statement, or none.');
  }
  if (lines.some(({ amountMinor }) => amountMinor === 0n))
    return reject('amount-is-zero', 'A line of zero moves nothing.');
  if (lines.some(({ returnReason }) => returnReason !== undefined && !/^[A-Z0-9]{1,4}$/.test(returnReason))) {
    return reject('return-reason-is-malformed', 'The reason of a return is a code of ISO 20022, as AC04.');
  }
  if (openingMinor === undefined || closingMinor === undefined) return undefined;
  const difference = closingMinor - lines.reduce((sum, { amountMinor }) => sum + amountMinor, openingMinor);
  if (difference === 0n) return undefined;
  return reject(
    'balances-do-not-add-up',
    `Opening balance and lines miss the closing one by ${moneyText({ amountMinor: difference, currency: command.currency })}.`,
  );
}

/** What is looked up for a match. */
export interface MatchSides {
  readonly account: BankAccountState | undefined;
  line(id: Id): BankLineState | undefined;
  entry(id: Id): BankEntry | undefined;
}

export function decideConfirmBankMatch(
  command: ConfirmBankMatch,
  state: MatchSides,
): readonly BankEvent[] | Rejection<MatchRejectionCode> {
  const { match, bankAccount, lines, entries } = command;
  if (state.account === undefined) return reject('bank-account-is-unknown', `There is no bank account ${bankAccount}.`);
  if (lines.length + entries.length < 2) {
    return reject(
      'match-has-one-side',
      'A match has at least two sides: lines and entries, or two that cancel each other.',
    );
  }
  if (lines.length + entries.length > MATCH_SIZE_MAX) {
    return reject('match-is-too-large', `A match has at most ${MATCH_SIZE_MAX} lines and entries.`);
  }
  if (new Set([...lines, ...entries]).size < lines.length + entries.length) {
    return reject('match-has-something-twice', 'Name each line and each entry once.');
  }
  let difference = 0n;
  for (const id of lines) {
    const line = state.line(id);
    if (line?.bankAccount !== bankAccount)
      return reject('bank-line-is-unknown', `The account has no line ${id.slice(0, 80)}.`);
    if (line.match !== undefined) return reject('bank-line-is-matched', `The line ${id} is matched already.`);
    difference += line.amountMinor;
  }
  for (const id of entries) {
    const entry = state.entry(id);
    if (entry === undefined) {
      return reject('entry-is-not-at-the-bank', `No posted entry ${id.slice(0, 80)} moves money of this account.`);
    }
    if (entry.match !== undefined) return reject('entry-is-matched', `The entry ${id} is matched already.`);
    difference -= entry.amountMinor;
  }
  if (difference !== 0n) {
    return reject(
      'amounts-differ',
      `Lines and entries differ by ${moneyText({ amountMinor: difference, currency: state.account.currency })}; book the difference first.`,
    );
  }
  return [{ type: 'BankMatchConfirmed', match, bankAccount, lines, entries }];
}

export function decideUndoBankMatch(
  command: UndoBankMatch,
  state: { readonly match: BankMatchState | undefined },
): readonly BankEvent[] | Rejection<MatchRejectionCode> {
  const { match } = state;
  if (match === undefined) return reject('match-is-unknown', `There is no match ${command.match.slice(0, 80)}.`);
  if (match.status === 'UNDONE') return reject('match-is-undone', 'The match was undone before.');
  const { id, bankAccount, lines, entries } = match;
  return [{ type: 'BankMatchUndone', match: id, bankAccount, lines, entries }];
}

export function decideBookBankLine(
  command: BookBankLine,
  state: {
    readonly line: BankLineState | undefined;
    readonly account: BankAccountState | undefined;
    readonly slice: Slice;
  },
): readonly Event[] | Rejection {
  const { match, entry, kind, account, fund, dimensions, at } = command;
  const { line, slice } = state;
  if (line === undefined || state.account === undefined) {
    return refuse('bank-line-is-unknown', `There is no line ${command.line.slice(0, 80)}.`);
  }
  if (line.match !== undefined) return refuse('bank-line-is-matched', `The line ${line.id} is matched already.`);
  if (RESERVED_KINDS.includes(kind)) {
    return refuse('entry-kind-is-reserved', `Entries of the kind ${kind} are made by the node itself.`);
  }
  const { ledgerAccount, currency, id: bankAccount } = state.account;
  if (account === ledgerAccount) {
    return refuse('entry-is-not-at-the-bank', `From ${ledgerAccount} to itself nothing moves: name the other account.`);
  }
  const kept = refuseKept([account]);
  if (kept !== undefined) return kept;
  const { amountMinor } = line;
  const postings = [
    { account: ledgerAccount, currency, amountMinor, fund },
    { account, currency, amountMinor: -amountMinor, fund, ...(dimensions && { dimensions }) },
  ];
  const content = { id: entry, kind, effectiveDay: line.bookedOn, postings, cites: { line: line.id } };
  const booked = keep(slice, [{ type: 'PostEntry', at, ...content }]);
  if (isRejection(booked)) return booked;
  const matched: BankMatchConfirmed = {
    type: 'BankMatchConfirmed',
    match,
    bankAccount,
    lines: [line.id],
    entries: [entry],
  };
  return [...booked, matched];
}

function refuse(code: MatchRejectionCode, message: string): Rejection<MatchRejectionCode> {
  return reject(code, message);
}

function magnitude(amountMinor: bigint): bigint {
  return amountMinor < 0n ? -amountMinor : amountMinor;
}

export const bankAccount = defineEntity<BankAccountState, BankAccountBound>({
  kind: 'bank-account',
  concerns: (event) => (event.type === 'BankAccountBound' ? [event.bankAccount] : []),
  evolve(_state, { event }) {
    const { type: _, bankAccount: id, ...bound } = event;
    return { id, ...bound };
  },
});

export const bankStatement = defineEntity<BankStatementState, BankStatementImported>({
  kind: 'bank-statement',
  concerns: (event) => (event.type === 'BankStatementImported' ? [event.statement] : []),
  evolve(_state, { event, at, by }) {
    const { type: _, statement: id, ...imported } = event;
    return { id, ...imported, importedAt: at, importedBy: by };
  },
});

export const bankLine = defineEntity<BankLineState, BankLineImported | BankMatchConfirmed | BankMatchUndone>({
  kind: 'bank-line',
  concerns(event) {
    if (event.type === 'BankLineImported') return [event.line];
    return event.type === 'BankMatchConfirmed' || event.type === 'BankMatchUndone' ? event.lines : [];
  },
  evolve(state, { event }) {
    if (event.type === 'BankLineImported') {
      const { type: _, line: id, ...imported } = event;
      return { id, ...imported };
    }
    if (state === undefined) throw new Error('A line was matched that was never imported.');
    const { match: _, ...unmatched } = state;
    return event.type === 'BankMatchConfirmed' ? { ...unmatched, match: event.match } : unmatched;
  },
});

export const bankMatch = defineEntity<BankMatchState, BankMatchConfirmed | BankMatchUndone>({
  kind: 'bank-match',
  concerns: (event) => (event.type === 'BankMatchConfirmed' || event.type === 'BankMatchUndone' ? [event.match] : []),
  evolve(state, { event, at, by }) {
    const { type, match: id, ...sides } = event;
    if (type === 'BankMatchConfirmed') return { id, ...sides, status: 'CONFIRMED', confirmedAt: at, confirmedBy: by };
    if (state === undefined) throw new Error('A match was undone that was never confirmed.');
    return { ...state, status: 'UNDONE' };
  },
});
