import { type Day, isRejection, parseAmount, type Rejection, reject } from '@hubgraph/kernel';
import type { BankImportRow, BankLine, BankRejectionCode } from '../bank/bank-row.ts';
import { dayFromParts, parseYearLast } from '../day.ts';
import { plainDecimal } from '../hledger/number.ts';
import { unreadable } from '../unreadable.ts';
import { readCsv } from './csv.ts';
import type { BankColumns, BankCsvMapping } from './mapping.ts';

type Refusal = Rejection<BankRejectionCode>;
type Cells = (column: string | undefined) => string;

const TEXT_MAX = 1_000;

interface Read {
  readonly line: BankLine;
  readonly balanceMinor?: bigint;
}

/**
 * Reads a bank's CSV by a stated mapping: the lines in the file's order, then one statement for all of them. With a
 * column of balances, each is compared with the one before and the row between them.
 * @throws {HubgraphError} `ERR_IMPORT_UNREADABLE` for what is not CSV, or lacks a column that the mapping names.
 */
export async function* readBankCsv(
  input: AsyncIterable<Uint8Array>,
  mapping: BankCsvMapping,
): AsyncGenerator<BankImportRow> {
  let header: readonly string[] | undefined;
  let skipped = 0;
  const totals = new Totals(mapping);
  for await (const { cells, line } of readCsv(input, mapping)) {
    if (skipped < (mapping.skipRows ?? 0)) {
      skipped += 1;
      continue;
    }
    if (header === undefined) {
      header = headerOf(cells, mapping.columns, line);
      continue;
    }
    const read = readRow(header, cells, line, mapping);
    const refusal = isRejection(read) ? read : totals.take(read);
    if (refusal !== undefined) {
      totals.isBroken = true;
      yield { kind: 'rejected', code: refusal.code, message: refusal.message, at: { line } };
    } else yield { kind: 'row', row: { type: 'line', line: (read as Read).line }, at: { line } };
  }
  if (header === undefined)
    throw unreadable('The file has no row with the names of its columns', { line: 1, offsetBytes: 0 });
  yield totals.statement();
}

function headerOf(cells: readonly string[], columns: BankColumns, line: number): readonly string[] {
  const header = cells.map((cell) => cell.trim());
  for (const name of Object.values(columns).flat() as string[]) {
    const times = header.filter((one) => one === name).length;
    if (times === 1) continue;
    const what = times === 0 ? 'has no column' : 'has more than one column';
    throw unreadable(`The file ${what} "${name.slice(0, 80)}", which the mapping names`, { line, offsetBytes: 0 });
  }
  return header;
}

function readRow(
  header: readonly string[],
  cells: readonly string[],
  line: number,
  mapping: BankCsvMapping,
): Read | Refusal {
  const { columns } = mapping;
  if (cells.length !== header.length) {
    return reject(
      'row-has-other-columns',
      `The row has ${cells.length} cells; the first one names ${header.length} columns.`,
    );
  }
  const cell: Cells = (column) => (column === undefined ? '' : (cells[header.indexOf(column)] ?? '').trim());
  const bookedOn = dayOfCell(cell(columns.bookedOn), mapping);
  if (isRejection(bookedOn)) return bookedOn;
  const value = cell(columns.valueOn);
  const valueOn = value === '' ? undefined : dayOfCell(value, mapping);
  if (isRejection(valueOn)) return valueOn;
  const currency = columns.currency === undefined ? (mapping.currency ?? '') : cell(columns.currency);
  if (currency === '') return reject('currency-is-missing', 'The row has no currency.');
  const amountMinor = amountOfRow(cell, currency, mapping);
  if (isRejection(amountMinor)) return amountMinor;
  if (amountMinor === 0n) return reject('amount-is-zero', 'A row of zero moves nothing.');
  const balanceMinor = columns.balance === undefined ? undefined : amountOf(cell(columns.balance), currency, mapping);
  if (isRejection(balanceMinor)) return balanceMinor;
  const remittance = (columns.remittance ?? [])
    .map(cell)
    .filter((text) => text !== '')
    .join(' ');
  const said = (name: 'bankReference' | 'paymentReference' | 'counterpartyName' | 'counterpartyAccount') => {
    const text = cell(columns[name]);
    return text === '' ? {} : { [name]: text.slice(0, TEXT_MAX) };
  };
  return {
    line: {
      bookedOn,
      ...(valueOn && { valueOn }),
      currency,
      amountMinor,
      ...said('bankReference'),
      ...said('paymentReference'),
      ...said('counterpartyName'),
      ...said('counterpartyAccount'),
      ...(remittance && { remittance: remittance.slice(0, TEXT_MAX) }),
      line,
    },
    ...(balanceMinor === undefined ? {} : { balanceMinor }),
  };
}

function dayOfCell(text: string, { dateFormat }: BankCsvMapping): Day | Refusal {
  if (text === '') return reject('date-is-missing', 'The row has no day.');
  const form = DATE_FORMS[dateFormat];
  const parts = form.exec(text)?.groups;
  if (parts !== undefined) {
    const { year = '', month = '', day = '' } = parts;
    return dayFromParts(text, [year.length === 2 ? `20${year}` : year, month, day]);
  }
  // A year at the end in another order than the mapping says is told apart from what is no date at all.
  const other =
    dateFormat === 'DD/MM/YYYY' || dateFormat === 'MM/DD/YYYY' ? parseYearLast(text, dateFormat) : undefined;
  if (isRejection(other)) return other;
  return reject('date-is-malformed', `"${text.slice(0, 40)}" is not a date in the form ${dateFormat}.`);
}

/** In forms with slashes, hyphens and points will do as well. Years of two digits are of this century. */
const DATE_FORMS: Readonly<Record<BankCsvMapping['dateFormat'], RegExp>> = {
  'YYYY-MM-DD': /^(?<year>\d{4})([-/.])(?<month>\d{1,2})\2(?<day>\d{1,2})$/,
  'DD/MM/YYYY': /^(?<day>\d{1,2})([-/.])(?<month>\d{1,2})\2(?<year>\d{4})$/,
  'MM/DD/YYYY': /^(?<month>\d{1,2})([-/.])(?<day>\d{1,2})\2(?<year>\d{4})$/,
  YYYYMMDD: /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
  'DD/MM/YY': /^(?<day>\d{1,2})([-/.])(?<month>\d{1,2})\2(?<year>\d{2})$/,
};

function amountOfRow(cell: Cells, currency: string, mapping: BankCsvMapping): bigint | Refusal {
  const { amount, debit, credit, direction } = mapping.columns;
  if (amount !== undefined) {
    const read = amountOf(cell(amount), currency, mapping);
    if (direction === undefined || isRejection(read)) return read;
    if (read < 0n) return reject('amount-is-negative', 'The amount has a sign, and a direction beside it.');
    const word = cell(direction);
    if (mapping.debitWords?.includes(word)) return -read;
    if (mapping.creditWords?.includes(word)) return read;
    return reject('direction-is-missing', `"${word.slice(0, 40)}" is neither among debitWords nor among creditWords.`);
  }
  const [out, into] = [cell(debit), cell(credit)];
  if (out !== '' && into !== '') {
    const [a, b] = [amountOf(out, currency, mapping), amountOf(into, currency, mapping)];
    if (a !== 0n && b !== 0n) return reject('both-sides-have-amounts', 'The row has a debit and a credit.');
    return a === 0n ? b : isRejection(a) ? a : sided(a, -1n);
  }
  const read = amountOf(out === '' ? into : out, currency, mapping);
  return isRejection(read) ? read : sided(read, out === '' ? 1n : -1n);
}

/** Banks write what went out as 5.00 or -5.00 in a column of debits; a negative credit would be a guess. */
function sided(amountMinor: bigint, sign: 1n | -1n): bigint | Refusal {
  if (sign === -1n) return amountMinor < 0n ? amountMinor : -amountMinor;
  return amountMinor < 0n ? reject('amount-is-negative', 'The column of credits has a negative amount.') : amountMinor;
}

function amountOf(text: string, currency: string, { decimalMark }: BankCsvMapping): bigint | Refusal {
  const [, before = '', number, after = ''] = /^([+-]?)\s*([\d.,\s\u00a0\u202f'’]*\d[.,]?)\s*([+-]?)$/.exec(text) ?? [];
  if (text === '') return reject('amount-is-missing', 'The row has no amount.');
  if (number === undefined || (before !== '' && after !== '')) {
    return reject('amount-is-malformed', `"${text.slice(0, 40)}" is not an amount.`);
  }
  const decimal = plainDecimal(number.replace(/['’]/g, ''), decimalMark);
  if (isRejection(decimal)) return decimal;
  const amount = parseAmount(decimal, currency);
  if (!isRejection(amount)) return before === '-' || after === '-' ? -amount : amount;
  return reject(amount.code === 'amount-is-not-a-decimal' ? 'amount-is-malformed' : amount.code, amount.message);
}

/** What the rows come to, in the order of time. */
class Totals {
  isBroken = false;
  readonly #mapping: BankCsvMapping;
  #lines = 0;
  #from: Day | undefined;
  #to: Day | undefined;
  #currency: string | undefined;
  #first: Read | undefined;
  #last: Read | undefined;

  constructor(mapping: BankCsvMapping) {
    this.#mapping = mapping;
  }

  take(read: Read): Refusal | undefined {
    const { bookedOn, currency } = read.line;
    this.#currency ??= currency;
    if (currency !== this.#currency) {
      return reject('currency-differs', `The rows before are in ${this.#currency}, this one is in ${currency}.`);
    }
    const before = this.#last;
    this.#first ??= read;
    this.#last = read;
    this.#lines += 1;
    if (this.#from === undefined || bookedOn < this.#from) this.#from = bookedOn;
    if (this.#to === undefined || bookedOn > this.#to) this.#to = bookedOn;
    if (before?.balanceMinor === undefined || read.balanceMinor === undefined || this.isBroken) return undefined;
    const [older, newer] = this.#mapping.order === 'OLDEST_FIRST' ? [before, read] : [read, before];
    if ((older.balanceMinor ?? 0n) + newer.line.amountMinor === newer.balanceMinor) return undefined;
    return reject(
      'balances-do-not-add-up',
      'The balance does not follow from the one beside it and the amount between them.',
    );
  }

  statement(): BankImportRow {
    const at = { line: this.#first?.line.line ?? 1 };
    const [oldest, newest] =
      this.#mapping.order === 'OLDEST_FIRST' ? [this.#first, this.#last] : [this.#last, this.#first];
    if (oldest === undefined || this.#from === undefined || this.#to === undefined) {
      return { kind: 'rejected', code: 'statement-is-empty', message: 'The file has no row that could be read.', at };
    }
    const { account } = this.#mapping;
    const closingMinor = newest?.balanceMinor;
    const balances =
      oldest.balanceMinor === undefined || closingMinor === undefined || this.isBroken
        ? {}
        : { openingMinor: oldest.balanceMinor - oldest.line.amountMinor, closingMinor };
    const period = { from: this.#from, to: this.#to };
    const statement = {
      ordinal: 0,
      ...(account && { account }),
      currency: this.#currency ?? '',
      ...period,
      ...balances,
    };
    return {
      kind: 'row',
      row: { type: 'statement', statement: { ...statement, lines: this.#lines, notBooked: 0 } },
      at,
    };
  }
}
