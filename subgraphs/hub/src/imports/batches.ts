import {
  AMOUNT_MINOR_MAX,
  type CurrencyCode,
  type Day,
  type Id,
  isRejection,
  type Rejection,
  reject,
} from '@hubgraph/kernel';
import type { LedgerEvent } from '@hubgraph/ledger';
import { accountPath, nameDigest } from './account-paths.ts';
import {
  COUNTRY,
  DEFAULT_BOOK,
  type ImportEvent,
  type ImportedAccount,
  type ImportRejectionCode,
  type ImportState,
  openImport,
  type StageImportBatch,
  type TakeImportBatch,
} from './domain.ts';
import {
  type BatchContent,
  batchSums,
  firstDayOf,
  type GrantRow,
  inRow,
  postEntries,
  rowId,
  rowIds,
  sourceDigest,
} from './rows.ts';
import { isSourceId } from './without-names.ts';

const BATCH_ROWS_MAX = 500;
const RECIPIENT_ID = /^[\x20-\x7e]{1,256}$/;

/** What is known of an import while it takes batches. */
export interface Staging {
  readonly import: ImportState | undefined;
  /** The first day that is open in the books. */
  readonly closedBefore: Day | undefined;
  hasRow(id: Id): boolean;
  sumMinor(currency: CurrencyCode): bigint;
  hasAccount(path: string, currency: CurrencyCode): boolean;
  /** The path that an account's name has in the book. */
  pathOfName(name: string): string | undefined;
  isPathTaken(path: string): boolean;
}

export function decideTakeImportBatch(command: TakeImportBatch, staging: Staging): ImportEvent[] | Rejection {
  const { batch, digest, content, at } = command;
  const found = openImport(command.import, staging.import);
  if (isRejection(found)) return found;
  const rows = rowIds(found.id, content);
  const refusal = checkBatch(found, command, rows.length) ?? checkRows(rows, content, staging);
  if (refusal !== undefined) return refusal;
  const paths =
    content.format === 'HLEDGER' ? pathsOf(content, found.book ?? DEFAULT_BOOK, staging) : new Map<string, string>();
  if (isRejection(paths)) return paths;
  const sums = batchSums(content);
  const large = sums.find(({ currency, amountMinor }) => staging.sumMinor(currency) + amountMinor > AMOUNT_MINOR_MAX);
  if (large !== undefined) {
    return reject('balance-is-too-large', `The import's amounts in ${large.currency} add up to more than books hold.`);
  }
  if (content.format === 'HLEDGER') {
    const pathOf = (name: string) => paths.get(name) ?? '';
    const { fund = '', country } = found;
    const { closedBefore } = staging;
    const events = postEntries(content.entries, { importId: found.id, fund, country, at, closedBefore, pathOf });
    if (isRejection(events)) return events;
  }
  const accounts = newAccounts(command, paths, staging);
  const firstDay = firstDayOf(content);
  const days = firstDay === undefined ? {} : { firstDay };
  return [{ type: 'ImportBatchTaken', import: found.id, batch, digest, rows, sums, ...days, accounts }];
}

export function decideStageImportBatch(
  command: StageImportBatch,
  state: {
    readonly import: ImportState | undefined;
    readonly taken: string | undefined;
    readonly closedBefore: Day | undefined;
    pathOfName(name: string): string | undefined;
  },
): readonly (ImportEvent | LedgerEvent)[] | Rejection {
  const { content, digest, batch, at } = command;
  const found = openImport(command.import, state.import);
  if (isRejection(found)) return found;
  if (state.taken !== digest) {
    return reject('batch-has-other-rows', `Batch ${batch} was taken with other rows, or not at all.`);
  }
  if (content.format === 'HLEDGER') {
    const { fund = '', country } = found;
    const pathOf = (name: string) => state.pathOfName(name) ?? '';
    const { closedBefore } = state;
    return postEntries(content.entries, { importId: found.id, fund, country, at, closedBefore, pathOf });
  }
  return content.grants.flatMap(({ sourceId, ...facts }, n) => {
    const texts = command.texts[n];
    if (texts === undefined) return [];
    const ids = { grant: rowId(found.id, 'grant', sourceId), import: found.id, sourceDigest: sourceDigest(sourceId) };
    return [{ type: 'GrantImported', ...ids, ...facts, ...texts }];
  });
}

function checkBatch(
  found: ImportState,
  { batch, content }: TakeImportBatch,
  rows: number,
): Rejection<ImportRejectionCode> | undefined {
  if (content.format !== found.format) {
    return reject('rows-are-of-another-format', `The import ${found.id} is of ${found.format}.`);
  }
  if (rows === 0) return reject('batch-is-empty', 'A batch has at least one row.');
  if (rows > BATCH_ROWS_MAX) {
    return reject('batch-has-too-many-rows', `The batch has ${rows} rows; at most ${BATCH_ROWS_MAX} fit.`);
  }
  if (batch !== found.batches) {
    return reject('batch-is-out-of-order', `Batch ${found.batches} is the next one, not ${batch}.`);
  }
  return undefined;
}

function checkRows(
  ids: readonly Id[],
  content: BatchContent,
  staging: Staging,
): Rejection<ImportRejectionCode> | undefined {
  const rows = content.format === 'HLEDGER' ? content.entries : content.grants;
  const malformed = rows.findIndex(({ sourceId }) => !isSourceId(sourceId));
  if (malformed >= 0) {
    const form = 'A source id has 1 to 256 printable ASCII characters without spaces.';
    return inRow(malformed, reject('source-id-is-malformed', form));
  }
  const seen = new Set<Id>();
  for (const [n, id] of ids.entries()) {
    if (seen.has(id) || staging.hasRow(id)) {
      return inRow(n, reject('row-is-repeated', 'The import has had a row with this source id.'));
    }
    seen.add(id);
  }
  if (content.format === 'HLEDGER') return undefined;
  for (const [n, grant] of content.grants.entries()) {
    const refusal = checkGrant(grant);
    if (refusal !== undefined) return inRow(n, refusal);
  }
  return undefined;
}

function checkGrant(grant: GrantRow): Rejection<ImportRejectionCode> | undefined {
  const { plannedFrom, plannedTo, recipientId, country, amountMinor } = grant;
  if (plannedFrom !== undefined && plannedTo !== undefined && plannedTo < plannedFrom) {
    return reject('planned-dates-are-reversed', `The plan ends on ${plannedTo}, before it begins on ${plannedFrom}.`);
  }
  if (recipientId !== undefined && !RECIPIENT_ID.test(recipientId)) {
    return reject('recipient-id-is-malformed', 'The id of a recipient has 1 to 256 printable ASCII characters.');
  }
  if (country !== undefined && !COUNTRY.test(country)) {
    return reject('country-is-malformed', 'Give the country as two letters, as KE.');
  }
  if (amountMinor < 0n) return reject('amount-is-negative', 'A grant that was taken back is not a grant.');
  return undefined;
}

type EntryContent = Extract<BatchContent, { readonly format: 'HLEDGER' }>;

/** The path of each account's name; names that are new get one that no other name of the book has. */
function pathsOf(content: EntryContent, book: string, staging: Staging): ReadonlyMap<string, string> | Rejection {
  const paths = new Map<string, string>();
  const given = new Set<string>();
  for (const [n, { postings }] of content.entries.entries()) {
    for (const { account } of postings) {
      if (paths.has(account)) continue;
      const isTaken = (path: string) => given.has(path) || staging.isPathTaken(path);
      const path = staging.pathOfName(account) ?? accountPath(account, book, isTaken);
      if (isRejection(path)) return inRow(n, path);
      paths.set(account, path);
      given.add(path);
    }
  }
  return paths;
}

function newAccounts(
  { content, names }: TakeImportBatch,
  paths: ReadonlyMap<string, string>,
  staging: Staging,
): readonly ImportedAccount[] {
  if (content.format !== 'HLEDGER') return [];
  const accounts = new Map<string, ImportedAccount>();
  for (const { account, currency } of content.entries.flatMap((row) => row.postings)) {
    const path = paths.get(account) ?? '';
    if (staging.hasAccount(path, currency)) continue;
    const { [account]: text } = names;
    accounts.set(`${path} ${currency}`, { name: nameDigest(account), path, currency, ...(text && { text }) });
  }
  return [...accounts.values()];
}
