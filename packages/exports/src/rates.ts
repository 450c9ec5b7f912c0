import type { Day, Instant } from '@hubgraph/kernel';
import { csvHead, csvRow } from './csv.ts';
import { type DescribedColumn, dictionary } from './dictionary.ts';
import type { Fact } from './fact.ts';
import type { TextPlace } from './three-sixty-giving.ts';

interface RatesRecorded {
  readonly type: 'RatesRecorded';
  readonly table: string;
  readonly base: string;
  readonly date: Day;
  readonly source: TextPlace | string;
  readonly rates: readonly { readonly currency: string; readonly perBase: string }[];
}

interface RateRow {
  readonly seq: number;
  readonly at: Instant;
  readonly recorded: RatesRecorded;
  readonly source: string | null;
  readonly currency: string;
  readonly perBase: string;
}

const columns: readonly DescribedColumn<RateRow>[] = [
  {
    name: 'journal_seq',
    about: 'The commit of the node’s journal that recorded it, from 1.',
    datatype: 'positiveInteger',
    isRequired: true,
    value: ({ seq }) => seq,
  },
  {
    name: 'recorded_at',
    about: 'When it was recorded.',
    datatype: 'dateTimeStamp',
    isRequired: true,
    value: ({ at }) => new Date(at).toISOString(),
  },
  {
    name: 'table_id',
    about: 'The table of the day; a day has one.',
    datatype: 'string',
    isRequired: true,
    value: ({ recorded }) => recorded.table,
  },
  {
    name: 'date',
    about: 'The day that the rate is of.',
    datatype: 'date',
    isRequired: true,
    value: ({ recorded }) => recorded.date,
  },
  {
    name: 'base',
    about: 'The currency of which one unit is meant, ISO 4217.',
    datatype: 'string',
    isRequired: true,
    value: ({ recorded }) => recorded.base,
  },
  { name: 'currency', about: 'ISO 4217.', datatype: 'string', isRequired: true, value: ({ currency }) => currency },
  {
    name: 'per_base',
    about: 'Units of the currency for one unit of the base.',
    datatype: { base: 'decimal', format: '0.#' },
    isRequired: true,
    value: ({ perBase }) => perBase,
  },
  {
    name: 'source',
    about: 'Where the rates of the day come from; empty where the text was erased.',
    datatype: 'string',
    value: ({ source }) => source,
  },
];

/** What rates.csv is written from. */
export interface RatesSource {
  facts(): AsyncIterable<Fact>;
  text(place: TextPlace): Promise<string | null>;
}

/**
 * rates.csv: every exchange rate in the order in which tables were recorded, digit for digit. A row never changes, but
 * that its source is left out when that text is erased.
 * @see RFC 4180
 */
export async function* ratesCsv({ facts, text }: RatesSource): AsyncGenerator<string> {
  yield csvHead(columns);
  for await (const { seq, at, event } of facts()) {
    if (event.type !== 'RatesRecorded') continue;
    const recorded = event as RatesRecorded;
    const source = typeof recorded.source === 'string' ? recorded.source : await text(recorded.source);
    yield recorded.rates.map((rate) => csvRow(columns, { seq, at, recorded, source, ...rate })).join('');
  }
}

/** What stands in the columns of rates.csv. */
export function ratesDictionary(): string {
  return dictionary([{ file: 'rates.csv', columns, key: ['date', 'currency'] }]);
}
