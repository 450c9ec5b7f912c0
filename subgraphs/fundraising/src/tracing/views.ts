import type { Projection, Reader, Recorded } from '@hubgraph/journal';
import { isRejection, type Rejection, splitByWeights } from '@hubgraph/kernel';
import { type EntryEvent, MILLIONTHS, type PoolOutflow, poolEntryOf, traceInflow } from '@hubgraph/ledger';
import type { DonationState } from '../campaigns/domain.ts';

/**
 * The outflows of each fund with what it held just before: all that tracing a donation forward needs, so that it costs
 * as many rows as there were outflows since, whatever the number of donations.
 */
export const outflows: Projection = {
  name: 'outflows',
  version: 1,
  schema: [
    `CREATE TABLE pool_held (fund TEXT NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL,
      PRIMARY KEY (fund, currency)) STRICT, WITHOUT ROWID`,
    `CREATE TABLE pool_outflow (n INTEGER PRIMARY KEY AUTOINCREMENT, seq INTEGER NOT NULL, fund TEXT NOT NULL,
      currency TEXT NOT NULL, entry TEXT NOT NULL, amount INTEGER NOT NULL, held_before INTEGER NOT NULL) STRICT`,
    'CREATE INDEX pool_outflow_fund ON pool_outflow (fund, currency, seq)',
  ],
  fold({ event, seq }: Recorded, views) {
    if (event.type !== 'EntryPosted' && event.type !== 'PendingPosted') return;
    const { entry } = event as EntryEvent;
    const pools = new Map(entry.postings.map(({ fund, currency }) => [`${currency} ${fund}`, { fund, currency }]));
    for (const { fund, currency } of pools.values()) {
      const moved = poolEntryOf(entry, fund, currency);
      if (moved === undefined) continue;
      const row = views.row('SELECT amount FROM pool_held WHERE fund = ? AND currency = ?', fund, currency);
      const heldMinor = BigInt(row?.['amount'] ?? 0n);
      if (moved.amountMinor < 0n) {
        views.run(
          'INSERT INTO pool_outflow (seq, fund, currency, entry, amount, held_before) VALUES (?, ?, ?, ?, ?, ?)',
          seq,
          fund,
          currency,
          moved.id,
          -moved.amountMinor,
          heldMinor,
        );
      }
      views.run('INSERT OR REPLACE INTO pool_held VALUES (?, ?, ?)', fund, currency, heldMinor + moved.amountMinor);
    }
  },
};

export type TraceBasis = 'PRO_RATA' | 'DIRECT';

export interface Use {
  /** The entry that took from the fund; a disbursement has the same id. */
  readonly entry: string;
  readonly amountMinor: bigint;
  /** `DIRECT` where nothing but this donation was in the fund. */
  readonly basis: TraceBasis;
}

export interface DonationTrace {
  readonly uses: readonly Use[];
  /** What is still in the fund; with the uses it adds up to the donation exactly. */
  readonly remainingMinor: bigint;
}

/** Where a donation went, in whole minor units: the exact shares rounded by largest remainder. */
export function traceDonation(read: Reader, donation: DonationState): DonationTrace | Rejection {
  const after = outflowsAfter(read, donation);
  const traced = traceInflow({ inflowMinor: donation.amountMinor, outflows: after });
  if (isRejection(traced)) return traced;
  const weights = [...traced.uses.map((use) => use.millionthsMinor), traced.remainingMillionthsMinor];
  const amounts = splitByWeights(donation.amountMinor, weights);
  const held = new Map(after.map(({ outflowId, poolBeforeMinor }) => [outflowId, poolBeforeMinor]));
  let left = donation.amountMinor * MILLIONTHS;
  const uses = traced.uses.map(({ outflowId, millionthsMinor }, index): Use => {
    const basis = left === (held.get(outflowId) ?? 0n) * MILLIONTHS ? 'DIRECT' : 'PRO_RATA';
    left -= millionthsMinor;
    return { entry: outflowId, amountMinor: amounts[index] ?? 0n, basis };
  });
  return { uses: uses.filter((use) => use.amountMinor > 0n), remainingMinor: amounts.at(-1) ?? 0n };
}

function outflowsAfter(read: Reader, { fund, currency, seq }: DonationState): PoolOutflow[] {
  return read
    .rows(
      `SELECT entry, amount, held_before FROM pool_outflow
       WHERE fund = ? AND currency = ? AND seq > ? ORDER BY seq, n`,
      fund,
      currency,
      seq,
    )
    .map((row) => ({
      outflowId: String(row['entry']),
      amountMinor: BigInt(row['amount'] ?? 0n),
      poolBeforeMinor: BigInt(row['held_before'] ?? 0n),
    }));
}
