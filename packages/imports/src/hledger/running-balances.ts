import { type CurrencyCode, type Rejection, reject } from '@hubgraph/kernel';
import type { Commodities } from '../commodities.ts';
import type { ImportedPosting } from './entry-row.ts';
import type { BalanceAssertion } from './posting.ts';

/** What each account holds so far, as the file writes it: in the order of the file, refused transactions too. */
export interface RunningBalances {
  add(posting: ImportedPosting): void;
  /** Undefined if the account holds what the journal asserts. */
  check(account: string, assertion: BalanceAssertion): Rejection<'balance-assertion-fails'> | undefined;
}

export function createRunningBalances(commodities: Commodities): RunningBalances {
  const accounts = new Map<string, Map<CurrencyCode, bigint>>();

  function heldBy(account: string, isInclusive: boolean): Map<CurrencyCode, bigint> {
    const held = new Map(accounts.get(account));
    if (!isInclusive) return held;
    for (const [name, balances] of accounts) {
      if (!name.startsWith(`${account}:`)) continue;
      for (const [currency, amountMinor] of balances) held.set(currency, (held.get(currency) ?? 0n) + amountMinor);
    }
    return held;
  }

  return {
    add({ account, currency, amountMinor }) {
      const balances = accounts.get(account) ?? new Map<CurrencyCode, bigint>();
      balances.set(currency, (balances.get(currency) ?? 0n) + amountMinor);
      accounts.set(account, balances);
    },
    check(account, { expected, isSole, isInclusive }) {
      const held = heldBy(account, isInclusive);
      const wanted = expected === 'zero' ? [] : [expected];
      for (const { currency, amountMinor } of wanted) {
        const actual = held.get(currency) ?? 0n;
        if (actual !== amountMinor) return fails(account, currency, amountMinor, actual, commodities);
      }
      if (expected !== 'zero' && !isSole) return undefined;
      for (const [currency, actual] of held) {
        if (wanted.some((amount) => amount.currency === currency) || actual === 0n) continue;
        return fails(account, currency, 0n, actual, commodities);
      }
      return undefined;
    },
  };
}

function fails(account: string, currency: CurrencyCode, expected: bigint, actual: bigint, commodities: Commodities) {
  const shown = (amountMinor: bigint) => commodities.text(amountMinor, currency);
  const difference = shown(actual - expected);
  return reject(
    'balance-assertion-fails',
    `${account} is said to have ${shown(expected)} and has ${shown(actual)}, which is ${difference} more.`.replace(
      /which is -(.*) more/,
      'which is $1 less',
    ),
  );
}
