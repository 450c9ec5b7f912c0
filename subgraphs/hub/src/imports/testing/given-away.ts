import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askBeancount, askHledger, beancountPython, hasProgram, missing } from '@hubgraph/exports/testing';
import {
  type EntryRow,
  type GrantRow,
  type ImportRow,
  readBeancount,
  readHledger,
  readPostings,
  readThreeSixtyGiving,
} from '@hubgraph/imports';
import { sha256 } from '@hubgraph/kernel';
import { expect } from 'vitest';
import { type ImportNode, openImportNode, start } from './import-node.ts';

const BATCH_ROWS = 200;

interface Rows<T> {
  readonly rows: readonly T[];
  readonly fileSha256: string;
}

/** All rows of a file that can be read whole. */
export async function rowsOf<T>(
  path: string,
  read: AsyncIterable<{ kind: 'row'; row: T } | { kind: 'rejected'; code: string }>,
): Promise<Rows<T>> {
  const rows: T[] = [];
  for await (const one of read) {
    if (one.kind === 'rejected') throw new Error(`${path}: ${one.code}`);
    rows.push(one.row);
  }
  return { rows, fileSha256: sha256(readFileSync(path)) };
}

/** As a client does it: start, batch after batch, complete. */
export async function importAll<T>(
  hub: ImportNode,
  format: 'HLEDGER' | 'THREE_SIXTY_GIVING',
  { rows, fileSha256 }: Rows<T>,
  inputOf: (row: T) => object,
): Promise<string> {
  const id = await start(hub, format, undefined, fileSha256);
  const [mutation, name] =
    format === 'HLEDGER' ? (['stageImportEntries', 'entries'] as const) : (['stageImportGrants', 'grants'] as const);
  const batches = Math.ceil(rows.length / BATCH_ROWS);
  for (let batch = 0; batch < batches; batch += 1) {
    const inputs = rows.slice(batch * BATCH_ROWS, (batch + 1) * BATCH_ROWS).map(inputOf);
    const staged = await hub.give(mutation, { import: id, batch, [name]: inputs });
    expect(staged).toMatchObject({ __typename: 'Import', stagedBatches: batch + 1 });
  }
  const completed = await hub.give('completeImport', { import: id, fileSha256, batches, rows: rows.length });
  expect(completed).toMatchObject({ status: 'COMPLETE', stagedRows: rows.length });
  return id;
}

export const grantOf = (row: GrantRow) => ({
  sourceId: row.sourceId,
  title: row.title,
  description: row.description,
  recipientKind: row.recipientKind === 'individual' ? 'INDIVIDUAL' : 'ORGANISATION',
  recipientId: row.recipientId,
  recipientName: row.recipientName,
  currency: row.currency,
  amountMinor: row.amountMinor.toString(),
  awardDay: row.awardDay,
  plannedFrom: row.plannedFrom,
  plannedTo: row.plannedTo,
  country: row.country,
});

export const entryOf = ({ sourceId, day, postings }: EntryRow) => ({
  sourceId,
  day,
  postings: postings.map(({ about, amountMinor, ...posting }) => ({
    ...posting,
    amountMinor: `${amountMinor}`,
    ...about,
  })),
});

export async function gatherEntries(rows: AsyncIterable<ImportRow<EntryRow>>): Promise<EntryRow[]> {
  const gathered: EntryRow[] = [];
  for await (const one of rows) {
    if (one.kind === 'rejected') throw new Error(`${one.at.path} ${one.code}`);
    gathered.push(one.row);
  }
  return gathered;
}

async function gatherGrants(rows: AsyncIterable<ImportRow<GrantRow>>): Promise<GrantRow[]> {
  const gathered: GrantRow[] = [];
  for await (const one of rows) {
    if (one.kind === 'rejected') throw new Error(one.code);
    gathered.push(one.row);
  }
  return gathered;
}

/** A file of a hub, as anybody may take it. */
export async function exported({ node }: ImportNode, file: string): Promise<Buffer> {
  const definition = node.exports.definition(file);
  if (definition === undefined) throw new Error(`there is no ${file}`);
  const made = await node.exports.get(node.journal.position, definition);
  if ('rejected' in made) throw new Error(made.message);
  return Buffer.concat([...node.exports.bytes(made, 0, made.sizeBytes)]);
}

/** Names each account by its class and by when it was first seen. */
function unnamed(): (account: string) => string {
  const accounts = new Map<string, string>();
  return (account) => {
    const [type = ''] = account.toLowerCase().split(':');
    const name = accounts.get(account) ?? `${type} ${accounts.size}`;
    accounts.set(account, name);
    return name;
  };
}

/** What a posting of a file of a node may be about, as its columns and tags are called. */
const ABOUT = {
  purpose: 'purpose',
  project: 'project',
  spentIn: 'spent_in',
  decidedIn: 'decided_in',
  costClass: 'cost_class',
};

/** The books as they are whatever their accounts and entries are called: days, classes of accounts, amounts, balances. */
export function nameless(postingsCsv: Buffer): readonly { readonly posting: string; readonly balance: string }[] {
  const nameOf = unnamed();
  const [head = '', ...rows] = postingsCsv.toString('utf8').trimEnd().split('\r\n');
  const names = head.split(',');
  return rows.map((row) => {
    const cells = row.split(',');
    const of = (name: string): string => cells[names.indexOf(name)] ?? '';
    const money = [of('day'), of('posting'), nameOf(of('account')), of('currency'), of('amount_minor')];
    const posting = [...money, ...Object.values(ABOUT).map(of)].join(' ');
    return { posting, balance: of('balance') };
  });
}

/** The same of what a file says, which is no balance. */
function namelessRows(rows: readonly EntryRow[]): readonly string[] {
  const nameOf = unnamed();
  return rows.flatMap(({ day, postings }) =>
    postings.map(({ account, currency, amountMinor, about = {} }, n) => {
      const said = Object.keys(ABOUT).map((key) => about[key as keyof typeof ABOUT] ?? '');
      return [day, n + 1, nameOf(account), currency, amountMinor, ...said].join(' ');
    }),
  );
}

export const chunks = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
};

/** The files in which books are given away, and how each is read. */
const READERS = { 'books.journal': readHledger, 'books.beancount': readBeancount, 'postings.csv': readPostings };

/**
 * Gives the books of a hub away in each format and takes them into second hubs: the books there are the same. What is
 * imported follows from the rows that were read; so all of them go through one format, and some through the others.
 */
export async function expectSameInEachFormat(
  hub: ImportNode,
  resources: Readonly<Record<string, number>> = {},
  prepare: (second: ImportNode) => Promise<void> = async () => {},
): Promise<void> {
  const given = nameless(await exported(hub, 'postings.csv'));
  for (const [file, reader] of Object.entries(READERS)) {
    const bytes = await exported(hub, file);
    const rows = (await gatherEntries(reader(chunks(bytes), { resources }))).filter(
      ({ postings }) => postings.length > 0,
    );
    expect([file, namelessRows(rows)]).toEqual([file, given.map(({ posting }) => posting)]);
    const some = file === 'books.journal' ? rows : rows.slice(0, BATCH_ROWS);
    await using second = await openImportNode();
    await prepare(second);
    await importAll(second, 'HLEDGER', { rows: some, fileSha256: sha256(bytes) }, entryOf);
    const kept = nameless(await exported(second, 'postings.csv'));
    expect([file, kept]).toEqual([file, given.slice(0, some.flatMap(({ postings }) => postings).length)]);
  }
}

/** Asks Beancount and hledger what the files hold in which a hub gives its books away: what the hub says, account by account. */
export async function expectSameByPrograms(hub: ImportNode, ours: ReadonlyMap<string, string>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hubgraph-programs-'));
  try {
    for (const file of ['books.beancount', 'books.journal']) {
      writeFileSync(join(folder, file), await exported(hub, file));
    }
    const same = [{ faults: [], balances: ours }];
    const python = beancountPython();
    if (python === undefined) missing('Beancount');
    else expect(askBeancount(python, [join(folder, 'books.beancount')])).toEqual(same);
    if (!hasProgram('hledger')) missing('hledger');
    else expect(askHledger([join(folder, 'books.journal')], join(folder, 'all.journal'))).toEqual(same);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** More grants than these are not all taken into a second hub: what is imported follows from the rows that were read. */
const GRANTS_MAX = 400;

/** Gives the grants of a hub away and takes them into a second one: the same as were read, to the last text. */
export async function expectSameGrants(hub: ImportNode, original: readonly GrantRow[]): Promise<void> {
  const given = await exported(hub, 'grants.json');
  const rows = await gatherGrants(readThreeSixtyGiving(chunks(given)));
  const content = ({ sourceId: _, funderId: __, funderName: ___, programme: ____, ...others }: GrantRow) => others;
  expect(rows.map(content)).toEqual(original.map(content));
  const some = rows.length > GRANTS_MAX ? rows.slice(0, BATCH_ROWS) : rows;
  await using second = await openImportNode();
  await importAll(second, 'THREE_SIXTY_GIVING', { rows: some, fileSha256: sha256(given) }, grantOf);
  // A line for each grant, whatever ids the hubs gave them.
  const linesOf = (json: Buffer): string[] =>
    json
      .toString('utf8')
      .replace(/east:grant:[0-9A-Z]{26}/g, 'id')
      .split(/,?\n/);
  const kept = linesOf(await exported(second, 'grants.json'));
  expect(kept).toHaveLength(some.length + 3);
  expect(kept.slice(0, -2)).toEqual(linesOf(given).slice(0, some.length + 1));
}
