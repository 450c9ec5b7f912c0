import type { Accepted } from '@hubgraph/journal';
import { isRejection, type Rejection, reject } from '@hubgraph/kernel';
import type { Counterparty, Dimensions, LedgerEvent, Posting } from '@hubgraph/ledger';
import { answer, checkText, type RequestContext, readMoney } from '@hubgraph/node';
import type { Fund, FundOpened } from './funds/domain.ts';
import { accountOf, entryOf } from './ledger/views.ts';

interface InputBase {
  readonly idempotencyKey?: string | null;
  /** Absent where the subgraph has one node only. */
  readonly hub?: string;
}
interface OpenFundInput extends InputBase {
  readonly code: string;
  readonly name: string;
  readonly purposes?: readonly string[] | null;
}
interface OpenAccountInput extends InputBase {
  readonly path: string;
  readonly currency: string;
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
}
interface CiteInput {
  readonly name: string;
  readonly value: string;
}
interface PostEntryInput extends InputBase {
  readonly kind: string;
  readonly effectiveDay: string;
  readonly postings: readonly PostingInput[];
  readonly cites?: readonly CiteInput[] | null;
}
interface ReverseEntryInput extends InputBase {
  readonly entry: string;
  readonly effectiveDay: string;
}

/** In order of precedence; then those of the commands. */
export type BooksInputRejectionCode =
  | 'id-is-of-another-hub'
  | 'posting-is-not-one-sided'
  | 'amount-is-not-positive'
  | 'counterparty-is-missing'
  | 'cites-are-malformed';

const NAME_LENGTH_MAX = 200;

type Resolver<Input> = (_: unknown, args: { readonly input: Input }, context: RequestContext) => Promise<object>;

/** The mutations of the books, under whatever names a subgraph has for them. */
export const mutations: {
  readonly openFund: Resolver<OpenFundInput>;
  readonly openAccount: Resolver<OpenAccountInput>;
  readonly postEntry: Resolver<PostEntryInput>;
  readonly reverseEntry: Resolver<ReverseEntryInput>;
} = {
  async openFund(_, { input }, context) {
    const { code, name, purposes } = input;
    const outcome = await context.act({
      type: 'OpenFund',
      input,
      payload: ({ texts, newId }) =>
        checkHub(input, context) ??
        checkText('name', name, NAME_LENGTH_MAX) ?? {
          fund: newId('fund'),
          code,
          name: texts.seal(name),
          ...(purposes ? { purposes } : {}),
        },
    });
    return answer(outcome, 'Fund', ({ events }) =>
      context.read.entity<Fund>('fund', (events as readonly FundOpened[])[0]?.fund ?? ''),
    );
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
  async postEntry(_, { input }, context) {
    const { kind, effectiveDay } = input;
    const outcome = await context.act({
      type: 'PostEntry',
      input,
      payload({ newId }) {
        const postings = checkHub(input, context) ?? readPostings(input.postings);
        if (isRejection(postings)) return postings;
        const cites = readCites(input.cites ?? []);
        return isRejection(cites) ? cites : { entry: newId('entry'), kind, effectiveDay, postings, ...cites };
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

/** Reads the lines of an entry as the ledger knows them: debits positive, credits negative. */
function readPostings(inputs: readonly PostingInput[]): Posting[] | Rejection {
  const postings: Posting[] = [];
  for (const input of inputs) {
    const posting = readPosting(input);
    if (isRejection(posting)) return posting;
    postings.push(posting);
  }
  return postings;
}

function readPosting({ account, fund, debit, credit, ...dimensions }: PostingInput): Posting | Rejection {
  const side = debit ?? credit;
  if (!side || (debit && credit)) {
    return reject('posting-is-not-one-sided', `Give the posting to ${account.slice(0, 80)} a debit or a credit.`);
  }
  const money = readMoney(side);
  if (isRejection(money)) return money;
  if (money.amountMinor <= 0n) {
    return reject('amount-is-not-positive', 'Debits and credits are positive; the side says which way money goes.');
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
  { counterparty, purpose, spentIn, decidedIn }: Omit<PostingInput, 'account' | 'fund'>,
): { dimensions?: Dimensions } | Rejection {
  const others = {
    ...(purpose ? { purpose } : {}),
    ...(spentIn ? { spentIn } : {}),
    ...(decidedIn ? { decidedIn } : {}),
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

function entryIn({ events }: Accepted): string {
  const event = (events as readonly LedgerEvent[]).find((one) => one.type === 'EntryPosted');
  return event?.type === 'EntryPosted' ? event.entry.id : '';
}
