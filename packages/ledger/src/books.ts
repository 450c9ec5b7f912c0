import { type CurrencyCode, type Day, invariant } from '@hubgraph/kernel';
import { addToAccount, addToFund, applyEntry, emptyFundBalance } from './apply.ts';
import type { LedgerEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Account, Entry, FundBalance, FundState, ResourceState, Slice } from './types.ts';

/** Books held in memory: the fold of all events of one ledger. For auditors, imports, simulations and tests. */
export class Books {
  readonly #accounts = new Map<string, Account>();
  readonly #entries = new Map<string, Entry>();
  readonly #funds = new Map<string, FundBalance>();
  #closedBefore: Day | undefined;

  /** Folds one event in. @throws {HubgraphError} `ERR_INVARIANT` on an event that `decide` could not have given. */
  apply(event: LedgerEvent): void {
    if (event.type === 'AccountOpened' || event.type === 'AccountClosed') {
      const { path, currency } = event.type === 'AccountOpened' ? event.account : event;
      const key = `${path} ${currency}`;
      this.#accounts.set(key, evolve(this.#accounts.get(key), event));
      return;
    }
    if (event.type === 'PeriodClosed') {
      this.#closedBefore = event.before;
      return;
    }
    const { accounts, funds } = applyEntry(event);
    for (const delta of accounts) {
      const key = `${delta.path} ${delta.currency}`;
      const account = this.#accounts.get(key);
      invariant(account !== undefined, `a posting to ${key}, which is not open`);
      this.#accounts.set(key, addToAccount(account, delta));
    }
    for (const delta of funds) {
      const before = this.fundBalance(delta.fund, delta.currency);
      this.#funds.set(`${delta.fund} ${delta.currency}`, addToFund(before, delta));
    }
    const { entry } = event;
    this.#entries.set(entry.id, entry);
    const reversed = entry.reverses === undefined ? undefined : this.#entries.get(entry.reverses);
    if (reversed !== undefined) this.#entries.set(reversed.id, { ...reversed, reversedBy: entry.id });
  }

  /** All accounts, in the order in which they were opened. */
  accounts(): readonly Account[] {
    return [...this.#accounts.values()];
  }

  /** All entries, in the order in which they were first entered. */
  entries(): readonly Entry[] {
    return [...this.#entries.values()];
  }

  /** All balances of funds that have postings. */
  fundBalances(): readonly FundBalance[] {
    return [...this.#funds.values()];
  }

  /** The balance of one fund in one currency; zeros if nothing was posted. */
  fundBalance(fund: string, currency: CurrencyCode): FundBalance {
    return this.#funds.get(`${fund} ${currency}`) ?? emptyFundBalance(fund, currency);
  }

  /** What `decide` needs, as of now: a live view of these books, not a copy. */
  slice(context: {
    today: Day;
    funds: ReadonlyMap<string, FundState>;
    resources?: ReadonlyMap<string, ResourceState>;
  }): Slice {
    return {
      today: context.today,
      account: (path, currency) => this.#accounts.get(`${path} ${currency}`),
      entry: (id) => this.#entries.get(id),
      fund: (id) => context.funds.get(id),
      fundBalance: (fund, currency) => this.fundBalance(fund, currency),
      resource: (code) => context.resources?.get(code),
      closedBefore: () => this.#closedBefore,
    };
  }
}
