import { isRejection, type Rejection, reject } from '@hubgraph/kernel';
import { type About, aboutInTags } from '../about.ts';
import { type AmountContext, type CurrencyAmount, parseCurrencyAmount } from './amount.ts';
import { type Cost, parseCost } from './cost.ts';
import type { EntryRejectionCode } from './rejection-code.ts';

/** A balance that the journal says an account has after a posting: `= 860937.45 USD`. */
export interface BalanceAssertion {
  /** `==`: the account has no other currency. */
  readonly isSole: boolean;
  /** `=*`: accounts below count too. */
  readonly isInclusive: boolean;
  /** `zero` is a bare `0`, of whatever currency. */
  readonly expected: CurrencyAmount | 'zero';
}

/** One line of a transaction as written. */
export interface WrittenPosting {
  readonly account: string;
  /** `[account]` balances among its like; `(account)` balances with nothing. */
  readonly kind: 'real' | 'bracketed' | 'one-sided';
  /** Absent: it is what balances the others. */
  readonly amount?: CurrencyAmount;
  readonly cost?: Cost;
  readonly assertion?: BalanceAssertion;
  /** What its tags say, where the file is a node's. */
  readonly about?: About;
  readonly line: number;
}

const LINE = /^[ \t]+(?:[*!][ \t]*)?(.+?)(?:(?: {2}|\t)[ \t]*(.*))?$/;
/** Amount, cost and assertion of one posting; more would only keep the patterns busy. */
const VALUE_CHARS_MAX = 400;
const AMOUNT_LIKE = /(?<= )(?:\S+|\S+ \S+)$/;

/** Reads an indented line that is not a comment. */
export function parsePosting(
  text: string,
  line: number,
  context: AmountContext,
): WrittenPosting | Rejection<EntryRejectionCode> {
  const [, written = '', rest = ''] = LINE.exec(text.trimEnd()) ?? [];
  const named = parseAccount(written, context, rest);
  if (isRejection(named)) return named;
  const [value, comment] = splitOnce(rest, ';');
  if (value.length > VALUE_CHARS_MAX) {
    return reject('amount-is-malformed', `An amount does not need ${value.length} characters.`);
  }
  if (/[{[]/.test(value)) {
    return reject('lot-is-not-supported', 'A lot ({…} or […]) is of things that are not money; only money is read.');
  }
  const [beforeAssertion, assertionText] = splitOnce(value, '=');
  const [amountText, costText] = splitOnce(beforeAssertion, '@');
  if (amountText === '') return withoutAmount(named, line, costText, assertionText);
  const amount = parseCurrencyAmount(amountText, context);
  if (isRejection(amount)) return amount;
  const isTotal = costText?.startsWith('@') ?? false;
  const cost =
    costText === undefined
      ? undefined
      : parseCost(costText.slice(isTotal ? 1 : 0).trim(), isTotal ? 'total' : 'each', amount, context);
  if (cost !== undefined && isRejection(cost)) return cost;
  const assertion = assertionText === undefined ? undefined : parseAssertion(assertionText, context);
  if (assertion !== undefined && isRejection(assertion)) return assertion;
  const about = comment === undefined || !context.isOfNode ? undefined : aboutInTags(comment);
  return {
    ...named,
    amount,
    ...(about === undefined ? {} : { about }),
    ...(cost === undefined ? {} : { cost }),
    ...(assertion === undefined ? {} : { assertion }),
    line,
  };
}

function withoutAmount(
  named: Pick<WrittenPosting, 'account' | 'kind'>,
  line: number,
  costText: string | undefined,
  assertionText: string | undefined,
): WrittenPosting | Rejection<EntryRejectionCode> {
  if (costText !== undefined) return reject('amount-is-malformed', 'A cost needs an amount before it.');
  if (assertionText !== undefined) {
    const message = 'A balance without an amount would make the amount from what went before; write the amount.';
    return reject('balance-assignment-is-not-supported', message);
  }
  return { ...named, line };
}

function parseAccount(
  written: string,
  context: AmountContext,
  rest: string,
): Pick<WrittenPosting, 'account' | 'kind'> | Rejection<EntryRejectionCode> {
  const isBracketed = written.startsWith('[') && written.endsWith(']');
  const isOneSided = written.startsWith('(') && written.endsWith(')');
  const account = isBracketed || isOneSided ? written.slice(1, -1).trim() : written;
  const isMalformed = account.split(':').some((part) => part.trim() === '') || /^[([]|[;\t]/.test(account);
  if (isMalformed) {
    const message = `"${written.slice(0, 80)}" is not an account; write it like Assets:Bank, then two spaces.`;
    return reject('account-is-malformed', message);
  }
  const tail = rest === '' && account.length <= VALUE_CHARS_MAX ? AMOUNT_LIKE.exec(account)?.[0] : undefined;
  if (tail !== undefined && !/^\d+$/.test(tail) && !isRejection(parseCurrencyAmount(tail, context))) {
    const message = `"${tail}" is read as part of the account; put two spaces before an amount.`;
    return reject('amount-is-not-separated', message);
  }
  return { account, kind: isBracketed ? 'bracketed' : isOneSided ? 'one-sided' : 'real' };
}

function parseAssertion(text: string, context: AmountContext): BalanceAssertion | Rejection<EntryRejectionCode> {
  const [, sole = '', inclusive = '', amountText = ''] = /^(=?)(\*?)\s*(.*)$/.exec(text) ?? [];
  const isBareZero = /^[0.,]*0[0.,]*$/.test(amountText);
  const expected = isBareZero ? 'zero' : parseCurrencyAmount(amountText, context);
  if (expected !== 'zero' && isRejection(expected)) return expected;
  return { isSole: sole !== '', isInclusive: inclusive !== '', expected };
}

/** Cuts at the first mark outside quotes. */
function splitOnce(text: string, mark: string): readonly [string, string | undefined] {
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '"') isQuoted = !isQuoted;
    if (text[index] === mark && !isQuoted) return [text.slice(0, index).trim(), text.slice(index + 1).trim()];
  }
  return [text.trim(), undefined];
}
