import { encode, reject } from '@hubgraph/kernel';
import type { LedgerRejection } from '../rejections.ts';
import type { Entry } from '../types.ts';

/**
 * The answer to a command whose entry id is taken. The comparison is with the entry as it was first entered, so that a
 * repeated `PrepareEntry` gets `entry-exists` also after the entry was posted on another day, or in part.
 */
export function checkExisting(existing: Entry, wanted: Entry): LedgerRejection {
  const id = `The id ${existing.id}`;
  if (existing.kind !== wanted.kind) {
    return reject('entry-exists-with-different-kind', `${id} belongs to an entry of kind ${existing.kind}.`);
  }
  const day = existing.preparedDay ?? existing.effectiveDay;
  if (day !== wanted.effectiveDay) {
    return reject('entry-exists-with-different-effective-day', `${id} belongs to an entry of ${day}.`);
  }
  if (existing.expiresAt !== wanted.expiresAt) {
    const expiry = existing.expiresAt === undefined ? 'never expires' : `expires at ${existing.expiresAt}`;
    return reject('entry-exists-with-different-expiry', `${id} belongs to an entry that ${expiry}.`);
  }
  if (existing.reverses !== wanted.reverses) {
    const other = existing.reverses ?? 'nothing';
    return reject('entry-exists-with-different-reversal', `${id} belongs to an entry that reverses ${other}.`);
  }
  if (encode(existing.prepared ?? existing.postings) !== encode(wanted.postings)) {
    return reject('entry-exists-with-different-postings', `${id} belongs to an entry with other postings.`);
  }
  if (encode(existing.cites ?? {}) !== encode(wanted.cites ?? {})) {
    return reject('entry-exists-with-different-cites', `${id} belongs to an entry that cites other things.`);
  }
  return reject('entry-exists', `${id} and all that belongs to it are already in the books.`);
}
