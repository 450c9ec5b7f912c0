import type { Reader } from '@hubgraph/journal';
import type { Id } from '@hubgraph/kernel';
import type { PaymentState, ReceiptState } from './domain.ts';

export function paymentOf(read: Reader, id: Id): PaymentState | undefined {
  return read.entity<PaymentState>('payment', id);
}

export function receiptOf(read: Reader, id: Id): ReceiptState | undefined {
  return read.entity<ReceiptState>('receipt', id);
}

/** True if a receipt with this content was reported before, for whatever payment. */
export function isFileUsed(read: Reader, contentHash: string): boolean {
  return read.entity('receipt-file', contentHash) !== undefined;
}
