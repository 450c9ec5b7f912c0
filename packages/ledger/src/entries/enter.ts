import type { PostEntry, PrepareEntry } from '../commands.ts';
import type { EntryEvent, LedgerEvent } from '../events.ts';
import type { LedgerRejection } from '../rejections.ts';
import type { Entry, Slice } from '../types.ts';
import { checkBooks } from './check-books.ts';
import { checkExisting } from './check-existing.ts';
import { checkForm, checkId } from './check-form.ts';

/** Decides on a new entry, posted at once or prepared. */
export function enter(command: PostEntry | PrepareEntry, slice: Slice): readonly LedgerEvent[] | LedgerRejection {
  const { at, id, kind, effectiveDay, postings, cites } = command;
  if (command.type === 'PostEntry') {
    // In the order in which they are written, which takes the least time.
    const posted: Entry =
      cites === undefined
        ? { effectiveDay, id, kind, postings, status: 'POSTED' }
        : { cites, effectiveDay, id, kind, postings, status: 'POSTED' };
    return admit({ at, entry: posted, type: 'EntryPosted' }, slice);
  }
  const entry: Entry = {
    ...(cites === undefined ? {} : { cites }),
    effectiveDay,
    expiresAt: command.expiresAt,
    id,
    kind,
    postings,
    preparedDay: effectiveDay,
    status: 'PENDING',
  };
  return admit({ at, entry, type: 'EntryPrepared' }, slice);
}

/** Lets a new entry into the books if every rule holds. */
export function admit(event: EntryEvent, slice: Slice): readonly LedgerEvent[] | LedgerRejection {
  const { entry, at } = event;
  const malformed = checkId(entry.id);
  if (malformed !== undefined) return malformed;
  const existing = slice.entry(entry.id);
  if (existing !== undefined) return checkExisting(existing, entry);
  return checkForm(entry, at) ?? checkBooks(event, slice) ?? [event];
}
