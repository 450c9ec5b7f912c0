import { reject } from '@hubgraph/kernel';
import type { ClosePeriod } from '../commands.ts';
import { checkDay } from '../entries/check-form.ts';
import type { LedgerEvent } from '../events.ts';
import type { LedgerRejection } from '../rejections.ts';
import type { Slice } from '../types.ts';

/** Decides on closing all days before one. Pending entries of that time stay: they are posted on a later day. */
export function closePeriod(command: ClosePeriod, slice: Slice): readonly LedgerEvent[] | LedgerRejection {
  const { at, before } = command;
  const malformed = checkDay(before);
  if (malformed !== undefined) return malformed;
  const closedBefore = slice.closedBefore();
  if (closedBefore !== undefined && before <= closedBefore) {
    return reject('period-was-closed', `The books are closed before ${closedBefore} already, and stay so.`);
  }
  if (before > slice.today) {
    return reject('period-is-not-over', `Days before ${before} are still to come; today is ${slice.today}.`);
  }
  return [{ type: 'PeriodClosed', at, before }];
}
