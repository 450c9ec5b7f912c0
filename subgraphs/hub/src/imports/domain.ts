import type { FundOpened } from '@hubgraph/books';
import { type Command, defineEntity, type Event, type StageReleased, type Upcasts } from '@hubgraph/journal';
import {
  type CurrencyCode,
  canonical,
  type Day,
  type Id,
  isRejection,
  type Rejection,
  reject,
  type Slug,
  sha256,
} from '@hubgraph/kernel';
import { type Account, BALANCE_MINOR_MAX, decide, type LedgerEvent, type Slice } from '@hubgraph/ledger';
import type { TextRef } from '@hubgraph/node';
import { isReservedBook } from './account-paths.ts';
import { derivedId } from './derived-id.ts';
import type { BatchContent, GrantRow, GrantTexts } from './rows.ts';

export type ImportFormat = 'THREE_SIXTY_GIVING' | 'HLEDGER';

/** Which file it is and how it is read: what makes two imports the same. */
export interface ImportSource {
  readonly hub: Slug;
  readonly fileSha256: string;
  readonly format: ImportFormat;
  /** Only of entries: the code of the book and of the fund that stands for it. */
  readonly book?: string;
  /** Only of entries: where the money was spent. */
  readonly country?: string;
}

export interface StartImport extends Command, ImportSource {
  readonly type: 'StartImport';
  /** For the fund, where the book has none yet. */
  readonly fund: Id;
  readonly fundName: TextRef;
}
/** Takes note of a batch, in the open: its rows, sums and accounts, so that nothing can be missing later. */
export interface TakeImportBatch extends Command {
  readonly type: 'TakeImportBatch';
  readonly import: Id;
  readonly batch: number;
  /** A keyed digest of the rows as they were sent. */
  readonly digest: string;
  readonly content: BatchContent;
  /** By account: what the file calls it. */
  readonly names: Readonly<Record<string, TextRef>>;
}
/** Puts the rows of a batch that was taken into the journal, out of sight. */
export interface StageImportBatch extends Command {
  readonly type: 'StageImportBatch';
  readonly import: Id;
  readonly batch: number;
  readonly digest: string;
  readonly content: BatchContent;
  /** One for each grant. */
  readonly texts: readonly GrantTexts[];
}
export interface CompleteImport extends Command {
  readonly type: 'CompleteImport';
  readonly import: Id;
  readonly fileSha256: string;
  readonly batches: number;
  readonly rows: number;
}
export interface DropImport extends Command {
  readonly type: 'DropImport';
  readonly import: Id;
}

export interface ImportStarted extends Event, Omit<ImportSource, 'hub'> {
  readonly type: 'ImportStarted';
  readonly import: Id;
  readonly fund?: Id;
}
export interface ImportBatchTaken extends Event {
  readonly type: 'ImportBatchTaken';
  readonly import: Id;
  readonly batch: number;
  readonly digest: string;
  readonly rows: readonly Id[];
  readonly sums: readonly { readonly currency: CurrencyCode; readonly amountMinor: bigint }[];
  /** The earliest day on which it books something. */
  readonly firstDay?: Day;
  /** Those that no batch before had. */
  readonly accounts: readonly ImportedAccount[];
}
export interface GrantImported extends Event, Omit<GrantRow, 'sourceId'>, GrantTexts {
  readonly type: 'GrantImported';
  readonly grant: Id;
  readonly import: Id;
  readonly sourceDigest: string;
}
export interface ImportCompleted extends Event {
  readonly type: 'ImportCompleted';
  readonly import: Id;
  readonly fileSha256: string;
  readonly batches: number;
  readonly rows: number;
  /** SHA-256 of the keyed digests of all batches, in order. */
  readonly digest: string;
}
export interface ImportDropped extends Event {
  readonly type: 'ImportDropped';
  readonly import: Id;
}
export type ImportEvent = ImportStarted | ImportBatchTaken | GrantImported | ImportCompleted | ImportDropped;

export interface ImportedAccount {
  /** A keyed digest of what the file calls it. */
  readonly name: string;
  readonly text?: TextRef;
  readonly path: string;
  readonly currency: CurrencyCode;
}

export interface ImportState extends Omit<ImportSource, 'hub'> {
  readonly id: Id;
  readonly status: 'OPEN' | 'COMPLETE' | 'DROPPED';
  readonly fund?: Id;
  readonly batches: number;
  readonly rows: number;
  readonly startedAt: number;
  readonly startedBy: string;
  readonly closedAt?: number;
}

/** A grant from records of before, as it was imported. */
export interface ImportedGrant extends Omit<GrantRow, 'sourceId'>, GrantTexts {
  readonly id: Id;
  readonly import: Id;
  readonly sourceDigest: string;
}

/** In order of precedence; then those of the ledger, for entries. */
export type ImportRejectionCode =
  | 'file-digest-is-malformed'
  | 'option-is-not-for-this-format'
  | 'book-is-malformed'
  | 'book-is-reserved'
  | 'country-is-malformed'
  | 'import-is-unknown'
  | 'import-is-dropped'
  | 'import-is-complete'
  | 'import-is-open'
  | 'rows-are-of-another-format'
  | 'batch-is-empty'
  | 'batch-has-too-many-rows'
  | 'batch-is-out-of-order'
  | 'batch-has-other-rows'
  | 'source-id-is-malformed'
  | 'row-is-repeated'
  | 'planned-dates-are-reversed'
  | 'recipient-id-is-malformed'
  | 'amount-is-negative'
  | 'account-type-is-unknown'
  | 'file-digest-differs'
  | 'import-has-missing-batches'
  | 'import-has-other-rows'
  | 'import-has-no-rows'
  | 'period-is-closed'
  | 'account-is-closed'
  | 'balance-is-too-large';

export const DEFAULT_BOOK = 'imported';

const SHA256 = /^[0-9a-f]{64}$/;
/** ISO 3166-1 alpha-2, by its form. */
export const COUNTRY = /^[A-Z]{2}$/;

/** The id of the import of a file; each time that one was dropped, the next has another. */
export function importId(source: ImportSource, attempt: number): Id {
  const { hub, fileSha256, format, book = '', country = '' } = source;
  return derivedId(hub, 'import', [hub, fileSha256, format, sha256(canonical({ book, country })), attempt]);
}

export function decideStartImport(
  command: StartImport,
  state: {
    /** The newest import of this file, or the id for one. */
    readonly id: Id;
    readonly existing: ImportState | undefined;
    readonly fundOfBook: Id | undefined;
    /** True where the fund of the book holds what imports brought, and is not one that the hub opened for itself. */
    readonly isFundOfImports: boolean;
  },
): Event[] | Rejection<ImportRejectionCode> {
  const { fileSha256, format, book, country } = command;
  if (!SHA256.test(fileSha256)) {
    return reject('file-digest-is-malformed', 'The SHA-256 of a file has 64 small hexadecimal digits.');
  }
  if (format !== 'HLEDGER' && (book !== undefined || country !== undefined)) {
    return reject('option-is-not-for-this-format', 'Only entries have a book and a country.');
  }
  if (book !== undefined && !/^[a-z][a-z0-9-]{1,39}$/.test(book)) {
    return reject('book-is-malformed', 'A book has 2 to 40 small letters, digits and hyphens, as club-2015.');
  }
  if (book !== undefined && isReservedBook(book)) {
    return reject('book-is-reserved', `The hub's own accounts are called ${book}; choose another name for the book.`);
  }
  if (state.fundOfBook !== undefined && !state.isFundOfImports) {
    return reject(
      'book-is-reserved',
      `The fund ${book} is the hub's own, with restrictions and a balance that an import does not look at; choose another name for the book.`,
    );
  }
  if (country !== undefined && !COUNTRY.test(country)) {
    return reject('country-is-malformed', 'Give the country as two letters, as KE.');
  }
  if (state.existing?.status === 'COMPLETE') {
    return reject('import-is-complete', `This file was imported before, as ${state.id}; nothing was changed.`);
  }
  if (state.existing?.status === 'OPEN') {
    return reject('import-is-open', `The import ${state.id} of this file is open; go on with it.`);
  }
  const started: ImportStarted = { type: 'ImportStarted', import: state.id, fileSha256, format };
  if (book === undefined) return [started];
  const { fund: newFund, fundName: name } = command;
  const opened: FundOpened = { type: 'FundOpened', fund: newFund, code: book, name, kind: 'UNRESTRICTED' };
  const withBook = { ...started, book, ...(country && { country }), fund: state.fundOfBook ?? newFund };
  return [...(state.fundOfBook === undefined ? [opened] : []), withBook];
}

export function decideCompleteImport(
  command: CompleteImport,
  state: {
    readonly import: ImportState | undefined;
    /** How many batches lie in the journal, out of sight. */
    readonly staged: number;
    /** Of the batches that were taken, in order. */
    readonly digests: readonly string[];
    /** The earliest day on which the import books something; undefined where it books nothing. */
    readonly firstDay: Day | undefined;
    /** The first day that is open in the books. */
    readonly closedBefore: Day | undefined;
    /** The import's accounts, as they stand in the books. */
    readonly accounts: readonly {
      readonly path: string;
      readonly currency: CurrencyCode;
      readonly name?: TextRef | undefined;
      readonly account: Account | undefined;
    }[];
    readonly resource: Slice['resource'];
    /** By currency: what the import adds, and the most that is there already in one place. */
    readonly sums: readonly {
      readonly currency: CurrencyCode;
      readonly amountMinor: bigint;
      readonly heldMinor: bigint;
    }[];
  },
): readonly Event[] | Rejection {
  const { fileSha256, batches, rows, at } = command;
  const found = openImport(command.import, state.import);
  if (isRejection(found)) return found;
  if (fileSha256 !== found.fileSha256) {
    return reject('file-digest-differs', `The import is of the file ${found.fileSha256}; another one was read.`);
  }
  if (found.batches < batches || state.staged < found.batches) {
    const present = Math.min(found.batches, state.staged);
    return reject('import-has-missing-batches', `${present} of ${Math.max(batches, found.batches)} batches are here.`);
  }
  if (found.batches !== batches || found.rows !== rows) {
    return reject(
      'import-has-other-rows',
      `${found.rows} rows in ${found.batches} batches are here, not ${rows} in ${batches}.`,
    );
  }
  if (rows === 0) return reject('import-has-no-rows', 'Nothing was staged that could be made visible.');
  const { firstDay, closedBefore } = state;
  const isOfBooks = found.format === 'HLEDGER';
  if (isOfBooks && firstDay !== undefined && closedBefore !== undefined && firstDay < closedBefore) {
    return reject(
      'period-is-closed',
      `The books were closed before ${closedBefore} meanwhile, and the import begins earlier; drop it.`,
    );
  }
  const large = state.sums.find(({ amountMinor, heldMinor }) => amountMinor + heldMinor > BALANCE_MINOR_MAX);
  if (large !== undefined) return reject('balance-is-too-large', `The sums in ${large.currency} would be too large.`);
  const opened: LedgerEvent[] = [];
  for (const { path, currency, name, account } of state.accounts) {
    if (account?.status === 'CLOSED') {
      return reject('account-is-closed', `The account ${path} in ${currency} was closed; import into another book.`);
    }
    if (account !== undefined) continue;
    const decision = decide(
      { type: 'OpenAccount', at, path, currency, ...(name && { name }) },
      { ...NO_BOOKS, today: '', resource: state.resource },
    );
    if (isRejection(decision)) return decision;
    opened.push(...decision);
  }
  const released: StageReleased = { type: 'StageReleased', stage: found.id };
  const digest = sha256(state.digests.join('\n'));
  const completed: ImportCompleted = { type: 'ImportCompleted', import: found.id, fileSha256, batches, rows, digest };
  return [...opened, released, completed];
}

export function decideDropImport(
  command: DropImport,
  state: { readonly import: ImportState | undefined },
): ImportEvent[] | Rejection<ImportRejectionCode> {
  const found = openImport(command.import, state.import);
  return isRejection(found) ? found : [{ type: 'ImportDropped', import: found.id }];
}

/** The import if it is open; a refusal otherwise. */
export function openImport(id: Id, found: ImportState | undefined): ImportState | Rejection<ImportRejectionCode> {
  if (found === undefined) return reject('import-is-unknown', `There is no import ${id.slice(0, 80)}.`);
  if (found.status === 'DROPPED') return reject('import-is-dropped', `The import ${found.id} was dropped; start anew.`);
  if (found.status === 'COMPLETE') return reject('import-is-complete', `The import ${found.id} is complete.`);
  return found;
}

const NO_BOOKS = {
  account: () => undefined,
  entry: () => undefined,
  fund: () => undefined,
  fundBalance: (fund: Id, currency: CurrencyCode) => ({ fund, currency, postedMinor: 0n, reservedMinor: 0n }),
  closedBefore: (): Day | undefined => undefined,
};

/** The first form did not say from which day on a batch books something: what has sums may begin with any. */
export const upcasts: Upcasts = {
  ImportBatchTaken: [
    (event) => {
      const batch = event as ImportBatchTaken;
      return (batch.sums.length > 0 ? { ...batch, firstDay: EARLIEST_DAY } : batch) as ImportBatchTaken;
    },
  ],
};

const EARLIEST_DAY: Day = '0000-01-01';

export const importEntity = defineEntity<ImportState, Exclude<ImportEvent, GrantImported>>({
  kind: 'import',
  concerns: (event) =>
    ['ImportStarted', 'ImportBatchTaken', 'ImportCompleted', 'ImportDropped'].includes(event.type)
      ? [event.import]
      : [],
  evolve(state, { event, at, by }) {
    if (event.type === 'ImportStarted') {
      const { type: _, import: id, ...source } = event;
      return { id, ...source, status: 'OPEN', batches: 0, rows: 0, startedAt: at, startedBy: by };
    }
    if (state === undefined) throw new Error('An event of an import that was never started.');
    switch (event.type) {
      case 'ImportBatchTaken':
        return { ...state, batches: state.batches + 1, rows: state.rows + event.rows.length };
      case 'ImportCompleted':
        return { ...state, status: 'COMPLETE', closedAt: at };
      case 'ImportDropped':
        return { ...state, status: 'DROPPED', closedAt: at };
    }
  },
});

export const grant = defineEntity<ImportedGrant, GrantImported>({
  kind: 'grant',
  concerns: (event) => (event.type === 'GrantImported' ? [event.grant] : []),
  evolve(_state, { event }) {
    const { type: _, grant: id, ...facts } = event;
    return { id, ...facts };
  },
});
