import { Books, type LedgerEvent } from '@hubgraph/ledger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BooksFold } from './fold.ts';
import { parseLeaf } from './leaf.ts';
import { beginning, entryEvent, leafOf, posting, type TestEvent } from './testing.test-helper.ts';

function folded(events: readonly (TestEvent | { stage: string; event: TestEvent })[]) {
  const fold = new BooksFold();
  const found = events.flatMap((one, place) => {
    const { event, stage } =
      'event' in one && 'stage' in one
        ? (one as { stage: string; event: TestEvent })
        : { event: one as TestEvent, stage: undefined };
    const leaf = parseLeaf(leafOf(place + 1, 0, event, stage === undefined ? {} : { stage }));
    if (typeof leaf === 'string') expect.fail(leaf);
    return fold.fold(leaf, place)?.code ?? [];
  });
  return { fold, found };
}

const gift = [posting('assets:bank:main', 500n), posting('income:donations', -500n)];
const bill = [posting('expenses:services', 200n), posting('assets:bank:main', -200n)];
const staged = (event: TestEvent) => ({ stage: 'east:import:1', event });

describe('what is wrong with an entry is found', () => {
  test.each<[string, readonly (TestEvent | { stage: string; event: TestEvent })[]]>([
    [
      'entry-does-not-balance',
      [entryEvent('EntryPosted', '1', [posting('assets:bank:main', 500n), posting('income:donations', -499n)])],
    ],
    [
      'entry-does-not-balance',
      [
        entryEvent('EntryPosted', '1', [
          posting('assets:bank:main', 500n),
          posting('income:donations', -500n, { currency: 'USD' }),
        ]),
      ],
    ],
    ['event-is-malformed', [entryEvent('EntryPosted', '1', [posting('assets:bank:main', 500n)])]],
    ['event-is-malformed', [entryEvent('EntryPosted', '1', gift, { status: 'PENDING' })]],
    [
      'event-is-malformed',
      [entryEvent('EntryPosted', '1', [posting('assets:bank:main', 0n), posting('income:donations', 0n)])],
    ],
    ['event-is-malformed', [{ ...entryEvent('EntryPosted', '1', gift), v: 2 }]],
    ['event-is-malformed', [{ type: 'EntryPosted' }]],
    ['event-is-malformed', [{ type: 'AccountOpened' }]],
    ['event-is-malformed', [{ type: 'StageReleased' }]],
    ['event-is-malformed', [{ type: 'FundOpened' }]],
    ['account-was-opened-before', [beginning[1] as TestEvent]],
    [
      'account-is-missing',
      [entryEvent('EntryPosted', '1', [posting('assets:cash', 5n), posting('income:donations', -5n)])],
    ],
    [
      'fund-is-missing',
      [
        entryEvent(
          'EntryPosted',
          '1',
          gift.map((one) => ({ ...one, fund: 'east:fund:2' })),
        ),
      ],
    ],
    ['pending-is-not-open', [entryEvent('PendingPosted', '1', gift)]],
    [
      'pending-is-not-open',
      ['EntryPrepared', 'PendingPosted', 'PendingPosted'].map((type) => entryEvent(type, '1', gift)),
    ],
    [
      'pending-is-not-open',
      ['EntryPrepared', 'PendingVoided', 'PendingExpired'].map((type) => entryEvent(type, '1', gift)),
    ],
    ['pending-differs', [entryEvent('EntryPrepared', '1', gift), entryEvent('PendingPosted', '1', bill)]],
    ['pending-differs', [entryEvent('EntryPrepared', '1', gift), entryEvent('EntryPrepared', '1', gift)]],
    ['stage-holds-more-than-entries', [staged(entryEvent('EntryPrepared', '1', gift))]],
    ['stage-holds-more-than-entries', [staged(beginning[1] as TestEvent)]],
    [
      'entry-does-not-balance',
      [staged(entryEvent('EntryPosted', '1', [posting('assets:bank:main', 5n), posting('income:donations', -4n)]))],
    ],
  ])('%s', (code, events) => {
    expect(folded([...beginning, ...events]).found).toEqual([code]);
  });

  test('fund-does-not-balance, where money moves from one fund to another with nothing said', () => {
    const second = { type: 'FundOpened', fund: 'east:fund:2' };
    const moved = [posting('assets:bank:main', 5n), posting('income:donations', -5n, { fund: 'east:fund:2' })];
    expect(folded([...beginning, second, entryEvent('EntryPosted', '1', moved)]).found).toEqual([
      'fund-does-not-balance',
    ]);
  });

  test('account-breaks-its-limit', () => {
    const { fold, found } = folded([...beginning, entryEvent('EntryPosted', '1', bill)]);
    expect(found).toEqual([]);
    expect(fold.brokenLimits()).toMatchObject([{ code: 'account-breaks-its-limit' }]);
    expect(folded([...beginning, entryEvent('EntryPosted', '1', gift)]).fold.brokenLimits()).toEqual([]);
  });
});

describe('a stage', () => {
  const entries = ['1', '2', '3'].map((id) => staged(entryEvent('EntryPosted', id, gift)));
  const release = { type: 'StageReleased', stage: 'east:import:1' };
  const bank = (fold: BooksFold) => fold.accounts.get('assets:bank:main EUR')?.debitsPostedMinor;

  test('counts from its release on, once', () => {
    expect(bank(folded([...beginning, ...entries]).fold)).toBe(0n);
    const { fold, found } = folded([...beginning, ...entries, release]);
    expect(found).toEqual([]);
    expect(bank(fold)).toBe(1_500n);
    expect(fold.funds.get('east:fund:1 EUR')).toMatchObject({ postedMinor: 1_500n, reservedMinor: 0n });
    expect(bank(folded([...beginning, ...entries, release, release]).fold)).toBe(1_500n);
  });

  test('counts never when its import was dropped', () => {
    const dropped = { type: 'ImportDropped', import: 'east:import:1' };
    expect(bank(folded([...beginning, ...entries, dropped, release]).fold)).toBe(0n);
  });
});

test('sums are those of the ledger itself, whatever was posted, prepared and resolved', () => {
  const paths = ['assets:bank:main', 'income:donations', 'expenses:services', 'equity:opening'];
  const step = fc.record({
    kind: fc.constantFrom('EntryPosted', 'EntryPrepared', 'PendingPosted', 'PendingVoided', 'PendingExpired'),
    amounts: fc.array(fc.bigInt(1n, 2n ** 62n - 1n), { minLength: 1, maxLength: 3 }),
    turn: fc.nat(100),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const pending: [string, object[]][] = [];
      const events = steps.flatMap(({ kind, amounts, turn }, place): TestEvent[] => {
        if (kind.startsWith('Pending')) {
          const [open] = pending.splice(turn % Math.max(1, pending.length), 1);
          return open === undefined ? [] : [entryEvent(kind, ...open)];
        }
        const postings = amounts.flatMap((amount, n) => [
          posting(paths[(turn + n) % 4] as string, amount),
          posting(paths[(turn + n + 1 + (turn % 3)) % 4] as string, -amount),
        ]);
        if (kind === 'EntryPrepared') pending.push([`${place}`, postings]);
        return [entryEvent(kind, `${place}`, postings)];
      });
      const { fold, found } = folded([...beginning, ...events]);
      expect(found).toEqual([]);
      const books = new Books();
      for (const event of [...beginning.slice(1), ...events]) books.apply(event as unknown as LedgerEvent);
      for (const { path, currency, ...sums } of books.accounts()) {
        const { debitsPendingMinor, debitsPostedMinor, creditsPendingMinor, creditsPostedMinor } = sums;
        expect(fold.accounts.get(`${path} ${currency}`)).toMatchObject({
          debitsPendingMinor,
          debitsPostedMinor,
          creditsPendingMinor,
          creditsPostedMinor,
        });
      }
      expect([...fold.funds.values()]).toEqual(books.fundBalances());
    }),
  );
});
