import { BEGINNING, type Period } from './period.ts';

/** The figures of one node's statements that open, as the graph names them. */
const bookFigures = [
  'INCOME',
  'SPENDING',
  'RESULT',
  'OTHER_CHANGES',
  'CHANGE_OF_NET_ASSETS',
  'ASSETS',
  'LIABILITIES',
  'NET_ASSETS',
  'CASH',
  'CASH_IN',
  'CASH_OUT',
  'CASH_FLOW',
] as const;

export type BookFigure = (typeof bookFigures)[number];

const fundKinds = ['UNRESTRICTED', 'RESTRICTED', 'RING_FENCED'] as const;

const cashClasses = ['INCOME', 'SPENDING', 'MOVEMENT', 'CLAIMS', 'DEBTS', 'EXCHANGE', 'EQUITY'] as const;

/** A figure of one node's statements, as it stands in an address; what is not said may be anything. */
export interface Opened {
  readonly figure: BookFigure;
  readonly currency: string;
  readonly account?: string | undefined;
  /** The account and all below it. */
  readonly accountFrom?: string | undefined;
  readonly fund?: string | undefined;
  readonly fundKind?: (typeof fundKinds)[number] | undefined;
  readonly cashClass?: (typeof cashClasses)[number] | undefined;
  readonly withinMovement?: boolean | undefined;
}

/** Eight segments of forty characters. */
const ACCOUNT_MAX = 327;
const CURRENCY_MAX = 16;
const ID_MAX = 100;

/** Reads an address; undefined where it names no figure. */
export function readOpened(query: URLSearchParams): Opened | undefined {
  const oneOf = <T extends string>(all: readonly T[], name: string): T | undefined =>
    all.find((one) => one === query.get(name));
  const figure = oneOf(bookFigures, 'figure');
  const currency = query.get('currency')?.slice(0, CURRENCY_MAX);
  if (figure === undefined || !currency) return undefined;
  const within = oneOf(['yes', 'no'], 'within');
  return {
    figure,
    currency,
    account: query.get('account')?.slice(0, ACCOUNT_MAX) || undefined,
    accountFrom: query.get('below')?.slice(0, ACCOUNT_MAX) || undefined,
    fund: query.get('fund')?.slice(0, ID_MAX) || undefined,
    fundKind: oneOf(fundKinds, 'free'),
    cashClass: oneOf(cashClasses, 'class'),
    withinMovement: within === undefined ? undefined : within === 'yes',
  };
}

/** The same as parameters of an address. */
export function openedQuery({ account, accountFrom, fund, fundKind, cashClass, ...of }: Opened) {
  return {
    figure: of.figure,
    currency: of.currency,
    account,
    below: accountFrom,
    fund,
    free: fundKind,
    class: cashClass,
    within: of.withinMovement === undefined ? undefined : of.withinMovement ? 'yes' : 'no',
  };
}

/** All days up to the end of a period: what is held at its end is the sum of them. */
export function untilEnd({ to }: Period): Period {
  return { from: BEGINNING, to };
}
