import { about, citesOf } from './about.ts';
import { decimal } from './decimal.ts';
import type { Fact } from './fact.ts';
import { Ledgered } from './posted.ts';

/** hledger wants quotes around a commodity that has more than letters. */
function commodityOf(currency: string): string {
  return /^[A-Z]+$/.test(currency) ? currency : `"${currency}"`;
}

/** How amounts of a commodity look; hledger needs the decimal mark, also where nothing follows it. */
function sampleOf(currency: string, exponent: number): string {
  return `1000.${'0'.repeat(exponent)} ${commodityOf(currency)}`;
}

function tags(of: readonly (readonly [name: string, value: string])[]): string {
  const known = of.filter(([, value]) => value !== '');
  return known.length === 0 ? '' : `  ; ${known.map(([name, value]) => `${name}:${value}`).join(', ')}`;
}

/**
 * A node's books in the plain text of hledger, entries in the order in which they were posted; what each account holds
 * stands at the end as assertions, which hledger checks.
 * @see https://hledger.org/1.25/hledger.html#journal-format
 */
export async function* hledger(node: string, seq: number, facts: AsyncIterable<Fact>): AsyncGenerator<string> {
  const books = new Ledgered();
  const declared = new Set<string>();
  const declare = (line: string): string => {
    if (declared.has(line)) return '';
    declared.add(line);
    return `${line}\n`;
  };
  yield [
    `; The books of ${node} at position ${seq} of its journal. Debits are positive, credits negative.`,
    '; Only posted entries count and are here, in the order in which they were posted. No names of people are in any.',
    'decimal-mark .',
    '',
    '',
  ].join('\n');
  for await (const step of books.read(facts)) {
    if (step.kind === 'account') {
      const { path, currency, exponent } = step.account;
      yield declare(`account ${path}`) + declare(`commodity ${sampleOf(currency, exponent)}`);
      continue;
    }
    const { entry, seq: at } = step;
    const lines = entry.postings.map((posting) => {
      books.add(posting);
      const { account, amountMinor, currency } = posting;
      const amount = `${books.decimal(amountMinor, currency)} ${commodityOf(currency)}`;
      return `    ${account}  ${amount}${tags(about(posting, books))}`;
    });
    const of = [
      ['seq', `${at}`],
      ['reverses', entry.reverses ?? ''],
      ['cites', citesOf(entry.cites)],
    ] as const;
    yield `${entry.effectiveDay} * (${entry.id}) ${entry.kind}${tags(of)}\n${lines.join('\n')}\n\n`;
  }
  yield ending(books);
}

function ending(books: Ledgered): string {
  const lines = [`; ${books.entries} posted entries; the newest is at position ${books.lastSeq} of the journal.`];
  if (books.entries > 0) {
    lines.push('', `${books.lastDay} * balances`);
    for (const { path, currency, amountMinor } of books.balances()) {
      const exponent = books.exponent(currency);
      const commodity = commodityOf(currency);
      lines.push(`    ${path}  ${decimal(0n, exponent)} ${commodity} = ${decimal(amountMinor, exponent)} ${commodity}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
