import { currencyExponent, HubgraphError } from '@hubgraph/kernel';
import type { DateFormat } from '../day.ts';
import type { DecimalMark } from '../hledger/number.ts';

/** The columns of a bank's CSV, by their names in its first row. */
export interface BankColumns {
  readonly bookedOn: string;
  readonly valueOn?: string;
  /** One column with a sign; or `debit` and `credit`; or `amount` without a sign and `direction`. */
  readonly amount?: string;
  readonly debit?: string;
  readonly credit?: string;
  /** Says with `debitWords` and `creditWords` which way the money went. */
  readonly direction?: string;
  /** The booked balance after the row. */
  readonly balance?: string;
  readonly currency?: string;
  readonly bankReference?: string;
  readonly paymentReference?: string;
  readonly counterpartyName?: string;
  readonly counterpartyAccount?: string;
  /** Joined by spaces, empty ones left out. */
  readonly remittance?: readonly string[];
}

/** What a bank's CSV does not say of itself. Everything that could be guessed wrongly has to be stated. */
export interface BankCsvMapping {
  readonly encoding: 'utf-8' | 'windows-1252' | 'iso-8859-15' | 'utf-16le';
  readonly separator: ',' | ';' | '\t' | '|';
  /** Rows before the one with the names of the columns. */
  readonly skipRows?: number;
  readonly columns: BankColumns;
  readonly dateFormat: DateFormat | 'YYYYMMDD' | 'DD/MM/YY';
  readonly decimalMark: DecimalMark;
  readonly debitWords?: readonly string[];
  readonly creditWords?: readonly string[];
  /** Where there is no column for it. */
  readonly currency?: string;
  /** IBAN or number of the account, which a CSV seldom says. */
  readonly account?: string;
  readonly order: 'OLDEST_FIRST' | 'NEWEST_FIRST';
}

const ENCODINGS: readonly unknown[] = ['utf-8', 'windows-1252', 'iso-8859-15', 'utf-16le'];
const SEPARATORS: readonly unknown[] = [',', ';', '\t', '|'];
const DATE_FORMATS: readonly unknown[] = ['YYYY-MM-DD', 'DD/MM/YYYY', 'MM/DD/YYYY', 'YYYYMMDD', 'DD/MM/YY'];
const NAMES: Readonly<Record<'mapping' | 'columns', readonly string[]>> = {
  mapping: [
    'encoding',
    'separator',
    'skipRows',
    'columns',
    'dateFormat',
    'decimalMark',
    'debitWords',
    'creditWords',
    'currency',
    'account',
    'order',
  ],
  columns: [
    'bookedOn',
    'valueOn',
    'amount',
    'debit',
    'credit',
    'direction',
    'balance',
    'currency',
    'bankReference',
    'paymentReference',
    'counterpartyName',
    'counterpartyAccount',
    'remittance',
  ],
};

/**
 * Reads a mapping from the text of its JSON file. Members that are not known are refused: a misspelt one would be
 * ignored silently.
 * @throws {HubgraphError} `ERR_IMPORT_MAPPING`, with what to write.
 */
export function parseBankCsvMapping(text: string): BankCsvMapping {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new HubgraphError('ERR_IMPORT_MAPPING', 'The mapping is not JSON.', { cause });
  }
  const mapping = known(value, 'mapping');
  oneOf(mapping['encoding'], ENCODINGS, 'encoding');
  oneOf(mapping['separator'], SEPARATORS, 'separator');
  oneOf(mapping['dateFormat'], DATE_FORMATS, 'dateFormat');
  oneOf(mapping['decimalMark'], ['.', ','], 'decimalMark');
  oneOf(mapping['order'], ['OLDEST_FIRST', 'NEWEST_FIRST'], 'order');
  const skipRows = mapping['skipRows'] ?? 0;
  if (!Number.isInteger(skipRows) || Number(skipRows) < 0 || Number(skipRows) > 100)
    refuse('skipRows is a number from 0 to 100');
  const columns = known(mapping['columns'], 'columns');
  for (const [name, column] of Object.entries(columns)) {
    const names = name === 'remittance' ? column : [column];
    if (!Array.isArray(names) || !names.every((one) => typeof one === 'string' && one !== '')) {
      refuse(`columns.${name} is ${name === 'remittance' ? 'a list of names of columns' : 'the name of a column'}`);
    }
  }
  if (columns['bookedOn'] === undefined) refuse('columns.bookedOn is missing');
  checkSides(mapping, columns);
  if (columns['currency'] === undefined && currencyExponent(String(mapping['currency'])) === undefined) {
    refuse('currency is a code of ISO 4217, or columns.currency names the column that has it');
  }
  if (mapping['account'] !== undefined && typeof mapping['account'] !== 'string') refuse('account is a text');
  return mapping as unknown as BankCsvMapping;
}

function checkSides(mapping: Readonly<Record<string, unknown>>, columns: Readonly<Record<string, unknown>>): void {
  const { amount, debit, credit, direction } = columns;
  const isTwo = debit !== undefined && credit !== undefined && amount === undefined && direction === undefined;
  const isOne = amount !== undefined && debit === undefined && credit === undefined;
  if (!isTwo && !isOne) refuse('columns has either amount, or debit and credit');
  const words = [mapping['debitWords'], mapping['creditWords']];
  const isTold = words.every(
    (list) => Array.isArray(list) && list.length > 0 && list.every((one) => typeof one === 'string'),
  );
  if (direction !== undefined && !isTold)
    refuse('with columns.direction, debitWords and creditWords are lists of words');
}

function known(value: unknown, of: 'mapping' | 'columns'): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(`${of} is an object`);
  const strange = Object.keys(value as object).find((name) => !NAMES[of].includes(name));
  if (strange !== undefined) refuse(`"${strange.slice(0, 40)}" is not known; ${of} has ${NAMES[of].join(', ')}`);
  return value as Readonly<Record<string, unknown>>;
}

function oneOf(value: unknown, allowed: readonly unknown[], name: string): void {
  if (!allowed.includes(value)) refuse(`${name} is one of ${allowed.map((one) => JSON.stringify(one)).join(', ')}`);
}

function refuse(what: string): never {
  throw new HubgraphError('ERR_IMPORT_MAPPING', `The mapping cannot be used: ${what}.`);
}
