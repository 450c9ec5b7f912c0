import { entryOf, fundsWithMoney } from '@hubgraph/books';
import type { Event, Reader } from '@hubgraph/journal';
import {
  type CurrencyCode,
  currencyExponent,
  type Day,
  dayOf,
  type Id,
  isRejection,
  parseAmountMinor,
  parsePeriod,
  type Rejection,
  reject,
  sha256,
} from '@hubgraph/kernel';
import type { Counterparty, Dimensions } from '@hubgraph/ledger';
import {
  actorValue,
  answer,
  badInput,
  checkText,
  dateTime,
  type GraphQLResolverMap,
  moneyValue,
  NO_TEXT,
  NONE_YET,
  pageSize,
  placeAfter,
  probeId,
  type RequestContext,
  unusedWord,
} from '@hubgraph/node';
import { derivedId } from '../imports/derived-id.ts';
import { ownHub, ownId } from '../own-id.ts';
import type {
  BankAccountState,
  BankEntry,
  BankEvent,
  BankLineState,
  BankMatchState,
  BankStatementState,
} from './domain.ts';
import { type BankLineInput, type LineDetails, plainNumber, readLines, sealLines } from './lines.ts';
import { freshLines } from './overlap.ts';
import { type Proposal, proposalsFor, referenceWords } from './proposals.ts';
import {
  type BankGap,
  bankAccountByNumber,
  bankAccountOf,
  bankAccounts,
  bankLineOf,
  bankMatchOf,
  bankStatementOf,
  candidatesFor,
  earlierOf,
  gapsOf,
  linesAfter,
  matchedLinesBetween,
  openEntriesAfter,
  sidesBefore,
  statementsAfter,
  unboundAccounts,
} from './views.ts';

interface InputBase {
  readonly idempotencyKey?: string | null;
}
interface BindInput extends InputBase {
  readonly hub: string;
  readonly ledgerAccount: string;
  readonly currency: CurrencyCode;
  readonly accountNumber: string;
}
interface StatementInput extends InputBase {
  readonly hub: string;
  readonly accountNumber: string;
  readonly currency: CurrencyCode;
  readonly fileSha256: string;
  readonly ordinal: number;
  readonly from: Day;
  readonly to: Day;
  readonly openingMinor?: string | null;
  readonly closingMinor?: string | null;
  readonly lines: readonly BankLineInput[];
}
interface MatchInput extends InputBase {
  readonly bankAccount: Id;
  readonly lines: readonly Id[];
  readonly entries: readonly Id[];
}
interface UndoInput extends InputBase {
  readonly match: Id;
}
interface BookInput extends InputBase {
  readonly line: Id;
  readonly kind: string;
  readonly account: string;
  readonly fund: Id;
  readonly counterparty?: Counterparty | null;
  readonly purpose?: string | null;
  readonly spentIn?: string | null;
}
interface Page {
  readonly first?: number | null;
  readonly after?: string | null;
}
interface Reconciliation {
  readonly account: BankAccountState;
  readonly from: Day;
  readonly to: Day;
  readonly sides: ReturnType<typeof sidesBefore>;
}

const NUMBER_LENGTH_MAX = 80;
const WINDOW_DAYS = 7;
const WINDOW_DAYS_MAX = 60;
const FUNDS_TRIED_MAX = 10;
const DAY_MS = 86_400_000;
const ALL_DAYS: Day = '9999-99-99';
const BANK = {};

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Hub: {
    bank({ id }: { id: string }, _: unknown, { node, actor }) {
      const mayRead = node.considerRead(actor, 'ReadBank') === undefined;
      return id === node.config.id && mayRead ? BANK : null;
    },
  },
  HubBank: {
    accounts: (_: unknown, __: unknown, { read }) => bankAccounts(read),
    account: (_: unknown, { id }: { id: Id }, { read }) => bankAccountOf(read, id) ?? null,
    line: (_: unknown, { id }: { id: Id }, { read }) => bankLineOf(read, id) ?? null,
    match: (_: unknown, { id }: { id: Id }, { read }) => bankMatchOf(read, id) ?? null,
  },
  HubPermissions: {
    bindBankAccount(_: unknown, __: unknown, context) {
      const unbound = unboundAccounts(context.read, FUNDS_TRIED_MAX);
      const bound = bankAccounts(context.read).map(({ ledgerAccount: path, currency }) => ({ path, currency }));
      const none = { path: `assets:bank:${unusedWord(context)}`, currency: 'EUR' };
      const places = unbound.length > 0 ? unbound : [bound[0] ?? none];
      const numberDigest = sha256(unusedWord(context));
      return context.mayWithOneOf(
        'BindBankAccount',
        places.map(({ path: ledgerAccount, currency }) => ({
          bankAccount: probeId('bank-account'),
          ledgerAccount,
          currency,
          number: NO_TEXT,
          numberDigest,
        })),
      );
    },
    importBankStatement(_: unknown, __: unknown, context) {
      const today = dayOf(context.node.world.clock.now());
      const statement = { statement: probeId('bank-statement'), opening: probeId('bank-line'), lines: [] };
      const empty = {
        fileSha256: sha256(unusedWord(context)),
        from: today,
        to: today,
        openingMinor: 0n,
        closingMinor: 0n,
      };
      const accounts = bankAccounts(context.read);
      const places = accounts.length > 0 ? accounts : [{ numberDigest: sha256(NONE_YET), currency: 'EUR' }];
      return context.mayWithOneOf(
        'ImportBankStatement',
        places.map(({ numberDigest, currency }) => ({ ...statement, ...empty, numberDigest, currency })),
      );
    },
  },
  Mutation: {
    async bindBankAccount(_: unknown, { input }: { input: BindInput }, context) {
      const { ledgerAccount, currency, accountNumber } = input;
      const outcome = await context.act({
        type: 'BindBankAccount',
        input,
        payload: ({ texts, newId }) =>
          ownHub(context, input.hub) ??
          checkText('accountNumber', accountNumber, NUMBER_LENGTH_MAX) ?? {
            bankAccount: newId('bank-account'),
            ledgerAccount,
            currency,
            number: texts.seal(accountNumber.trim()),
            numberDigest: numberDigest(context, accountNumber),
          },
      });
      return answer(outcome, 'BankAccount', ({ events }) => {
        const bound = happened(events, 'BankAccountBound');
        return bound && bankAccountOf(context.read, bound.bankAccount);
      });
    },
    async importBankStatement(_: unknown, { input }: { input: StatementInput }, context) {
      const outcome = await context.act({
        type: 'ImportBankStatement',
        input,
        payload: ({ texts }) => ownHub(context, input.hub) ?? readStatement(input, texts, context),
      });
      return answer(outcome, 'BankStatement', ({ events }) => {
        const imported = happened(events, 'BankStatementImported');
        return imported && bankStatementOf(context.read, imported.statement);
      });
    },
    async confirmBankMatch(_: unknown, { input }: { input: MatchInput }, context) {
      const { bankAccount, lines, entries } = input;
      const outcome = await context.act({
        type: 'ConfirmBankMatch',
        input,
        payload: ({ newId }) =>
          ownId(context, bankAccount, 'bank-account') ?? { match: newId('bank-match'), bankAccount, lines, entries },
      });
      return answer(outcome, 'BankMatch', ({ events }) => matchIn(events, context.read));
    },
    async undoBankMatch(_: unknown, { input }: { input: UndoInput }, context) {
      const { match } = input;
      const payload = () => ownId(context, match, 'bank-match') ?? { match };
      const outcome = await context.act({ type: 'UndoBankMatch', input, payload });
      return answer(outcome, 'BankMatch', () => bankMatchOf(context.read, match));
    },
    async bookBankLine(_: unknown, { input }: { input: BookInput }, context) {
      const { line, kind, account, fund } = input;
      const outcome = await context.act({
        type: 'BookBankLine',
        input,
        payload({ newId }) {
          const refusal = ownId(context, line, 'bank-line');
          if (refusal !== undefined) return refusal;
          const dimensions = readDimensions(input);
          if (isRejection(dimensions)) return dimensions;
          const ids = { match: newId('bank-match'), entry: newId('entry') };
          return { ...ids, line, kind, account, fund, ...(dimensions && { dimensions }) };
        },
      });
      return answer(outcome, 'BankMatch', ({ events }) => matchIn(events, context.read));
    },
  },
  BankAccount: {
    accountNumber: ({ number }: BankAccountState, _: unknown, context) => context.text(number),
    statements({ id }: BankAccountState, page: Page, { read }) {
      const place = ({ from, id: statement }: BankStatementState) => `${from} ${statement}`;
      return connection(page, (after, limit) => statementsAfter(read, id, after, limit), place);
    },
    gaps: ({ id }: BankAccountState, _: unknown, { read }) => gapsOf(read, id),
    lines: (
      { id }: BankAccountState,
      { unmatchedOnly, ...page }: Page & { unmatchedOnly?: boolean | null },
      { read },
    ) => lines(read, id, { before: ALL_DAYS, isOpen: unmatchedOnly === true }, page),
    proposals(account: BankAccountState, { windowDays, ...page }: Page & { windowDays?: number | null }, context) {
      const days = windowIn(windowDays);
      const open = { before: ALL_DAYS, isOpen: true };
      return linesAfter(context.read, account.id, open, placeIn(page.after), pageSize(page.first)).flatMap((line) =>
        proposalsOf(account, line, days, context),
      );
    },
    reconciliation(account: BankAccountState, { from, to }: { from: Day; to: Day }, { read }): Reconciliation {
      const period = parsePeriod(from, to);
      if (isRejection(period)) throw badInput(period);
      return { account, from, to, sides: sidesBefore(read, account, to) };
    },
  },
  BankStatement: {
    opening: (statement: BankStatementState, _: unknown, context) => balance(statement, 'openingMinor', context),
    closing: (statement: BankStatementState, _: unknown, context) => balance(statement, 'closingMinor', context),
    lineCount: ({ lines: count }: BankStatementState) => count,
    knownLineCount: ({ known }: BankStatementState) => known,
    importedAt: ({ importedAt }: BankStatementState) => dateTime(importedAt),
    importedBy: ({ importedBy }: BankStatementState, _: unknown, context) => actorValue(importedBy, context),
  },
  BankGap: {
    amount: ({ after, amountMinor }: BankGap, _: unknown, { read }) =>
      amountMinor === undefined ? null : moneyIn(read, after.bankAccount, amountMinor),
  },
  BankLine: {
    amount: ({ bankAccount, amountMinor }: BankLineState, _: unknown, { read }) =>
      moneyIn(read, bankAccount, amountMinor),
    isReversal: ({ isReversal }: BankLineState) => isReversal === true,
    ...Object.fromEntries(
      (['bankReference', 'paymentReference', 'counterpartyName', 'counterpartyAccount', 'remittance'] as const).map(
        (name) => [
          name,
          async ({ details }: BankLineState, _: unknown, context: RequestContext) => {
            const text = details === undefined ? null : await context.text(details);
            return text === null ? null : ((JSON.parse(text) as LineDetails)[name] ?? null);
          },
        ],
      ),
    ),
    match: ({ match }: BankLineState, _: unknown, { read }) =>
      match === undefined ? null : (bankMatchOf(read, match) ?? null),
    proposals(line: BankLineState, { windowDays }: { windowDays?: number | null }, context) {
      const days = windowIn(windowDays);
      const account = line.match === undefined ? bankAccountOf(context.read, line.bankAccount) : undefined;
      return account === undefined ? null : proposalsOf(account, line, days, context);
    },
    permissions: (line: BankLineState) => line,
  },
  BankLinePermissions: {
    match(line: BankLineState, _: unknown, context) {
      const account = bankAccountOf(context.read, line.bankAccount);
      const [likeliest] = account === undefined ? [] : proposalsOf(account, line, WINDOW_DAYS, context);
      const entries = likeliest?.entries.map(({ entry }) => entry.id) ?? [];
      return context.may('ConfirmBankMatch', {
        match: probeId('bank-match'),
        bankAccount: line.bankAccount,
        lines: [line.id],
        entries,
      });
    },
    book(line: BankLineState, _: unknown, context) {
      const currency = bankAccountOf(context.read, line.bankAccount)?.currency ?? '';
      const funds = fundsWithMoney(context.read, currency, FUNDS_TRIED_MAX);
      const isFee = line.amountMinor < 0n;
      const entry = isFee
        ? { kind: 'fee', account: 'expenses:services', dimensions: { counterparty: 'SUPPLIER' } }
        : { kind: 'interest', account: 'income:other', dimensions: { counterparty: 'PUBLIC' } };
      const ids = { match: probeId('bank-match'), entry: probeId('entry'), line: line.id };
      return context.mayWithOneOf(
        'BookBankLine',
        (funds.length > 0 ? funds : [NONE_YET]).map((fund) => ({ ...ids, ...entry, fund })),
      );
    },
  },
  BankMatch: {
    confirmedAt: ({ confirmedAt }: BankMatchState) => dateTime(confirmedAt),
    confirmedBy: ({ confirmedBy }: BankMatchState, _: unknown, context) => actorValue(confirmedBy, context),
    permissions: (match: BankMatchState) => match,
  },
  BankMatchPermissions: {
    undo: ({ id }: BankMatchState, _: unknown, { may }) => may('UndoBankMatch', { match: id }),
  },
  BankReconciliation: {
    matched: ({ account, from, to }: Reconciliation, _: unknown, { read }) =>
      matchedLinesBetween(read, account.id, from, to),
    unmatchedLines: ({ account, to }: Reconciliation, page: Page, { read }) =>
      lines(read, account.id, { before: to, isOpen: true }, page),
    unmatchedEntries({ account, to }: Reconciliation, page: Page, { read }) {
      const { currency } = account;
      const place = ({ day, entry }: BankEntry) => `${day} ${entry}`;
      const found = connection(page, (after, limit) => openEntriesAfter(read, account, to, after, limit), place);
      const nodes = found.nodes.map(({ entry, day, amountMinor }) => ({
        entry: entryOf(read, entry),
        day,
        amount: moneyValue({ amountMinor, currency }),
      }));
      return { ...found, nodes };
    },
    unmatchedLineCount: ({ sides }: Reconciliation) => sides.openLines.count,
    unmatchedEntryCount: ({ sides }: Reconciliation) => sides.openEntries.count,
    unmatchedLineTotal: (of: Reconciliation) => total(of, of.sides.openLines.amountMinor),
    unmatchedEntryTotal: (of: Reconciliation) => total(of, of.sides.openEntries.amountMinor),
    bankBalance: (of: Reconciliation) => total(of, bankMinor(of)),
    bookBalance: (of: Reconciliation) => total(of, bookMinor(of)),
    difference: (of: Reconciliation) => total(of, bankMinor(of) - bookMinor(of)),
    inTransit: (of: Reconciliation) =>
      total(of, of.sides.matchedLines.amountMinor - of.sides.matchedEntries.amountMinor),
  },
};

function bankMinor({ sides }: Reconciliation): bigint {
  return sides.openLines.amountMinor + sides.matchedLines.amountMinor;
}

function bookMinor({ sides }: Reconciliation): bigint {
  return sides.openEntries.amountMinor + sides.matchedEntries.amountMinor;
}

function total({ account: { currency } }: Reconciliation, amountMinor: bigint) {
  return moneyValue({ amountMinor, currency });
}

function readStatement(
  input: StatementInput,
  texts: Parameters<typeof sealLines>[2]['texts'],
  context: RequestContext,
): Readonly<Record<string, unknown>> | Rejection {
  const { currency, fileSha256, ordinal, from, to } = input;
  const { node, read } = context;
  const hub = node.config.id;
  const digest = numberDigest(context, input.accountNumber);
  const bankAccount = bankAccountByNumber(read, digest, currency)?.id ?? '';
  const found = readLines(input.lines, {
    hub,
    bankAccount,
    currency,
    pseudonym: (kind, text) => node.pseudonym(kind, text),
  });
  if (isRejection(found)) return found;
  const balances: { openingMinor?: bigint; closingMinor?: bigint } = {};
  for (const name of ['openingMinor', 'closingMinor'] as const) {
    const text = input[name];
    if (text === null || text === undefined) continue;
    const amountMinor = parseAmountMinor(text, currency);
    if (isRejection(amountMinor)) return amountMinor;
    balances[name] = amountMinor;
  }
  const ids = {
    statement: derivedId(hub, 'bank-statement', [bankAccount, fileSha256, ordinal]),
    opening: derivedId(hub, 'bank-line', [bankAccount, 'opening']),
  };
  const statement = { from, to, ...balances, lines: found.map(({ line }) => line) };
  const fresh = freshLines(statement, earlierOf(read, bankAccount, from, to), currencyExponent(currency) ?? 0);
  // Where it is refused, the command tells why, after all that goes before; nothing of it is kept.
  const isNew = new Set(isRejection(fresh) ? [] : fresh.map(({ line }) => line));
  const lines = sealLines(found, ({ line }) => isNew.has(line), {
    texts,
    isKnown: (line) => bankLineOf(read, line) !== undefined,
  });
  return { ...ids, numberDigest: digest, currency, fileSha256, ...statement, lines };
}

function readDimensions({ account, counterparty, purpose, spentIn }: BookInput): Dimensions | Rejection | undefined {
  if (counterparty) return { counterparty, ...(purpose ? { purpose } : {}), ...(spentIn ? { spentIn } : {}) };
  if (!purpose && !spentIn) return undefined;
  return reject('counterparty-is-missing', `Say who is at the other end of the posting to ${account.slice(0, 80)}.`);
}

function numberDigest({ node }: RequestContext, number: string): string {
  return node.pseudonym('bank-account', plainNumber(number));
}

function happened<Type extends BankEvent['type']>(events: readonly Event[], type: Type) {
  return (events as readonly BankEvent[]).find(
    (event): event is Extract<BankEvent, { type: Type }> => event.type === type,
  );
}

function matchIn(events: readonly Event[], read: Reader): BankMatchState | undefined {
  const confirmed = happened(events, 'BankMatchConfirmed');
  return confirmed && bankMatchOf(read, confirmed.match);
}

function moneyIn(read: Reader, bankAccount: Id, amountMinor: bigint) {
  return moneyValue({ amountMinor, currency: bankAccountOf(read, bankAccount)?.currency ?? '' });
}

function balance(statement: BankStatementState, name: 'openingMinor' | 'closingMinor', { read }: RequestContext) {
  const { [name]: amountMinor } = statement;
  return amountMinor === undefined ? null : moneyIn(read, statement.bankAccount, amountMinor);
}

function lines(read: Reader, account: Id, which: Parameters<typeof linesAfter>[2], page: Page) {
  const place = ({ bookedOn, id }: BankLineState) => `${bookedOn} ${id}`;
  return connection(page, (after, limit) => linesAfter(read, account, which, after, limit), place);
}

function connection<T>(
  { first, after }: Page,
  found: (after: readonly [Day, Id], limit: number) => readonly T[],
  placeOf: (node: T) => string,
) {
  const size = pageSize(first);
  const some = found(placeIn(after), size + 1);
  const nodes = some.slice(0, size);
  const last = nodes.at(-1);
  return { nodes, pageInfo: { hasNextPage: some.length > size, endCursor: last === undefined ? null : placeOf(last) } };
}

/** A cursor of a day and an id. */
function placeIn(after: string | null | undefined): [string, string] {
  const [day = '', id = ''] = placeAfter(after, (text) => /^\d{4}-\d{2}-\d{2} \S+$/.test(text)).split(' ');
  return [day, id];
}

/** @throws {GraphQLError} `BAD_USER_INPUT` for more days than are looked at. */
function windowIn(days: number | null | undefined): number {
  const given = days ?? WINDOW_DAYS;
  if (given >= 0 && given <= WINDOW_DAYS_MAX) return given;
  throw badInput(reject('window-is-too-wide', `Ask for 0 to ${WINDOW_DAYS_MAX} days.`));
}

function proposalsOf(
  account: BankAccountState,
  line: BankLineState,
  windowDays: number,
  { read, node }: RequestContext,
) {
  const around = (days: number) => dayOf(Date.parse(line.bookedOn) + days * DAY_MS);
  const window = { from: around(-WINDOW_DAYS_MAX), to: around(WINDOW_DAYS_MAX) };
  const entries = candidatesFor(read, account, line, window).map(({ bank, cites }) => ({
    ...bank,
    references: referenceWords(...cites).map((word) => node.pseudonym('bank-reference', word)),
  }));
  return proposalsFor(line, entries, windowDays).map((one: Proposal) => ({
    ...one,
    line,
    entries: one.entries.flatMap((entry) => entryOf(read, entry) ?? []),
  }));
}
