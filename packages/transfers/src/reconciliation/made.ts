import { type Day, dayOf, type Id, type Instant, isRejection, parseId } from '@hubgraph/kernel';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_LENGTH = 10;

/** The part of an id that sorts by the time of making, for both ends of a transfer the same. */
export function madeOf(id: Id): string {
  const parts = parseId(id);
  return isRejection(parts) ? '' : parts.local;
}

/** The least that {@link madeOf} is for what was made at this moment: Crockford's base 32, as in a ULID. */
export function madeAt(at: Instant): string {
  let text = '';
  for (let rest = at; text.length < TIME_LENGTH; rest = Math.floor(rest / 32)) text = `${DIGITS[rest % 32]}${text}`;
  return text;
}

/** The day in UTC on which it was made, as the id says. */
export function dayMade(made: string): Day {
  const at = [...made.slice(0, TIME_LENGTH)].reduce((sum, digit) => sum * 32 + DIGITS.indexOf(digit), 0);
  // An id may name a moment that no calendar has.
  return at > LAST_MOMENT ? dayOf(LAST_MOMENT) : dayOf(at);
}

/** 9999-12-31, as far as days are written. */
const LAST_MOMENT = Date.parse('9999-12-31T00:00:00Z');
