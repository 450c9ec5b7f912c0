import type { Projection, Reader } from '@hubgraph/journal';
import { dayOf, type Id, type Instant, sha256 } from '@hubgraph/kernel';
import { NO_TEXT, probeId, type WaitingDefinition } from '@hubgraph/node';
import type { ApplicationState } from '../applications/domain.ts';
import type { AwardState } from '../awards/domain.ts';
import { type PaymentEvent, type PaymentState, type ReceiptState, unspentOf } from './domain.ts';

/** Payments by team, those of which something is unspent apart, and receipts; ids are in the order of age. */
export const paymentList: Projection = {
  name: 'payments',
  version: 1,
  schema: [
    'CREATE TABLE payment (id TEXT PRIMARY KEY, team TEXT NOT NULL, has_unspent INTEGER NOT NULL) STRICT, WITHOUT ROWID',
    'CREATE INDEX payment_unspent ON payment (team, has_unspent, id)',
    'CREATE TABLE receipt (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID',
  ],
  fold({ event }, views) {
    const happened = event as PaymentEvent;
    const spend = (): void => {
      const state = paymentOf(views, happened.payment);
      const hasUnspent = state !== undefined && unspentOf(state) > 0n;
      views.run('UPDATE payment SET has_unspent = ? WHERE id = ?', hasUnspent ? 1 : 0, happened.payment);
    };
    switch (happened.type) {
      case 'AwardPaid':
        views.run('INSERT INTO payment VALUES (?, ?, 1)', happened.payment, happened.team);
        break;
      case 'SpendingReported':
        views.run('INSERT INTO receipt VALUES (?)', happened.receipt);
        spend();
        break;
      case 'UnspentReturned':
        spend();
        break;
    }
  },
};

export function paymentOf(read: Reader, id: Id): PaymentState | undefined {
  return read.entity<PaymentState>('payment', id);
}

export function receiptOf(read: Reader, id: Id): ReceiptState | undefined {
  return read.entity<ReceiptState>('receipt', id);
}

/**
 * True if a receipt with this content was given before, for whatever payment or expense. What was refused or withdrawn
 * leaves its receipts to the expense that comes in its place.
 */
export function isFileUsed(read: Reader, contentHash: string): boolean {
  if (read.entity('receipt-file', contentHash) !== undefined) return true;
  const file = read.entity<{ readonly receipt: Id }>('expense-receipt-file', contentHash);
  if (file === undefined) return false;
  const receipt = read.entity<{ readonly expense: Id }>('expense-receipt', file.receipt);
  const status = read.entity<{ readonly status: string }>('expense', receipt?.expense ?? '')?.status;
  return status !== 'REFUSED' && status !== 'WITHDRAWN';
}

/** The least report of spending, with a receipt that nobody has. */
export function leastReport({ id, currency }: Pick<PaymentState, 'id' | 'currency'>, now: Instant) {
  const file = { contentHash: sha256(`no receipt of ${id}`), spentOn: dayOf(now), about: NO_TEXT };
  return { receipt: probeId('receipt'), payment: id, amountMinor: 1n, currency, ...file };
}

/** Payments whose teams wait for a report of those who lead them. */
export const waitingPayments: readonly WaitingDefinition[] = [
  {
    kind: 'REPORT_SPENDING',
    command: 'ReportSpending',
    candidates(read, { actor, limit, now }) {
      const teams = actor.roles.flatMap(({ role, of }) => (role === 'team-lead' && of !== undefined ? [of] : []));
      return read
        .rows(
          `SELECT id FROM payment WHERE team IN (SELECT value FROM json_each(?)) AND has_unspent = 1
           ORDER BY id LIMIT ?`,
          JSON.stringify(teams),
          limit,
        )
        .flatMap((row) => paymentOf(read, String(row['id'])) ?? [])
        .map((payment) => ({
          subject: payment.id,
          since: payment.paidAt,
          ...grantedFor(read, payment),
          payload: leastReport(payment, now),
        }));
    },
  },
];

function grantedFor(read: Reader, { award }: PaymentState) {
  const application = read.entity<AwardState>('award', award)?.application ?? '';
  const title = read.entity<ApplicationState>('application', application)?.title;
  return title === undefined ? {} : { title };
}
