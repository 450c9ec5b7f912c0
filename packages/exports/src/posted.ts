import { type CurrencyCode, type Instant, invariant } from '@hubgraph/kernel';
import type { Account, Entry, LedgerEvent, Posting } from '@hubgraph/ledger';
import { decimal } from './decimal.ts';
import type { Fact } from './fact.ts';

/** What one account holds in one commodity. Debits are positive. */
export interface Balance {
  readonly path: string;
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
}

/** A step of the books as files tell it: an account that is new, or an entry that counts from now on. */
export type Step =
  | { readonly kind: 'account'; readonly account: Account }
  | { readonly kind: 'entry'; readonly seq: number; readonly at: Instant; readonly entry: Entry };

type BooksEvent = LedgerEvent | { readonly type: 'FundOpened'; readonly fund: string; readonly code: string };

/**
 * Reads facts and keeps what every file needs of them: what each account holds, the places of each commodity, the codes
 * of funds, what is pending. Memory grows with accounts, funds and pending entries, never with postings.
 */
export class Ledgered {
  readonly #sums = new Map<string, Balance>();
  readonly #exponents = new Map<CurrencyCode, number>();
  readonly #funds = new Map<string, string>();
  readonly #pending = new Map<string, Extract<Step, { kind: 'entry' }>>();
  #lastSeq = 0;
  #lastDay = '';
  #entries = 0;

  /** The steps among the facts, in their order. */
  async *read(facts: AsyncIterable<Fact>): AsyncGenerator<Step> {
    for await (const { seq, at, event } of facts) {
      const happened = event as BooksEvent;
      switch (happened.type) {
        case 'FundOpened':
          this.#funds.set(happened.fund, happened.code);
          break;
        case 'AccountOpened':
          this.#open(happened.account);
          yield { kind: 'account', account: happened.account };
          break;
        case 'EntryPrepared':
          this.#pending.set(happened.entry.id, { kind: 'entry', seq, at, entry: happened.entry });
          break;
        case 'PendingVoided':
        case 'PendingExpired':
          this.#pending.delete(happened.entry.id);
          break;
        case 'EntryPosted':
        case 'PendingPosted':
          this.#pending.delete(happened.entry.id);
          this.#lastSeq = seq;
          this.#entries += 1;
          if (happened.entry.effectiveDay > this.#lastDay) this.#lastDay = happened.entry.effectiveDay;
          yield { kind: 'entry', seq, at, entry: happened.entry };
          break;
        default:
      }
    }
  }

  /** Adds a posting; what its account holds with it. */
  add({ account: path, currency, amountMinor }: Posting): bigint {
    const key = `${path} ${currency}`;
    const before = this.#sums.get(key);
    invariant(before !== undefined, `a posting to ${key}, which is not open`);
    const sum = before.amountMinor + amountMinor;
    this.#sums.set(key, { path, currency, amountMinor: sum });
    return sum;
  }

  /** Decimal text of an amount. */
  decimal(amountMinor: bigint, currency: CurrencyCode): string {
    return decimal(amountMinor, this.exponent(currency));
  }

  exponent(currency: CurrencyCode): number {
    return this.#exponents.get(currency) ?? 0;
  }

  /** The code of a fund, as `general`; its id where it has none. */
  fund(id: string): string {
    return this.#funds.get(id) ?? id;
  }

  /** What every account holds, by path and commodity. */
  balances(): readonly Balance[] {
    return [...this.#sums.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, balance]) => balance);
  }

  /** What is prepared and neither posted nor released, in the order in which it was prepared. */
  pending(): Iterable<Extract<Step, { kind: 'entry' }>> {
    return this.#pending.values();
  }

  /** The commit of the newest entry that counts; 0 where there is none. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** The latest day of all entries that count; empty where there is none. */
  get lastDay(): string {
    return this.#lastDay;
  }

  /** How many entries count. */
  get entries(): number {
    return this.#entries;
  }

  #open({ path, currency, exponent }: Account): void {
    const key = `${path} ${currency}`;
    if (!this.#sums.has(key)) this.#sums.set(key, { path, currency, amountMinor: 0n });
    this.#exponents.set(currency, exponent);
  }
}
