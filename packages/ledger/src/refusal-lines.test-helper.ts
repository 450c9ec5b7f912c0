import { AMOUNT_MINOR_MAX } from '@hubgraph/kernel';
import type { LedgerCommand, PrepareEntry } from './commands.ts';
import { grant, NOW, post, standardBooks, type TestBooks } from './fixtures.test-helper.ts';
import type { LedgerRejectionCode } from './rejections.ts';
import type { Posting } from './types.ts';

/** Books, and a new entry that is sent to them. */
export interface Attempt {
  readonly books: TestBooks;
  readonly command: LedgerCommand;
}

/** One line of a table: breaks one rule, and none of higher precedence. */
export type Line = readonly [LedgerRejectionCode, (attempt: Attempt) => Attempt];

/** An entry that nothing is wrong with. */
export const ENTRY: PrepareEntry = {
  ...post('new', [...grant(10_000n), ...grant(500n)]),
  type: 'PrepareEntry',
  expiresAt: NOW + 60_000,
};

/** A line that changes the command alone. */
function change(edit: (command: PrepareEntry) => PrepareEntry): Line[1] {
  return (attempt) => ({ ...attempt, command: edit(attempt.command as PrepareEntry) });
}

/** A line that adds postings which break one rule; they balance unless the rule is about that. */
function add(...postings: readonly Posting[]): Line[1] {
  return change((command) => ({ ...command, postings: [...command.postings, ...postings] }));
}

/** A line that changes what is in the books, keeping the command. */
function prior(...commands: readonly LedgerCommand[]): Line[1] {
  return (attempt) => {
    attempt.books.given(...commands);
    return attempt;
  };
}

/** A line that enters another entry under the same id. */
export function taken(edit: (command: PrepareEntry) => LedgerCommand): Line[1] {
  return prior(edit(ENTRY));
}

export const bank = (amountMinor: bigint, more: Partial<Posting> = {}): Posting => ({
  account: 'assets:bank:main',
  currency: 'EUR',
  amountMinor,
  fund: 'general',
  ...more,
});

const pair = (more: Partial<Posting>): [Posting, Posting] => [bank(1n, more), bank(-1n, more)];

export const openAccount = (path: string, limit?: 'debits-must-not-exceed-credits'): LedgerCommand => ({
  type: 'OpenAccount',
  at: NOW,
  path,
  currency: 'EUR',
  ...(limit === undefined ? {} : { limit }),
});

export const closeAccount = (path: string): LedgerCommand => ({ type: 'CloseAccount', at: NOW, path, currency: 'EUR' });

const public_ = { dimensions: { counterparty: 'PUBLIC' } } as const;

/** Rules about a new entry; the command changes are so made that all lines below one can be broken along with it. */
export const ENTRY_LINES: readonly Line[] = [
  ['entry-id-is-malformed', change((command) => ({ ...command, id: 'with space' }))],
  ['entry-kind-is-malformed', change((command) => ({ ...command, kind: 'Grant' }))],
  ['day-is-malformed', change((command) => ({ ...command, effectiveDay: '2026-02-30' }))],
  ['cites-are-malformed', change((command) => ({ ...command, cites: { motion: 'free text' } }))],
  ['cites-are-malformed', change((command) => ({ ...command, cites: { of: 'mailto:anna@example.org' } }))],
  ['cites-are-malformed', change((command) => ({ ...command, cites: { of: 'https://example.org/?name=anna' } }))],
  ['expiry-is-not-ahead', change((command) => ({ ...command, expiresAt: NOW }))],
  ['entry-has-too-few-postings', change((command) => ({ ...command, postings: command.postings.slice(-1) }))],
  [
    'entry-has-too-many-postings',
    change((command) => ({
      ...command,
      postings: [...command.postings, ...Array.from({ length: 500 }, () => pair({})).flat()],
    })),
  ],
  ['amount-is-zero', add(bank(0n))],
  ['amount-is-too-large', add(bank(AMOUNT_MINOR_MAX + 1n), bank(-AMOUNT_MINOR_MAX - 1n))],
  ['currency-is-unknown', add(...pair({ currency: 'XAU' }))],
  ['account-path-is-malformed', add(...pair({ account: 'bank:main' }))],
  ['dimension-is-malformed', add(...pair({ dimensions: { counterparty: 'PUBLIC', team: 'Team of Anna' } }))],
  ['dimension-is-malformed', add(...pair({ dimensions: { counterparty: 'PUBLIC', recipient: 'anna@example.org' } }))],
  ['country-is-malformed', add(...pair({ dimensions: { counterparty: 'PUBLIC', spentIn: 'Kenya' } }))],
  ['cost-class-does-not-match-account', add(...pair({ dimensions: { counterparty: 'STAFF', costClass: 'STAFF' } }))],
  ['counterparty-is-missing', add(...pair({ account: 'expenses:staff' }))],
  ['counterparty-does-not-match-account', add(...pair({ account: 'income:movement', ...public_ }))],
  ['entry-does-not-balance', add(bank(1n))],
  ['fund-does-not-balance', add(bank(1n), bank(-1n, { fund: 'training' }))],
  ['account-is-unknown', add(...pair({ currency: 'USD' }))],
  [
    'account-is-closed',
    (attempt) => {
      if (attempt.books.slice().account('assets:till', 'EUR') === undefined) {
        attempt.books.given(openAccount('assets:till'), closeAccount('assets:till'));
      }
      return add(...pair({ account: 'assets:till' }))(attempt);
    },
  ],
  ['fund-is-unknown', add(...pair({ fund: 'nowhere' }))],
  ['fund-is-closed', add(...pair({ fund: 'old' }))],
  [
    'purpose-is-not-allowed-by-fund',
    add(...pair({ account: 'expenses:staff', fund: 'training', dimensions: { counterparty: 'STAFF' } })),
  ],
  [
    'country-is-not-allowed-by-fund',
    add(
      ...pair({ account: 'expenses:staff', fund: 'kenya', dimensions: { counterparty: 'STAFF', spentIn: 'PL' } }),
      ...pair({ account: 'expenses:staff', fund: 'kenya', dimensions: { counterparty: 'STAFF' } }),
    ),
  ],
  [
    'fund-is-ring-fenced',
    add(bank(-1n, { fund: 'fenced' }), bank(1n, { fund: 'fenced', account: 'equity:fund-transfers' })),
  ],
  [
    'period-is-closed',
    (attempt) => {
      attempt.books.closedBefore = '2026-05-01';
      return attempt;
    },
  ],
  ['day-is-too-far-ahead', change((command) => ({ ...command, effectiveDay: '2026-04-16' }))],
  [
    'debits-would-exceed-credits',
    (attempt) => {
      attempt.books.given(openAccount('liabilities:loan', 'debits-must-not-exceed-credits'));
      return add(bank(1n, { account: 'liabilities:loan' }), bank(-1n))(attempt);
    },
  ],
  ['credits-would-exceed-debits', add(bank(-200_000n), bank(200_000n, { account: 'equity:opening' }))],
  [
    'fund-is-overdrawn',
    add(bank(-200_000n, { account: 'liabilities:payable:grants' }), bank(200_000n, { account: 'equity:opening' })),
  ],
  [
    'balance-is-too-large',
    add(
      ...Array.from({ length: 3 }, () => bank(AMOUNT_MINOR_MAX, { account: 'equity:trading' })),
      ...Array.from({ length: 3 }, () => bank(-AMOUNT_MINOR_MAX, { account: 'equity:opening' })),
    ),
  ],
];

/** An attempt that breaks no rule. */
export const attempt = (): Attempt => ({ books: standardBooks(), command: ENTRY });

/** The answer to an attempt. */
export const answer = ({ books, command }: Attempt): string => books.send(command);
