import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Movement, type NodeProcess, until } from '@hubgraph/dev-env';
import { realWorld } from '@hubgraph/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Run, hubgraph as run } from './command-line.test-helper.ts';

const root = join(import.meta.dirname, '..');
const shared = join(root, '../shared/data');
const isThere = existsSync(shared);
if (!isThere && process.env['CI']) throw new Error('CI must have ../shared/data beside the project.');

const HUB = 'east-africa';
const LLOYDS = join(shared, 'grants/a002400000OiDBQAA3.json');
const WOLFSON = join(shared, 'grants/a002400000KeYdsAAF.json');
const BOOKS = join(shared, 'books/hackclub-main.pseudonymised.ledger');

let movement: Movement;
const folder = mkdtempSync(join(tmpdir(), 'hubgraph-import-'));
beforeAll(async () => {
  movement = await Movement.start({ world: realWorld(), folder, port: 0, hubs: 1, isInProcesses: (id) => id === HUB });
  await authorise();
});
afterAll(async () => {
  await movement?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Puts the hub into the registry, by the council's own means. */
async function authorise(): Promise<void> {
  const { client, world, hubs } = movement;
  const [hub] = hubs;
  const { endpoint } = movement.spec(HUB).config;
  const proof = await world.network.request({
    url: `${endpoint}/.well-known/key-possession`,
    method: 'GET',
    timeoutMs: 5_000,
    sizeBytesMax: 65_536,
  });
  const { id, name, kind, country, currency, languages } = hub ?? { id: HUB };
  const input = { id, name, kind, country, currency, languages, endpoint, keyPossession: proof.body };
  await client.act('council/Esi Demo', 'proposeHub', 'ProposeHubInput', input, '... on Hub { id }');
  const rationale = 'It is needed for the test.';
  const motion = await client.act(
    'council/Adaeze Demo',
    'proposeMotion',
    'ProposeMotionInput',
    { kind: 'AUTHORISE_HUB', subject: HUB, rationale },
    '... on Motion { id }',
  );
  for (const member of ['Adaeze', 'Bjørn', 'Camila']) {
    await client.act(
      `council/${member} Demo`,
      'castVote',
      'CastVoteInput',
      { motion: motion.id, choice: 'YES' },
      '... on Motion { id }',
    );
  }
  await client.act(
    'council/Farid Demo',
    'closeMotion',
    'CloseMotionInput',
    { motion: motion.id },
    '... on Motion { id }',
  );
  await until(world, 'the gateway knows the hub', async () => ((await position()) === undefined ? undefined : true));
}

async function position(): Promise<number | undefined> {
  const { data } = await movement.client.ask<{ hub: { books: { node: string } | null } }>(
    `{ hub(id: "${HUB}") { books { node } } }`,
  );
  if (!data?.hub?.books) return undefined;
  const { body } = await movement.world.network.request({
    url: `${movement.spec(HUB).config.endpoint}/ready`,
    method: 'GET',
    timeoutMs: 5_000,
    sizeBytesMax: 10_000,
  });
  return (JSON.parse(body) as { position: number }).position;
}

const argumentsOf = (args: readonly string[]): string[] => [
  ...['import', ...args],
  ...['--url', `${movement.gateway.url}/graphql`, '--hub', HUB],
];

/** The command line in a process of its own, as people run it: once is enough. */
async function hubgraphApart(...args: readonly string[]): Promise<Run> {
  try {
    const main = join(root, 'packages/cli/src/main.ts');
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [main, ...argumentsOf(args)]);
    return { code: 0, said: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: stdout + stderr };
  }
}

/** The same command line in this process. */
const hubgraph = (...args: readonly string[]): Promise<Run> => run(...argumentsOf(args));

interface Totals {
  readonly totalCount: number;
  readonly totals: readonly { year: number; currency: string; count: number; amount: { decimal: string } }[];
}

async function grants(): Promise<Totals> {
  const { data } = await movement.client.ask<{ hub: { grants: Totals } }>(
    `{ hub(id: "${HUB}") { grants { totalCount totals { year currency count amount { decimal } } } } }`,
  );
  if (!data?.hub.grants) throw new Error('The hub told no grants.');
  return data.hub.grants;
}

/** Hundredths by year, read by a pattern over the raw text: another way than the importer's, and no number on it. */
function byPattern(file: string, yearOf: (date: string) => string): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const grant of readFileSync(file, 'utf8').split('"amountAwarded"').slice(1)) {
    const [, whole = '0', fraction = ''] = /^\s*:\s*(\d+)(?:\.(\d+))?/.exec(grant) ?? [];
    sums.set('all', (sums.get('all') ?? 0n) + BigInt(whole + fraction.padEnd(2, '0').slice(0, 2)));
  }
  const parsed = JSON.parse(readFileSync(file, 'utf8').replace(/("amountAwarded"\s*:\s*)([\d.]+)/g, '$1"$2"')) as {
    grants: { awardDate: string; amountAwarded: string }[];
  };
  for (const { awardDate, amountAwarded } of parsed.grants) {
    const [whole = '0', fraction = ''] = amountAwarded.split('.');
    const year = yearOf(awardDate);
    sums.set(year, (sums.get(year) ?? 0n) + BigInt(whole + fraction.padEnd(2, '0').slice(0, 2)));
  }
  return sums;
}

// Skipped where the real files are not beside the project; CI has them.
describe.skipIf(!isThere)('real books [skipped without ../shared/data]', () => {
  test('killed in the middle, an import shows nothing; run again, it shows all, and a third run changes nothing', async () => {
    const before = (await position()) ?? 0;
    const first = hubgraphApart('360giving', LLOYDS);
    await until(movement.world, 'some batches are there', async () =>
      ((await position()) ?? 0) > before + 6 ? true : undefined,
    );
    process.kill((movement.node(HUB) as NodeProcess).pid, 'SIGKILL');
    await (movement.node(HUB) as NodeProcess).ended;
    expect((await first).code).not.toBe(0);
    await movement.startNode(HUB);
    expect((await until(movement.world, 'the hub answers', grants)).totalCount).toBe(0);

    expect(await hubgraph('360giving', LLOYDS)).toMatchObject({
      code: 0,
      said: expect.stringContaining('115795635.69 GBP'),
    });
    const { totalCount, totals } = await grants();
    const expected = byPattern(LLOYDS, (date) => date.slice(0, 4));
    expect(totalCount).toBe(4_116);
    expect(expected.get('all')).toBe(11_579_563_569n);
    for (const { year, currency, amount } of totals) {
      expect([currency, BigInt(amount.decimal.replace('.', ''))], String(year)).toEqual([
        'GBP',
        expected.get(String(year)),
      ]);
    }
    expect(totals).toHaveLength(expected.size - 1);

    const at = await position();
    expect(await hubgraph('360giving', LLOYDS)).toMatchObject({
      code: 0,
      said: expect.stringContaining('nothing was changed'),
    });
    expect(await position()).toBe(at);
  });

  test('dates are never guessed: the file is refused with its places, until the format is said', async () => {
    const at = await position();
    const refused = await hubgraph('360giving', WOLFSON, '--skip-rejected');
    expect(refused.code).toBe(1);
    expect(refused.said).toMatch(/rejected {2}line \d+, \/grants\/0\/awardDate: .*--date-format/);
    const wrong = await hubgraph('360giving', WOLFSON, '--skip-rejected', '--date-format', 'MM/DD/YYYY');
    expect(wrong).toMatchObject({ code: 1, said: expect.stringContaining('the whole file is left out') });
    expect(await position()).toBe(at);
    const loaded = await hubgraph('360giving', WOLFSON, '--date-format', 'DD/MM/YYYY');
    expect(loaded).toMatchObject({ code: 0, said: expect.stringContaining('31178456.00 GBP') });
    expect((await grants()).totalCount).toBe(4_116 + 379);
  });

  test('a double-entry journal adds up to what other programs say of it', async () => {
    expect(await hubgraph('hledger', BOOKS)).toMatchObject({ code: 0 });
    const { data } = await movement.client.ask<{
      hub: {
        books: {
          accounts: {
            nodes: { type: string; path: string; balance: { amountMinor: string } }[];
            pageInfo: { hasNextPage: boolean };
          };
        };
      };
    }>(
      `{ hub(id: "${HUB}") { books { accounts(first: 100) { nodes { type path balance { amountMinor } } pageInfo { hasNextPage } } } } }`,
    );
    const accounts = data?.hub.books.accounts;
    expect(accounts?.pageInfo.hasNextPage).toBe(false);
    const sums: Record<string, bigint> = {};
    for (const { type, path, balance } of accounts?.nodes ?? []) {
      if (path.split(':')[1] === 'imported') sums[type] = (sums[type] ?? 0n) + BigInt(balance.amountMinor);
    }
    // What ledger and hledger say of the file, from its own documentation: debits positive.
    expect(sums).toEqual({ ASSET: 640_844n, EXPENSE: 28_316_457n, INCOME: -28_893_696n, LIABILITY: -63_605n });
  });
});

describe('files that are not as they should be', () => {
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const grant = (id: string, amount: string): string =>
    `{"id":"${id}","title":"T","currency":"EUR","amountAwarded":${amount},"awardDate":"2026-01-02","recipientOrganization":[{"id":"r","name":"R"}]}`;

  test('a rejected row stops the file and is named; with --skip-rejected the others are loaded', async () => {
    const path = file('mixed.json', `{"grants":[${grant('a', '1.50')},\n${grant('b', '1.505')},\n${grant('c', '0')}]}`);
    const at = await position();
    const refused = await hubgraph('360giving', path);
    expect(refused.code).toBe(1);
    expect(refused.said).toContain('[amount-has-a-fraction]');
    expect(refused.said).toContain('/grants/1');
    expect(await position()).toBe(at);
    expect(await hubgraph('360giving', path, '--skip-rejected')).toMatchObject({
      code: 0,
      said: expect.stringContaining('1.50 EUR'),
    });
  });

  test('activities of IATI: a bad transaction stops the file with its path, the others are loaded, and once only', async () => {
    const transaction = (value: string): string =>
      `<transaction><transaction-type code="3"/><transaction-date iso-date="2026-01-02"/><value currency="EUR">${value}</value></transaction>`;
    const path = file(
      'activities.xml',
      `<iati-activities version="2.03"><iati-activity><iati-identifier>a</iati-identifier>${transaction('1.50')}${transaction('1,50')}</iati-activity></iati-activities>`,
    );
    expect(await hubgraph('iati', path)).toMatchObject({
      code: 1,
      said: expect.stringContaining('/iati-activities/iati-activity[1]/transaction[2]/value'),
    });
    expect(await hubgraph('iati', path, '--skip-rejected')).toMatchObject({
      code: 0,
      said: expect.stringContaining('1.50 EUR debited'),
    });
    const at = await position();
    expect(await hubgraph('iati', path, '--skip-rejected')).toMatchObject({
      code: 0,
      said: expect.stringContaining('nothing was changed'),
    });
    expect(await position()).toBe(at);
  });

  test('hours are refused with their line while the hub has not declared them, and loaded beside money when it has', async () => {
    const entry =
      '2026-01-02 Help\n  Expenses:Care  7.50 HOURS\n  Income:Help  -7.50 HOURS\n  Expenses:Rent  2.00 EUR\n  Assets:Bank\n';
    const path = file('hours.journal', entry);
    expect(await hubgraph('hledger', path)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/line 2: "HOURS" is neither .* \[commodity-is-not-a-currency\]/),
    });
    const as = `${HUB}/${movement.hubs[0]?.people.treasurer}`;
    const hours = { hub: HUB, code: 'HOURS', kind: 'STAFF_TIME', name: 'Hours', places: 2 };
    await movement.client.act(as, 'declareResource', 'DeclareResourceInput', hours, '... on Resource { code }');
    expect(await hubgraph('hledger', path)).toMatchObject({
      code: 0,
      said: expect.stringContaining('  7.50 HOURS debited\n  2.00 EUR debited\n'),
    });
  });

  test.each([
    ['a file that ends too soon', '{"grants":[{"id":"a"', 'ERR_IMPORT_UNREADABLE'],
    ['a file without a row', '{"grants":[]}', 'ERR_IMPORT_REJECTED'],
  ])('%s is refused with a sentence and a code', async (_name, text, code) => {
    const refused = await hubgraph('360giving', file('bad.json', text));
    expect(refused).toMatchObject({ code: 1, said: expect.stringContaining(code) });
    expect(refused.said).not.toMatch(/\n\s+at /);
  });

  test.each([
    ['another format', ['xml', 'x'], 'The format is one of'],
    ['a file that is not there', ['hledger', '/nowhere/x.journal'], 'There is no file'],
    [
      'a date format that is not known',
      ['hledger', join(root, 'package.json'), '--date-format', 'D.M.Y'],
      '--date-format is one of',
    ],
  ])('%s is explained', async (_name, args, sentence) => {
    expect(await hubgraph(...args)).toMatchObject({ code: 1, said: expect.stringContaining(sentence) });
  });
});

test('a statement of the bank is checked, taken once, and not taken at all where it does not add up', async () => {
  const files = join(root, 'packages/imports/src/testing/files');
  const camt = join(files, 'camt.053.001.08.xml');
  expect(await hubgraph('camt', camt)).toMatchObject({
    code: 1,
    said: expect.stringContaining('bank-account-is-unknown'),
  });
  const as = `${HUB}/${movement.hubs[0]?.people.treasurer}`;
  const account = { hub: HUB, currency: 'EUR' };
  const path = 'assets:bank:euro';
  await movement.client.act(
    as,
    'openAccount',
    'OpenAccountInput',
    { ...account, path },
    '... on LedgerAccount { path }',
  );
  const number = { ledgerAccount: path, accountNumber: 'DE02 1203 0000 0000 2020 51' };
  await movement.client.act(
    as,
    'bindBankAccount',
    'BindBankAccountInput',
    { ...account, ...number },
    '... on BankAccount { id }',
  );
  const broken = join(folder, 'broken.xml');
  writeFileSync(broken, readFileSync(camt, 'utf8').replace('1210.5<', '1210.6<'));
  expect(await hubgraph('camt', broken)).toMatchObject({
    code: 1,
    said: expect.stringContaining('balances-do-not-add-up'),
  });
  expect(await hubgraph('camt', camt)).toMatchObject({
    code: 0,
    said: expect.stringMatching(
      /5 lines taken, 0 were there already, closing balance 1210.50 EUR\n.*1 entries .* not booked/,
    ),
  });
  expect(await hubgraph('camt', camt)).toMatchObject({
    code: 0,
    said: expect.stringContaining('0 lines taken, 5 were there'),
  });
  // Said in another version of the message, the lines are the same.
  const newer = join(files, 'camt.053.001.13.xml');
  expect(await hubgraph('camt', newer)).toMatchObject({
    code: 0,
    said: expect.stringContaining('0 lines taken, 5 were there'),
  });
  const csv = join(files, 'bank.windows-1252.csv');
  expect(await hubgraph('bank-csv', csv)).toMatchObject({ code: 1, said: expect.stringContaining('--mapping') });
  const mapping = ['--mapping', join(files, 'bank.mapping.json')];
  // Days of which the bank has told other lines already are left to a person.
  expect(await hubgraph('bank-csv', csv, ...mapping)).toMatchObject({
    code: 1,
    said: expect.stringContaining('statement-overlaps-another'),
  });
  const april = join(folder, 'april.csv');
  writeFileSync(
    april,
    readFileSync(csv, 'latin1').replaceAll('.03.2026', '.04.2026').replaceAll('31.04.', '30.04.'),
    'latin1',
  );
  expect(await hubgraph('bank-csv', april, ...mapping)).toMatchObject({
    code: 0,
    said: expect.stringContaining('3 lines taken'),
  });
});

test('exchange rates come to the council from a file, a table for each day that has none', async () => {
  const file = join(folder, 'rates.csv');
  writeFileSync(file, 'Date,USD,KES\n2026-01-05,1.1,142.5\n2026-01-02,1.09,\n');
  const said = ['--base', 'EUR', '--source', 'A bank of nowhere'];
  expect(await hubgraph('rates', file, '--base', 'EUR')).toMatchObject({ code: 1 });
  expect(await hubgraph('rates', file, ...said)).toMatchObject({
    code: 0,
    said: expect.stringContaining('of 2 days;'),
  });
  writeFileSync(file, 'Date,USD,KES\n2026-01-06,1.2,140\n2026-01-05,1.1,142.5\n2026-01-02,1.09,\n');
  expect(await hubgraph('rates', file, ...said)).toMatchObject({
    code: 0,
    said: expect.stringContaining('of 1 days; 2 days had a table already'),
  });
  const { data } = await movement.client.ask<{ exchangeRates: unknown }>(
    '{ exchangeRates(before: "2026-01-06") { base date source rates { currency perBase } } }',
  );
  expect(data?.exchangeRates).toEqual({
    base: 'EUR',
    date: '2026-01-05',
    source: 'A bank of nowhere',
    rates: [
      { currency: 'USD', perBase: '1.1' },
      { currency: 'KES', perBase: '142.5' },
    ],
  });
  // What the council gives away says base and source itself, and is all there.
  const exported = await fetch(`${movement.gateway.url}/exports/council/latest/rates.csv`);
  writeFileSync(file, await exported.text());
  expect(await hubgraph('rates', file)).toMatchObject({
    code: 0,
    said: expect.stringContaining('of 0 days; 3 days had a table already and keep it.\n'),
  });
  writeFileSync(file, 'Date,USD,KES\n2026-01-06,1.3,140\n2026-01-05,1.10,142.5\n');
  expect(await hubgraph('rates', file, ...said)).toMatchObject({
    code: 0,
    said: expect.stringMatching(/of 0 days; 2 days .*\n {2}1 of them with other rates than the file: 2026-01-06\n$/),
  });
});

describe('the own books of an incorporated team', () => {
  const PERIOD = ['--from', '2025-01-01', '--to', '2026-01-01'];
  let team = '';
  interface Filed {
    readonly unfiled: readonly { readonly from: string }[];
    readonly filings: { readonly nodes: readonly object[] };
  }

  async function ownBooks(): Promise<Filed | undefined> {
    const { data } = await movement.client.ask<{ team: { ownBooks: Filed } | null }>(
      `{ team(id: "${team}") { ownBooks { unfiled { from } filings { nodes { version status stagedRows reason
         income { decimal } spending { decimal } withHub { received { decimal } } } } } } }`,
    );
    return data?.team?.ownBooks;
  }

  /** Each day a grant comes from the hub and a room is paid; some days twice. */
  function journal(name: string, days: number, room: string): string {
    const text = Array.from({ length: days * 3 }, (_, n) => {
      const day = new Date(Date.UTC(2025, 0, 1 + Math.floor(n / 3))).toISOString().slice(0, 10);
      return n % 3 === 0
        ? `${day} * From the hub\n    Assets:Bank  3.00 EUR\n    Income:Hub\n`
        : `${day} * Room ${n}\n    Expenses:Rooms  ${room} EUR\n    Assets:Bank\n`;
    });
    const path = join(folder, name);
    writeFileSync(path, text.join('\n'));
    return path;
  }

  test('are nowhere when the node was killed in the middle, whole when the file is sent again, and filed anew with a reason', async () => {
    const { client, hubs } = movement;
    const treasurer = `${HUB}/${hubs[0]?.people.treasurer}`;
    const formed = { hub: HUB, name: 'Evenings', charter: 'We meet.' };
    team = (await client.act(treasurer, 'formTeam', 'FormTeamInput', formed, '... on Team { id }')).id;
    const plan = { since: '2025-01-01', rhythm: 'YEARLY', graceDays: 30, legalName: 'Evenings', registration: '1' };
    await client.act(
      treasurer,
      'recordIncorporation',
      'RecordIncorporationInput',
      { team, ...plan },
      '... on Team { id }',
    );
    const accounts = join(folder, 'accounts.json');
    writeFileSync(accounts, JSON.stringify([{ name: 'Income:Hub', isMovement: true }]));
    const first = journal('first.journal', 365, '1.00');
    const command = ['hledger', first, '--team', team, ...PERIOD, '--accounts', accounts];
    expect(await hubgraph('hledger', first, '--team', team)).toMatchObject({ code: 1 });

    const before = (await position()) ?? 0;
    const interrupted = hubgraph(...command);
    await until(movement.world, 'some batches are there', async () =>
      ((await position()) ?? 0) > before + 2 ? true : undefined,
    );
    process.kill((movement.node(HUB) as NodeProcess).pid, 'SIGKILL');
    await (movement.node(HUB) as NodeProcess).ended;
    expect((await interrupted).code).not.toBe(0);
    await movement.startNode(HUB);
    const after = await until(movement.world, 'the hub answers', ownBooks);
    expect(after).toMatchObject({
      unfiled: [{ from: '2025-01-01' }, {}],
      filings: { nodes: [{ status: 'OPEN', income: null }] },
    });

    expect(await hubgraph(...command)).toMatchObject({ code: 0, said: expect.stringContaining('Filed 1095 entries') });
    const nodes = [
      {
        ...{
          version: 1,
          status: 'FILED',
          stagedRows: 1_095,
          reason: null,
          withHub: [{ received: { decimal: '1095.00' } }],
        },
        ...{ income: [{ decimal: '1095.00' }], spending: [{ decimal: '730.00' }] },
      },
    ];
    expect(await ownBooks()).toMatchObject({ unfiled: [{}], filings: { nodes } });
    const at = await position();
    expect(await hubgraph(...command)).toMatchObject({ code: 0, said: expect.stringContaining('nothing was changed') });
    expect(await position()).toBe(at);

    const second = ['hledger', journal('second.journal', 10, '2.00'), '--team', team, ...PERIOD];
    expect(await hubgraph(...second)).toMatchObject({ code: 1, said: expect.stringContaining('reason-is-missing') });
    expect(await hubgraph(...second, '--reason', 'Ten days only.')).toMatchObject({ code: 0 });
    expect((await ownBooks())?.filings.nodes).toMatchObject([
      {
        ...{ version: 2, status: 'FILED', reason: 'Ten days only.', spending: [{ decimal: '40.00' }] },
        withHub: [{ received: { decimal: '30.00' } }],
      },
      { ...nodes[0], status: 'REPLACED' },
    ]);
  });
});
