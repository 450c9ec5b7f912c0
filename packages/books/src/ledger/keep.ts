import { isRejection, type Rejection } from '@hubgraph/kernel';
import {
  type Account,
  addToAccount,
  addToFund,
  applyEntry,
  decide,
  type Entry,
  evolve,
  type FundBalance,
  type LedgerCommand,
  type LedgerEvent,
  type Posting,
  type Slice,
  STANDARD_CHART,
} from '@hubgraph/ledger';

/**
 * Decides several ledger commands as one: all events, or the first refusal and nothing. Each command sees what the ones
 * before it did. Accounts that an entry needs and that are in the standard chart (or below one of `alsoOpen`) are opened
 * on the way.
 * @example `const kept = keep(slice, [{ type: 'PostEntry', … }]); if (isRejection(kept)) return kept;`
 */
export function keep(
  slice: Slice,
  commands: readonly LedgerCommand[],
  alsoOpen: readonly string[] = [],
): readonly LedgerEvent[] | Rejection {
  const overlay = new Overlay(slice);
  const events: LedgerEvent[] = [];
  for (const command of commands) {
    const opened = 'postings' in command ? openMissing(overlay, command.postings, command.at, alsoOpen) : [];
    for (const one of [...opened, command]) {
      const decision = decide(one, overlay);
      if (isRejection(decision)) return decision;
      for (const event of decision) {
        overlay.apply(event);
        events.push(event);
      }
    }
  }
  return events;
}

function openMissing(
  slice: Slice,
  postings: readonly Posting[],
  at: number,
  alsoOpen: readonly string[],
): LedgerCommand[] {
  const commands = new Map<string, LedgerCommand>();
  for (const { account: path, currency } of postings) {
    if (slice.account(path, currency) !== undefined) continue;
    const line = STANDARD_CHART.find((one) => one.path === path);
    if (line === undefined && !alsoOpen.includes(path)) continue;
    const limit = line?.limit === undefined ? {} : { limit: line.limit };
    commands.set(`${path} ${currency}`, { type: 'OpenAccount', at, path, currency, ...limit });
  }
  return [...commands.values()];
}

/** A slice with events that are not in the views yet. */
class Overlay implements Slice {
  readonly today: string;
  readonly #below: Slice;
  readonly #accounts = new Map<string, Account>();
  readonly #entries = new Map<string, Entry>();
  readonly #funds = new Map<string, FundBalance>();

  constructor(below: Slice) {
    this.today = below.today;
    this.#below = below;
  }

  account(path: string, currency: string): Account | undefined {
    return this.#accounts.get(`${path} ${currency}`) ?? this.#below.account(path, currency);
  }

  entry(id: string): Entry | undefined {
    return this.#entries.get(id) ?? this.#below.entry(id);
  }

  fund(id: string): ReturnType<Slice['fund']> {
    return this.#below.fund(id);
  }

  fundBalance(fund: string, currency: string): FundBalance {
    return this.#funds.get(`${fund} ${currency}`) ?? this.#below.fundBalance(fund, currency);
  }

  closedBefore(): string | undefined {
    return this.#below.closedBefore();
  }

  apply(event: LedgerEvent): void {
    if (event.type === 'AccountOpened' || event.type === 'AccountClosed') {
      const { path, currency } = event.type === 'AccountOpened' ? event.account : event;
      this.#accounts.set(`${path} ${currency}`, evolve(this.account(path, currency), event));
      return;
    }
    const { accounts, funds } = applyEntry(event);
    for (const delta of accounts) {
      const account = this.account(delta.path, delta.currency);
      if (account !== undefined) this.#accounts.set(`${delta.path} ${delta.currency}`, addToAccount(account, delta));
    }
    for (const delta of funds) {
      this.#funds.set(
        `${delta.fund} ${delta.currency}`,
        addToFund(this.fundBalance(delta.fund, delta.currency), delta),
      );
    }
    this.#entries.set(event.entry.id, event.entry);
  }
}
