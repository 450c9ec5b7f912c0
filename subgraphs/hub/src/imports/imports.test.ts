import { lintHubSchema, readHubSchema } from '@hubgraph/hub-router';
import { sdlOf } from '@hubgraph/node';
import { describe, expect, it } from 'vitest';
import {
  anonymous,
  definition,
  entryInput,
  FILE,
  grantInput,
  type ImportNode,
  numbers,
  openImportNode,
  staff,
  start,
  treasurer,
} from './testing/import-node.ts';

interface Amount {
  readonly decimal: string;
}
interface Seen {
  readonly grants: {
    readonly totalCount: number;
    readonly nodes: readonly { readonly title: string | null }[];
    readonly totals: readonly { currency: string; year: number; count: number; amount: Amount }[];
  };
  readonly books: {
    readonly accounts: { readonly nodes: readonly { path: string; name: string | null; balance: Amount }[] };
    readonly entries: { readonly totalCount: number };
    readonly funds: { readonly nodes: readonly { id: string; code: string }[] };
  };
}

const SEEN = `grants(first: 100) { totalCount nodes { id title } totals { currency year count amount { decimal } } }
  books { accounts(first: 100) { nodes { path name balance { decimal } } } entries { totalCount } funds { nodes { id code } } }`;

const NOTHING = {
  grants: { totalCount: 0, nodes: [], totals: [] },
  books: { accounts: { nodes: [] }, entries: { totalCount: 0 } },
};

/** The path of an account whose name is in the vault. */
const code = (path: string) => expect.stringMatching(new RegExp(`^${path}:[0-9a-f]{16}$`));

/** Two batches of two grants. */
const BATCHES = [numbers(1, 2).map((n) => grantInput(n)), numbers(3, 2).map((n) => grantInput(n))] as const;

/** What the vault holds of all that the journal cites. */
async function textsOf(hub: ImportNode): Promise<string[]> {
  const keys = await textKeys(hub);
  return [...(await hub.node.store.vault.get(keys)).values()].map(({ text }) => text);
}

async function stageGrants(hub: ImportNode, id: string, batch: 0 | 1, grants: readonly object[] = BATCHES[batch]) {
  return hub.give('stageImportGrants', { import: id, batch, grants });
}

describe('an import of grants', () => {
  it('is out of sight until it is complete, and then all of it is seen at once', async () => {
    await using hub = await openImportNode();
    const id = await start(hub, 'THREE_SIXTY_GIVING');
    expect(await stageGrants(hub, id, 0)).toMatchObject({ status: 'OPEN', stagedBatches: 1, stagedRows: 2 });
    expect(await stageGrants(hub, id, 1)).toMatchObject({ status: 'OPEN', stagedBatches: 2, stagedRows: 4 });
    expect(await hub.seen(SEEN)).toMatchObject(NOTHING);
    const head = await hub.node.store.head();
    const completed = await hub.give('completeImport', { import: id, fileSha256: FILE, batches: 2, rows: 4 });
    expect(completed).toEqual({
      __typename: 'Import',
      id,
      status: 'COMPLETE',
      format: 'THREE_SIXTY_GIVING',
      fileSha256: FILE,
      book: null,
      fund: null,
      country: null,
      stagedBatches: 2,
      stagedRows: 4,
      startedAt: '2026-06-15T12:00:00.000Z',
      startedBy: { id: treasurer.name },
      closedAt: '2026-06-15T12:00:00.000Z',
    });
    expect(await hub.node.store.head()).toBe(head + 1);
    const { grants, books } = await hub.seen<Seen>(SEEN);
    expect(grants.totalCount).toBe(4);
    expect(grants.nodes.map(({ title }) => title)).toEqual(['Grant 1', 'Grant 2', 'Grant 3', 'Grant 4']);
    expect(grants.totals).toEqual([{ currency: 'GBP', year: 2014, count: 4, amount: { decimal: '10.00' } }]);
    // A grant is a commitment and no payment: the books know nothing of it.
    expect(books).toMatchObject({ ...NOTHING.books, funds: { nodes: [] } });
  });

  it('is found by the words of its grants when it is complete, and never where it was dropped', async () => {
    await using hub = await openImportNode();
    const search = async (text: string) => {
      const found = await hub.seen<{ search: { nodes: unknown[]; totalCount: number } }>(
        `search(text: "${text}", first: 1) { nodes { kind title snippet at } totalCount }`,
      );
      return found.search;
    };
    const dropped = await start(hub, 'THREE_SIXTY_GIVING');
    await stageGrants(hub, dropped, 0);
    await hub.give('dropImport', { import: dropped });
    const id = await start(hub, 'THREE_SIXTY_GIVING');
    for (const batch of [0, 1] as const) await stageGrants(hub, id, batch);
    expect(await search('grant')).toEqual({ nodes: [], totalCount: 0 });
    await hub.give('completeImport', { import: id, fileSha256: FILE, batches: 2, rows: 4 });
    expect(await search('grant 3')).toEqual({
      nodes: [{ kind: 'GRANT', title: 'Grant 3', snippet: 'What grant 3 is for', at: '2014-01-04T00:00:00.000Z' }],
      totalCount: 1,
    });
    expect(await search('recipient')).toMatchObject({ nodes: [{ snippet: 'Recipient 4' }], totalCount: 4 });
  });

  it('that is repeated from the beginning changes nothing', async () => {
    await using hub = await openImportNode();
    const id = await start(hub, 'THREE_SIXTY_GIVING');
    expect(await start(hub, 'THREE_SIXTY_GIVING')).toBe(id);
    for (const batch of [0, 1, 0] as const) await stageGrants(hub, id, batch);
    const complete = { import: id, fileSha256: FILE, batches: 2, rows: 4 };
    await hub.give('completeImport', complete);
    const head = await hub.node.store.head();
    const seen = await hub.seen(SEEN);
    const again = await hub.give('startImport', { hub: 'east', fileSha256: FILE, format: 'THREE_SIXTY_GIVING' });
    expect(again).toMatchObject({ __typename: 'Refused', code: 'import-is-complete' });
    for (const batch of [0, 1] as const) expect(await stageGrants(hub, id, batch)).toMatchObject({ stagedRows: 4 });
    expect(await hub.give('completeImport', complete)).toMatchObject({ code: 'import-is-complete' });
    expect(await hub.give('dropImport', { import: id })).toMatchObject({ code: 'import-is-complete' });
    expect(await hub.node.store.head()).toBe(head);
    expect(await hub.seen(SEEN)).toEqual(seen);
  });

  it('takes no other rows under the number of a batch, and no batch before its turn', async () => {
    await using hub = await openImportNode();
    const id = await start(hub, 'THREE_SIXTY_GIVING');
    expect(await stageGrants(hub, id, 1)).toMatchObject({ code: 'batch-is-out-of-order' });
    await stageGrants(hub, id, 0);
    const head = await hub.node.store.head();
    const other = [grantInput(1, { amountMinor: '101' }), grantInput(2)];
    expect(await stageGrants(hub, id, 0, other)).toMatchObject({ code: 'batch-has-other-rows' });
    expect(await stageGrants(hub, id, 1, [grantInput(2)])).toMatchObject({ code: 'row-is-repeated' });
    expect(await hub.node.store.head()).toBe(head);
  });

  it('is not complete while a batch is missing, or where the file or the count of rows differs', async () => {
    await using hub = await openImportNode();
    const id = await start(hub, 'THREE_SIXTY_GIVING');
    await stageGrants(hub, id, 0);
    const complete = { import: id, fileSha256: FILE, batches: 2, rows: 4 };
    expect(await hub.give('completeImport', complete)).toMatchObject({ code: 'import-has-missing-batches' });
    await stageGrants(hub, id, 1);
    const TABLE = [
      ['file-digest-differs', { fileSha256: FILE.replace(/^./, 'x') }],
      ['import-has-other-rows', { rows: 3 }],
      ['import-has-other-rows', { batches: 1 }],
      ['id-is-malformed', { import: 'x' }],
      ['id-is-of-another-hub', { import: id.replace('east', 'west') }],
    ] as const;
    for (const [code, others] of TABLE) {
      expect(await hub.give('completeImport', { ...complete, ...others })).toMatchObject({ code });
    }
    expect(await hub.seen(SEEN)).toMatchObject(NOTHING);
    expect(await hub.give('completeImport', complete)).toMatchObject({ status: 'COMPLETE' });
  });

  it('goes on after a crash between its batches, and between the two commits of one batch', async () => {
    const before = await openImportNode();
    const id = await start(before, 'THREE_SIXTY_GIVING');
    await stageGrants(before, id, 0);
    const { handle } = before.node;
    before.node.handle = async (actor, type, payload, key) => {
      if (type === 'StageImportBatch') throw new Error('the power is cut');
      return handle.call(before.node, actor, type, payload, key);
    };
    await expect(stageGrants(before, id, 1)).rejects.toThrow();
    await using hub = await before.reopen();
    const complete = { import: id, fileSha256: FILE, batches: 2, rows: 4 };
    expect(await hub.give('completeImport', complete)).toMatchObject({ code: 'import-has-missing-batches' });
    expect(await start(hub, 'THREE_SIXTY_GIVING')).toBe(id);
    for (const batch of [0, 1] as const) expect(await stageGrants(hub, id, batch)).toMatchObject({ stagedRows: 4 });
    expect(await hub.give('completeImport', complete)).toMatchObject({ status: 'COMPLETE' });
    expect(await hub.seen<Seen>(SEEN)).toMatchObject({ grants: { totalCount: 4 } });
    const digest = hub.node.journal.digest();
    await using rebuilt = await hub.reopen({ withoutViews: true });
    expect(rebuilt.node.journal.digest()).toBe(digest);
  });

  it('that is dropped leaves no text behind, and the file may be imported anew', async () => {
    await using hub = await openImportNode();
    const id = await start(hub, 'THREE_SIXTY_GIVING');
    await stageGrants(hub, id, 0);
    const keys = await textKeys(hub);
    expect(keys.length).toBe(6);
    expect(await hub.node.store.vault.get(keys)).toHaveProperty('size', 6);
    expect(await hub.give('dropImport', { import: id })).toMatchObject({ status: 'DROPPED', stagedRows: 2 });
    expect(await hub.node.store.vault.get(keys)).toHaveProperty('size', 0);
    expect(await stageGrants(hub, id, 1)).toMatchObject({ code: 'import-is-dropped' });
    const next = await start(hub, 'THREE_SIXTY_GIVING');
    expect(next).not.toBe(id);
    await stageGrants(hub, next, 0);
    expect(await hub.give('completeImport', { import: next, fileSha256: FILE, batches: 1, rows: 2 })).toMatchObject({
      status: 'COMPLETE',
    });
    expect(await hub.seen<Seen>(SEEN)).toMatchObject({ grants: { totalCount: 2 } });
  });

  it('keeps of people neither name nor id', async () => {
    await using hub = await openImportNode();
    const id = await start(hub, 'THREE_SIXTY_GIVING');
    await stageGrants(hub, id, 0, [grantInput(1, { recipientKind: 'INDIVIDUAL', plannedFrom: '2014-02-01' })]);
    await hub.give('completeImport', { import: id, fileSha256: FILE, batches: 1, rows: 1 });
    const { grants } = await hub.seen<{ grants: { nodes: object[] } }>(
      'grants { nodes { import title description recipientKind recipientId recipientName amount { decimal } awardDay plannedFrom plannedTo country } }',
    );
    expect(grants.nodes).toEqual([
      {
        import: id,
        title: 'Grant 1',
        description: 'What grant 1 is for',
        recipientKind: 'INDIVIDUAL',
        recipientId: null,
        recipientName: null,
        amount: { decimal: '1.00' },
        awardDay: '2014-01-02',
        plannedFrom: '2014-02-01',
        plannedTo: null,
        country: null,
      },
    ]);
    const bytes = (await hub.node.store.range(1, 100)).map((commit) => commit.bytes).join('\n');
    expect(bytes).not.toMatch(/Recipient|What grant|Grant 1|360G-east/);
  });

  it('is filtered by year and currency and read page by page', async () => {
    await using hub = await openImportNode();
    const id = await start(hub, 'THREE_SIXTY_GIVING');
    const rows = numbers(1, 5).map((n) =>
      grantInput(n, { awardDay: n < 4 ? '2014-12-31' : '2015-01-01', currency: n % 2 === 0 ? 'EUR' : 'GBP' }),
    );
    await stageGrants(hub, id, 0, rows);
    await hub.give('completeImport', { import: id, fileSha256: FILE, batches: 1, rows: 5 });
    const list = async (args: string) =>
      (
        await hub.seen<{
          grants: { nodes: { id: string; title: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
        }>(
          `grants(${args}) { totalCount nodes { id title } totals { currency year count } pageInfo { endCursor hasNextPage } }`,
        )
      ).grants;
    expect(await list('year: 2015')).toMatchObject({
      totalCount: 2,
      totals: [{ currency: 'EUR' }, { currency: 'GBP' }],
    });
    expect(await list('currency: "EUR"')).toMatchObject({
      totalCount: 2,
      nodes: [{ title: 'Grant 2' }, { title: 'Grant 4' }],
    });
    expect(await list('year: 2014, currency: "EUR"')).toMatchObject({ totalCount: 1, nodes: [{ title: 'Grant 2' }] });
    expect(await list('year: 1999')).toMatchObject({ totalCount: 0, nodes: [], totals: [] });
    const first = await list('first: 3');
    expect(first).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true } });
    const rest = await list(`first: 3, after: ${JSON.stringify(first.pageInfo.endCursor)}`);
    expect(rest.pageInfo.hasNextPage).toBe(false);
    const titles = [...first.nodes, ...rest.nodes].map(({ title }) => title).sort();
    expect(titles).toEqual(numbers(1, 5).map((n) => `Grant ${n}`));
    const grant = first.nodes[0]?.id;
    const { data } = await hub.ask(
      anonymous,
      'query ($id: ID!) { grant(id: $id) { title } none: grant(id: "x") { title } }',
      { id: grant },
    );
    expect(data).toEqual({ grant: { title: first.nodes[0]?.title }, none: null });
  });
});

describe('an import of entries', () => {
  it('opens the fund at the start, and accounts when it is complete', async () => {
    await using hub = await openImportNode();
    const id = await start(hub, 'HLEDGER', { book: 'club', country: 'US' });
    const entries = [numbers(1, 2), numbers(3, 2)].map((ns) => ns.map((n) => entryInput(n)));
    for (const [batch, rows] of entries.entries()) {
      expect(await hub.give('stageImportEntries', { import: id, batch, entries: rows })).toMatchObject({
        status: 'OPEN',
      });
    }
    expect(await hub.seen(SEEN)).toMatchObject({ ...NOTHING, books: { funds: { nodes: [{ code: 'club' }] } } });
    expect(await hub.seen(SEEN)).toMatchObject(NOTHING);
    await hub.give('completeImport', { import: id, fileSha256: FILE, batches: 2, rows: 4 });
    const { books } = await hub.seen<Seen>(SEEN);
    expect(books.accounts.nodes).toEqual([
      { path: code('assets:club'), name: 'Assets:Wells Fargo:Checking', balance: { decimal: '-10.00' } },
      { path: code('expenses:club'), name: 'Expenses:Food', balance: { decimal: '10.00' } },
    ]);
    const { data } = await hub.ask(anonymous, 'query ($id: ID!) { import(id: $id) { status book country fund } }', {
      id,
    });
    expect(data['import']).toEqual({ status: 'COMPLETE', book: 'club', country: 'US', fund: books.funds.nodes[0]?.id });
  });

  it('adds to a book that was begun by another file, and to its accounts', async () => {
    await using hub = await openImportNode();
    for (const [n, file] of [FILE, FILE.replace(/^./, '0').replace(/.$/, '1')].entries()) {
      const id = await start(hub, 'HLEDGER', undefined, file);
      await hub.give('stageImportEntries', { import: id, batch: 0, entries: [entryInput(n + 1)] });
      await hub.give('completeImport', { import: id, fileSha256: file, batches: 1, rows: 1 });
    }
    const { books } = await hub.seen<Seen>(SEEN);
    expect(books.funds.nodes.map(({ code }) => code)).toEqual(['imported']);
    expect(books.accounts.nodes).toEqual([
      { path: code('assets:imported'), name: 'Assets:Wells Fargo:Checking', balance: { decimal: '-3.00' } },
      { path: code('expenses:imported'), name: 'Expenses:Food', balance: { decimal: '3.00' } },
    ]);
  });

  it('keeps apart in later batches what the file calls by two names', async () => {
    await using hub = await openImportNode();
    const id = await start(hub, 'HLEDGER');
    const spent = (n: number, account: string) => {
      const [first, ...others] = entryInput(n).postings;
      return entryInput(n, { postings: [{ ...first, account }, ...others] });
    };
    const names = ['Expenses:Food', 'Expenses:food', 'Expenses:Food', 'Expenses:food'];
    for (const [batch, name] of names.entries()) {
      await hub.give('stageImportEntries', { import: id, batch, entries: [spent(batch + 1, name)] });
    }
    await hub.give('completeImport', { import: id, fileSha256: FILE, batches: 4, rows: 4 });
    const { books } = await hub.seen<Seen>(SEEN);
    const spentOn = books.accounts.nodes.slice(1).sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1));
    expect(spentOn).toEqual([
      { path: code('expenses:imported'), name: 'Expenses:Food', balance: { decimal: '4.00' } },
      { path: code('expenses:imported'), name: 'Expenses:food', balance: { decimal: '6.00' } },
    ]);
  });

  it('keeps what people wrote in the vault alone, and where it was dropped nothing of it', async () => {
    await using hub = await openImportNode();
    const wrote = ['Reimbursements', 'Jane Doe', 'jane@example.org'];
    const postings = [
      { account: 'Expenses:Reimbursements:Jane Doe', currency: 'USD', amountMinor: '100' },
      { account: 'Assets:jane@example.org', currency: 'USD', amountMinor: '-100' },
    ];
    const entries = [entryInput(1, { sourceId: 'paid-to-jane@example.org', postings })];
    const dropped = await start(hub, 'HLEDGER');
    await hub.give('stageImportEntries', { import: dropped, batch: 0, entries });
    const held = async () => (await textsOf(hub)).filter((text) => wrote.some((word) => text.includes(word)));
    expect(await held()).toHaveLength(2);
    await hub.give('dropImport', { import: dropped });
    expect(await held()).toEqual([]);

    const id = await start(hub, 'HLEDGER');
    await hub.give('stageImportEntries', { import: id, batch: 0, entries });
    await hub.give('completeImport', { import: id, fileSha256: FILE, batches: 1, rows: 1 });
    const { books } = await hub.seen<Seen>(SEEN);
    expect(books.accounts.nodes.map(({ name }) => name).sort()).toEqual(postings.map(({ account }) => account).sort());
    const commits = await hub.node.store.range(1, 100);
    expect(commits.some(({ bytes }) => bytes.includes('EntryPosted'))).toBe(true);
    expect(commits.map(({ bytes }) => bytes).join()).not.toMatch(/jane|doe|reimburse/i);
  });

  it('leaves a closed period as it is: no row of that time is staged, and none that was staged before is completed', async () => {
    await using hub = await openImportNode();
    const close = async (before: string) =>
      hub.ask(treasurer, `mutation { closePeriod(input: { hub: "east", before: "${before}" }) { __typename } }`);
    const id = await start(hub, 'HLEDGER');
    const [first, second] = [entryInput(1), entryInput(2)];
    await hub.give('stageImportEntries', { import: id, batch: 0, entries: [first, second] });
    expect(await close('2015-02-06')).toMatchObject({ data: { closePeriod: { __typename: 'Books' } } });
    const refused = { code: 'period-is-closed', message: expect.stringContaining('2015-02-06') };
    expect(await hub.give('stageImportEntries', { import: id, batch: 1, entries: [entryInput(3)] })).toMatchObject(
      refused,
    );
    const complete = { import: id, fileSha256: FILE, batches: 1, rows: 2 };
    expect(await hub.give('completeImport', complete)).toMatchObject(refused);
    expect(await hub.seen(SEEN)).toMatchObject(NOTHING);
  });

  it('refuses a batch whole where one row breaks a rule of the ledger', async () => {
    await using hub = await openImportNode();
    const id = await start(hub, 'HLEDGER');
    const head = await hub.node.store.head();
    const posting = (account: string, amountMinor: string, currency = 'USD') => ({ account, currency, amountMinor });
    const TABLE = [
      ['entry-does-not-balance', [posting('Assets', '1'), posting('Income', '-2')]],
      ['amount-is-zero', [posting('Assets', '0'), posting('Income', '0')]],
      ['amount-has-a-fraction', [posting('Assets', '1.5'), posting('Income', '-1.5')]],
      ['amount-is-not-a-decimal', [posting('Assets', '1e3'), posting('Income', '-1e3')]],
      ['currency-is-unknown', [posting('Assets', '1', 'BTC'), posting('Income', '-1', 'BTC')]],
      ['amount-is-too-large', [posting('Assets', `${2n ** 62n}`), posting('Income', `-${2n ** 62n}`)]],
    ] as const;
    for (const [code, postings] of TABLE) {
      const entries = [entryInput(1), entryInput(2, { postings })];
      const refused = await hub.give('stageImportEntries', { import: id, batch: 0, entries });
      expect(refused).toMatchObject({ code, message: expect.stringMatching(/^Row 2 of the batch: /) });
    }
    expect(await hub.node.store.head()).toBe(head);
  });
});

describe('policy', () => {
  it('only the treasurer imports; a stranger leaves no text in the vault', async () => {
    await using hub = await openImportNode();
    const id = await start(hub, 'THREE_SIXTY_GIVING');
    const inputs = {
      startImport: { hub: 'east', fileSha256: FILE, format: 'HLEDGER' },
      stageImportEntries: { import: id, batch: 0, entries: [entryInput(1)] },
      stageImportGrants: { import: id, batch: 0, grants: [...BATCHES[0]] },
      completeImport: { import: id, fileSha256: FILE, batches: 1, rows: 1 },
      dropImport: { import: id },
    };
    const head = await hub.node.store.head();
    for (const [mutation, input] of Object.entries(inputs) as [keyof typeof inputs, object][]) {
      expect(await hub.give(mutation, { ...input }, anonymous)).toMatchObject({ code: 'sign-in-is-needed' });
      expect(await hub.give(mutation, { ...input }, staff)).toMatchObject({ code: 'role-is-missing' });
    }
    expect(await hub.node.store.head()).toBe(head);
    expect(await hub.give('startImport', { ...inputs.startImport, hub: 'west' })).toMatchObject({
      code: 'id-is-of-another-hub',
    });
  });
});

it('the hub router can route and merge everything here', () => {
  expect(lintHubSchema(readHubSchema(sdlOf(definition)))).toEqual([]);
});

/** The keys of all texts that staged commits refer to. */
async function textKeys(hub: ImportNode): Promise<string[]> {
  const commits = await hub.node.store.range(1, 100);
  return commits.flatMap(({ bytes }) => [...bytes.matchAll(/"key":"([^"]+)"/g)].map(([, key = '']) => key));
}
