import type { Instant, Json } from '@hubgraph/kernel';
import type { Dimensions, Entry, Posting } from '@hubgraph/ledger';
import { citesOf, DIMENSION_NAMES } from './about.ts';
import { csvNames, csvRow } from './csv.ts';
import { type DescribedColumn, dictionary } from './dictionary.ts';
import type { Fact } from './fact.ts';
import { Ledgered } from './posted.ts';

/** One posting, with the entry that it is in. */
interface PostingRow {
  readonly seq: number;
  readonly at: Instant;
  readonly entry: Entry;
  readonly posting: Posting;
  /** From 1, within the entry. */
  readonly number: number;
  readonly balanceMinor: bigint | undefined;
  readonly books: Ledgered;
}

const DIMENSION_ABOUT: Readonly<Record<keyof Dimensions, string>> = {
  counterparty: 'Who is at the other end of income or spending: PUBLIC, TEAM, SUPPLIER, STAFF or MOVEMENT.',
  purpose: 'What it is for, as a code.',
  project: 'The project that it belongs to, as an id or code.',
  team: 'The id of the team that it is about.',
  recipient: 'The id of whoever receives it; a pseudonym where it is a person.',
  spentIn: 'Where the money is spent, ISO 3166-1 alpha-2.',
  decidedIn: 'Where that was decided, ISO 3166-1 alpha-2.',
  allowedBy: 'The motion, framework or award that allowed it.',
  costClass: 'What sort of cost it is: PROGRAMME, STAFF, OVERSIGHT or SENIOR_MANAGEMENT.',
};

const DECIMAL: Json = { base: 'decimal', format: '0.#' };

const common: readonly DescribedColumn<PostingRow>[] = [
  {
    name: 'journal_seq',
    about: 'The commit of the node’s journal that entered it, from 1.',
    datatype: 'positiveInteger',
    isRequired: true,
    value: ({ seq }) => seq,
  },
  {
    name: 'recorded_at',
    about: 'When it was entered.',
    datatype: 'dateTimeStamp',
    isRequired: true,
    value: ({ at }) => new Date(at).toISOString(),
  },
  { name: 'entry_id', about: 'The entry.', datatype: 'string', isRequired: true, value: ({ entry }) => entry.id },
  {
    name: 'posting',
    about: 'Which posting of the entry it is, from 1.',
    datatype: 'positiveInteger',
    isRequired: true,
    value: ({ number }) => number,
  },
  {
    name: 'day',
    about: 'The day on which the entry counts.',
    datatype: 'date',
    isRequired: true,
    value: ({ entry }) => entry.effectiveDay,
  },
  {
    name: 'kind',
    about: 'What the entry is, in one word: donation, grant, reversal.',
    datatype: 'string',
    isRequired: true,
    value: ({ entry }) => entry.kind,
  },
  {
    name: 'account',
    about: 'The account; its first segment tells the class: assets, liabilities, equity, income or expenses.',
    datatype: 'string',
    isRequired: true,
    value: ({ posting }) => posting.account,
  },
  {
    name: 'currency',
    about: 'ISO 4217, or the code of a resource that is counted and no money, as HOURS.',
    datatype: 'string',
    isRequired: true,
    value: ({ posting }) => posting.currency,
  },
  {
    name: 'amount',
    about: 'Debits are positive, credits negative.',
    datatype: DECIMAL,
    isRequired: true,
    value: ({ posting, books }) => books.decimal(posting.amountMinor, posting.currency),
  },
];

const balances: readonly DescribedColumn<PostingRow>[] = [
  {
    name: 'balance',
    about: 'What the account holds in this currency with this row, added up in the order of the rows.',
    datatype: DECIMAL,
    isRequired: true,
    value: ({ posting, books, balanceMinor }) => books.decimal(balanceMinor ?? 0n, posting.currency),
  },
];

const details: readonly DescribedColumn<PostingRow>[] = [
  {
    name: 'amount_minor',
    about: 'The amount in the smallest unit of its currency: 1250 is 12.50 EUR and 1250 JPY.',
    datatype: 'integer',
    isRequired: true,
    value: ({ posting }) => `${posting.amountMinor}`,
  },
  {
    name: 'fund',
    about: 'The code of the fund.',
    datatype: 'string',
    isRequired: true,
    value: ({ posting, books }) => books.fund(posting.fund),
  },
  { name: 'fund_id', about: 'The id of the fund.', datatype: 'string', value: ({ posting }) => posting.fund },
  ...Object.entries(DIMENSION_NAMES).map(
    ([key, name]): DescribedColumn<PostingRow> => ({
      name,
      about: DIMENSION_ABOUT[key as keyof Dimensions],
      datatype: 'string',
      value: ({ posting }) => posting.dimensions?.[key as keyof Dimensions],
    }),
  ),
  {
    name: 'reverses',
    about: 'The entry whose mirror image this is.',
    datatype: 'string',
    value: ({ entry }) => entry.reverses,
  },
  {
    name: 'cites',
    about: 'What the entry rests on: name=value, parted by blanks.',
    datatype: 'string',
    value: ({ entry }) => citesOf(entry.cites),
  },
];

const postedColumns = [...common, ...balances, ...details];
const pendingColumns = [
  ...common,
  ...details,
  {
    name: 'expires_at',
    about: 'From this moment on it can only expire.',
    datatype: 'dateTimeStamp',
    value: ({ entry }) => (entry.expiresAt === undefined ? null : new Date(entry.expiresAt).toISOString()),
  } satisfies DescribedColumn<PostingRow>,
];

/**
 * postings.csv: every posting of every posted entry, in the order in which they were posted, with what the account holds
 * then. A row never changes: the file of a later position begins with all rows of the one before.
 * @see RFC 4180
 */
export async function* postingsCsv(facts: AsyncIterable<Fact>): AsyncGenerator<string> {
  const books = new Ledgered();
  yield csvNames(postedColumns);
  for await (const step of books.read(facts)) {
    if (step.kind === 'account') continue;
    yield step.entry.postings
      .map((posting, index) => {
        const balanceMinor = books.add(posting);
        return csvRow(postedColumns, { ...step, posting, number: index + 1, balanceMinor, books });
      })
      .join('');
  }
}

/** pending.csv: the postings of entries that are prepared and neither posted nor released; they count for nothing yet. */
export async function* pendingCsv(facts: AsyncIterable<Fact>): AsyncGenerator<string> {
  const books = new Ledgered();
  yield csvNames(pendingColumns);
  for await (const _ of books.read(facts));
  for (const step of books.pending()) {
    for (const [index, posting] of step.entry.postings.entries()) {
      yield csvRow(pendingColumns, { ...step, posting, number: index + 1, balanceMinor: undefined, books });
    }
  }
}

/** What stands in the columns of postings.csv and pending.csv. */
export function dataDictionary(): string {
  const key = ['entry_id', 'posting'];
  return dictionary([
    { file: 'postings.csv', columns: postedColumns, key },
    { file: 'pending.csv', columns: pendingColumns, key },
  ]);
}
