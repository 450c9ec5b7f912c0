import { isRejection, type Rejection, sha256 } from '@hubgraph/kernel';
import { describe, expect, it } from 'vitest';
import { decideStageImportBatch, decideTakeImportBatch, type Staging } from './batches.ts';
import {
  type CompleteImport,
  decideCompleteImport,
  decideDropImport,
  decideStartImport,
  type ImportBatchTaken,
  type ImportState,
  importId,
  type StartImport,
  type TakeImportBatch,
  upcasts,
} from './domain.ts';
import { type BatchContent, type EntryRow, type GrantRow, rowId } from './rows.ts';

const AT = Date.parse('2026-06-15T12:00:00Z');
const FILE = sha256('a file');
const text = { key: 'east:text:01JD3Z7N4QK8R2V6X0Y5ABCDEF', digest: sha256('text') };
const FUND = 'east:fund:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const source = { hub: 'east', fileSha256: FILE, format: 'HLEDGER', book: 'club' } as const;
const ID = importId(source, 0);

const codeOf = (decision: unknown) => (isRejection(decision) ? (decision as Rejection).code : decision);

function open(others: Partial<ImportState> = {}): ImportState {
  const { hub: _, ...rest } = source;
  return { id: ID, ...rest, fund: FUND, status: 'OPEN', batches: 0, rows: 0, startedAt: AT, startedBy: 'x', ...others };
}
const grants = (others: Partial<ImportState> = {}) => open({ format: 'THREE_SIXTY_GIVING', ...others });

describe('StartImport', () => {
  const start: StartImport = { type: 'StartImport', at: AT, by: 'x', ...source, fund: FUND, fundName: text };
  const fresh = { id: ID, existing: undefined, fundOfBook: undefined, isFundOfImports: false };
  const own = { ...fresh, fundOfBook: 'east:fund:own' };
  const { book: _, ...withoutBook } = start;
  const TABLE: readonly (readonly [
    code: string,
    given: StartImport,
    state: Parameters<typeof decideStartImport>[1],
  ])[] = [
    ['file-digest-is-malformed', { ...start, fileSha256: FILE.toUpperCase() }, fresh],
    ['option-is-not-for-this-format', { ...start, format: 'THREE_SIXTY_GIVING' }, fresh],
    ['option-is-not-for-this-format', { ...withoutBook, format: 'THREE_SIXTY_GIVING', country: 'KE' }, fresh],
    ['book-is-malformed', { ...start, book: 'The Club' }, fresh],
    ['book-is-reserved', { ...start, book: 'bank' }, fresh],
    ['book-is-reserved', { ...start, book: 'movement' }, fresh],
    ['book-is-reserved', { ...start, book: 'general', country: 'Kenya' }, own],
    ['country-is-malformed', { ...start, country: 'Kenya' }, fresh],
    ['import-is-complete', start, { ...fresh, existing: open({ status: 'COMPLETE' }) }],
    ['import-is-open', start, { ...fresh, existing: open() }],
  ];
  for (const [code, given, state] of TABLE) {
    it(code, () => expect(codeOf(decideStartImport(given, state))).toBe(code));
  }

  it('opens the fund of a new book', () => {
    expect(decideStartImport(start, fresh)).toEqual([
      { type: 'FundOpened', fund: FUND, code: 'club', name: text, kind: 'UNRESTRICTED' },
      { type: 'ImportStarted', import: ID, fileSha256: FILE, format: 'HLEDGER', book: 'club', fund: FUND },
    ]);
  });

  it('takes the fund of a book that is there', () => {
    const there = { ...fresh, fundOfBook: 'east:fund:other', isFundOfImports: true };
    expect(decideStartImport({ ...start, country: 'KE' }, there)).toEqual([
      {
        type: 'ImportStarted',
        import: ID,
        fileSha256: FILE,
        format: 'HLEDGER',
        book: 'club',
        country: 'KE',
        fund: 'east:fund:other',
      },
    ]);
  });

  it('has an id that follows from hub, file, format, options and attempt', () => {
    const others = [
      importId({ ...source, hub: 'west' }, 0),
      importId({ ...source, fileSha256: sha256('b') }, 0),
      importId({ ...source, format: 'THREE_SIXTY_GIVING' }, 0),
      importId({ ...source, book: 'other' }, 0),
      importId({ ...source, country: 'KE' }, 0),
      importId(source, 1),
    ];
    expect(importId({ ...source }, 0)).toBe(ID);
    expect(new Set([ID, ...others]).size).toBe(7);
    expect(ID).toMatch(/^east:import:[0-9A-HJKMNP-TV-Z]{26}$/);
  });
});

const entry = (n: number, others: Partial<EntryRow> = {}): EntryRow => ({
  sourceId: `entry-${n}`,
  day: '2015-02-05',
  postings: [
    { account: 'Expenses:Food', currency: 'USD', amountMinor: 100n },
    { account: 'Assets:Cash', currency: 'USD', amountMinor: -100n },
  ],
  ...others,
});
const award = (n: number, others: Partial<GrantRow> = {}): GrantRow => ({
  sourceId: `grant-${n}`,
  recipientKind: 'ORGANISATION',
  currency: 'GBP',
  amountMinor: 100n,
  awardDay: '2015-02-05',
  ...others,
});
const entries = (...rows: EntryRow[]): BatchContent => ({ format: 'HLEDGER', entries: rows });
const awards = (...rows: GrantRow[]): BatchContent => ({ format: 'THREE_SIXTY_GIVING', grants: rows });

function staging(found: ImportState | undefined, others: Partial<Staging> = {}): Staging {
  return {
    import: found,
    closedBefore: undefined,
    hasRow: () => false,
    sumMinor: () => 0n,
    hasAccount: () => false,
    pathOfName: () => undefined,
    isPathTaken: () => false,
    ...others,
  };
}

const take = (content: BatchContent, batch = 0): TakeImportBatch => ({
  type: 'TakeImportBatch',
  at: AT,
  by: 'x',
  import: ID,
  batch,
  digest: sha256('rows'),
  content,
  names: {},
});

describe('TakeImportBatch', () => {
  const money = (account: string, amountMinor: bigint, currency = 'USD') => ({ account, currency, amountMinor });
  const many = Array.from({ length: 501 }, (_, n) => award(n));
  const TABLE: readonly (readonly [code: string, content: BatchContent, staging: Staging, batch?: number])[] = [
    ['import-is-unknown', entries(entry(1)), staging(undefined)],
    ['import-is-dropped', entries(entry(1)), staging(open({ status: 'DROPPED' }))],
    ['import-is-complete', entries(entry(1)), staging(open({ status: 'COMPLETE' }))],
    ['rows-are-of-another-format', awards(award(1)), staging(open())],
    ['batch-is-empty', entries(), staging(open())],
    ['batch-has-too-many-rows', awards(...many), staging(grants())],
    ['batch-is-out-of-order', entries(entry(1)), staging(open()), 1],
    ['batch-is-out-of-order', entries(entry(1)), staging(open({ batches: 2 })), 1],
    ['source-id-is-malformed', entries(entry(1, { sourceId: 'a b' })), staging(open())],
    ['source-id-is-malformed', entries(entry(1, { sourceId: '' })), staging(open())],
    ['row-is-repeated', entries(entry(1), entry(1)), staging(open())],
    ['row-is-repeated', entries(entry(1)), staging(open(), { hasRow: (id) => id === rowId(ID, 'entry', 'entry-1') })],
    [
      'planned-dates-are-reversed',
      awards(award(1, { plannedFrom: '2015-02-02', plannedTo: '2015-02-01' })),
      staging(grants()),
    ],
    ['recipient-id-is-malformed', awards(award(1, { recipientId: 'Zoë' })), staging(grants())],
    ['country-is-malformed', awards(award(1, { country: 'GBR' })), staging(grants())],
    ['amount-is-negative', awards(award(1, { amountMinor: -1n })), staging(grants())],
    [
      'account-type-is-unknown',
      entries(entry(1, { postings: [money('Bank', 1n), money('Cash', -1n)] })),
      staging(open()),
    ],
    ['balance-is-too-large', entries(entry(1)), staging(open(), { sumMinor: () => 2n ** 62n - 100n })],
    ['balance-is-too-large', awards(award(1)), staging(grants(), { sumMinor: () => 2n ** 62n - 100n })],
    ['entry-has-too-few-postings', entries(entry(1, { postings: [money('Assets', 1n)] })), staging(open())],
    [
      'entry-does-not-balance',
      entries(entry(1, { postings: [money('Assets', 2n), money('Income', -1n)] })),
      staging(open()),
    ],
    [
      'entry-does-not-balance',
      entries(entry(1, { postings: [money('Assets', 1n), money('Income', -1n, 'EUR')] })),
      staging(open()),
    ],
    ['period-is-closed', entries(entry(1), entry(2)), staging(open(), { closedBefore: '2015-02-06' })],
    ['day-is-too-far-ahead', entries(entry(1, { day: '2026-08-01' })), staging(open())],
  ];
  for (const [n, [code, content, state, batch]] of TABLE.entries()) {
    it(`${n + 1}: ${code}`, () => expect(codeOf(decideTakeImportBatch(take(content, batch), state))).toBe(code));
  }

  it('says which row it is', () => {
    const decision = decideTakeImportBatch(take(entries(entry(1), entry(2, { sourceId: ' ' }))), staging(open()));
    expect(decision).toMatchObject({ message: expect.stringMatching(/^Row 2 of the batch: /) });
  });

  it('takes note of rows, sums and new accounts, not of what the file calls them', () => {
    const state = staging(open(), { hasAccount: (path) => path === 'assets:club:cash' });
    const [event] = decideTakeImportBatch(take(entries(entry(1), entry(2, { postings: [] }))), state) as object[];
    expect(event).toEqual({
      type: 'ImportBatchTaken',
      import: ID,
      batch: 0,
      digest: sha256('rows'),
      rows: [rowId(ID, 'entry', 'entry-1'), rowId(ID, 'entry', 'entry-2')],
      sums: [{ currency: 'USD', amountMinor: 100n }],
      firstDay: '2015-02-05',
      accounts: [{ name: sha256('Expenses:Food').slice(0, 32), path: 'expenses:club:food', currency: 'USD' }],
    });
  });

  it('gives two names of one path two paths', () => {
    const both = entry(1, { postings: [money('Expenses:Food', 1n), money('Expenses:food', -1n)] });
    const [event] = decideTakeImportBatch(take(entries(both)), staging(open())) as ImportBatchTaken[];
    const paths = event?.accounts.map(({ path }) => path);
    expect(paths).toEqual(['expenses:club:food', expect.stringMatching(/^expenses:club:food-[0-9a-f]{8}$/)]);
  });
});

describe('StageImportBatch', () => {
  const given = {
    ...take(entries(entry(1), entry(2, { postings: [] }))),
    type: 'StageImportBatch',
    texts: [],
  } as const;
  const pathOfName = (name: string) => (name === 'Assets:Cash' ? 'assets:club:cash' : 'expenses:club:food');

  it('is of the rows that were taken', () => {
    const state = { import: open({ batches: 1 }), closedBefore: undefined, pathOfName };
    expect(codeOf(decideStageImportBatch(given, { ...state, taken: undefined }))).toBe('batch-has-other-rows');
    expect(codeOf(decideStageImportBatch(given, { ...state, taken: sha256('others') }))).toBe('batch-has-other-rows');
  });

  it('finds a period closed since the batch was taken', () => {
    const state = { import: open({ batches: 1 }), taken: given.digest, closedBefore: '2015-02-06', pathOfName };
    expect(codeOf(decideStageImportBatch(given, state))).toBe('period-is-closed');
  });

  it('posts entries under the accounts of the book; what moves nothing leaves no trace', () => {
    const state = {
      import: open({ batches: 1, country: 'US' }),
      taken: given.digest,
      closedBefore: undefined,
      pathOfName,
    };
    const id = rowId(ID, 'entry', 'entry-1');
    const postings = [
      {
        account: 'expenses:club:food',
        currency: 'USD',
        amountMinor: 100n,
        fund: FUND,
        dimensions: { counterparty: 'SUPPLIER', spentIn: 'US' },
      },
      { account: 'assets:club:cash', currency: 'USD', amountMinor: -100n, fund: FUND },
    ];
    const cites = { import: ID, source: 'entry-1' };
    const posted = { id, kind: 'imported', effectiveDay: '2015-02-05', postings, cites, status: 'POSTED' };
    expect(decideStageImportBatch(given, state)).toEqual([{ type: 'EntryPosted', at: AT, entry: posted }]);
  });

  it('makes grants of what was awarded, with texts by reference and the id of the file by digest', () => {
    const content = awards(award(1, { amountMinor: 0n, country: 'GB' }));
    const state = { import: grants({ batches: 1 }), taken: given.digest, closedBefore: undefined, pathOfName };
    expect(decideStageImportBatch({ ...given, content, texts: [{ title: text }] }, state)).toEqual([
      {
        type: 'GrantImported',
        grant: rowId(ID, 'grant', 'grant-1'),
        import: ID,
        sourceDigest: sha256('grant-1'),
        recipientKind: 'ORGANISATION',
        currency: 'GBP',
        amountMinor: 0n,
        awardDay: '2015-02-05',
        country: 'GB',
        title: text,
      },
    ]);
  });
});

describe('CompleteImport', () => {
  const complete: CompleteImport = {
    type: 'CompleteImport',
    at: AT,
    by: 'x',
    import: ID,
    fileSha256: FILE,
    batches: 2,
    rows: 5,
  };
  const account = { path: 'assets:club:cash', currency: 'USD', account: undefined };
  const all = {
    import: open({ batches: 2, rows: 5 }),
    staged: 2,
    firstDay: '2015-02-05',
    closedBefore: '2015-02-05',
    digests: [sha256('1'), sha256('2')],
    accounts: [account],
    resource: () => undefined,
    sums: [{ currency: 'USD', amountMinor: 100n, heldMinor: 0n }],
  };
  const closed = { ...account, account: { status: 'CLOSED' } as never };
  const TABLE: readonly (readonly [
    code: string,
    given: CompleteImport,
    state: Parameters<typeof decideCompleteImport>[1],
  ])[] = [
    ['import-is-unknown', complete, { ...all, import: undefined }],
    ['import-is-dropped', complete, { ...all, import: open({ status: 'DROPPED' }) }],
    ['import-is-complete', complete, { ...all, import: open({ status: 'COMPLETE' }) }],
    ['file-digest-differs', { ...complete, fileSha256: sha256('b') }, all],
    ['import-has-missing-batches', { ...complete, batches: 3 }, all],
    ['import-has-missing-batches', complete, { ...all, staged: 1 }],
    ['import-has-other-rows', { ...complete, batches: 1 }, all],
    ['import-has-other-rows', { ...complete, rows: 4 }, all],
    ['import-has-no-rows', { ...complete, batches: 0, rows: 0 }, { ...all, import: open(), staged: 0 }],
    [
      'balance-is-too-large',
      complete,
      { ...all, sums: [{ currency: 'USD', amountMinor: 1n, heldMinor: 2n ** 63n - 1n }] },
    ],
    ['period-is-closed', complete, { ...all, firstDay: '2015-02-05', closedBefore: '2015-02-06', accounts: [closed] }],
    ['account-is-closed', complete, { ...all, accounts: [closed] }],
  ];
  for (const [n, [code, given, state]] of TABLE.entries()) {
    it(`${n + 1}: ${code}`, () => expect(codeOf(decideCompleteImport(given, state))).toBe(code));
  }

  it('opens the accounts, then makes everything visible, in one commit', () => {
    const events = decideCompleteImport(complete, all) as { type: string }[];
    expect(events.map(({ type }) => type)).toEqual(['AccountOpened', 'StageReleased', 'ImportCompleted']);
    expect(events[1]).toEqual({ type: 'StageReleased', stage: ID });
    const digest = sha256([sha256('1'), sha256('2')].join('\n'));
    expect(events[2]).toEqual({ type: 'ImportCompleted', import: ID, fileSha256: FILE, batches: 2, rows: 5, digest });
  });
});

it('a batch from before days were noted counts as of the earliest day, where it books something', () => {
  const [upcast] = upcasts['ImportBatchTaken'] ?? [];
  const batch = { type: 'ImportBatchTaken', accounts: [], sums: [{ currency: 'USD', amountMinor: 1n }] };
  const ofBooks = { ...batch, import: ID };
  expect(upcast?.(ofBooks as never)).toMatchObject({ firstDay: '0000-01-01' });
  expect(upcast?.({ ...ofBooks, sums: [] } as never)).not.toHaveProperty('firstDay');
});

it('only an open import is dropped', () => {
  const drop = { type: 'DropImport', at: AT, by: 'x', import: ID } as const;
  expect(decideDropImport(drop, { import: open() })).toEqual([{ type: 'ImportDropped', import: ID }]);
  expect(codeOf(decideDropImport(drop, { import: undefined }))).toBe('import-is-unknown');
  expect(codeOf(decideDropImport(drop, { import: open({ status: 'COMPLETE' }) }))).toBe('import-is-complete');
  expect(codeOf(decideDropImport(drop, { import: open({ status: 'DROPPED' }) }))).toBe('import-is-dropped');
});
