import type { CsvColumn } from '@hubgraph/exports';
import type { ExportEntry, ExportPosting } from './entry.ts';

/** One posting, with the entry that it is in. */
export interface PostingRow {
  readonly entry: ExportEntry;
  readonly posting: ExportPosting;
  /** From 1, within the entry. */
  readonly number: number;
}

/** The columns of entries.csv: one row a posting. */
export const entryColumns: readonly CsvColumn<PostingRow>[] = [
  { name: 'entry_id', value: ({ entry }) => entry.id },
  { name: 'journal_seq', value: ({ entry }) => entry.seq },
  { name: 'day', value: ({ entry }) => entry.effectiveDay },
  { name: 'kind', value: ({ entry }) => entry.kind },
  { name: 'status', value: ({ entry }) => entry.status },
  { name: 'posting', value: ({ number }) => number },
  { name: 'account', value: ({ posting }) => posting.account },
  { name: 'fund_id', value: ({ posting }) => posting.fund },
  { name: 'currency', value: ({ posting }) => posting.amount.currency },
  { name: 'amount', value: ({ posting }) => posting.amount.decimal },
  { name: 'amount_minor', value: ({ posting }) => posting.amount.amountMinor },
  { name: 'counterparty', value: ({ posting }) => posting.counterparty },
  { name: 'purpose', value: ({ posting }) => posting.purpose },
  { name: 'spent_in', value: ({ posting }) => posting.spentIn },
  { name: 'decided_in', value: ({ posting }) => posting.decidedIn },
  { name: 'team_id', value: ({ posting }) => posting.team },
  { name: 'allowed_by', value: ({ posting }) => posting.allowedBy },
  { name: 'reverses', value: ({ entry }) => entry.reverses },
  { name: 'reversed_by', value: ({ entry }) => entry.reversedBy },
  { name: 'cites', value: ({ entry }) => entry.cites.map(({ name, value }) => `${name}=${value}`).join(' ') },
  { name: 'recorded_at', value: ({ entry }) => entry.recordedAt },
  { name: 'recorded_by', value: ({ entry }) => entry.recordedBy.id },
];

export function postingRows(entry: ExportEntry): readonly PostingRow[] {
  return entry.postings.map((posting, index) => ({ entry, posting, number: index + 1 }));
}
