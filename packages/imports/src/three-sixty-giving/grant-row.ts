import {
  type AmountRejectionCode,
  type CurrencyCode,
  currencyExponent,
  type Day,
  isRejection,
  type Rejection,
  reject,
} from '@hubgraph/kernel';
import type { DateFormat, DateRejectionCode } from '../day.ts';
import { amountFromJsonNumber } from './amount.ts';
import { parseGrantDay } from './grant-day.ts';
import { isList, isNumber, isObject, type JsonObject, pointer } from './json-node.ts';
import { readCountry, readFunder, readPlan, readProgramme, readRecipient } from './parts.ts';
import type { ListElement } from './read-elements.ts';
import { type At, atPath, readText } from './read-text.ts';

/** A grant as a funder has published it. */
export interface GrantRow {
  /** The funder's id of the grant, `360G-LBFEW-114001`; once in a file. */
  readonly sourceId: string;
  readonly title: string;
  /** Empty if the file has none. */
  readonly description: string;
  readonly currency: CurrencyCode;
  /** In minor units; zero is a commitment without a posting, and is never negative. */
  readonly amountMinor: bigint;
  readonly awardDay: Day;
  readonly plannedFrom?: Day;
  /** The last day of the plan: the day itself is in it. */
  readonly plannedTo?: Day;
  /** Tells a person, whose name is never read, from an organisation. */
  readonly recipientKind: 'organisation' | 'individual';
  readonly recipientId?: string;
  readonly recipientName?: string;
  readonly funderId?: string;
  readonly funderName?: string;
  /** ISO 3166-1 alpha-2, of the recipient or else of the place that benefits, if the file says it and says only one. */
  readonly country?: string;
  readonly programme?: string;
}

/** Why a grant was not read, in the order in which it is looked at. */
export type GrantRejectionCode =
  | 'grant-is-not-an-object'
  | 'key-is-repeated'
  | 'field-has-the-wrong-type'
  | 'text-is-malformed'
  | 'id-is-missing'
  | 'id-is-repeated'
  | 'title-is-missing'
  | 'currency-is-missing'
  | 'amount-is-missing'
  | 'amount-is-not-a-number'
  | AmountRejectionCode
  | 'amount-is-negative'
  | 'date-is-missing'
  | DateRejectionCode
  | 'planned-dates-are-reversed'
  | 'recipient-is-missing'
  | 'recipient-is-ambiguous'
  | 'country-is-malformed';

/** What a grant is read with. */
export interface GrantContext {
  readonly dateFormat?: DateFormat;
  /** True the first time that it is asked for this id. */
  isNew(sourceId: string): boolean;
}

/** Reads one element of the list; a refusal carries the path within the element. */
export function grantFromNode(element: ListElement, context: GrantContext): GrantRow | At<GrantRejectionCode> {
  const grant = element.node;
  if (!isObject(grant)) return atPath('', reject('grant-is-not-an-object', 'A grant is a JSON object.'));
  if (element.repeatedKeyPath !== undefined) {
    return atPath(
      element.repeatedKeyPath,
      reject('key-is-repeated', 'An object has this key twice, so that it is not known which counts.'),
    );
  }
  const sourceId = required(grant, 'id', 'id-is-missing');
  if (typeof sourceId !== 'string') return sourceId;
  if (!context.isNew(sourceId)) {
    return atPath('/id', reject('id-is-repeated', `The file has had a grant "${sourceId}" before this one.`));
  }
  const title = required(grant, 'title', 'title-is-missing');
  if (typeof title !== 'string') return title;
  const description = readText(grant, 'description');
  if (isRejection(description)) return description;
  const money = readMoney(grant);
  if (isRejection(money)) return money;
  const awardDate = required(grant, 'awardDate', 'date-is-missing');
  if (typeof awardDate !== 'string') return awardDate;
  const awardDay = parseGrantDay(awardDate, context.dateFormat);
  if (isRejection(awardDay)) return atPath('/awardDate', awardDay);
  const plan = readPlan(grant, context.dateFormat);
  if (isRejection(plan)) return plan;
  const recipient = readRecipient(grant);
  if (isRejection(recipient)) return recipient;
  const funder = readFunder(grant);
  if (isRejection(funder)) return funder;
  const country = readCountry(grant);
  if (isRejection(country)) return country;
  const programme = readProgramme(grant);
  if (isRejection(programme)) return programme;
  return {
    sourceId,
    title,
    description: description ?? '',
    ...money,
    awardDay,
    ...plan,
    ...recipient,
    ...funder,
    ...country,
    ...programme,
  };
}

function required<Code extends GrantRejectionCode>(
  grant: JsonObject,
  key: string,
  code: Code,
): string | At<GrantRejectionCode> {
  return readText(grant, key) ?? atPath(pointer('', key), reject(code, `A grant needs "${key}".`));
}

function readMoney(grant: JsonObject): { currency: CurrencyCode; amountMinor: bigint } | At<GrantRejectionCode> {
  const currency = required(grant, 'currency', 'currency-is-missing');
  if (typeof currency !== 'string') return currency;
  if (currencyExponent(currency) === undefined) {
    const message = `"${currency.slice(0, 10)}" is not a currency of ISO 4217.`;
    return atPath('/currency', reject('currency-is-unknown', message));
  }
  const amount = grant.get('amountAwarded') ?? null;
  const atAmount = <Code extends GrantRejectionCode>(rejection: Rejection<Code>): At<Code> =>
    atPath('/amountAwarded', rejection);
  if (amount === null) return atAmount(reject('amount-is-missing', 'A grant needs "amountAwarded".'));
  if (!isNumber(amount)) {
    const shown = typeof amount === 'string' ? `the text "${amount.slice(0, 40)}"` : 'something else';
    const message = `An amount is a number like 412500.50, without quotes or grouping; this is ${shown}.`;
    return atAmount(reject('amount-is-not-a-number', isList(amount) ? 'An amount is not a list.' : message));
  }
  const amountMinor = amountFromJsonNumber(amount.numberText, currency);
  if (isRejection(amountMinor)) return atAmount(amountMinor);
  if (amountMinor < 0n) {
    const message = `${amount.numberText} is negative; a grant that was taken back is not a grant.`;
    return atAmount(reject('amount-is-negative', message));
  }
  return { currency, amountMinor };
}
