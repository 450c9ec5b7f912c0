import { expect, it } from 'vitest';
import { encodeFinanceId } from './finance/movement-finance-id.ts';
import { bill, credit, debit, donation, give, openFund } from './testing/books.ts';
import { hubDefinition, openTestNode, operator, supportDefinition, treasurer } from './testing/test-node.ts';

interface Amount {
  readonly decimal: string;
  readonly currency: string;
}
interface BooksValue {
  readonly accounts: { readonly nodes: readonly { path: string; balance: Amount }[]; readonly totalCount: number };
  readonly entries: {
    readonly nodes: readonly {
      effectiveDay: string;
      kind: string;
      postings: readonly { account: string; fund: string; amount: Amount; counterparty: string | null }[];
    }[];
  };
  readonly funds: {
    readonly nodes: readonly {
      id: string;
      code: string;
      balances: readonly { available: Amount; reserved: Amount }[];
    }[];
  };
  readonly trialBalance: readonly { currency: string; debits: Amount; credits: Amount }[];
}

const BOOKS = `query ($finance: _Any!) {
  _entities(representations: [{ __typename: "Hub", id: "east" }, $finance]) {
    ... on Hub { books {
      accounts(first: 100) { totalCount nodes { path balance { decimal currency } } }
      entries(first: 100) { nodes { effectiveDay kind postings { account fund counterparty amount { decimal currency } } } }
      funds { nodes { id code balances { available { decimal currency } reserved { decimal currency } } } }
      trialBalance { currency debits { decimal currency } credits { decimal currency } }
    } }
    ... on MovementFinance { id hubs {
      cells { node kind currency country decidedIn purpose fundKind amountMinor }
      positions { node currency amountMinor }
      coverage { asked answered missing { node } asOf { node seq at } }
    } }
  }
}`;

function table(...rows: readonly (readonly string[])[]): string {
  const [head = [], ...others] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[], fill = ' ') =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`;
  return [
    line(head),
    line(
      head.map(() => ''),
      '-',
    ),
    ...others.map((row) => line(row)),
  ].join('\n');
}

const shown = ({ decimal, currency }: Amount) => `${decimal} ${currency}`;

function markdown(books: BooksValue | undefined): string {
  if (books === undefined) return 'There are no books.';
  const { accounts, entries, funds, trialBalance } = books;
  const codes = new Map(funds.nodes.map(({ id, code }) => [id, code]));
  return [
    '# A month of a hub',
    '## Entries',
    table(
      ['day', 'kind', 'account', 'fund', 'counterparty', 'amount'],
      ...entries.nodes.flatMap(({ effectiveDay, kind, postings }) =>
        postings.map(({ account, fund, counterparty, amount }) => [
          effectiveDay,
          kind,
          account,
          codes.get(fund) ?? '?',
          counterparty ?? '',
          shown(amount),
        ]),
      ),
    ),
    '## Accounts',
    table(['account', 'balance'], ...accounts.nodes.map(({ path, balance }) => [path, shown(balance)])),
    '## Funds',
    table(
      ['fund', 'available', 'reserved'],
      ...funds.nodes.flatMap(({ code, balances }) =>
        balances.map(({ available, reserved }) => [code, shown(available), shown(reserved)]),
      ),
    ),
    '## Trial balance',
    table(['debits', 'credits'], ...trialBalance.map(({ debits, credits }) => [shown(debits), shown(credits)])),
    '',
  ].join('\n\n');
}

it('a month of a hub, as its books tell it', async () => {
  await using hub = await openTestNode(hubDefinition);
  const general = await openFund(hub, 'general');
  const schools = await openFund(hub, 'schools', ['education']);
  await give(hub, 'openAccount', { path: 'expenses:services:venue', currency: 'EUR' });
  const posted = [
    donation(general, '1000.00', '2026-06-01'),
    donation(schools, '250.50', '2026-06-02'),
    bill(schools, '80.25', { purpose: 'education', spentIn: 'KE', decidedIn: 'KE' }, '2026-06-03'),
    {
      kind: 'bill',
      effectiveDay: '2026-06-04',
      postings: [
        debit('expenses:services:venue', general, '300', { counterparty: 'SUPPLIER', spentIn: 'TZ' }),
        credit('liabilities:payable:services', general, '300'),
      ],
    },
    {
      kind: 'received',
      effectiveDay: '2026-06-05',
      postings: [
        debit('assets:bank:main', general, '5000', {}, 'KES'),
        credit('income:movement', general, '5000', { counterparty: 'MOVEMENT' }, 'KES'),
      ],
    },
  ];
  const ids: string[] = [];
  for (const input of posted) ids.push(String((await give(hub, 'postEntry', input))['id']));
  await give(hub, 'reverseEntry', { entry: ids[3], effectiveDay: '2026-06-06' });
  const finance = encodeFinanceId({
    from: '2026-06-01',
    to: '2026-07-01',
    reportCurrency: 'EUR',
    acceptPartial: false,
  });
  const { data, errors } = await hub.ask(operator, BOOKS, { finance: { __typename: 'MovementFinance', id: finance } });
  expect(errors).toBeUndefined();
  const [asHub, asFinance] = data['_entities'] as readonly { books: BooksValue; hubs: unknown }[];
  await expect(markdown(asHub?.books)).toMatchFileSnapshot('./__snapshots__/month-of-a-hub.md');
  for (const { debits, credits } of asHub?.books.trialBalance ?? []) expect(debits).toEqual(credits);
  // Flows inside the movement are left out, and so is what was reversed in the same period.
  expect(asFinance?.hubs).toEqual({
    cells: [
      ['EXPENSE', 'KE', 'KE', 'education', 'RESTRICTED', '8025'],
      ['INCOME', null, null, null, 'RESTRICTED', '25050'],
      ['INCOME', null, null, null, 'UNRESTRICTED', '100000'],
    ].map(([kind, country, decidedIn, purpose, fundKind, amountMinor]) => ({
      ...{ node: 'east', kind, currency: 'EUR', country, decidedIn, purpose, fundKind, amountMinor },
    })),
    positions: [
      { node: 'east', currency: 'EUR', amountMinor: '117025' },
      { node: 'east', currency: 'KES', amountMinor: '500000' },
    ],
    coverage: {
      asked: ['east'],
      answered: ['east'],
      missing: [],
      asOf: [{ node: 'east', seq: 9, at: '2026-06-15T12:00:00.000Z' }],
    },
  });
});

interface EntriesFound {
  readonly entries: {
    readonly nodes: readonly { effectiveDay: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly totalCount: number;
  };
}

it('lists go on where the page before ended, and keep to the days asked for', async () => {
  await using hub = await openTestNode(hubDefinition);
  const general = await openFund(hub, 'general');
  for (const day of ['03', '01', '02', '02', '04'])
    await give(hub, 'postEntry', donation(general, '1', `2026-06-${day}`));
  const page = async (args: string) => {
    const source = `{ _entities(representations: [{ __typename: "Hub", id: "east" }]) { ... on Hub { books {
      entries(${args}) { nodes { effectiveDay } pageInfo { hasNextPage endCursor } totalCount } } } } }`;
    const { data, errors } = await hub.ask(operator, source);
    if (errors !== undefined) return { reason: errors[0]?.extensions['reason'], endCursor: null };
    const [found] = data['_entities'] as readonly { books: EntriesFound }[];
    const { nodes = [], pageInfo, totalCount } = found?.books.entries ?? {};
    const days = nodes.map((node) => node.effectiveDay.slice(-2)).join(' ');
    return { days, totalCount, endCursor: pageInfo?.endCursor, hasNextPage: pageInfo?.hasNextPage };
  };
  const first = await page('first: 3');
  expect(first).toMatchObject({ days: '01 02 02', hasNextPage: true, totalCount: 5 });
  const rest = await page(`first: 3, after: ${JSON.stringify(first.endCursor)}`);
  expect(rest).toMatchObject({ days: '03 04', hasNextPage: false });
  expect(await page('from: "2026-06-02", to: "2026-06-04"')).toMatchObject({ days: '02 02 03', totalCount: 3 });
  expect(await page('after: "a b c"')).toMatchObject({ reason: 'cursor-is-malformed' });
  expect(await page('first: 101')).toMatchObject({ reason: 'page-is-too-large' });
});

it('the books of another hub are not here, and an id that says nothing costs its own slot only', async () => {
  await using hub = await openTestNode(hubDefinition);
  const { data, errors } = await hub.ask(
    operator,
    `{ _entities(representations: [{ __typename: "Hub", id: "west" }, { __typename: "MovementFinance", id: "x" }, { __typename: "Hub", id: "east" }])
      { ... on Hub { books { node } } ... on MovementFinance { hubs { cells { node } } } } }`,
  );
  expect(data['_entities']).toEqual([{ books: null }, null, { books: { node: 'east' } }]);
  expect(errors?.map(({ path, extensions }) => [path, extensions['reason']])).toEqual([
    [['_entities', 1], 'finance-id-is-malformed'],
  ]);
});

it('the fundraising node keeps the same books under names of its own', async () => {
  await using support = await openTestNode(supportDefinition);
  const opened = await support.ask(
    treasurer,
    `mutation { openSupportFund(input: { code: "general", name: "Everything" }) { ... on Fund { id } ... on Refused { code } } }`,
  );
  const { id: fund } = opened.data['openSupportFund'] as { id: string };
  const source = `mutation ($postings: [PostingInput!]!) {
    openSupportAccount(input: { path: "expenses:rent", currency: "EUR" }) { ... on LedgerAccount { path } }
    postSupportEntry(input: { kind: "donation", effectiveDay: "2026-06-01", postings: $postings }) { ... on JournalEntry { id } ... on Refused { code } }
    reverseSupportEntry(input: { entry: "nothing", effectiveDay: "2026-06-01" }) { ... on Refused { code } }
  }`;
  const given = await support.ask(treasurer, source, { postings: donation(fund, '3').postings });
  expect(given.errors).toBeUndefined();
  expect(given.data).toMatchObject({
    openSupportAccount: { path: 'expenses:rent' },
    reverseSupportEntry: { code: 'entry-is-unknown' },
  });
  const finance = encodeFinanceId({ from: '2026-01-01', to: '2027-01-01', reportCurrency: 'EUR', acceptPartial: true });
  const read = await support.ask(
    operator,
    `query ($fund: ID!) { supportFund(id: $fund) { code balances { available { decimal } } } supportBooks { entries { totalCount } }
      _entities(representations: [{ __typename: "MovementFinance", id: "${finance}" }])
        { ... on MovementFinance { support { positions { amountMinor } coverage { answered } } } } }`,
    { fund },
  );
  expect(read.errors).toBeUndefined();
  expect(read.data).toEqual({
    supportFund: { code: 'general', balances: [{ available: { decimal: '3.00' } }] },
    supportBooks: { entries: { totalCount: 1 } },
    _entities: [{ support: { positions: [{ amountMinor: '300' }], coverage: { answered: ['east'] } } }],
  });
});
