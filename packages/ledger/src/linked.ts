import { type Day, isRejection } from '@hubgraph/kernel';
import { addToAccount, addToFund, applyEntry } from './apply.ts';
import type { LedgerCommand } from './commands.ts';
import { decide } from './decide.ts';
import type { LedgerEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { Pairs } from './pairs.ts';
import type { LedgerRejection } from './rejections.ts';
import type { Account, Entry, FundBalance, FundState, ResourceState, Slice } from './types.ts';

/**
 * Decides commands as one: the events of all of them, or the first refusal and nothing. Each command sees what the ones
 * before it did.
 */
export function decideLinked(
  commands: readonly LedgerCommand[],
  slice: Slice,
): readonly LedgerEvent[] | LedgerRejection {
  const [only] = commands;
  if (only !== undefined && commands.length === 1) return decide(only, slice);
  const ahead = new SliceAhead(slice);
  const events: LedgerEvent[] = [];
  for (const command of commands) {
    const decision = decide(command, ahead);
    if (isRejection(decision)) return decision;
    for (const event of decision) {
      ahead.apply(event);
      events.push(event);
    }
  }
  return events;
}

/** A slice in which expenses of one fund need not say where they are: whoever asks has looked at that. */
export function countryUntold(slice: Slice, fund: string): Slice {
  return {
    today: slice.today,
    account: (path, currency) => slice.account(path, currency),
    entry: (id) => slice.entry(id),
    fund(id) {
      const state = slice.fund(id);
      return state === undefined || id !== fund ? state : { ...state, isCountryUntold: true };
    },
    fundBalance: (id, currency) => slice.fundBalance(id, currency),
    resource: (code) => slice.resource(code),
    closedBefore: () => slice.closedBefore(),
    debitsMinor: (currency) => slice.debitsMinor?.(currency),
  };
}

/** A slice with events that are decided and not in the books yet. */
export class SliceAhead implements Slice {
  readonly today: Day;
  readonly #below: Slice;
  readonly #accounts = new Pairs<Account>();
  readonly #entries = new Map<string, Entry>();
  readonly #funds = new Pairs<FundBalance>();
  readonly #debits = new Map<string, bigint>();
  #closedBefore: Day | undefined;

  constructor(below: Slice) {
    this.today = below.today;
    this.#below = below;
  }

  account(path: string, currency: string): Account | undefined {
    return this.#accounts.get(path, currency) ?? this.#below.account(path, currency);
  }

  entry(id: string): Entry | undefined {
    return this.#entries.get(id) ?? this.#below.entry(id);
  }

  fund(id: string): FundState | undefined {
    return this.#below.fund(id);
  }

  fundBalance(fund: string, currency: string): FundBalance {
    return this.#funds.get(fund, currency) ?? this.#below.fundBalance(fund, currency);
  }

  resource(code: string): ResourceState | undefined {
    return this.#below.resource(code);
  }

  closedBefore(): Day | undefined {
    return this.#closedBefore ?? this.#below.closedBefore();
  }

  debitsMinor(currency: string): bigint | undefined {
    const below = this.#below.debitsMinor?.(currency);
    return below === undefined ? undefined : below + (this.#debits.get(currency) ?? 0n);
  }

  /** Takes an event in, without changing the slice below. */
  apply(event: LedgerEvent): void {
    if (event.type === 'PeriodClosed') {
      this.#closedBefore = event.before;
      return;
    }
    if (event.type === 'AccountOpened' || event.type === 'AccountClosed') {
      const { path, currency } = event.type === 'AccountOpened' ? event.account : event;
      this.#accounts.set(path, currency, evolve(this.account(path, currency), event));
      return;
    }
    const { accounts, funds } = applyEntry(event);
    for (const delta of accounts) {
      const { currency, debitsPendingMinor, debitsPostedMinor } = delta;
      this.#debits.set(currency, (this.#debits.get(currency) ?? 0n) + debitsPendingMinor + debitsPostedMinor);
      const account = this.account(delta.path, delta.currency);
      if (account !== undefined) this.#accounts.set(delta.path, delta.currency, addToAccount(account, delta));
    }
    for (const delta of funds) {
      const before = this.fundBalance(delta.fund, delta.currency);
      this.#funds.set(delta.fund, delta.currency, addToFund(before, delta));
    }
    const { entry } = event;
    this.#entries.set(entry.id, entry);
    const reversed = entry.reverses === undefined ? undefined : this.entry(entry.reverses);
    if (reversed !== undefined) this.#entries.set(reversed.id, { ...reversed, reversedBy: entry.id });
  }
}
