import { reject } from '@hubgraph/kernel';
import type { ReverseEntry } from '../commands.ts';
import type { EntryPosted, LedgerEvent } from '../events.ts';
import type { LedgerRejection } from '../rejections.ts';
import type { Entry, Posting, Slice } from '../types.ts';
import { checkExisting } from './check-existing.ts';
import { checkId } from './check-form.ts';
import { admit } from './enter.ts';

/** Decides on the mirror image of an entry: same accounts, funds and dimensions, opposite amounts. */
export function reverse(command: ReverseEntry, slice: Slice): readonly LedgerEvent[] | LedgerRejection {
  const { at, id, reverses, effectiveDay, cites } = command;
  const malformed = checkId(id);
  if (malformed !== undefined) return malformed;
  const original = slice.entry(reverses);
  if (original === undefined) {
    return reject('entry-is-unknown', `There is no entry ${reverses.slice(0, 128)} to reverse.`);
  }
  const entry: Entry = {
    id,
    kind: 'reversal',
    effectiveDay,
    status: 'POSTED',
    postings: original.postings.map(mirrored),
    reverses,
    ...(cites === undefined ? {} : { cites }),
  };
  const existing = slice.entry(id);
  if (existing !== undefined) return checkExisting(existing, entry);
  if (original.status !== 'POSTED') {
    return reject('entry-is-not-posted', `The entry ${reverses} is ${original.status}, not POSTED.`);
  }
  if (original.reverses !== undefined) {
    return reject('entry-is-a-reversal', `${reverses} reverses ${original.reverses}; post a new entry instead.`);
  }
  if (original.reversedBy !== undefined) {
    return reject('entry-is-already-reversed', `${original.reversedBy} has reversed ${reverses} already.`);
  }
  const event: EntryPosted = { type: 'EntryPosted', at, entry };
  return admit(event, slice);
}

function mirrored(posting: Posting): Posting {
  return { ...posting, amountMinor: -posting.amountMinor };
}
