import type { Accepted, Reader } from '@hubgraph/journal';
import { isRejection, type Money, type Rejection, reject } from '@hubgraph/kernel';
import type { CostClass, Counterparty, Dimensions, LedgerEvent, Posting, ResourceKind } from '@hubgraph/ledger';
import { answer, checkText, type RequestContext, readMoney } from '@hubgraph/node';
import type { Fund, FundKind, FundOpened } from './funds/domain.ts';
import type { EntryContent } from './ledger/domain.ts';
import { accountOf, BOOKS, entryOf } from './ledger/views.ts';
import { publishedRate } from './rates/published.ts';
import { resourceView } from './resources/resolvers.ts';
import { readAmount, resourceOf } from './resources/views.ts';

interface InputBase {
  readonly idempotencyKey?: string | null;
  /** Absent where the subgraph has one node only. */
  readonly hub?: string;
}
interface OpenFundInput extends InputBase {
  readonly code: string;
  readonly name: string;
  readonly kind?: FundKind | null;
  readonly purposes?: readonly string[] | null;
  readonly countries?: readonly string[] | null;
}
interface OpenAccountInput extends InputBase {
  readonly path: string;
  readonly currency: string;
}
interface DeclareResourceInput extends InputBase {
  readonly code: string;
  readonly kind: ResourceKind;
  readonly name: string;
  readonly places: number;
}
interface MoneyInput {
  readonly decimal: string;
  readonly currency: string;
}
export interface PostingInput {
  readonly account: string;
  readonly fund: string;
  readonly debit?: MoneyInput | null;
  readonly credit?: MoneyInput | null;
  readonly counterparty?: Counterparty | null;
  readonly purpose?: string | null;
  readonly spentIn?: string | null;
  readonly decidedIn?: string | null;
  readonly costClass?: CostClass | null;
  readonly project?: string | null;
  readonly team?: string | null;
  readonly allowedBy?: string | null;
}
interface CiteInput {
  readonly name: string;
  readonly value: string;
}
interface EntryInput {
  readonly kind: string;
  readonly effectiveDay: string;
  readonly postings: readonly PostingInput[];
  readonly cites?: readonly CiteInput[] | null;
}
interface PostEntriesInput extends InputBase {
  readonly entries: readonly EntryInput[];
}
interface PrepareEntryInput extends InputBase, EntryInput {
  readonly expiresAt: string;
}
interface PostPendingEntryInput extends InputBase {
  readonly entry: string;
  readonly effectiveDay?: string | null;
  readonly amounts?: readonly MoneyInput[] | null;
  readonly cites?: readonly CiteInput[] | null;
}
interface VoidPendingEntryInput extends InputBase {
  readonly entry: string;
  readonly cites?: readonly CiteInput[] | null;
}
interface ExchangeMoneyInput extends InputBase {
  readonly fund: string;
  readonly gave: MoneyInput;
  readonly from: string;
  readonly got: MoneyInput;
  readonly to: string;
  readonly rate: string;
  readonly rateSource: string;
  readonly rateDay: string;
  readonly rateReason?: string | null;
  readonly effectiveDay: string;
}
interface ClosePeriodInput extends InputBase {
  readonly before: string;
}
interface ReverseEntryInput extends InputBase {
  readonly entry: string;
  readonly effectiveDay: string;
}

/** In order of precedence; then those of the commands. */
export type BooksInputRejectionCode =
  | 'id-is-of-another-hub'
  | 'posting-is-not-one-sided'
  | 'resource-is-unknown'
  | 'amount-is-zero'
  | 'amount-is-negative'
  | 'amount-is-negative'
  | 'counterparty-is-missing'
  | 'cites-are-malformed';

const NAME_LENGTH_MAX = 200;

type Resolver<Input> = (_: unknown, args: { readonly input: Input }, context: RequestContext) => Promise<object>;

/** The mutations of the books, under whatever names a subgraph has for them. */
export const mutations: {
  readonly openFund: Resolver<OpenFundInput>;
  readonly declareResource: Resolver<DeclareResourceInput>;
  readonly openAccount: Resolver<OpenAccountInput>;
  readonly closeAccount: Resolver<OpenAccountInput>;
  readonly closePeriod: Resolver<ClosePeriodInput>;
  readonly postEntry: Resolver<InputBase & EntryInput>;
  readonly postEntries: Resolver<PostEntriesInput>;
  readonly prepareEntry: Resolver<PrepareEntryInput>;
  readonly postPendingEntry: Resolver<PostPendingEntryInput>;
  readonly voidPendingEntry: Resolver<VoidPendingEntryInput>;
  readonly exchangeMoney: Resolver<ExchangeMoneyInput>;
  readonly reverseEntry: Resolver<ReverseEntryInput>;
} = {
  async openFund(_, { input }, context) {
    const { code, name, kind, purposes, countries } = input;
    const outcome = await context.act({
      type: 'OpenFund',
      input,
      payload: ({ texts, newId }) =>
        checkHub(input, context) ??
        checkText('name', name, NAME_LENGTH_MAX) ?? {
          fund: newId('fund'),
          code,
          name: texts.seal(name),
          ...(kind ? { kind } : {}),
          ...(purposes ? { purposes } : {}),
          ...(countries ? { countries } : {}),
        },
    });
    return answer(outcome, 'Fund', ({ events }) =>
      context.read.entity<Fund>('fund', (events as readonly FundOpened[])[0]?.fund ?? ''),
    );
  },
  async declareResource(_, { input }, context) {
    const { code, kind, name, places: exponent } = input;
    const outcome = await context.act({
      type: 'DeclareResource',
      input,
      payload: ({ texts }) =>
        checkHub(input, context) ??
        checkText('name', name, NAME_LENGTH_MAX) ?? { code, kind, exponent, name: texts.seal(name) },
    });
    return answer(outcome, 'Resource', () => {
      const found = resourceOf(context.read, code);
      return found === undefined ? undefined : resourceView(found);
    });
  },
  async openAccount(_, { input }, context) {
    const { path, currency } = input;
    const outcome = await context.act({
      type: 'OpenAccount',
      input,
      payload: () => checkHub(input, context) ?? { path, currency },
    });
    return answer(outcome, 'LedgerAccount', () => accountOf(context.read, path, currency));
  },
  async closeAccount(_, { input }, context) {
    const { path, currency } = input;
    const outcome = await context.act({
      type: 'CloseAccount',
      input,
      payload: () => checkHub(input, context) ?? { path, currency },
    });
    return answer(outcome, 'LedgerAccount', () => accountOf(context.read, path, currency));
  },
  async closePeriod(_, { input }, context) {
    const outcome = await context.act({
      type: 'ClosePeriod',
      input,
      payload: () => checkHub(input, context) ?? { before: input.before },
    });
    return answer(outcome, 'Books', () => BOOKS);
  },
  async postEntry(_, { input }, context) {
    const outcome = await context.act({
      type: 'PostEntry',
      input,
      payload({ newId }) {
        const entry = checkHub(input, context) ?? readEntry(input, newId, context.read);
        return isRejection(entry) ? entry : { ...entry };
      },
    });
    return answer(outcome, 'JournalEntry', (accepted) => entryOf(context.read, entryIn(accepted)));
  },
  async postEntries(_, { input }, context) {
    const outcome = await context.act({
      type: 'PostEntries',
      input,
      payload({ newId }) {
        const entries: EntryContent[] = [];
        const elsewhere = checkHub(input, context);
        if (elsewhere !== undefined) return elsewhere;
        for (const one of input.entries) {
          const entry = readEntry(one, newId, context.read);
          if (isRejection(entry)) return entry;
          entries.push(entry);
        }
        return { entries };
      },
    });
    return answer(outcome, 'JournalEntries', (accepted) => ({
      nodes: entriesIn(accepted).flatMap((id) => entryOf(context.read, id) ?? []),
    }));
  },
  async prepareEntry(_, { input }, context) {
    const outcome = await context.act({
      type: 'PrepareEntry',
      input,
      payload({ newId }) {
        const entry = checkHub(input, context) ?? readEntry(input, newId, context.read);
        return isRejection(entry) ? entry : { ...entry, expiresAt: Date.parse(input.expiresAt) };
      },
    });
    return answer(outcome, 'JournalEntry', (accepted) => entryOf(context.read, entryIn(accepted)));
  },
  async postPendingEntry(_, { input }, context) {
    const { entry, effectiveDay } = input;
    const outcome = await context.act({
      type: 'PostPendingEntry',
      input,
      payload() {
        const amounts = checkHub(input, context) ?? readAmounts(input.amounts, context.read);
        if (isRejection(amounts)) return amounts;
        const cites = readCites(input.cites ?? []);
        return isRejection(cites) ? cites : { entry, ...amounts, ...cites, ...(effectiveDay ? { effectiveDay } : {}) };
      },
    });
    return answer(outcome, 'JournalEntry', () => entryOf(context.read, entry));
  },
  async voidPendingEntry(_, { input }, context) {
    const { entry } = input;
    const outcome = await context.act({
      type: 'VoidPendingEntry',
      input,
      payload() {
        const cites = checkHub(input, context) ?? readCites(input.cites ?? []);
        return isRejection(cites) ? cites : { entry, ...cites };
      },
    });
    return answer(outcome, 'JournalEntry', () => entryOf(context.read, entry));
  },
  async exchangeMoney(_, { input }, context) {
    const { fund, from, to, rate, rateSource: source, rateDay, rateReason, effectiveDay } = input;
    // Nobody else makes this node ask another one.
    const isTreasurer = context.actor.roles.some(({ role }) => role === 'treasurer');
    const pair = { from: input.gave.currency, to: input.got.currency, day: rateDay };
    const published = isTreasurer ? await publishedRate(context, pair) : undefined;
    const outcome = await context.act({
      type: 'ExchangeMoney',
      input,
      payload({ newId }) {
        const gave = checkHub(input, context) ?? readMoney(input.gave);
        if (isRejection(gave)) return gave;
        const got = readMoney(input.got);
        if (isRejection(got)) return got;
        return {
          entry: newId('entry'),
          ...{ fund, gave, from, got, to, rate, source, rateDay, effectiveDay },
          ...(published === undefined ? {} : { published }),
          ...(rateReason ? { reasonCode: rateReason } : {}),
        };
      },
    });
    return answer(outcome, 'JournalEntry', (accepted) => entryOf(context.read, entryIn(accepted)));
  },
  async reverseEntry(_, { input }, context) {
    const { entry: reverses, effectiveDay } = input;
    const outcome = await context.act({
      type: 'ReverseEntry',
      input,
      payload: ({ newId }) => checkHub(input, context) ?? { entry: newId('entry'), reverses, effectiveDay },
    });
    return answer(outcome, 'JournalEntry', (accepted) => entryOf(context.read, entryIn(accepted)));
  },
};

function readEntry(input: EntryInput, newId: (kind: string) => string, read: Reader): EntryContent | Rejection {
  const { kind, effectiveDay } = input;
  const postings = readPostings(input.postings, read);
  if (isRejection(postings)) return postings;
  const cites = readCites(input.cites ?? []);
  return isRejection(cites) ? cites : { entry: newId('entry'), kind, effectiveDay, postings, ...cites };
}

/** Parts of a pending entry; none of them is negative. */
function readAmounts(
  inputs: readonly MoneyInput[] | null | undefined,
  reader: Reader,
): { readonly amounts?: readonly Money[] } | Rejection {
  if (!inputs) return {};
  const amounts: Money[] = [];
  for (const input of inputs) {
    const money = readAmount(reader, input);
    if (isRejection(money)) return money;
    if (money.amountMinor < 0n) {
      return reject('amount-is-negative', 'Parts are not negative; the prepared posting says which way money goes.');
    }
    amounts.push(money);
  }
  return { amounts };
}

/** Reads the lines of an entry as the ledger knows them: debits positive, credits negative. */
function readPostings(inputs: readonly PostingInput[], reader: Reader): Posting[] | Rejection {
  const postings: Posting[] = [];
  for (const input of inputs) {
    const posting = readPosting(input, reader);
    if (isRejection(posting)) return posting;
    postings.push(posting);
  }
  return postings;
}

function readPosting(
  { account, fund, debit, credit, ...dimensions }: PostingInput,
  reader: Reader,
): Posting | Rejection {
  const side = debit ?? credit;
  if (!side || (debit && credit)) {
    return reject('posting-is-not-one-sided', `Give the posting to ${account.slice(0, 80)} a debit or a credit.`);
  }
  const money = readAmount(reader, side);
  if (isRejection(money)) return money;
  if (money.amountMinor === 0n) return reject('amount-is-zero', 'A posting moves something.');
  if (money.amountMinor < 0n) {
    return reject('amount-is-negative', 'Debits and credits are positive; the side says which way money goes.');
  }
  const read = readDimensions(account, dimensions);
  if (isRejection(read)) return read;
  return {
    account,
    currency: money.currency,
    amountMinor: debit ? money.amountMinor : -money.amountMinor,
    fund,
    ...read,
  };
}

function readDimensions(
  account: string,
  {
    counterparty,
    purpose,
    spentIn,
    decidedIn,
    costClass,
    project,
    team,
    allowedBy,
  }: Omit<PostingInput, 'account' | 'fund'>,
): { dimensions?: Dimensions } | Rejection {
  const others = {
    ...(purpose ? { purpose } : {}),
    ...(spentIn ? { spentIn } : {}),
    ...(decidedIn ? { decidedIn } : {}),
    ...(costClass ? { costClass } : {}),
    ...(project ? { project } : {}),
    ...(team ? { team } : {}),
    ...(allowedBy ? { allowedBy } : {}),
  };
  if (counterparty) return { dimensions: { counterparty, ...others } };
  if (Object.keys(others).length === 0) return {};
  return reject('counterparty-is-missing', `Say who is at the other end of the posting to ${account.slice(0, 80)}.`);
}

function readCites(inputs: readonly CiteInput[]): { cites?: Readonly<Record<string, string>> } | Rejection {
  if (inputs.length === 0) return {};
  const cites = Object.fromEntries(inputs.map(({ name, value }) => [name, value]));
  if (Object.keys(cites).length === inputs.length) return { cites };
  return reject('cites-are-malformed', 'Two of the cited things have one name.');
}

/** Refuses what is meant for another hub's books. */
function checkHub({ hub }: InputBase, { node }: RequestContext): Rejection | undefined {
  if (hub === undefined || hub === node.config.id) return undefined;
  return reject('id-is-of-another-hub', `This is the node of ${node.config.id}; ask the node of ${hub.slice(0, 80)}.`);
}

function entriesIn({ events }: Accepted): string[] {
  return (events as readonly LedgerEvent[]).flatMap((one) => ('entry' in one ? one.entry.id : []));
}

function entryIn(accepted: Accepted): string {
  return entriesIn(accepted)[0] ?? '';
}
