import type { CurrencyCode } from '@hubgraph/kernel';
import { Found, isMirroredPath, isMovementPath, type Posting, typeOfPath } from '@hubgraph/ledger';

/** Why cash came or went, told by the account at the other end of the entry. */
export type CashClass = 'INCOME' | 'SPENDING' | 'MOVEMENT' | 'CLAIMS' | 'DEBTS' | 'EXCHANGE' | 'EQUITY';

/** True for money that can be paid out at once: `assets:bank`, `assets:cash`, `assets:mobile-money`, and what lies below them. */
export function isCashPath(path: string): boolean {
  return /^assets:(bank|cash|mobile-money)(:|$)/.test(path);
}

/** The class of an account that is no cash, as of the other end of a payment. */
export function cashClassOf(path: string): CashClass {
  if (isMovementPath(path) || isMirroredPath(path)) return 'MOVEMENT';
  if (/^equity:trading(:|$)/.test(path)) return 'EXCHANGE';
  switch (typeOfPath(path)) {
    case 'INCOME':
      return 'INCOME';
    case 'EXPENSE':
      return 'SPENDING';
    case 'ASSET':
      return 'CLAIMS';
    case 'LIABILITY':
      return 'DEBTS';
    default:
      return 'EQUITY';
  }
}

/** What one entry brought or took of cash, by the account at its other end. */
export interface CashFlow {
  readonly account: string;
  readonly currency: CurrencyCode;
  /** Above zero where cash came, below where it went; never zero. */
  readonly amountMinor: bigint;
}

/**
 * The cash flows of one entry. It balances in each currency, so what its other postings are worth is what happened to
 * cash, whichever fund they are in. Cash that only changes its account is none; an entry without cash has none.
 * @example A gift of 100 with a fee of 3: `income:donations` 100, `expenses:services` −3; `assets:bank:main` has 97 more.
 */
export function cashFlowsOf(postings: readonly Posting[]): CashFlow[] {
  const currencies: CurrencyCode[] = [];
  for (const { account, currency } of postings) {
    if (isCashPath(account) && !currencies.includes(currency)) currencies.push(currency);
  }
  const flows = new Found<{ -readonly [Name in keyof CashFlow]: CashFlow[Name] }>(postings.length);
  for (const { account, currency, amountMinor } of postings) {
    if (!currencies.includes(currency) || isCashPath(account)) continue;
    const key = (): string => `${account} ${currency}`;
    const flow =
      flows.get((one) => one.account === account && one.currency === currency, key) ??
      flows.add({ account, currency, amountMinor: 0n }, key);
    flow.amountMinor -= amountMinor;
  }
  return flows.all.filter(({ amountMinor }) => amountMinor !== 0n);
}
