import { largestFirst } from './branches.ts';
import { SUPPORT } from './cards.tsx';
import type { EntryAt } from './entries.ts';
import type { PaymentOfThreadFragment } from './thread.generated.ts';

/** An entry with what it is. */
export interface CheckLine extends EntryAt {
  readonly what: string;
}

/** The entries on which a payment's thread rests: its own, then those that brought the money, the largest first. */
export function entriesOfPayment(
  { entries, sources }: Pick<PaymentOfThreadFragment, 'entries' | 'sources'>,
  hub: string,
): readonly CheckLine[] {
  return [
    ...(entries ?? []).map((entry) => ({ node: hub, entry, what: 'thread.entryPayment' })),
    ...largestFirst(sources ?? []).flatMap(({ entry, origin, disbursement }) => [
      { node: hub, entry, what: origin === 'DISBURSEMENT' ? 'thread.entryReceived' : 'thread.entrySource' },
      ...(disbursement?.entryId == null
        ? []
        : [{ node: SUPPORT, entry: disbursement.entryId, what: 'thread.entryPaid' }]),
    ]),
  ];
}
