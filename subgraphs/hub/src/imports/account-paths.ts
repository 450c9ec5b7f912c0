import { type Rejection, reject, sha256 } from '@hubgraph/kernel';
import { dueFrom, dueTo, STANDARD_CHART } from '@hubgraph/ledger';

/** What the first segment of an account's name means, in the words that plain-text books use. */
const TYPES: Readonly<Record<string, string>> = {
  asset: 'assets',
  assets: 'assets',
  liability: 'liabilities',
  liabilities: 'liabilities',
  equity: 'equity',
  income: 'income',
  revenue: 'income',
  revenues: 'income',
  expense: 'expenses',
  expenses: 'expenses',
};

const SEGMENTS_MAX = 8;
const SEGMENT_LENGTH_MAX = 40;
const DIGEST_LENGTH = 8;

/** Second segments that the node's own accounts have: a book of that name would be mixed up with them. */
const RESERVED_BOOKS: ReadonlySet<string> = new Set(
  [...STANDARD_CHART.map(({ path }) => path), dueFrom('peer'), dueTo('peer')].map((path) => path.split(':')[1] ?? ''),
);

/** True for a word that tells the type of an account. */
export function isAccountType(word: string): boolean {
  return Object.hasOwn(TYPES, word.trim().toLowerCase());
}

export function isReservedBook(book: string): boolean {
  return RESERVED_BOOKS.has(book);
}

/** By what a name is known in the journal. */
export function nameDigest(name: string): string {
  return sha256(name).slice(0, 32);
}

/**
 * The path of an account in the hub's books: `Expenses:Wells Fargo:Fees` in the book `club` is
 * `expenses:club:wells-fargo:fees`. Where `isTaken` says that another name has it, a part of the name's digest is added.
 */
export function accountPath(
  name: string,
  book: string,
  isTaken: (path: string) => boolean,
): string | Rejection<'account-type-is-unknown'> {
  const [first = '', ...others] = name.split(':');
  const { [first.trim().toLowerCase()]: type } = TYPES;
  if (type === undefined || !isAccountType(first)) {
    return reject(
      'account-type-is-unknown',
      `"${name.slice(0, 80)}" begins with none of assets, liabilities, equity, income, expenses.`,
    );
  }
  const segments = others.map(slug);
  const shown = segments.slice(0, SEGMENTS_MAX - 3);
  const deepest = segments.slice(SEGMENTS_MAX - 3).join('-');
  const below = (deepest === '' ? shown : [...shown, deepest]).map((segment) => cut(segment, SEGMENT_LENGTH_MAX));
  const path = [type, book, ...below].join(':');
  if (!isTaken(path)) return path;
  const digest = nameDigest(name).slice(0, DIGEST_LENGTH);
  const last = below.at(-1);
  const marked = last === undefined ? digest : `${cut(last, SEGMENT_LENGTH_MAX - DIGEST_LENGTH - 1)}-${digest}`;
  return [type, book, ...below.slice(0, -1), marked].join(':');
}

function slug(segment: string): string {
  const letters = segment.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return letters.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'other';
}

function cut(segment: string, lengthMax: number): string {
  return segment.slice(0, lengthMax).replace(/-+$/, '');
}
