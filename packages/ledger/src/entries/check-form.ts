import { AMOUNT_MINOR_MAX, currencyExponent, isDay, moneyText, reject } from '@hubgraph/kernel';
import { isMovementPath, typeOfPath } from '../chart.ts';
import { isResourceCode } from '../commodities.ts';
import { CITES_MAX, POSTINGS_MAX } from '../limits.ts';
import type { LedgerRejection } from '../rejections.ts';
import type { Dimensions, Entry, Posting } from '../types.ts';

/** What ids, codes, digests and plain addresses are made of; no e-mail address and no query of a URL. Books are public. */
const TOKEN = /^[a-zA-Z0-9][a-zA-Z0-9:._/-]{0,127}$/;
const CITED = /^[a-zA-Z0-9][a-zA-Z0-9:._/-]{0,255}$/;
const KIND = /^[a-z][a-z0-9-]{0,63}$/;
const NAME = /^[a-zA-Z][a-zA-Z0-9-]{0,63}$/;
const COUNTRY = /^[A-Z]{2}$/;
const TOKENS = ['purpose', 'project', 'team', 'recipient', 'allowedBy'] as const;
const COUNTRIES = ['spentIn', 'decidedIn'] as const;

/** Refuses an id that could not be one; the first rule of all. */
export function checkId(id: string): LedgerRejection | undefined {
  if (TOKEN.test(id)) return undefined;
  return reject('entry-id-is-malformed', `"${id.slice(0, 40)}" cannot be the id of an entry.`);
}

/** Refuses a day that is not in the calendar. */
export function checkDay(day: string): LedgerRejection | undefined {
  if (isDay(day)) return undefined;
  return reject('day-is-malformed', `"${day.slice(0, 40)}" is not a day; write it like 2026-03-31.`);
}

/** Refuses what cannot be cited. */
export function checkCites(cites: Readonly<Record<string, string>> | undefined): LedgerRejection | undefined {
  const all = Object.entries(cites ?? {});
  if (all.length <= CITES_MAX && all.every(([name, value]) => NAME.test(name) && CITED.test(value))) {
    return undefined;
  }
  return reject('cites-are-malformed', `Cite at most ${CITES_MAX} things, each by an id, digest or address.`);
}

/** What an entry's own content must fulfil, whatever is in the books. */
export function checkForm(entry: Entry, at: number): LedgerRejection | undefined {
  const { kind, effectiveDay, cites, expiresAt, postings } = entry;
  if (!KIND.test(kind)) {
    return reject('entry-kind-is-malformed', `"${kind.slice(0, 40)}" is not a kind of entry; try "grant".`);
  }
  const malformed = checkDay(effectiveDay) ?? checkCites(cites);
  if (malformed !== undefined) return malformed;
  if (expiresAt !== undefined && (!Number.isSafeInteger(expiresAt) || expiresAt <= at)) {
    return reject('expiry-is-not-ahead', `The entry would expire at ${expiresAt}; it is ${at} now.`);
  }
  if (postings.length < 2) {
    return reject('entry-has-too-few-postings', `The entry has ${postings.length}; at least two are needed.`);
  }
  if (postings.length > POSTINGS_MAX) {
    return reject('entry-has-too-many-postings', `The entry has ${postings.length}; at most ${POSTINGS_MAX} fit.`);
  }
  for (const rule of POSTING_RULES) {
    for (const posting of postings) {
      const refusal = rule(posting);
      if (refusal !== undefined) return refusal;
    }
  }
  return checkBalance(postings);
}

/** One function per rule, in precedence order. */
const POSTING_RULES: readonly ((posting: Posting) => LedgerRejection | undefined)[] = [
  ({ account, amountMinor }) =>
    amountMinor === 0n ? reject('amount-is-zero', `A posting to ${account} moves nothing.`) : undefined,
  ({ account, amountMinor }) =>
    amountMinor > AMOUNT_MINOR_MAX || amountMinor < -AMOUNT_MINOR_MAX
      ? reject('amount-is-too-large', `A posting to ${account} is more than one posting may hold.`)
      : undefined,
  ({ currency }) =>
    currencyExponent(currency) === undefined && !isResourceCode(currency)
      ? reject('currency-is-unknown', `"${currency.slice(0, 10)}" is not a currency of ISO 4217.`)
      : undefined,
  ({ account }) => checkPath(account),
  ({ dimensions }) => checkTokens(dimensions),
  ({ dimensions }) => checkCountries(dimensions),
  ({ account, dimensions }) =>
    dimensions?.costClass !== undefined && typeOfPath(account) !== 'EXPENSE'
      ? reject('cost-class-does-not-match-account', `${account} is no expense, so it has no class of cost.`)
      : undefined,
  ({ account, dimensions }) => {
    const type = typeOfPath(account);
    return dimensions === undefined && (type === 'INCOME' || type === 'EXPENSE')
      ? reject('counterparty-is-missing', `Say who is at the other end of the posting to ${account}.`)
      : undefined;
  },
  ({ account, dimensions }) =>
    isMovementPath(account) && dimensions?.counterparty !== 'MOVEMENT'
      ? reject('counterparty-does-not-match-account', `Postings to ${account} have the counterparty MOVEMENT.`)
      : undefined,
];

/** Refuses a path without one of the five types. */
export function checkPath(path: string): LedgerRejection | undefined {
  if (typeOfPath(path) !== undefined) return undefined;
  return reject(
    'account-path-is-malformed',
    `"${path.slice(0, 80)}" is not an account; accounts look like expenses:grants.`,
  );
}

function checkTokens(dimensions: Dimensions | undefined): LedgerRejection | undefined {
  const bad = TOKENS.find((name) => !TOKEN.test(dimensions?.[name] ?? 'none'));
  if (bad === undefined) return undefined;
  return reject('dimension-is-malformed', `The ${bad} of a posting is an id or code, without spaces.`);
}

function checkCountries(dimensions: Dimensions | undefined): LedgerRejection | undefined {
  const bad = COUNTRIES.find((name) => !COUNTRY.test(dimensions?.[name] ?? 'XX'));
  if (bad === undefined) return undefined;
  return reject('country-is-malformed', `${bad} is the two-letter code of a country, like KE.`);
}

/** Refuses postings that do not sum to zero per currency, and per currency and fund. */
export function checkBalance(postings: readonly Posting[]): LedgerRejection | undefined {
  if (isOneSumZero(postings)) return undefined;
  const byCurrency = sums(postings, ({ currency }) => currency);
  for (const [currency, sum] of byCurrency) {
    if (sum !== 0n) {
      return reject('entry-does-not-balance', `Debits less credits are ${textOf(currency, sum)}.`);
    }
  }
  const byFund = sums(postings, ({ currency, fund }) => `${currency} ${fund}`);
  for (const [what, sum] of byFund) {
    const [currency = '', fund = ''] = what.split(' ');
    if (sum !== 0n) {
      return reject('fund-does-not-balance', `Debits less credits of the fund ${fund} are ${textOf(currency, sum)}.`);
    }
  }
  return undefined;
}

/** True for postings of one fund and currency, as most entries have, that sum to zero. */
function isOneSumZero(postings: readonly Posting[]): boolean {
  const [first] = postings;
  let sum = 0n;
  for (const { currency, fund, amountMinor } of postings) {
    if (currency !== first?.currency || fund !== first.fund) return false;
    sum += amountMinor;
  }
  return sum === 0n;
}

/** Of what is no currency it is not known here how many places it has. */
export function textOf(currency: string, amountMinor: bigint): string {
  if (currencyExponent(currency) !== undefined) return moneyText({ amountMinor, currency });
  return `${amountMinor} least units of ${currency}`;
}

function sums(postings: readonly Posting[], keyOf: (posting: Posting) => string): Map<string, bigint> {
  const result = new Map<string, bigint>();
  for (const posting of postings) {
    const key = keyOf(posting);
    result.set(key, (result.get(key) ?? 0n) + posting.amountMinor);
  }
  return result;
}
