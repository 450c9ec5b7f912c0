import {
  canonical,
  type Day,
  type Id,
  isRejection,
  isSlug,
  parseId,
  parsePeriod,
  type Rejection,
  reject,
  type Slug,
} from '@hubgraph/kernel';

/** Whose books are compared, over which half-open period of days on which transfers were made, and from where on. */
export interface ReconciliationQuestion {
  readonly a: Slug;
  readonly b: Slug;
  readonly from: Day;
  /** The day after the last one. */
  readonly to: Day;
  /** The last transfer of the page before; empty at the beginning. */
  readonly after: Id | '';
}

/** In order of precedence. */
export type ReconciliationRejectionCode =
  | 'reconciliation-id-is-malformed'
  | 'reconciliation-needs-two-nodes'
  | 'day-is-malformed'
  | 'period-is-empty'
  | 'period-is-too-long'
  | 'cursor-is-malformed';

const LENGTH_MAX = 512;
/** The most days that are compared at once. */
const DAYS_MAX = 366;
const DAY_MS = 86_400_000;

/** Checks a question as a client asks it. */
export function checkQuestion(question: ReconciliationQuestion): Rejection<ReconciliationRejectionCode> | undefined {
  const { a, b, from, to, after } = question;
  if (!isSlug(a) || !isSlug(b) || a === b) {
    return reject('reconciliation-needs-two-nodes', 'Give the slugs of two nodes, as east-africa and fundraising.');
  }
  const period = parsePeriod(from, to);
  if (isRejection(period)) return period;
  if (Date.parse(to) - Date.parse(from) > DAYS_MAX * DAY_MS) {
    return reject('period-is-too-long', `Ask for ${DAYS_MAX} days at most.`);
  }
  if (after === '' || !isRejection(parseId(after))) return undefined;
  return reject('cursor-is-malformed', 'Give the endCursor of the page before as after.');
}

/** The id of a reconciliation: base64url of the canonical JSON of its question. @see RFC 4648, section 5 */
export function encodeQuestion({ a, b, from, to, after }: ReconciliationQuestion): string {
  return Buffer.from(canonical({ a, b, from, to, after })).toString('base64url');
}

/** Reads such an id; whatever {@link encodeQuestion} would not write in the same way is refused. */
export function decodeQuestion(id: string): ReconciliationQuestion | Rejection<ReconciliationRejectionCode> {
  const malformed = reject('reconciliation-id-is-malformed', `"${id.slice(0, 80)}" is not the id of a reconciliation.`);
  if (id.length > LENGTH_MAX) return malformed;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(id, 'base64url').toString('utf8'));
  } catch {
    return malformed;
  }
  if (typeof value !== 'object' || value === null) return malformed;
  const { a, b, from, to, after } = value as Readonly<Record<string, unknown>>;
  const parts = [a, b, from, to, after];
  if (!parts.every((part) => typeof part === 'string' && part.isWellFormed())) return malformed;
  const question = { a, b, from, to, after } as ReconciliationQuestion;
  return encodeQuestion(question) === id ? (checkQuestion(question) ?? question) : malformed;
}
