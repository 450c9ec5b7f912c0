import { reject } from '@hubgraph/kernel';
import type { ExpirePending, PostPending, VoidPending } from '../commands.ts';
import type { LedgerEvent } from '../events.ts';
import type { LedgerRejection } from '../rejections.ts';
import type { Entry, Slice } from '../types.ts';
import { checkPeriod } from './check-books.ts';
import { checkCites, checkDay } from './check-form.ts';

/**
 * Decides on the end of a pending entry. Limits and funds are not asked again: what was reserved may be posted, also
 * after its fund was closed, so that an obligation once accepted is honoured.
 */
export function resolve(
  command: PostPending | VoidPending | ExpirePending,
  slice: Slice,
): readonly LedgerEvent[] | LedgerRejection {
  const entry = slice.entry(command.entry);
  if (entry === undefined) {
    return reject('entry-is-unknown', `There is no entry ${command.entry.slice(0, 128)}.`);
  }
  const { at } = command;
  const refusal = checkPending(entry, at, command.type);
  if (refusal !== undefined) return refusal;
  if (command.type === 'ExpirePending') {
    return [{ type: 'PendingExpired', at, entry: { ...entry, status: 'EXPIRED' } }];
  }
  const cites = command.cites === undefined ? {} : { cites: command.cites };
  if (command.type === 'VoidPending') {
    const event = { type: 'PendingVoided', at, entry: { ...entry, status: 'VOIDED' }, ...cites } as const;
    return checkCites(command.cites) ?? [event];
  }
  const effectiveDay = command.effectiveDay ?? entry.effectiveDay;
  const posted: Entry = { ...entry, status: 'POSTED', effectiveDay };
  return (
    checkDay(effectiveDay) ??
    checkCites(command.cites) ??
    checkPeriod(effectiveDay, slice) ?? [{ type: 'PendingPosted', at, entry: posted, ...cites }]
  );
}

function checkPending(
  entry: Entry,
  at: number,
  command: 'PostPending' | 'VoidPending' | 'ExpirePending',
): LedgerRejection | undefined {
  const { id, expiresAt, status } = entry;
  if (expiresAt === undefined) return reject('entry-is-not-pending', `The entry ${id} was posted at once.`);
  if (status === 'POSTED') return reject('pending-is-already-posted', `The entry ${id} was posted.`);
  if (status === 'VOIDED') return reject('pending-is-already-voided', `The entry ${id} was voided.`);
  if (status === 'EXPIRED' || (command !== 'ExpirePending' && at >= expiresAt)) {
    return reject('pending-is-expired', `The time of the entry ${id} was over at ${expiresAt}.`);
  }
  if (command === 'ExpirePending' && at < expiresAt) {
    return reject('pending-is-not-yet-expired', `The entry ${id} expires at ${expiresAt}; it is ${at} now.`);
  }
  return undefined;
}
