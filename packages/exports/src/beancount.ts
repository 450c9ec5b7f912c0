import type { Posting } from '@hubgraph/ledger';
import { about, citesOf } from './about.ts';
import { decimal } from './decimal.ts';
import type { Fact } from './fact.ts';
import { type Balance, Ledgered } from './posted.ts';

/** Beancount's dates; it reads no others. */
const FIRST_DAY = '1700-01-01';
const LAST_DAY = '2099-12-31';
/** What its lexer takes for a commodity. */
const COMMODITY = /^[A-Z][A-Z0-9'._-]{0,22}[A-Z0-9]$/;

/**
 * The path of an account as Beancount writes accounts: `assets:bank:main` is `Assets:Bank:Main`. One to one: our paths
 * have no capital letters but those that are put in here.
 */
export function beancountAccount(path: string): string {
  const [type = '', ...below] = path.split(':');
  const segments =
    below.length === 0 ? ['THIS'] : below.map((one) => (one.startsWith('-') ? `XX${one}` : capital(one)));
  return [capital(type), ...segments].join(':');
}

/** The path that {@link beancountAccount} wrote so. */
export function pathOfBeancountAccount(account: string): string {
  const [type = '', ...below] = account.split(':');
  if (below.length === 1 && below[0] === 'THIS') return type.toLowerCase();
  return [type, ...below.map((one) => (one.startsWith('XX-') ? one.slice(2) : one))].join(':').toLowerCase();
}

/** A commodity that Beancount reads; one of ours that ends or begins in what it does not take gets letters around it. */
function commodityOf(currency: string): string {
  return COMMODITY.test(currency) ? currency : `X.${currency}.X`;
}

/**
 * A node's books in the language of Beancount, entries in the order in which they were posted; what each account holds
 * stands at the end as assertions, which `bean-check` checks to the last minor unit.
 * @see https://beancount.github.io/docs/beancount_language_syntax.html
 */
export async function* beancount(node: string, seq: number, facts: AsyncIterable<Fact>): AsyncGenerator<string> {
  const books = new Ledgered();
  const opened = new Set<string>();
  yield [
    `; The books of ${node} at position ${seq} of its journal. Debits are positive, credits negative.`,
    '; Accounts are opened on the first day that Beancount reads, since books may begin on any. Only posted entries count',
    '; and are here, in the order in which they were posted. No names of people are in any.',
    `option "title" "${node}"`,
    '',
    '',
  ].join('\n');
  for await (const step of books.read(facts)) {
    if (step.kind === 'account') {
      const { path } = step.account;
      if (!opened.has(path)) {
        opened.add(path);
        yield `${FIRST_DAY} open ${beancountAccount(path)}\n  path: "${path}"\n\n`;
      }
      continue;
    }
    const { entry, seq: at } = step;
    const day = entry.effectiveDay;
    const lines = [`${dayOf(day)} * "${entry.kind}"`, `  id: "${entry.id}"`, `  seq: ${at}`];
    if (dayOf(day) !== day) lines.push(`  day: "${day}"`);
    if (entry.reverses !== undefined) lines.push(`  reverses: "${entry.reverses}"`);
    if (entry.cites !== undefined) lines.push(`  cites: "${citesOf(entry.cites)}"`);
    for (const posting of entry.postings) {
      books.add(posting);
      lines.push(...postingLines(posting, books));
    }
    yield `${lines.join('\n')}\n\n`;
  }
  yield ending(books);
}

function postingLines(posting: Posting, books: Ledgered): string[] {
  const { account, amountMinor, currency } = posting;
  return [
    `  ${beancountAccount(account)}  ${books.decimal(amountMinor, currency)} ${commodityOf(currency)}`,
    ...about(posting, books).map(([name, value]) => `    ${name}: "${value}"`),
  ];
}

function ending(books: Ledgered): string {
  const lines = [`; ${books.entries} posted entries; the newest is at position ${books.lastSeq} of the journal.`];
  const last = dayOf(books.lastDay);
  // An assertion is of the morning of its day, and after the last day of Beancount there is none.
  if (books.entries > 0 && last < LAST_DAY) {
    const day = dayAfter(last);
    for (const { path, currency, amountMinor } of inclusive(books.balances())) {
      const exponent = books.exponent(currency);
      const zero = decimal(0n, exponent);
      lines.push(
        `${day} balance ${beancountAccount(path)}  ${decimal(amountMinor, exponent)} ~ ${zero} ${commodityOf(currency)}`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

/** What each account holds with all accounts below it, which is what Beancount asserts. */
function inclusive(balances: readonly Balance[]): readonly Balance[] {
  const own = new Set(balances.map(({ path }) => beancountAccount(path)));
  const sums = new Map<string, bigint>();
  for (const { path, currency, amountMinor } of balances) {
    const segments = beancountAccount(path).split(':');
    for (let length = 2; length <= segments.length; length += 1) {
      const above = segments.slice(0, length).join(':');
      if (own.has(above)) sums.set(`${above} ${currency}`, (sums.get(`${above} ${currency}`) ?? 0n) + amountMinor);
    }
  }
  return balances.map(({ path, currency }) => ({
    path,
    currency,
    amountMinor: sums.get(`${beancountAccount(path)} ${currency}`) ?? 0n,
  }));
}

function capital(segment: string): string {
  return segment.charAt(0).toUpperCase() + segment.slice(1);
}

function dayOf(day: string): string {
  if (day < FIRST_DAY) return FIRST_DAY;
  return day > LAST_DAY ? LAST_DAY : day;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
