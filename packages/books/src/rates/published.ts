import {
  currencyExponent,
  type Day,
  dayOf,
  divideHalfEven,
  formatDecimal,
  HubgraphError,
  isDay,
  type Money,
} from '@hubgraph/kernel';
import type { RequestContext } from '@hubgraph/node';

/** What the council published of two currencies. */
export interface PublishedRate {
  /** How much of the second one whole unit of the first was worth, as decimal text with up to 12 places. */
  readonly rate: string;
  /** The day of the table. */
  readonly day: Day;
}

/** How far what was got may be from what the published rate would have given, in hundredths: banks take their part. */
export const RATE_TOLERANCE_PERCENT = 5n;

/** A table that is older than this says nothing of a day. */
const AGE_DAYS_MAX = 31;
const DAY_MS = 86_400_000;
const TIMEOUT_MS = 2_000;
const ANSWER_BYTES_MAX = 100_000;
const PLACES = 12;
const SCALE = 10n ** BigInt(PLACES);

/** True where what was got is beyond the tolerance, and by more than one minor unit: less than that is rounding. */
export function isFarFrom(
  { rate }: PublishedRate,
  { gave, got }: { readonly gave: Money; readonly got: Money },
): boolean {
  const expected = gave.amountMinor * (scaled(rate) ?? 0n) * unitsOf(got.currency);
  const minorUnit = SCALE * unitsOf(gave.currency);
  const off = expected - got.amountMinor * minorUnit;
  const distance = off < 0n ? -off : off;
  return distance > minorUnit && distance * 100n > expected * RATE_TOLERANCE_PERCENT;
}

/**
 * What the council published last of two currencies, of a day or of the days before it. Undefined where it does not
 * answer, where it has no rate of one of them, or none that is of these days: then nothing is compared.
 */
export async function publishedRate(
  { node }: Pick<RequestContext, 'node'>,
  { from, to, day }: { readonly from: string; readonly to: string; readonly day: Day },
): Promise<PublishedRate | undefined> {
  const { world, config } = node;
  if (!isDay(day)) return undefined;
  const before = dayOf(Date.parse(`${day}T00:00:00Z`) + DAY_MS);
  const query = `{ exchangeRates(before: "${before}") { date base rates { currency perBase } } }`;
  try {
    const { status, body } = await world.network.request({
      url: `${config.council.endpoint}/graphql`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      timeoutMs: TIMEOUT_MS,
      sizeBytesMax: ANSWER_BYTES_MAX,
    });
    return status === 200 ? readPublished(body, { from, to, day }) : undefined;
  } catch (error) {
    if (error instanceof HubgraphError) return undefined;
    throw error;
  }
}

/** Reads the council's answer; undefined for whatever is no table, or not of these days. */
export function readPublished(
  body: string,
  { from, to, day }: { readonly from: string; readonly to: string; readonly day: Day },
): PublishedRate | undefined {
  const table = tableIn(body);
  if (table === undefined || table.date > day) return undefined;
  if (Date.parse(day) - Date.parse(table.date) > AGE_DAYS_MAX * DAY_MS) return undefined;
  const perBase = (currency: string): bigint | undefined =>
    currency === table.base ? SCALE : scaled(table.rates.find((one) => one.currency === currency)?.perBase);
  const [ofFrom, ofTo] = [perBase(from), perBase(to)];
  if (ofFrom === undefined || ofTo === undefined) return undefined;
  const rate = divideHalfEven(ofTo * SCALE, ofFrom);
  return rate === 0n ? undefined : { rate: shortest(formatDecimal(rate, PLACES)), day: table.date };
}

interface Table {
  readonly base: string;
  readonly date: Day;
  readonly rates: readonly { readonly currency: string; readonly perBase: string }[];
}

function tableIn(body: string): Table | undefined {
  let table: Partial<Table> | null | undefined;
  try {
    table = (JSON.parse(body) as { data?: { exchangeRates?: Partial<Table> | null } | null } | null)?.data
      ?.exchangeRates;
  } catch {
    return undefined;
  }
  const isTable = typeof table?.date === 'string' && isDay(table.date) && Array.isArray(table.rates);
  return isTable ? (table as Table) : undefined;
}

/** Decimal text as a whole number of parts of 10¹²; undefined for what is no rate above zero. */
function scaled(decimal: string | undefined): bigint | undefined {
  const match = /^(\d{1,12})(?:\.(\d{1,12}))?$/.exec(decimal ?? '');
  if (match === null) return undefined;
  const number = BigInt(`${match[1]}${(match[2] ?? '').padEnd(PLACES, '0')}`);
  return number === 0n ? undefined : number;
}

function shortest(decimal: string): string {
  return decimal.replace(/\.?0+$/, '');
}

function unitsOf(currency: string): bigint {
  return 10n ** BigInt(currencyExponent(currency) ?? 0);
}
