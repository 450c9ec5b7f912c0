import type { CurrencyCode } from '@hubgraph/kernel';
import { type AccountType, typeOfPath } from '@hubgraph/ledger';
import type { FundKind } from '../funds/domain.ts';
import { type CashClass, cashClassOf, isCashPath } from './cash.ts';
import type { CashChange, Change } from './views.ts';

/** One line of a statement: an account, or all accounts at and below a path where there are several. */
export interface StatementLine {
  readonly account: string;
  readonly isSubtotal: boolean;
  /** How many sub-totals it is part of. */
  readonly level: number;
  /** Of income, liabilities and equity, credits are positive; of the others, debits. */
  readonly amountMinor: bigint;
  /** The same at the beginning of the period; zero in what counts in a period only. */
  readonly beforeMinor: bigint;
}

export interface CashLine {
  readonly account: string;
  readonly cameMinor: bigint;
  readonly wentMinor: bigint;
}

export interface CashGroup {
  readonly class: CashClass;
  readonly cameMinor: bigint;
  readonly wentMinor: bigint;
  readonly lines: readonly CashLine[];
}

/** What is owned less what is owed of funds of one kind. */
export interface NetAssets {
  readonly kind: FundKind;
  readonly amountMinor: bigint;
  readonly beforeMinor: bigint;
}

/** One month, or year, of a period; what is `…End` is so at its end. */
export interface StatementMonth {
  readonly month: string;
  readonly incomeMinor: bigint;
  readonly spendingMinor: bigint;
  readonly netAssetsEndMinor: bigint;
  readonly cashEndMinor: bigint;
}

/**
 * The statements of one entity in one currency. For every period:
 * net assets = those before + income − spending + other changes, and closing cash = opening cash + came − went.
 */
export interface CurrencyStatements {
  readonly currency: CurrencyCode;
  readonly income: readonly StatementLine[];
  readonly spending: readonly StatementLine[];
  readonly otherChanges: readonly StatementLine[];
  readonly assets: readonly StatementLine[];
  readonly liabilities: readonly StatementLine[];
  readonly netAssets: readonly NetAssets[];
  readonly cash: readonly StatementLine[];
  readonly cashGroups: readonly CashGroup[];
  readonly months: readonly StatementMonth[];
}

const KINDS: readonly FundKind[] = ['UNRESTRICTED', 'RESTRICTED', 'RING_FENCED'];
const CLASSES: readonly CashClass[] = ['INCOME', 'SPENDING', 'MOVEMENT', 'CLAIMS', 'DEBTS', 'EXCHANGE', 'EQUITY'];

/** Adds up statements, a set for each currency in which anything was booked before the period's end, by code. */
export function statementsOf(
  changes: readonly Change[],
  cash: readonly CashChange[],
  kindOf: (fund: string) => FundKind,
): CurrencyStatements[] {
  return [...Map.groupBy(changes, ({ currency }) => currency)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, own]) =>
      inCurrency(
        currency,
        own,
        cash.filter((one) => one.currency === currency),
        kindOf,
      ),
    );
}

function inCurrency(
  currency: CurrencyCode,
  changes: readonly Change[],
  cash: readonly CashChange[],
  kindOf: (fund: string) => FundKind,
): CurrencyStatements {
  const byType = Map.groupBy(changes, ({ account }) => typeOfPath(account) ?? 'EQUITY');
  const of = (type: AccountType) => byType.get(type) ?? [];
  const held = [...of('ASSET'), ...of('LIABILITY')];
  return {
    currency,
    income: flowLines(of('INCOME'), -1n),
    spending: flowLines(of('EXPENSE'), 1n),
    otherChanges: flowLines(of('EQUITY'), -1n),
    assets: stockLines(of('ASSET'), 1n),
    liabilities: stockLines(of('LIABILITY'), -1n),
    netAssets: KINDS.flatMap((kind) => {
      const own = held.filter(({ fund }) => kindOf(fund) === kind);
      return own.length === 0 ? [] : [{ kind, amountMinor: sum(own), beforeMinor: sum(own.filter(isBefore)) }];
    }),
    cash: stockLines(of('ASSET').filter(isCash), 1n),
    cashGroups: CLASSES.flatMap((one) => cashGroup(one, cash) ?? []),
    months: monthsOf(changes, held),
  };
}

/** What counts in the period only. */
function flowLines(changes: readonly Change[], sign: bigint): StatementLine[] {
  return linesOf(
    changes.filter((one) => !isBefore(one)),
    sign,
    () => false,
  );
}

/** What is held at the end of the period, beside what was held at its beginning; what is zero at both is left out. */
function stockLines(changes: readonly Change[], sign: bigint): StatementLine[] {
  const accounts = Map.groupBy(changes, ({ account }) => account);
  const isHeld = (own: readonly Change[]) => sum(own) !== 0n || sum(own.filter(isBefore)) !== 0n;
  return linesOf([...accounts.values()].filter(isHeld).flat(), sign, isBefore);
}

function linesOf(changes: readonly Change[], sign: bigint, isEarlier: (change: Change) => boolean): StatementLine[] {
  const accounts = Map.groupBy(changes, ({ account }) => account);
  const subtotals = subtotalsOf([...accounts.keys()]);
  const line = (account: string, isSubtotal: boolean, own: readonly Change[]): StatementLine => ({
    account,
    isSubtotal,
    level: subtotals.filter((one) => isBelow(account, one) && (account !== one || !isSubtotal)).length,
    amountMinor: sign * sum(own),
    beforeMinor: sign * sum(own.filter(isEarlier)),
  });
  const lines = [...accounts].map(([account, own]) => line(account, false, own));
  for (const path of subtotals) {
    lines.push(
      line(
        path,
        true,
        changes.filter(({ account }) => isBelow(account, path)),
      ),
    );
  }
  return lines.sort((a, b) => compare(a.account, b.account) || Number(b.isSubtotal) - Number(a.isSubtotal));
}

/** The paths of two segments and more at and below which there are several accounts. */
function subtotalsOf(accounts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const account of accounts) {
    const segments = account.split(':');
    for (let length = 2; length <= segments.length; length += 1) {
      const path = segments.slice(0, length).join(':');
      counts.set(path, (counts.get(path) ?? 0) + 1);
    }
  }
  return [...counts].filter(([, count]) => count > 1).map(([path]) => path);
}

function isBelow(account: string, path: string): boolean {
  return account === path || account.startsWith(`${path}:`);
}

function cashGroup(one: CashClass, cash: readonly CashChange[]): CashGroup | undefined {
  const lines = cash
    .filter(({ account }) => cashClassOf(account) === one)
    .map(({ account, cameMinor, wentMinor }) => ({ account, cameMinor, wentMinor }))
    .sort((a, b) => compare(a.account, b.account));
  if (lines.length === 0) return undefined;
  const cameMinor = lines.reduce((total, line) => total + line.cameMinor, 0n);
  return { class: one, cameMinor, wentMinor: lines.reduce((total, line) => total + line.wentMinor, 0n), lines };
}

function monthsOf(changes: readonly Change[], held: readonly Change[]): StatementMonth[] {
  const byMonth = Map.groupBy(changes, ({ month }) => month);
  let netAssetsEndMinor = sum(held.filter(isBefore));
  let cashEndMinor = sum(held.filter((one) => isBefore(one) && isCash(one)));
  return [...byMonth.keys()]
    .filter((month) => month !== '')
    .sort()
    .map((month) => {
      const own = byMonth.get(month) ?? [];
      const of = (...types: readonly AccountType[]) =>
        sum(own.filter(({ account }) => types.includes(typeOfPath(account) ?? 'EQUITY')));
      netAssetsEndMinor += of('ASSET', 'LIABILITY');
      cashEndMinor += sum(own.filter(isCash));
      return { month, incomeMinor: -of('INCOME'), spendingMinor: of('EXPENSE'), netAssetsEndMinor, cashEndMinor };
    });
}

function isBefore({ month }: Change): boolean {
  return month === '';
}

function isCash({ account }: Change): boolean {
  return isCashPath(account);
}

/** The total of lines: sub-totals repeat what their lines say. */
export function totalOf(lines: readonly StatementLine[], of: 'amountMinor' | 'beforeMinor' = 'amountMinor'): bigint {
  return lines.reduce((total, line) => (line.isSubtotal ? total : total + line[of]), 0n);
}

function sum(changes: readonly Change[]): bigint {
  return changes.reduce((total, { amountMinor }) => total + amountMinor, 0n);
}

function compare(a: string, b: string): number {
  // A colon comes before every letter here, so that what lies below a path follows it at once.
  const [one, other] = [a.replaceAll(':', '\u0001'), b.replaceAll(':', '\u0001')];
  return one < other ? -1 : one > other ? 1 : 0;
}
