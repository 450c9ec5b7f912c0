import { type CurrencyCode, type Day, isDay, isRejection, type Rejection, reject } from '@hubgraph/kernel';
import { isOfNode } from '../about.ts';
import { Commodities, type CommodityOptions } from '../commodities.ts';
import type { EntryRow } from '../hledger/entry-row.ts';
import { readHledger } from '../hledger/read.ts';
import type { EntryRejectionCode } from '../hledger/rejection-code.ts';
import type { ImportRow } from '../import-row.ts';
import { type Line, readLines } from '../text.ts';

/** Directives that say nothing about what is read here. */
const PASSED_OVER = new Set(['open', 'close', 'commodity', 'price', 'note', 'document', 'event', 'query', 'custom']);
const PASSED_OVER_UNDATED = /^(option|pushtag|poptag|pushmeta|popmeta)\b/;
const DATED = /^(\d{4}[-/]\d{1,2}[-/]\d{1,2})\s+(\S+)\s*(.*)$/;
const TRANSACTION = /^(\*|!|txn|[&#?%A-Z])$/;
const POSTING = /^\s+(?:[*!&#?%A-Z]\s+)?(\p{Lu}[\p{L}\p{N}-]*(?::[\p{Lu}\p{N}][\p{L}\p{N}-]*)+)\s*(.*)$/u;
/** A line of metadata whose text can stand in a comment of hledger as it is. */
const METADATA = /^\s+([a-z][a-zA-Z0-9_-]*):\s*"([^",;]*)"\s*$/;
const EDGE_DAYS: ReadonlySet<string> = new Set(['1700-01-01', '2099-12-31']);
const BALANCE = /^(\S+)\s+(-?[\d,]+(?:\.\d+)?)\s*(?:~\s*\S+\s*)?([A-Z][A-Z0-9'._-]*)$/;

/** A commodity that hledger wants in quotes. */
const CODE = /[A-Z][A-Z0-9'._-]*[0-9'._-][A-Z0-9'._-]*/g;

/** What a `balance` says that an account and all below it hold on the morning of a day. */
interface Assertion {
  readonly day: Day;
  readonly account: string;
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
  readonly line: number;
}

/**
 * Reads books in the language of Beancount, one transaction at a time. What a transaction says is what it says in
 * hledger, so each line is written as hledger's and read by {@link readHledger}; a line stays on its number. Balances
 * are checked when the file has ended, since Beancount goes by days and not by the order of lines; to the minor unit,
 * without tolerance. Memory holds the sums of each account by day.
 * @throws {HubgraphError} `ERR_IMPORT_UNREADABLE` as {@link readHledger}.
 * @see https://beancount.github.io/docs/beancount_language_syntax.html
 */
export async function* readBeancount(
  input: AsyncIterable<Uint8Array>,
  options: CommodityOptions = {},
): AsyncGenerator<ImportRow<EntryRow, EntryRejectionCode>> {
  const commodities = new Commodities(options);
  const assertions: Assertion[] = [];
  const bad: ImportRow<EntryRow, EntryRejectionCode>[] = [];
  const sums = new Map<string, Map<Day, bigint>>();
  const onBalance = (text: string, day: string, line: number): void => {
    const assertion = readBalance(text, day.replaceAll('/', '-'), line, commodities);
    if (isRejection(assertion)) bad.push({ kind: 'rejected', ...said(assertion), at: { line } });
    else assertions.push(assertion);
  };
  for await (const row of readHledger(asHledger(readLines(input), onBalance), { ...options, decimalMark: '.' })) {
    yield row;
    if (row.kind !== 'row') continue;
    for (const { account, currency, amountMinor } of row.row.postings) {
      const key = `${account} ${currency}`;
      const days = sums.get(key) ?? new Map<Day, bigint>();
      sums.set(key, days.set(row.row.day, (days.get(row.row.day) ?? 0n) + amountMinor));
    }
  }
  yield* bad;
  for (const assertion of assertions) {
    const refusal = check(assertion, sums);
    if (refusal !== undefined) yield { kind: 'rejected', ...said(refusal), at: { line: assertion.line } };
  }
}

/** The same lines in the words of hledger; what says nothing here is an empty line. */
async function* asHledger(
  lines: AsyncIterable<Line>,
  onBalance: (text: string, day: string, line: number) => void,
): AsyncGenerator<Uint8Array> {
  let begun: Begun | undefined;
  for await (const { text, line } of lines) {
    if (/^\s+\S/.test(text)) {
      if (begun === undefined) yield Buffer.from('\n');
      else below(begun, text);
      continue;
    }
    if (begun !== undefined) yield ended(begun);
    begun = undefined;
    let written = '';
    if (line === 1 && isOfNode(text)) written = text;
    else if (text.trim() !== '' && !/^[;*#:%&]/.test(text) && !PASSED_OVER_UNDATED.test(text)) {
      const [, date = '', word = '', rest = ''] = DATED.exec(text) ?? [];
      if (TRANSACTION.test(word)) {
        begun = { day: date, head: `${word === '!' ? '!' : '*'} ${description(rest)}`, lines: [], posting: undefined };
        continue;
      }
      if (word === 'balance') onBalance(uncommented(rest), date, line);
      // What is left is refused by the reader under its own words, as `pad` and `include` are.
      else if (!PASSED_OVER.has(word)) written = date === '' ? text : `${word} ${rest}`;
    }
    yield Buffer.from(`${written}\n`);
  }
  if (begun !== undefined) yield ended(begun);
}

/** A transaction that is not ended, in the words of hledger. */
interface Begun {
  day: string;
  readonly head: string;
  readonly lines: string[];
  /** Where its last posting stands among the lines. */
  posting: number | undefined;
}

/** Takes an indented line: a posting, or what is said of the posting or of the transaction above it. */
function below(begun: Begun, text: string): void {
  const { lines } = begun;
  const [, name, value = ''] = METADATA.exec(text) ?? [];
  if (name === undefined) {
    const written = posting(text);
    if (!written.trim().startsWith(';')) begun.posting = lines.length;
    lines.push(written);
    return;
  }
  // The first and the last day that Beancount reads stand for those before and after them.
  if (begun.posting === undefined && name === 'day' && EDGE_DAYS.has(begun.day) && isDay(value)) begun.day = value;
  if (begun.posting !== undefined) {
    const said = lines[begun.posting] ?? '';
    lines[begun.posting] = `${said}${said.includes(';') ? ',' : '  ;'} ${name}:${value}`;
  }
  lines.push('    ;');
}

function ended({ day, head, lines }: Begun): Uint8Array {
  return Buffer.from([`${day} ${head}`, ...lines, ''].join('\n'));
}

/** A posting as hledger writes it, two blanks before the amount; tags, links and comments are left out. */
function posting(text: string): string {
  const trimmed = text.trim();
  if (/^([;#^]|[a-z][a-zA-Z0-9_-]*:)/.test(trimmed)) return '    ;';
  const [, account, rest = ''] = POSTING.exec(text) ?? [];
  return account === undefined ? `    ${trimmed}` : `    ${account}  ${uncommented(rest).replace(CODE, '"$&"')}`;
}

function description(rest: string): string {
  const texts = [...rest.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text);
  return texts.join(' | ').replaceAll(';', ',');
}

function uncommented(text: string): string {
  return (text.split(';')[0] ?? '').trim();
}

function readBalance(
  text: string,
  day: string,
  line: number,
  commodities: Commodities,
): Assertion | Rejection<EntryRejectionCode> {
  const [, account, amount, currency] = BALANCE.exec(text) ?? [];
  if (account === undefined || amount === undefined || currency === undefined) {
    return reject('amount-is-malformed', `"${text.slice(0, 60)}" is not an account and what it holds.`);
  }
  if (!isDay(day)) return reject('date-is-not-in-the-calendar', `"${day}" is not a day of the calendar.`);
  const amountMinor = commodities.parse(amount.replaceAll(',', ''), currency);
  if (!isRejection(amountMinor)) return { day, account, currency, amountMinor, line };
  switch (amountMinor.code) {
    case 'currency-is-unknown':
      return reject('commodity-is-not-a-currency', amountMinor.message);
    case 'amount-has-a-fraction':
      return reject('amount-has-a-fraction', amountMinor.message);
    default:
      return reject('amount-is-too-large', amountMinor.message);
  }
}

function check(
  { day, account, currency, amountMinor }: Assertion,
  sums: ReadonlyMap<string, ReadonlyMap<Day, bigint>>,
): Rejection<EntryRejectionCode> | undefined {
  let held = 0n;
  for (const [key, days] of sums) {
    const [path = '', unit] = key.split(' ');
    if (unit !== currency || (path !== account && !path.startsWith(`${account}:`))) continue;
    for (const [of, sum] of days) if (of < day) held += sum;
  }
  if (held === amountMinor) return undefined;
  return reject(
    'balance-assertion-fails',
    `${account} is said to have ${amountMinor} minor units of ${currency} on ${day}, and has ${held}.`,
  );
}

function said({ code, message }: Rejection<EntryRejectionCode>) {
  return { code, message };
}
