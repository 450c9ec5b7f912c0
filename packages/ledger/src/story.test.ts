import { formatAmount, isRejection } from '@hubgraph/kernel';
import { expect, it } from 'vitest';
import { applyEntry } from './apply.ts';
import { Books } from './books.ts';
import { dueTo } from './chart.ts';
import type { LedgerCommand } from './commands.ts';
import { decide } from './decide.ts';
import type { FundState, Posting } from './types.ts';
import { verifyBooks } from './verify.ts';

const AT = Date.UTC(2026, 2, 1);
const EXPIRY = AT + 7 * 86_400_000;
const FUNDS = new Map<string, FundState>([
  ['general', { id: 'general', status: 'OPEN' }],
  ['training', { id: 'training', status: 'OPEN', purposes: ['training'] }],
]);
const ACCOUNTS = [
  ['assets:bank:main', 'EUR'],
  ['assets:bank:main', 'JPY'],
  [dueTo('bss'), 'EUR'],
  ['liabilities:payable:grants', 'EUR'],
  ['equity:fund-transfers', 'EUR'],
  ['equity:trading', 'EUR'],
  ['equity:trading', 'JPY'],
  ['income:donations', 'EUR'],
  ['income:movement', 'EUR'],
  ['expenses:grants', 'EUR'],
  ['expenses:services', 'JPY'],
] as const;

const SPENT = { counterparty: 'TEAM', purpose: 'training', spentIn: 'KE', allowedBy: 'cee:award:1' } as const;
const DONATED = { counterparty: 'PUBLIC' } as const;
const MOVED = { counterparty: 'MOVEMENT' } as const;

/** `eur('general', 'assets:bank:main', 100n)`: a debit of EUR 1.00. */
const inCurrency =
  (currency: string) =>
  (fund: string, account: string, amountMinor: bigint, dimensions?: Posting['dimensions']): Posting => ({
    account,
    currency,
    amountMinor,
    fund,
    ...(dimensions === undefined ? {} : { dimensions }),
  });
const eur = inCurrency('EUR');
const jpy = inCurrency('JPY');

const post = (id: string, kind: string, ...postings: Posting[]): LedgerCommand => ({
  type: 'PostEntry',
  at: AT,
  id,
  kind,
  effectiveDay: '2026-03-01',
  postings,
});
const prepare = (id: string, kind: string, ...postings: Posting[]): LedgerCommand => ({
  type: 'PrepareEntry',
  at: AT,
  id,
  kind,
  effectiveDay: '2026-03-02',
  expiresAt: EXPIRY,
  postings,
});
const transfer = (id: string, amount: bigint): LedgerCommand =>
  post(
    id,
    'fund-transfer',
    eur('general', 'equity:fund-transfers', amount),
    eur('general', 'assets:bank:main', -amount),
    eur('training', 'assets:bank:main', amount),
    eur('training', 'equity:fund-transfers', -amount),
  );
const award = (id: string, amount: bigint): LedgerCommand =>
  prepare(
    id,
    'grant',
    eur('training', 'expenses:grants', amount, SPENT),
    eur('training', 'liabilities:payable:grants', -amount),
  );

/** What happens, and what is done for it. */
const STORY: readonly (readonly [string, LedgerCommand])[] = [
  [
    'Donors give EUR 1,000.00 for anything.',
    post(
      'donations',
      'donation',
      eur('general', 'assets:bank:main', 100_000n),
      eur('general', 'income:donations', -100_000n, DONATED),
    ),
  ],
  [
    'The BSS disburses EUR 500.00.',
    post(
      'disbursement',
      'disbursement',
      eur('general', 'assets:bank:main', 50_000n),
      eur('general', 'income:movement', -50_000n, MOVED),
    ),
  ],
  ['The board sets EUR 600.00 aside for training.', transfer('set-aside', 60_000n)],
  ['An award of EUR 600.01 is more than the training fund has.', award('award-1', 60_001n)],
  ['An award of EUR 450.00 is prepared: the fund keeps it ready.', award('award-1', 45_000n)],
  ['A second one of EUR 200.00 has to wait, though the bank has enough.', award('award-2', 20_000n)],
  [
    'The team accepts; the first award is posted.',
    { type: 'PostPending', at: AT + 1, entry: 'award-1', effectiveDay: '2026-03-03' },
  ],
  ['The board sets EUR 50.00 more aside.', transfer('set-aside-2', 5_000n)],
  ['The second award is prepared.', award('award-2', 20_000n)],
  [
    'The grant is paid out.',
    post(
      'payment',
      'payment',
      eur('training', 'liabilities:payable:grants', 45_000n),
      eur('training', 'assets:bank:main', -45_000n),
    ),
  ],
  ['Nobody accepts the second award; its week is over.', { type: 'ExpirePending', at: EXPIRY, entry: 'award-2' }],
  ['Too late.', { type: 'PostPending', at: EXPIRY, entry: 'award-2' }],
  [
    'EUR 100.00 become JPY 16,250 (rate and source are cited).',
    {
      ...post(
        'exchange',
        'exchange',
        eur('general', 'equity:trading', 10_000n),
        eur('general', 'assets:bank:main', -10_000n),
        jpy('general', 'assets:bank:main', 16_250n),
        jpy('general', 'equity:trading', -16_250n),
      ),
      cites: { rate: 'ecb:2026-03-02:EUR:JPY:162.50' },
    } as LedgerCommand,
  ],
  [
    'A room in Kyoto costs JPY 6,000.',
    post(
      'room',
      'service',
      jpy('general', 'expenses:services', 6_000n, { counterparty: 'SUPPLIER', spentIn: 'JP' }),
      jpy('general', 'assets:bank:main', -6_000n),
    ),
  ],
  [
    'It was EUR, not JPY: reversed.',
    { type: 'ReverseEntry', at: AT, id: 'room-undone', reverses: 'room', effectiveDay: '2026-03-04' },
  ],
  [
    'And once more, by mistake.',
    { type: 'ReverseEntry', at: AT, id: 'room-undone-2', reverses: 'room', effectiveDay: '2026-03-04' },
  ],
  [
    'EUR 80.00 too much came from the BSS; they are owed back.',
    post(
      'owed-back',
      'correction',
      eur('general', 'income:movement', 8_000n, MOVED),
      eur('general', dueTo('bss'), -8_000n),
    ),
  ],
];

it('the story of two funds reads as it did', async () => {
  const books = new Books();
  const lines: string[] = [
    '# Two funds in one bank account',
    '',
    'Balances are debits less credits; a second figure in brackets is pending. Funds: available (reserved).',
    '',
  ];
  const tell = (command: LedgerCommand): string => {
    const result = decide(command, books.slice({ today: '2026-03-03', funds: FUNDS }));
    if (isRejection(result)) return `refused: \`${result.code}\``;
    for (const event of result) {
      books.apply(event);
      if (!('entry' in event)) continue;
      for (const { kind, currency, counterparty, country, amountMinor } of applyEntry(event).totals) {
        totals.push(
          `| ${event.entry.id} | ${kind} | ${counterparty} | ${country ?? ''} | ${formatAmount({ amountMinor, currency })} ${currency} |`,
        );
      }
    }
    return result.map(({ type }) => type).join(', ');
  };
  const totals: string[] = [];
  for (const [path, currency] of ACCOUNTS) tell({ type: 'OpenAccount', at: AT, path, currency });
  for (const [index, [what, command]] of STORY.entries()) {
    lines.push(`## ${index + 1}. ${what}`, '', `${command.type} → ${tell(command)}`, '', ...balances(books), '');
  }
  lines.push(
    '## Totals of income and expenses',
    '',
    '| entry | kind | counterparty | country | amount |',
    '|---|---|---|---|---:|',
    ...totals,
    '',
  );
  await expect(lines.join('\n')).toMatchFileSnapshot('__snapshots__/two-funds.md');
  expect(
    verifyBooks({ entries: books.entries(), accounts: books.accounts(), fundBalances: books.fundBalances() }),
  ).toEqual([]);
});

function balances(books: Books): string[] {
  const rows = books.accounts().flatMap((one) => {
    const posted = one.debitsPostedMinor - one.creditsPostedMinor;
    const pending = one.debitsPendingMinor - one.creditsPendingMinor;
    return posted === 0n && pending === 0n ? [] : [row(one.path, one.currency, posted, pending)];
  });
  const funds = books
    .fundBalances()
    .map(({ fund, currency, postedMinor, reservedMinor }) =>
      row(`fund ${fund}`, currency, postedMinor - reservedMinor, reservedMinor),
    );
  return ['| account or fund | currency | balance |', '|---|---|---:|', ...rows, ...funds];
}

function row(name: string, currency: string, amountMinor: bigint, secondMinor: bigint): string {
  const second = secondMinor === 0n ? '' : ` (${formatAmount({ amountMinor: secondMinor, currency })})`;
  return `| ${name} | ${currency} | ${formatAmount({ amountMinor, currency })}${second} |`;
}
