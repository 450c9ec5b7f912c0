import { type CurrencyCode, isRejection, type Rejection, reject } from '@hubgraph/kernel';
import { Commodities } from '../commodities.ts';
import { type AmountContext, currencyOf } from './amount.ts';
import type { DateContext } from './header.ts';
import { type DecimalMark, decimalMarkOfSample } from './number.ts';
import type { HledgerOptions } from './options.ts';
import type { EntryRejectionCode } from './rejection-code.ts';

/** What the directives have said so far. */
export interface Directives {
  readonly amounts: AmountContext;
  dates(): DateContext;
  /** The file begins as nodes begin theirs. */
  beginsAsNode(): void;
  /** The first directive in force that gives what stands below it another meaning; transactions below it are refused. */
  inForce(): { word: string; line: number } | undefined;
  /** Takes a line that stands at the margin. */
  take(text: string, line: number): Rejection<EntryRejectionCode> | undefined;
  /** Takes an indented line below a directive. */
  takeBelow(text: string, line: number): Rejection<EntryRejectionCode> | undefined;
}

/** Signs that are most often of one currency; `¥` and `kr` are of several, and are left to the caller. */
const SYMBOLS: Readonly<Record<string, CurrencyCode>> = {
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  '₦': 'NGN',
  '₵': 'GHS',
  '₴': 'UAH',
  '₱': 'PHP',
  '₫': 'VND',
  '₺': 'TRY',
};

/** Directives that say nothing about what is read here. */
const PASSED_OVER = new Set(['account', 'P', 'N', 'tag', 'payee', 'assert', 'check']);
/** Directives after which accounts or amounts are not what is written. */
const WITH_EFFECT_BELOW = new Set(['alias', 'apply', 'bucket', 'A', 'capture']);
const NOT_SUPPORTED = new Set([
  'C',
  'def',
  'define',
  'eval',
  'expr',
  'import',
  'python',
  'value',
  'i',
  'I',
  'o',
  'O',
  'h',
  'b',
]);

export function createDirectives(options: HledgerOptions): Directives {
  const symbols = new Map(Object.entries({ ...SYMBOLS, ...options.symbols }));
  const marks = new Map<string, DecimalMark>();
  let mark = options.decimalMark;
  let defaultCurrency = options.defaultCurrency;
  let year: string | undefined;
  let inForce: { word: string; line: number }[] = [];
  let defaultSymbol: string | undefined;
  let word = '';
  let isOfNode = false;

  function takeSample(sample: string): string | undefined {
    const symbol = sample.replace(/"([^"]*)"|[\d.,+\-\s]/g, '$1') || undefined;
    const shown = decimalMarkOfSample(sample);
    if (symbol !== undefined && shown !== undefined) marks.set(symbol, shown);
    return symbol;
  }

  function takeYear(text: string): Rejection<EntryRejectionCode> | undefined {
    if (!/^\d{4}$/.test(text)) return reject('line-is-not-understood', `"${text}" is not a year.`);
    year = text;
    return undefined;
  }

  const amounts: AmountContext = {
    symbols,
    commodities: new Commodities(options),
    get isOfNode() {
      return isOfNode;
    },
    get defaultCurrency() {
      return defaultCurrency;
    },
    decimalMark: (symbol) => marks.get(symbol ?? defaultSymbol ?? '') ?? mark,
  };

  return {
    amounts,
    beginsAsNode() {
      isOfNode = true;
    },
    dates: () => ({ dateFormat: options.dateFormat, year }),
    inForce: () => inForce[0],
    take(text, line) {
      const [first = '', ...others] = text.replace(/^[!@]/, '').split(/\s+/);
      const rest = (others.join(' ').split(';')[0] ?? '').trim();
      word = first;
      if (/^Y\d/.test(first)) return takeYear(first.slice(1));
      if (first === 'Y' || first === 'year') return takeYear(rest);
      if (first === 'apply' && others[0] === 'tag') return undefined;
      if (first === 'end') {
        if (rest === 'aliases') inForce = inForce.filter((one) => one.word !== 'alias');
        const endsApply = rest !== 'apply tag' && /^apply\b/.test(rest);
        const index = endsApply ? inForce.findLastIndex((one) => one.word === 'apply') : -1;
        if (index !== -1) inForce.splice(index, 1);
        return undefined;
      }
      if (first === 'commodity') return void takeSample(rest);
      if (first === 'decimal-mark') {
        if (rest !== '.' && rest !== ',') return reject('line-is-not-understood', 'A decimal mark is . or ,.');
        mark = rest;
        return undefined;
      }
      if (first === 'D') {
        const symbol = takeSample(rest);
        const currency = currencyOf(symbol, rest, amounts);
        if (isRejection(currency)) return currency;
        defaultCurrency = currency;
        defaultSymbol = symbol;
        return undefined;
      }
      if (PASSED_OVER.has(first)) return undefined;
      if (first === 'include') {
        return reject(
          'directive-is-not-supported',
          `Only one file is read; import ${rest || 'the other file'} by itself.`,
        );
      }
      if (WITH_EFFECT_BELOW.has(first)) {
        inForce.push({ word: first, line });
        return reject(
          'directive-is-not-supported',
          `"${first}" changes what the lines below it mean, and is not supported; they are refused.`,
        );
      }
      if (NOT_SUPPORTED.has(first)) {
        return reject('directive-is-not-supported', `The directive "${first}" is not supported.`);
      }
      return reject('line-is-not-understood', `"${text.slice(0, 60)}" is neither a transaction nor a directive.`);
    },
    takeBelow(text, line) {
      const [first = '', ...others] = text.trim().split(/\s+/);
      if (word === 'commodity' && first === 'format') takeSample(others.join(' '));
      const renames = first === 'alias' && (word === 'account' || word === 'commodity');
      if (!renames && !(word === 'account' && first === 'default')) return undefined;
      inForce.push({ word: `${word} … ${first}`, line });
      return reject(
        'directive-is-not-supported',
        `"${first}" below "${word}" is not supported; what follows is refused.`,
      );
    },
  };
}
