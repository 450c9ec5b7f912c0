import { isRejection } from '@hubgraph/kernel';
import fc from 'fast-check';
import { Books } from './books.ts';
import type { LedgerCommand, PrepareEntry } from './commands.ts';
import { FUNDS, NOW, TODAY } from './fixtures.test-helper.ts';
import { decideLinked } from './linked.ts';
import { Model } from './model.test-helper.ts';
import type { Posting } from './types.ts';
import { verifyBooks } from './verify.ts';

const PATHS = [
  'assets:bank:main',
  'liabilities:loan',
  'equity:opening',
  'equity:fund-transfers',
  'equity:trading',
  'income:donations',
  'expenses:grants',
] as const;
const CURRENCIES = ['EUR', 'JPY'] as const;
const LIMITS: Readonly<Record<string, 'credits-must-not-exceed-debits' | 'debits-must-not-exceed-credits'>> = {
  'assets:bank:main': 'credits-must-not-exceed-debits',
  'liabilities:loan': 'debits-must-not-exceed-credits',
};

const path = fc.constantFrom(...PATHS, 'assets:bank:main', 'assets:bank:main', 'expenses:grants', 'expenses:grants');
const currency = fc.constantFrom(...CURRENCIES, 'EUR', 'EUR');
const id = fc.integer({ min: 1, max: 8 }).map((n) => `e${n}`);
/** Mostly of entries that are prepared, so that their ends meet them. */
const pendingId = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 5 }).map((n) => `p${n}`) },
  { weight: 1, arbitrary: id },
);
const anyId = fc.oneof(id, pendingId);
const at = fc.integer({ min: 0, max: 20 }).map((n) => NOW + n);

/** A debit and a credit of the same amount in the same fund. */
const pairOfPostings = fc
  .record({
    debit: path,
    credit: path,
    currency,
    amount: fc.bigInt({ min: 1n, max: 60n }),
    fund: fc.oneof(
      { weight: 20, arbitrary: fc.constantFrom('general', 'training', 'kenya', 'fenced') },
      fc.constantFrom('old', 'none'),
    ),
    purpose: fc.constantFrom('training', 'training', 'travel'),
    spentIn: fc.constantFrom('KE', 'KE', 'PL'),
  })
  .map(({ debit, credit, amount, purpose, spentIn, ...rest }): Posting[] => {
    const dimensions = { counterparty: 'PUBLIC', purpose, spentIn } as const;
    return [
      { account: debit, amountMinor: amount, ...rest, dimensions },
      { account: credit, amountMinor: -amount, ...rest, dimensions },
    ];
  });

const postings = fc.array(pairOfPostings, { minLength: 1, maxLength: 3 }).map((pairs) => pairs.flat());

/** Money of one fund for another one or for itself, in the same currency or in another, through the equity of both. */
const betweenFunds = fc
  .record({
    from: fc.constantFrom('general', 'fenced'),
    to: fc.constantFrom('general', 'training', 'fenced'),
    equity: fc.constantFrom('equity:opening', 'equity:fund-transfers', 'equity:trading'),
    amount: fc.bigInt({ min: 1n, max: 60n }),
    gives: fc.constantFrom(...CURRENCIES, 'EUR'),
    gets: fc.constantFrom(...CURRENCIES, 'EUR'),
  })
  .map(({ from, to, equity, amount, gives, gets }): Posting[] =>
    (
      [
        ['assets:bank:main', to, amount, gets],
        [equity, to, -amount, gets],
        ['assets:bank:main', from, -amount, gives],
        [equity, from, amount, gives],
      ] as const
    ).map(([account, fund, amountMinor, unit]) => ({ account, fund, amountMinor, currency: unit })),
  );

/** Mostly today; some in what may be closed meanwhile. */
const effectiveDay = fc.oneof(
  { weight: 8, arbitrary: fc.constant(TODAY) },
  { weight: 1, arbitrary: fc.constantFrom('2026-03-10', '2026-03-12', '2026-03-14', '2026-03-20') },
);

const content = fc
  .record({ at, id, postings: fc.oneof({ weight: 8, arbitrary: postings }, betweenFunds), effectiveDay })
  .map((made) => ({ ...made, kind: 'test' }));

const income = fc
  .record({
    at,
    id,
    currency,
    amountMinor: fc.bigInt({ min: 1n, max: 200n }),
    fund: fc.constantFrom('general', 'training', 'kenya', 'fenced'),
  })
  .map(
    ({ at: when, id: entry, currency: unit, amountMinor, fund }): LedgerCommand => ({
      type: 'PostEntry',
      at: when,
      id: entry,
      kind: 'test',
      effectiveDay: TODAY,
      postings: [
        { account: 'assets:bank:main', currency: unit, amountMinor, fund },
        {
          account: 'income:donations',
          currency: unit,
          amountMinor: -amountMinor,
          fund,
          dimensions: { counterparty: 'PUBLIC' },
        },
      ],
    }),
  );

const prepare = fc.record({ made: content, entry: pendingId, lasts: fc.integer({ min: -1, max: 12 }) }).map(
  ({ made, entry, lasts }): PrepareEntry => ({
    type: 'PrepareEntry',
    ...made,
    id: entry,
    expiresAt: made.at + lasts,
  }),
);

const step = fc.record({
  type: fc.constantFrom('PostPending', 'VoidPending', 'ExpirePending'),
  at,
  entry: pendingId,
}) as fc.Arbitrary<LedgerCommand>;

/** Parts that may fit: of one pair of postings or two, mostly in balance. */
const part = fc
  .record({
    at,
    entry: pendingId,
    amounts: fc.array(fc.bigInt({ min: 0n, max: 30n }), { minLength: 1, maxLength: 3 }),
    off: fc.constantFrom(0n, 0n, 0n, 0n, 1n),
  })
  .map(
    ({ amounts, off, ...rest }): LedgerCommand => ({
      type: 'PostPending',
      ...rest,
      parts: amounts.flatMap((amountMinor) => [{ amountMinor }, { amountMinor: off - amountMinor }]),
    }),
  );

const closing = fc
  .constantFrom('2026-03-11', '2026-03-13', '2026-03-15', '2026-03-16')
  .map((before): LedgerCommand => ({ type: 'ClosePeriod', at: NOW, before }));

const account = fc
  .record({ path, currency, isLimited: fc.boolean(), isOpening: fc.boolean() })
  .map(({ isLimited, isOpening, ...rest }): LedgerCommand => {
    if (!isOpening) return { type: 'CloseAccount', at: NOW, ...rest };
    const limit = LIMITS[rest.path];
    const command = { type: 'OpenAccount', at: NOW, ...rest } as const;
    return isLimited && limit !== undefined ? { ...command, limit } : command;
  });

const command: fc.Arbitrary<LedgerCommand> = fc.oneof(
  { weight: 5, arbitrary: income },
  { weight: 4, arbitrary: content.map((made): LedgerCommand => ({ type: 'PostEntry', ...made })) },
  { weight: 6, arbitrary: prepare },
  { weight: 6, arbitrary: step },
  { weight: 3, arbitrary: part },
  {
    weight: 2,
    arbitrary: fc
      .record({ at, id: anyId, reverses: anyId, effectiveDay })
      .map((made): LedgerCommand => ({ type: 'ReverseEntry', ...made })),
  },
  { weight: 1, arbitrary: account },
  { weight: 1, arbitrary: fc.oneof({ weight: 3, arbitrary: account }, closing) },
);

/** What is sent at once: mostly one command, at times some that are linked. */
const sending = fc.oneof(
  { weight: 9, arbitrary: command.map((one) => [one]) },
  { weight: 1, arbitrary: fc.array(command, { minLength: 2, maxLength: 4 }) },
);

/** What is sent to a ledger, in order; commands that are sent together are linked. */
export const sequences: fc.Arbitrary<LedgerCommand[][]> = fc.array(sending, { maxLength: 40, size: 'max' });

/** What two ledgers made of one sequence. */
export interface Comparison {
  /** The first thing in which they differ; undefined where there is none. */
  readonly fault?: string;
  /** What the model answered. */
  readonly answers: readonly string[];
}

/** Sends a sequence to the ledger and to its reference model: every answer, every sum and every balance must be the same. */
export function compare(sent: readonly (readonly LedgerCommand[])[], decide = decideLinked): Comparison {
  const books = new Books();
  const model = new Model(FUNDS, TODAY);
  const answers: string[] = [];
  for (const [n, commands] of [...openings(), ...sent].entries()) {
    const decision = decide(commands, books.slice({ today: TODAY, funds: FUNDS }));
    const answer = isRejection(decision) ? decision.code : 'ok';
    const expected = model.send(...commands);
    if (!isRejection(decision)) for (const event of decision) books.apply(event);
    if (answer !== expected) {
      const fault = `the model says ${expected}, the books say ${answer}: ${fc.stringify(commands)}`;
      return { fault, answers };
    }
    if (n >= openings().length) answers.push(answer);
  }
  const fault = difference(books, model);
  return fault === undefined ? { answers } : { fault, answers };
}

function difference(books: Books, model: Model): string | undefined {
  for (const one of books.accounts()) {
    const sums = [one.debitsPendingMinor, one.debitsPostedMinor, one.creditsPendingMinor, one.creditsPostedMinor];
    const expected = model.sums(one.path, one.currency);
    if (sums.join() !== expected.join()) return `${one.path} ${one.currency} has ${sums}, not ${expected}`;
  }
  for (const { fund, currency: unit, postedMinor, reservedMinor } of books.fundBalances()) {
    const expected = model.fund(fund, unit);
    if (`${postedMinor},${reservedMinor}` !== expected.join()) {
      return `the fund ${fund} has ${postedMinor}, ${reservedMinor} ${unit}, not ${expected}`;
    }
  }
  const [found] = verifyBooks({
    entries: books.entries(),
    accounts: books.accounts(),
    fundBalances: books.fundBalances(),
  });
  return found === undefined ? undefined : `${found.code}: ${found.subject}`;
}

/** What the sequences must have met, or they would prove nothing. */
export const REACHED = [
  'ok',
  'fund-is-overdrawn',
  'credits-would-exceed-debits',
  'debits-would-exceed-credits',
  'pending-is-already-posted',
  'pending-is-already-voided',
  'pending-is-expired',
  'pending-is-not-yet-expired',
  'entry-is-not-pending',
  'entry-is-already-reversed',
  'entry-exists-with-different-postings',
  'purpose-is-not-allowed-by-fund',
  'country-is-not-allowed-by-fund',
  'fund-is-ring-fenced',
  'part-exceeds-pending',
  'parts-do-not-fit-entry',
  'entry-does-not-balance',
  'period-is-closed',
  'period-was-closed',
  'period-is-not-over',
  'account-is-closed',
] as const;

function openings(): LedgerCommand[][] {
  return PATHS.flatMap((opened) =>
    CURRENCIES.map((unit): LedgerCommand[] => {
      const limit = LIMITS[opened];
      const opening = { type: 'OpenAccount', at: NOW, path: opened, currency: unit } as const;
      return [limit === undefined ? opening : { ...opening, limit }];
    }),
  );
}
