import {
  type AmountRejectionCode,
  currencyExponent,
  formatDecimal,
  parseDecimal,
  type Rejection,
  reject,
} from '@hubgraph/kernel';

/** What a caller knows of the books that a file is read for. */
export interface CommodityOptions {
  /** What the books count beside currencies, by code, with the decimal places of its least unit: `{ HOURS: 2 }`. */
  readonly resources?: Readonly<Record<string, number>> | undefined;
}

/** The commodities that are read: the currencies of ISO 4217, and the resources that were declared. */
export class Commodities {
  readonly #resources: ReadonlyMap<string, number>;

  constructor({ resources = {} }: CommodityOptions) {
    this.#resources = new Map(Object.entries(resources));
  }

  isResource(code: string): boolean {
    return this.#resources.has(code);
  }

  /** Decimal places; undefined for what is neither. */
  exponent(code: string): number | undefined {
    return this.#resources.get(code) ?? currencyExponent(code);
  }

  /** Reads decimal text as least units. */
  parse(decimal: string, code: string): bigint | Rejection<AmountRejectionCode> {
    const places = this.exponent(code);
    if (places !== undefined) return parseDecimal(decimal, places, code);
    return reject('currency-is-unknown', unknownCommodity(code));
  }

  /** An amount for people: `7.50 HOURS`. */
  text(amountMinor: bigint, code: string): string {
    return `${formatDecimal(amountMinor, this.exponent(code) ?? 0)} ${code}`;
  }
}

/** What is said of a code that is neither. */
export function unknownCommodity(code: string): string {
  const known = 'a currency of ISO 4217 nor a symbol for one, nor a resource that the books have declared';
  return `"${code.slice(0, 20)}" is neither ${known}.`;
}
