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
  const content = { id, kind, effectiveDay, postings, ...(cites === undefined ? {} : { cites }) };
  if (command.type === 'PostEntry') {
    return admit({ type: 'EntryPosted', at, entry: { ...content, status: 'POSTED' } }, slice);
  }
  const entry: Entry = {
    ...content,
    status: 'PENDING',
    expiresAt: command.expiresAt,
    preparedDay: effectiveDay,
  };
  return admit({ type: 'EntryPrepared', at, entry }, slice);
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
