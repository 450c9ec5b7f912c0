import type { Slug } from '@hubgraph/kernel';
import type { AccountLimit, AccountType } from './types.ts';

const TYPES: ReadonlyMap<string, AccountType> = new Map([
  ['assets', 'ASSET'],
  ['liabilities', 'LIABILITY'],
  ['equity', 'EQUITY'],
  ['income', 'INCOME'],
  ['expenses', 'EXPENSE'],
]);

const PATH = /^[a-z0-9-]{1,40}(:[a-z0-9-]{1,40}){0,7}$/;

/** The type that a path's first segment tells: `expenses:grants` → `EXPENSE`; undefined for a malformed path. */
export function typeOfPath(path: string): AccountType | undefined {
  const known = TYPES_OF.get(path);
  if (known !== undefined || !PATH.test(path)) return known;
  const end = path.indexOf(':');
  const type = TYPES.get(end === -1 ? path : path.slice(0, end));
  if (type !== undefined && TYPES_OF.size < TYPES_OF_MAX) TYPES_OF.set(path, type);
  return type;
}

/** Of paths that were asked for: of one posting it is asked a dozen times. */
const TYPES_OF = new Map<string, AccountType>();
const TYPES_OF_MAX = 10_000;

/** True for `income:movement`, `expenses:movement` and what lies below them: money from or to the inside of the movement. */
export function isMovementPath(path: string): boolean {
  return /^(income|expenses):movement(:|$)/.test(path);
}

/** True for `equity:fund-transfers` and what lies below it: money from one fund to another. */
export function isFundTransferPath(path: string): boolean {
  return /^equity:fund-transfers(:|$)/.test(path);
}

/** True for `equity:trading` and what lies below it: one leg of an exchange in each currency. */
export function isTradingPath(path: string): boolean {
  return /^equity:trading(:|$)/.test(path);
}

/** True for what mirrors an account in the books of another node: `assets:due-from`, `liabilities:due-to` and what lies below them. */
export function isMirroredPath(path: string): boolean {
  return /^(assets:due-from|liabilities:due-to)(:|$)/.test(path);
}

/** What another node owes this one: `assets:due-from:cee`. */
export function dueFrom(peer: Slug): string {
  return `assets:due-from:${peer}`;
}

/** What this node owes another one: `liabilities:due-to:bss`. */
export function dueTo(peer: Slug): string {
  return `liabilities:due-to:${peer}`;
}

/** A class of bills not yet paid: `liabilities:payable:grants`. */
export function payable(to: string): string {
  return `liabilities:payable:${to}`;
}

/** One line of a chart of accounts. */
export interface ChartLine {
  readonly path: string;
  readonly about: string;
  readonly limit?: AccountLimit;
}

/** The accounts that a node opens in each of its currencies; `dueFrom` and `dueTo` follow for each peer. */
export const STANDARD_CHART: readonly ChartLine[] = [
  { path: 'assets:bank:main', about: 'The bank account.', limit: 'credits-must-not-exceed-debits' },
  { path: 'liabilities:payable:grants', about: 'Grants awarded and not yet paid.' },
  { path: 'liabilities:payable:services', about: 'Bills of suppliers not yet paid.' },
  { path: 'liabilities:payable:staff', about: 'Salaries and allowances not yet paid.' },
  { path: 'equity:opening', about: 'What was there when the books began.' },
  { path: 'equity:fund-transfers', about: 'Between funds of this node; sums to zero over all funds.' },
  {
    path: 'equity:trading',
    about: 'One leg of an exchange in each currency; rate, source and date are cited.',
  },
  { path: 'income:donations', about: 'From the public.' },
  { path: 'income:movement', about: 'From inside the movement; left out when consolidated.' },
  { path: 'income:other', about: 'Interest, fees and the like.' },
  { path: 'expenses:grants', about: 'To teams and people outside the movement’s own entities.' },
  { path: 'expenses:movement', about: 'To the inside of the movement; left out when consolidated.' },
  { path: 'expenses:staff', about: 'Salaries and allowances.' },
  { path: 'expenses:services', about: 'Rent, hosting, travel, consultants, bank fees.' },
  { path: 'expenses:oversight', about: 'Councils, committees, elections, audit.' },
];
