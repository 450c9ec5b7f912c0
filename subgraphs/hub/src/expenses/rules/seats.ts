import { type Rejection, reject } from '@hubgraph/kernel';

/** How many people of one role must approve. */
export interface Seat {
  readonly role: string;
  readonly count: number;
}

/** Who may sit in judgement over an expense: roles of the hub as a whole. */
export const APPROVERS: readonly string[] = ['staff', 'treasurer', 'committee-member', 'board-member'];

/** The most approvals that one expense can need. */
const APPROVALS_MAX = 9;

export type SeatRejectionCode =
  | 'approvals-are-missing'
  | 'approvals-are-too-many'
  | 'role-cannot-approve'
  | 'role-is-listed-twice';

export function formOfSeats(seats: readonly Seat[]): Rejection<SeatRejectionCode> | undefined {
  if (seats.length === 0 || seats.some(({ count }) => !Number.isInteger(count) || count < 1)) {
    return reject(
      'approvals-are-missing',
      'Each tier needs the approval of at least one person of each role it names.',
    );
  }
  if (neededOf(seats) > APPROVALS_MAX) {
    return reject('approvals-are-too-many', `An expense needs ${APPROVALS_MAX} approvals at most.`);
  }
  const stranger = seats.find(({ role }) => !APPROVERS.includes(role))?.role;
  if (stranger !== undefined) {
    return reject(
      'role-cannot-approve',
      `${stranger.slice(0, 40)} does not approve; these do: ${APPROVERS.join(', ')}.`,
    );
  }
  if (new Set(seats.map(({ role }) => role)).size < seats.length) {
    return reject('role-is-listed-twice', 'Name each role once, with how many of it must approve.');
  }
  return undefined;
}

export function neededOf(seats: readonly Seat[]): number {
  return seats.reduce((sum, { count }) => sum + count, 0);
}

/**
 * How many seats these people fill, when each fills one that one of their roles is for: a largest matching, so that
 * who came first never takes the only seat of who comes next (augmenting paths; nine seats at most).
 */
export function filledBy(seats: readonly Seat[], people: readonly (readonly string[])[]): number {
  const places = seats.flatMap(({ role, count }) => Array.from({ length: count }, () => role));
  const taken = new Map<number, number>();
  const seat = (person: number, tried: Set<number>): boolean =>
    places.some((role, place) => {
      if (tried.has(place) || !people[person]?.includes(role)) return false;
      tried.add(place);
      const sitting = taken.get(place);
      if (sitting !== undefined && !seat(sitting, tried)) return false;
      taken.set(place, person);
      return true;
    });
  return people.filter((_, person) => seat(person, new Set())).length;
}
