import {
  canonical,
  currencyExponent,
  type Day,
  isDay,
  isRejection,
  parseAmount,
  type Rejection,
  reject,
  sha256,
} from '@hubgraph/kernel';
import type { EntryRow } from '../hledger/entry-row.ts';
import type { ImportRow } from '../import-row.ts';
import { unreadable } from '../unreadable.ts';
import { type Element, ElementBuilder, first } from '../xml/element.ts';
import { readXml } from '../xml/xml.ts';
import { CLASSIFYING, classified } from './classified.ts';
import { TRANSACTION_TYPES, type TransactionType } from './transaction-types.ts';

/** Why a transaction was not read; README.md has a sentence for each. */
export type IatiRejectionCode =
  | 'id-is-missing'
  | 'id-is-repeated'
  | 'transaction-type-is-missing'
  | 'transaction-type-is-unknown'
  | 'transaction-type-is-not-booked'
  | 'date-is-missing'
  | 'date-is-malformed'
  | 'currency-is-missing'
  | 'currency-is-unknown'
  | 'amount-is-missing'
  | 'amount-is-not-a-decimal'
  | 'amount-has-a-fraction'
  | 'amount-is-too-large';

type Refusal = Rejection<IatiRejectionCode> & { readonly below: string };

interface Activity {
  readonly path: string;
  readonly line: number;
  readonly currency: string | undefined;
  id?: string;
  /** Where and for what it is, as far as it was read. */
  readonly classes: Element[];
  transactions: number;
  isTold: boolean;
}

const VERSION = /^2\.0[1-3]$/;

/**
 * Reads the transactions of activities in the form of IATI 2.01 to 2.03, one at a time, each as an entry of two postings.
 * The account says the type of the transaction and, by its identifier, the organisation at the other end:
 * `Expenses:IATI:Disbursements:XM-EXAMPLE-1`. Country and purpose are read where one is meant. Names, descriptions, budgets and planned disbursements are not read. A
 * transaction of zero has no postings. Rejected ones are told with their path: `/iati-activities/iati-activity[3]/transaction[2]/value`.
 * @throws {HubgraphError} `ERR_IMPORT_UNREADABLE` for what is not XML or not a file of activities of version 2.
 * @see https://iatistandard.org/en/iati-standard/203/activity-standard/
 */
export async function* readIati(
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<ImportRow<EntryRow, IatiRejectionCode>> {
  const ids = new Set<string>();
  const equal = new Map<string, number>();
  let depth = 0;
  let activities = 0;
  let activity: Activity | undefined;
  let part: ElementBuilder | undefined;
  for await (const event of readXml(input)) {
    if (part !== undefined && activity !== undefined) {
      if (!part.take(event)) continue;
      const { root } = part;
      part = undefined;
      if (root.name === 'iati-identifier') {
        const told = identify(activity, root.text, ids);
        if (told !== undefined) yield told;
      } else if (CLASSIFYING.has(root.name)) {
        // Of several none is chosen, however many there are.
        if (activity.classes.filter(({ name }) => name === root.name).length < 2) activity.classes.push(root);
      } else {
        activity.transactions += 1;
        yield* take(activity, root, equal);
      }
      continue;
    }
    if (event.type === 'close') {
      depth -= 1;
      if (depth === 1) activity = undefined;
      continue;
    }
    depth += 1;
    if (depth === 1) checkRoot(event.name, event.attributes, event.line);
    if (depth === 2 && event.name === 'iati-activity') {
      activities += 1;
      const path = `/iati-activities/iati-activity[${activities}]`;
      const { 'default-currency': currency } = event.attributes;
      activity = { path, line: event.line, currency, classes: [], transactions: 0, isTold: false };
    }
    const isPart = event.name === 'iati-identifier' || event.name === 'transaction' || CLASSIFYING.has(event.name);
    if (depth === 3 && activity !== undefined && isPart) {
      depth -= 1;
      part = new ElementBuilder(event);
    }
  }
}

function checkRoot(name: string, { version = '' }: Readonly<Record<string, string>>, line: number): void {
  const at = { line, offsetBytes: 0 };
  if (name !== 'iati-activities') throw unreadable(`The file is no list of IATI's activities, but ${name}`, at);
  if (!VERSION.test(version))
    throw unreadable(`IATI 2.01 to 2.03 are read; the file says "${version.slice(0, 20)}"`, at);
}

/** The activity's identifier, or why it has none. */
function identify(
  activity: Activity,
  id: string,
  ids: Set<string>,
): ImportRow<EntryRow, IatiRejectionCode> | undefined {
  const at = { path: `${activity.path}/iati-identifier`, line: activity.line };
  const repeated = ids.has(id);
  if (id !== '' && !repeated) {
    ids.add(id);
    activity.id = id;
    return undefined;
  }
  activity.isTold = true;
  return repeated
    ? { kind: 'rejected', code: 'id-is-repeated', message: 'An activity before had this identifier.', at }
    : { kind: 'rejected', code: 'id-is-missing', message: 'The activity has no identifier.', at };
}

function* take(
  activity: Activity,
  element: Element,
  equal: Map<string, number>,
): Generator<ImportRow<EntryRow, IatiRejectionCode>> {
  const { path, id, isTold } = activity;
  // What is wrong with the activity was said once, with its path.
  if (id === undefined && isTold) return;
  const at = { path: `${path}/transaction[${activity.transactions}]`, line: element.line };
  if (id === undefined) {
    activity.isTold = true;
    const message = 'The activity has no identifier before its transactions.';
    yield { kind: 'rejected', code: 'id-is-missing', message, at: { path, line: activity.line } };
    return;
  }
  const read = readTransaction(element, activity.currency);
  if ('rejected' in read) {
    const { code, message, below } = read;
    yield { kind: 'rejected', code, message, at: { ...at, path: at.path + below } };
    return;
  }
  const digest = sha256(
    canonical([
      id,
      element.attributes['ref'] ?? '',
      read.code,
      read.day,
      read.account,
      read.currency,
      `${read.amountMinor}`,
    ]),
  );
  const before = equal.get(digest) ?? 0;
  equal.set(digest, before + 1);
  const { type, amountMinor, currency, account, day } = read;
  const signed = amountMinor * type.side;
  const about = classified(activity.classes, element.children);
  const postings =
    amountMinor === 0n
      ? []
      : [
          { account, currency, amountMinor: signed, ...(about && { about }) },
          { account: type.against, currency, amountMinor: -signed },
        ];
  const row = {
    sourceId: `${digest}-${before}`,
    day,
    description: '',
    status: 'unmarked',
    postings,
    line: element.line,
  };
  yield { kind: 'row', row: row as EntryRow, at };
}

interface Transaction {
  readonly code: string;
  readonly type: TransactionType;
  readonly day: Day;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly account: string;
}

function readTransaction(element: Element, defaultCurrency: string | undefined): Transaction | Refusal {
  const code = first(element, 'transaction-type')?.attributes['code'];
  if (code === undefined) return refuse('/transaction-type', 'transaction-type-is-missing', 'It has no type.');
  const type = TRANSACTION_TYPES.get(code);
  if (!TRANSACTION_TYPES.has(code)) {
    return refuse('/transaction-type/@code', 'transaction-type-is-unknown', `IATI has no type "${code.slice(0, 20)}".`);
  }
  if (type === undefined) {
    const message = 'Loans, shares and guarantees are not booked from a file: enter them by hand.';
    return refuse('/transaction-type/@code', 'transaction-type-is-not-booked', message);
  }
  const date = first(element, 'transaction-date')?.attributes['iso-date'];
  if (date === undefined) return refuse('/transaction-date', 'date-is-missing', 'It has no date.');
  // A day of XML Schema may say its zone; the day as written counts.
  const day = date.replace(/(?:Z|[+-]\d{2}:\d{2})$/, '');
  if (!isDay(day)) {
    return refuse(
      '/transaction-date/@iso-date',
      'date-is-malformed',
      `"${date.slice(0, 40)}" is not a day, as 2026-03-31.`,
    );
  }
  const value = first(element, 'value');
  if (value === undefined || value.text === '') return refuse('/value', 'amount-is-missing', 'It has no value.');
  const currency = value.attributes['currency'] ?? defaultCurrency;
  if (currency === undefined) {
    return refuse('/value/@currency', 'currency-is-missing', 'Neither the value nor its activity says a currency.');
  }
  if (currencyExponent(currency) === undefined) {
    return refuse(
      '/value/@currency',
      'currency-is-unknown',
      `"${currency.slice(0, 10)}" is not a currency of ISO 4217.`,
    );
  }
  const amountMinor = amountOf(value.text, currency);
  if (isRejection(amountMinor)) return { ...amountMinor, below: '/value' };
  const ref = first(element, `${type.other}-org`)?.attributes['ref']?.trim() ?? '';
  // A colon would begin another level of accounts.
  const account = ref === '' ? type.account : `${type.account}:${ref.replaceAll(':', '-')}`;
  return { code, type, day, currency, amountMinor, account };
}

/** An amount in the form of `xs:decimal`: `+5`, `.5` and `5.` are fine, exponents and grouping are not. */
function amountOf(text: string, currency: string): bigint | Rejection<IatiRejectionCode> {
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text) ?? [];
  if (whole === '' && fraction === '') {
    return reject('amount-is-not-a-decimal', `"${text.slice(0, 40)}" is not an amount; write it like 1250.50.`);
  }
  const decimals = fraction.replace(/0+$/, '');
  const plain = `${whole.replace(/^0+(?=\d)/, '') || '0'}${decimals === '' ? '' : `.${decimals}`}`;
  return parseAmount(sign === '-' ? `-${plain}` : plain, currency) as bigint | Rejection<IatiRejectionCode>;
}

function refuse(below: string, code: IatiRejectionCode, message: string): Refusal {
  return { ...reject(code, message), below };
}
