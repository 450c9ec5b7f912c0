import { type Command, defineEntity, type Event } from '@hubgraph/journal';
import {
  type Day,
  dayOf,
  type Id,
  type Instant,
  isRejection,
  parsePeriod,
  type Rejection,
  reject,
} from '@hubgraph/kernel';
import type { PersonState, RoleGranted, RoleRevoked } from '../people/domain.ts';
import type { TextRef } from '../texts.ts';

export interface SeatInOffice extends Command {
  readonly type: 'SeatInOffice';
  readonly mandate: Id;
  readonly person: Id;
  /** A role of the node that is held for a term. */
  readonly office: string;
  readonly from: Day;
  /** The first day on which they are not in office any more. */
  readonly to: Day;
  /** By which election or decision. */
  readonly because: TextRef;
}
export interface EndMandate extends Command {
  readonly type: 'EndMandate';
  readonly mandate: Id;
  readonly reason: TextRef;
}
/** Given by the clock on the first day. */
export interface BeginMandate extends Command {
  readonly type: 'BeginMandate';
  readonly mandate: Id;
}
/** Given by the clock when the last day has passed. */
export interface ExpireMandate extends Command {
  readonly type: 'ExpireMandate';
  readonly mandate: Id;
}

export interface SeatedInOffice extends Event {
  readonly type: 'SeatedInOffice';
  readonly mandate: Id;
  readonly person: Id;
  readonly office: string;
  readonly from: Day;
  readonly to: Day;
  readonly because: TextRef;
}
export interface MandateBegun extends Event {
  readonly type: 'MandateBegun';
  readonly mandate: Id;
}
export interface MandateExpired extends Event {
  readonly type: 'MandateExpired';
  readonly mandate: Id;
}
export interface MandateEnded extends Event {
  readonly type: 'MandateEnded';
  readonly mandate: Id;
  readonly reason: TextRef;
}
export type MandateEvent = SeatedInOffice | MandateBegun | MandateExpired | MandateEnded;

interface MandateBase {
  readonly id: Id;
  readonly holder: Id;
  readonly office: string;
  readonly from: Day;
  readonly to: Day;
  readonly because: TextRef;
  readonly seatedAt: Instant;
  readonly seatedBy: string;
}
export interface SeatedMandate extends MandateBase {
  readonly status: 'SEATED';
}
/** Its holder has the role by it. */
export interface BegunMandate extends MandateBase {
  readonly status: 'BEGUN';
}
export interface ExpiredMandate extends MandateBase {
  readonly status: 'EXPIRED';
}
export interface EndedMandate extends MandateBase {
  readonly status: 'ENDED';
  readonly endedAt: Instant;
  readonly endedBy: string;
  readonly reason: TextRef;
}
export type MandateState = SeatedMandate | BegunMandate | ExpiredMandate | EndedMandate;

/** Where a mandate stands, told by the calendar and not by when the clock came round. */
export type MandateStatus = 'TO_COME' | 'IN_OFFICE' | 'OVER' | 'ENDED';

/** In order of precedence. */
export type SeatRejectionCode =
  | 'office-is-unknown'
  | 'day-is-malformed'
  | 'period-is-empty'
  | 'mandate-is-too-long'
  | 'person-is-unknown'
  | 'mandate-overlaps';
/** In order of precedence. */
export type EndRejectionCode = 'mandate-is-unknown' | 'mandate-is-ended' | 'mandate-is-over';

/** Longer than any term of office: what has no foreseeable end is no mandate. */
const MANDATE_YEARS_MAX = 10;

/** A mandate with what says whether its role is to be given or taken. */
export interface MandateLoaded {
  readonly mandate: MandateState | undefined;
  readonly holder: PersonState | undefined;
  /** True if another mandate has the same person in the same office on the day of the command. */
  readonly isContinued: boolean;
}

type Happened = readonly (MandateEvent | RoleGranted | RoleRevoked)[];

/** @param offices the roles of the node that are held for a term */
export function decideSeatInOffice(
  command: SeatInOffice,
  state: { readonly person: PersonState | undefined; readonly overlapping: Id | undefined },
  offices: readonly string[],
): Happened | Rejection<SeatRejectionCode> {
  const { mandate, office, because } = command;
  if (!offices.includes(office)) {
    return reject('office-is-unknown', `The offices of this node are: ${offices.join(', ')}.`);
  }
  const period = parsePeriod(command.from, command.to);
  if (isRejection(period)) return period;
  const { from, to } = period;
  if (to > yearsAfter(from, MANDATE_YEARS_MAX)) {
    return reject('mandate-is-too-long', `A mandate is for ${MANDATE_YEARS_MAX} years at most; another can follow it.`);
  }
  const { person, overlapping } = state;
  if (person === undefined) {
    return reject('person-is-unknown', `${command.person.slice(0, 80)} is not a person of this node.`);
  }
  if (overlapping !== undefined) {
    return reject('mandate-overlaps', `${overlapping} has the same person in the same office on some of these days.`);
  }
  const seated: SeatedInOffice = { type: 'SeatedInOffice', mandate, person: person.id, office, from, to, because };
  const today = dayOf(command.at);
  if (today >= to) return [seated, { type: 'MandateExpired', mandate }];
  if (today < from) return [seated];
  return [seated, { type: 'MandateBegun', mandate }, ...given(person, office)];
}

export function decideBeginMandate(command: BeginMandate, { mandate, holder }: MandateLoaded): Happened {
  const isDue = mandate?.status === 'SEATED' && statusOn(dayOf(command.at), mandate) === 'IN_OFFICE';
  return isDue ? [{ type: 'MandateBegun', mandate: mandate.id }, ...given(holder, mandate.office)] : [];
}

export function decideExpireMandate(command: ExpireMandate, state: MandateLoaded): Happened {
  const { mandate } = state;
  if (mandate === undefined || isClosed(mandate) || statusOn(dayOf(command.at), mandate) !== 'OVER') return [];
  return [{ type: 'MandateExpired', mandate: mandate.id }, ...taken(mandate, state)];
}

export function decideEndMandate(command: EndMandate, state: MandateLoaded): Happened | Rejection<EndRejectionCode> {
  const { mandate } = state;
  if (mandate === undefined) return reject('mandate-is-unknown', `There is no mandate ${command.mandate}.`);
  if (mandate.status === 'ENDED') return reject('mandate-is-ended', 'The mandate was ended before.');
  if (statusOn(dayOf(command.at), mandate) === 'OVER') {
    return reject('mandate-is-over', `The mandate's last day was the one before ${mandate.to}.`);
  }
  return [{ type: 'MandateEnded', mandate: mandate.id, reason: command.reason }, ...taken(mandate, state)];
}

function given(person: PersonState | undefined, office: string): RoleGranted[] {
  return person === undefined || holds(person, office)
    ? []
    : [{ type: 'RoleGranted', person: person.id, role: office }];
}

/** A mandate takes the role only if it had begun, and only if no other one goes on with it. */
function taken(mandate: MandateState, { holder, isContinued }: MandateLoaded): RoleRevoked[] {
  if (mandate.status !== 'BEGUN' || isContinued || holder === undefined || !holds(holder, mandate.office)) return [];
  return [{ type: 'RoleRevoked', person: holder.id, role: mandate.office }];
}

function holds(person: PersonState, office: string): boolean {
  return person.roles.some((held) => held.role === office && held.of === undefined);
}

function isClosed(mandate: MandateState): mandate is ExpiredMandate | EndedMandate {
  return mandate.status === 'EXPIRED' || mandate.status === 'ENDED';
}

/** Where a mandate stands on a day; what was ended stays ended. */
export function statusOn(day: Day, mandate: Pick<MandateState, 'status' | 'from' | 'to'>): MandateStatus {
  if (mandate.status === 'ENDED') return 'ENDED';
  if (day >= mandate.to) return 'OVER';
  return day < mandate.from ? 'TO_COME' : 'IN_OFFICE';
}

/** The same day so many years later, for comparing: a 29th of February stays one. */
function yearsAfter(day: Day, years: number): string {
  return `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
}

export function evolveMandate(
  state: MandateState | undefined,
  event: MandateEvent,
  at: Instant,
  by: string,
): MandateState {
  if (event.type === 'SeatedInOffice') {
    const { mandate: id, person: holder, office, from, to, because } = event;
    return { status: 'SEATED', id, holder, office, from, to, because, seatedAt: at, seatedBy: by };
  }
  if (state === undefined || isClosed(state)) throw new Error('An event of a mandate that is none or is closed.');
  switch (event.type) {
    case 'MandateBegun':
      return { ...state, status: 'BEGUN' };
    case 'MandateExpired':
      return { ...state, status: 'EXPIRED' };
    case 'MandateEnded':
      return { ...state, status: 'ENDED', endedAt: at, endedBy: by, reason: event.reason };
  }
}

const TYPES = ['SeatedInOffice', 'MandateBegun', 'MandateExpired', 'MandateEnded'];

export const mandate = defineEntity<MandateState, MandateEvent>({
  kind: 'mandate',
  concerns: (event) => (TYPES.includes(event.type) ? [event.mandate] : []),
  evolve: (state, { event, at, by }) => evolveMandate(state, event, at, by),
});
