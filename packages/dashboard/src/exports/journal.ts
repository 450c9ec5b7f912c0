import type { ExportBalance, ExportEntry, ExportMoney, ExportPosting } from './entry.ts';

const DECIMAL = /^-?\d+(\.\d+)?$/;
const CURRENCY = /^[A-Z]{3}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Text for a place where hledger would read some signs as its own. */
function plain(text: string): string {
  return text.replace(/[\s,;|()[\]{}"=@*!]+/gu, ' ').trim();
}

/** An account's path; two blanks would end it, and brackets would make it virtual. */
function accountOf(path: string): string {
  return plain(path).replaceAll(' ', '-');
}

function amountOf({ decimal, currency }: ExportMoney): string {
  if (!DECIMAL.test(decimal) || !CURRENCY.test(currency)) throw new Error(`"${decimal} ${currency}" is no amount.`);
  return `${decimal} ${currency}`;
}

function zeroOf({ decimal, currency }: ExportMoney): string {
  const places = decimal.split('.')[1]?.length ?? 0;
  return amountOf({ amountMinor: '0', currency, decimal: places === 0 ? '0' : `0.${'0'.repeat(places)}` });
}

/** How amounts of a currency look; hledger needs the decimal mark, also where nothing follows it. */
function sampleOf(money: ExportMoney): string {
  const [zero = '', currency] = zeroOf(money).split(' ');
  return `1000.${zero.split('.')[1] ?? ''} ${currency}`;
}

function tags(of: Readonly<Record<string, string | number | null>>): string {
  const known = Object.entries(of).filter(([, value]) => value !== null && value !== '');
  return known.length === 0 ? '' : `  ; ${known.map(([name, value]) => `${name}:${plain(String(value))}`).join(', ')}`;
}

/**
 * Writes a node's books in the plain text of hledger, and keeps the sums, so that the end of the file can hold them
 * against what the node states.
 * @see https://hledger.org/1.25/hledger.html#journal-format
 */
export class JournalWriter {
  readonly #sums = new Map<string, bigint>();
  readonly #declared = new Set<string>();
  #lastDay = '';
  #lastSeq = 0;
  #count = 0;

  /** The first lines: whose books these are. */
  head(node: string, at: string): string {
    return [
      `; The books of ${plain(node)}, from the public graph, ${plain(at)}.`,
      '; Debits are positive, credits negative. Only posted entries count; others stand as comments.',
      'decimal-mark .',
      '',
      '',
    ].join('\n');
  }

  /** One entry as a transaction. */
  entry(entry: ExportEntry): string {
    if (!DAY.test(entry.effectiveDay)) throw new Error(`"${entry.effectiveDay}" is no day.`);
    this.#lastSeq = Math.max(this.#lastSeq, entry.seq);
    const { kind, seq, reverses, reversedBy } = entry;
    const cites = entry.cites.map(({ name, value }) => `${name} ${value}`).join(' ');
    const lines = [
      `${entry.effectiveDay} * (${plain(entry.id)}) ${plain(kind)}${tags({ seq, reverses, reversed_by: reversedBy, cites })}`,
      ...entry.postings.map((posting) => this.#posting(posting)),
    ];
    if (entry.status !== 'POSTED') {
      return `; ${plain(entry.status)}, not counted:\n${lines.map((line) => `; ${line}`).join('\n')}\n\n`;
    }
    this.#count += 1;
    if (entry.effectiveDay > this.#lastDay) this.#lastDay = entry.effectiveDay;
    const directives = entry.postings.flatMap((posting) => this.#add(posting));
    return `${[...directives, ...lines].join('\n')}\n\n`;
  }

  #posting({
    account,
    amount,
    fund,
    counterparty,
    purpose,
    spentIn,
    decidedIn,
    team,
    allowedBy,
  }: ExportPosting): string {
    const about = tags({
      fund,
      counterparty,
      purpose,
      spent_in: spentIn,
      decided_in: decidedIn,
      team,
      allowed_by: allowedBy,
    });
    return `    ${accountOf(account)}  ${amountOf(amount)}${about}`;
  }

  /** Adds to the sums; gives the lines that declare what is new. */
  #add({ account, amount }: ExportPosting): readonly string[] {
    const path = accountOf(account);
    const key = `${path} ${amount.currency}`;
    this.#sums.set(key, (this.#sums.get(key) ?? 0n) + BigInt(amount.amountMinor));
    return [...this.#declare(`account ${path}`), ...this.#declare(`commodity ${sampleOf(amount)}`)];
  }

  #declare(line: string): readonly string[] {
    if (this.#declared.has(line)) return [];
    this.#declared.add(line);
    return [line];
  }

  /**
   * The last lines: what the node says that each account holds, as assertions that hledger checks. Where the books went
   * on while the file was made, the difference stands as a comment.
   */
  end(balances: readonly ExportBalance[]): string {
    const assertions: string[] = [];
    const differences: string[] = [];
    for (const { path, currency, balance } of balances) {
      const account = accountOf(path);
      const sum = this.#sums.get(`${account} ${currency}`);
      if (sum === undefined && balance.amountMinor === '0') continue;
      if (sum === BigInt(balance.amountMinor)) {
        assertions.push(`    ${account}  ${zeroOf(balance)} = ${amountOf(balance)}`);
      } else {
        differences.push(`; The books went on meanwhile: ${account} holds ${amountOf(balance)} now.`);
      }
    }
    const lines = [
      `; ${this.#count} posted entries; the newest is at position ${this.#lastSeq} of the node's journal.`,
      ...differences,
    ];
    if (assertions.length > 0) lines.push('', `${this.#lastDay} * balances as the node states them`, ...assertions);
    return `${lines.join('\n')}\n`;
  }

  /** The last line of a file that could not be finished; hledger refuses to read it. */
  broken(why: string): string {
    return `\nINCOMPLETE: this file breaks off after ${this.#count} posted entries: ${plain(why)}\n`;
  }
}
