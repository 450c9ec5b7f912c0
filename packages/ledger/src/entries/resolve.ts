import { isRejection, reject } from '@hubgraph/kernel';
import { applyEntry } from '../apply.ts';
import type { ExpirePending, PostPending, VoidPending } from '../commands.ts';
import type { LedgerEvent, PendingPosted } from '../events.ts';
import type { LedgerRejection } from '../rejections.ts';
import type { Entry, Posting, Slice } from '../types.ts';
import { checkBalances, checkFences, checkPeriod, movesOf } from './check-books.ts';
import { checkBalance, checkCites, checkDay, textOf } from './check-form.ts';

/**
 * Decides on the end of a pending entry. Limits and funds are not asked again: what was reserved may be posted, also
 * after its fund was closed, so that an obligation once accepted is honoured; only of a part, whether it overdraws a fund or leaves a fence.
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
  const whole: Entry = { ...entry, status: 'POSTED', effectiveDay };
  const posted = command.parts === undefined ? whole : inPart(whole, command.parts);
  if (isRejection(posted)) return posted;
  const event = { type: 'PendingPosted', at, entry: posted, ...cites } as const;
  return (
    checkDay(effectiveDay) ??
    checkCites(command.cites) ??
    checkBalance(posted.postings) ??
    checkPeriod(effectiveDay, slice) ??
    (posted.prepared === undefined ? undefined : checkRest(event, slice)) ?? [event]
  );
}

/** The entry with these parts of its postings, and beside them what was prepared; as it is where the parts are the whole. */
function inPart(entry: Entry, parts: readonly { readonly amountMinor: bigint }[]): Entry | LedgerRejection {
  const { id, postings: prepared } = entry;
  if (parts.length !== prepared.length) {
    return reject('parts-do-not-fit-entry', `The entry ${id} has ${prepared.length} postings, not ${parts.length}.`);
  }
  const postings: Posting[] = [];
  for (const [n, posting] of prepared.entries()) {
    const { amountMinor } = parts[n] ?? posting;
    const isWithin =
      posting.amountMinor > 0n
        ? amountMinor >= 0n && amountMinor <= posting.amountMinor
        : amountMinor <= 0n && amountMinor >= posting.amountMinor;
    if (!isWithin) {
      const told = textOf(posting.currency, amountMinor);
      const whole = textOf(posting.currency, posting.amountMinor);
      return reject('part-exceeds-pending', `${told} is no part of ${whole}, prepared for ${posting.account}.`);
    }
    if (amountMinor !== 0n) postings.push({ ...posting, amountMinor });
  }
  if (postings.length === 0) return reject('parts-are-nothing', `Void the entry ${id} to post nothing of it.`);
  const isWhole = prepared.every((posting, n) => posting.amountMinor === parts[n]?.amountMinor);
  return isWhole ? entry : { ...entry, postings, prepared };
}

/** A part may take more from a fund than the whole, whose income was to come with it, or take it for another fund. */
function checkRest(event: PendingPosted, slice: Slice): LedgerRejection | undefined {
  const { accounts, funds } = applyEntry(event);
  return checkFences(event.entry.postings, slice) ?? checkBalances(movesOf(accounts, slice), funds, slice);
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
