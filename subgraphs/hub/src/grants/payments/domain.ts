import { keep } from '@hubgraph/books';
import { type Command, defineEntity, type Event } from '@hubgraph/journal';
import {
  type CurrencyCode,
  type Id,
  isDay,
  isRejection,
  moneyText,
  type Rejection,
  reject,
  splitByWeights,
} from '@hubgraph/kernel';
import type { Slice } from '@hubgraph/ledger';
import type { TextRef } from '@hubgraph/node';
import { type AwardPaid, termsOf } from '../awards/domain.ts';
import { type AwardTerms, type FundPart, post } from '../awards/entries.ts';

export interface ReportSpending extends Command {
  readonly type: 'ReportSpending';
  readonly receipt: Id;
  readonly payment: Id;
  readonly amountMinor: bigint;
  /** If given, it must be the payment's: a client says which money it means. */
  readonly currency?: CurrencyCode;
  /** SHA-256 of the receipt's file, as 64 hexadecimal digits. */
  readonly contentHash: string;
  readonly spentOn: string;
  readonly about: TextRef;
}
export interface ReturnUnspent extends Command {
  readonly type: 'ReturnUnspent';
  readonly return: Id;
  readonly payment: Id;
  readonly amountMinor: bigint;
  /** If given, it must be the payment's. */
  readonly currency?: CurrencyCode;
}

export interface SpendingReported extends Event {
  readonly type: 'SpendingReported';
  readonly receipt: Id;
  readonly payment: Id;
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
  readonly contentHash: string;
  readonly spentOn: string;
  readonly about: TextRef;
}
export interface UnspentReturned extends Event {
  readonly type: 'UnspentReturned';
  readonly return: Id;
  readonly payment: Id;
  readonly amountMinor: bigint;
  readonly parts: readonly ReturnPart[];
}
/** What went back to one fund, with its posted entry. */
export interface ReturnPart extends FundPart {
  readonly entry: string;
}
export type PaymentEvent = AwardPaid | SpendingReported | UnspentReturned;

export interface PaymentState {
  readonly id: Id;
  readonly award: Id;
  readonly team: Id;
  readonly terms: AwardTerms;
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
  readonly reportedMinor: bigint;
  readonly returnedMinor: bigint;
  readonly parts: readonly (ReturnPart & { readonly returnedMinor: bigint })[];
  readonly receipts: readonly Id[];
  readonly paidAt: number;
  readonly paidBy: string;
}

export interface ReceiptState {
  readonly id: Id;
  readonly payment: Id;
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
  readonly contentHash: string;
  readonly spentOn: string;
  readonly about: TextRef;
  readonly reportedAt: number;
  readonly reportedBy: string;
}

/** In order of precedence. */
export type ReportRejectionCode =
  | 'payment-is-unknown'
  | 'content-hash-is-malformed'
  | 'amount-is-not-positive'
  | 'currency-differs'
  | 'report-exceeds-payment'
  | 'receipt-is-used-already'
  | 'day-is-malformed';

/** In order of precedence; refusals of the ledger come after them. */
export type ReturnRejectionCode =
  | 'payment-is-unknown'
  | 'amount-is-not-positive'
  | 'currency-differs'
  | 'return-exceeds-unspent';

export function decideReportSpending(
  command: ReportSpending,
  state: { readonly payment: PaymentState | undefined; readonly isUsed: boolean },
): PaymentEvent[] | Rejection<ReportRejectionCode> {
  const { receipt, amountMinor, contentHash, spentOn, about } = command;
  const { payment } = state;
  if (payment === undefined) return reject('payment-is-unknown', `There is no payment ${command.payment}.`);
  if (!/^[0-9a-f]{64}$/.test(contentHash)) {
    return reject('content-hash-is-malformed', 'Give the SHA-256 of the file as 64 small hexadecimal digits.');
  }
  if (amountMinor <= 0n) return reject('amount-is-not-positive', 'Report more than nothing.');
  const { currency } = payment;
  if (command.currency !== undefined && command.currency !== currency) {
    return reject('currency-differs', `The payment is in ${currency}; report what was spent of it in the same.`);
  }
  if (amountMinor > unspentOf(payment)) {
    return reject(
      'report-exceeds-payment',
      `Of the payment ${moneyText({ ...payment, amountMinor: unspentOf(payment) })} are not accounted for.`,
    );
  }
  if (state.isUsed)
    return reject('receipt-is-used-already', 'The same file was reported before; a receipt counts once.');
  if (!isDay(spentOn)) return reject('day-is-malformed', 'Write the day like 2026-03-31.');
  return [
    { type: 'SpendingReported', receipt, payment: payment.id, currency, amountMinor, contentHash, spentOn, about },
  ];
}

/** Books what a team sent back, to the funds that it came from, each by what it gave and did not get back yet. */
export function decideReturnUnspent(
  command: ReturnUnspent,
  { payment, slice }: { readonly payment: PaymentState | undefined; readonly slice: Slice },
): Event[] | Rejection {
  const { return: id, amountMinor, at } = command;
  if (payment === undefined) return refuseReturn('payment-is-unknown', `There is no payment ${command.payment}.`);
  if (amountMinor <= 0n) return refuseReturn('amount-is-not-positive', 'Return more than nothing.');
  if (command.currency !== undefined && command.currency !== payment.currency) {
    return refuseReturn('currency-differs', `The payment was in ${payment.currency}, not in ${command.currency}.`);
  }
  if (amountMinor > unspentOf(payment)) {
    return refuseReturn(
      'return-exceeds-unspent',
      `Of the payment ${moneyText({ ...payment, amountMinor: unspentOf(payment) })} are unspent.`,
    );
  }
  const given = payment.parts.map((part) => part.amountMinor - part.returnedMinor);
  const parts = splitByWeights(amountMinor, given).flatMap((partMinor, index) => {
    const fund = payment.parts[index]?.fund;
    return fund === undefined || partMinor === 0n
      ? []
      : [{ fund, amountMinor: partMinor, entry: `${id}/${index + 1}` }];
  });
  const cites = { award: payment.award, payment: payment.id, return: id };
  const kept = keep(
    slice,
    parts.map((part) =>
      post(payment.terms, part, { id: part.entry, kind: 'grant-return', at, day: slice.today, cites }),
    ),
  );
  if (isRejection(kept)) return kept;
  return [{ type: 'UnspentReturned', return: id, payment: payment.id, amountMinor, parts } as UnspentReturned, ...kept];
}

/** What was paid and is neither reported with a receipt nor returned. */
export function unspentOf(payment: Pick<PaymentState, 'amountMinor' | 'reportedMinor' | 'returnedMinor'>): bigint {
  return payment.amountMinor - payment.reportedMinor - payment.returnedMinor;
}

function refuseReturn(code: ReturnRejectionCode, message: string): Rejection<ReturnRejectionCode> {
  return reject(code, message);
}

export function evolvePayment(
  state: PaymentState | undefined,
  event: PaymentEvent,
  at: number,
  by: string,
): PaymentState {
  if (event.type === 'AwardPaid') {
    const { payment: id, award, team, currency, amountMinor } = event;
    const parts = event.parts.map((part) => ({
      fund: part.fund,
      amountMinor: part.amountMinor,
      entry: part.entry,
      returnedMinor: 0n,
    }));
    const paid = { id, award, team, terms: termsOf(event), currency, amountMinor, parts, paidAt: at, paidBy: by };
    return { ...paid, reportedMinor: 0n, returnedMinor: 0n, receipts: [] };
  }
  if (state === undefined) throw new Error('An event of a payment that was never made.');
  if (event.type === 'SpendingReported') {
    const reportedMinor = state.reportedMinor + event.amountMinor;
    return { ...state, reportedMinor, receipts: [...state.receipts, event.receipt] };
  }
  return {
    ...state,
    returnedMinor: state.returnedMinor + event.amountMinor,
    parts: state.parts.map((part) => {
      const back = event.parts.find((one) => one.fund === part.fund)?.amountMinor ?? 0n;
      return { ...part, returnedMinor: part.returnedMinor + back };
    }),
  };
}

export const payment = defineEntity<PaymentState, PaymentEvent>({
  kind: 'payment',
  concerns: (event) =>
    ['AwardPaid', 'SpendingReported', 'UnspentReturned'].includes(event.type) ? [event.payment] : [],
  evolve: (state, { event, at, by }) => evolvePayment(state, event, at, by),
});

export const receipt = defineEntity<ReceiptState, SpendingReported>({
  kind: 'receipt',
  concerns: (event) => (event.type === 'SpendingReported' ? [event.receipt] : []),
  evolve(_state, { event, at, by }) {
    const { receipt: id, payment: of, currency, amountMinor, contentHash, spentOn, about } = event;
    const reported = { id, payment: of, currency, amountMinor, contentHash, spentOn, about };
    return { ...reported, reportedAt: at, reportedBy: by };
  },
});

/** The file of a receipt, by its hash: it counts once in this hub. */
export const receiptFile = defineEntity<{ readonly receipt: Id }, SpendingReported>({
  kind: 'receipt-file',
  concerns: (event) => (event.type === 'SpendingReported' ? [event.contentHash] : []),
  evolve: (_state, { event }) => ({ receipt: event.receipt }),
});
