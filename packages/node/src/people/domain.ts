import { type Command, defineCommand, defineEntity, type Event, type Reader } from '@hubgraph/journal';
import { dayOf, type Id, type Rejection, reject } from '@hubgraph/kernel';
import type { HeldRole } from '../actor.ts';
import { mandateInOffice } from '../mandates/views.ts';
import type { TextRef } from '../texts.ts';

export interface AddPerson extends Command {
  readonly type: 'AddPerson';
  readonly person: Id;
  readonly name: TextRef;
}
export interface GrantRole extends Command {
  readonly type: 'GrantRole';
  readonly person: Id;
  readonly role: string;
  readonly of?: Id;
}
export interface RevokeRole extends Command {
  readonly type: 'RevokeRole';
  readonly person: Id;
  readonly role: string;
  readonly of?: Id;
}

export interface PersonAdded extends Event {
  readonly type: 'PersonAdded';
  readonly person: Id;
  readonly name: TextRef;
}
export interface RoleGranted extends Event {
  readonly type: 'RoleGranted';
  readonly person: Id;
  readonly role: string;
  readonly of?: Id;
}
export interface RoleRevoked extends Event {
  readonly type: 'RoleRevoked';
  readonly person: Id;
  readonly role: string;
  readonly of?: Id;
}
export type PeopleEvent = PersonAdded | RoleGranted | RoleRevoked;

export interface PersonState {
  readonly id: Id;
  readonly name: TextRef;
  readonly roles: readonly HeldRole[];
}

/** In order of precedence. */
export type PeopleRejectionCode =
  | 'person-exists'
  | 'person-is-unknown'
  | 'role-is-unknown'
  | 'role-is-held-already'
  | 'role-is-not-held'
  | 'role-is-of-a-mandate';

interface Loaded {
  readonly person: PersonState | undefined;
}

export function decideAddPerson(
  command: AddPerson,
  { person }: Loaded,
): PeopleEvent[] | Rejection<PeopleRejectionCode> {
  if (person !== undefined) return reject('person-exists', `${command.person} is entered already.`);
  return [{ type: 'PersonAdded', person: command.person, name: command.name }];
}

export function decideGrantRole(
  command: GrantRole,
  { person }: Loaded,
  roles: readonly string[],
): PeopleEvent[] | Rejection<PeopleRejectionCode> {
  if (person === undefined) return reject('person-is-unknown', `${command.person} is not a person of this node.`);
  if (!roles.includes(command.role))
    return reject('role-is-unknown', `This node has these roles: ${roles.join(', ')}.`);
  if (person.roles.some((held) => isSame(held, command)))
    return reject('role-is-held-already', `They are ${command.role} already.`);
  return [{ type: 'RoleGranted', person: command.person, role: command.role, ...scope(command) }];
}

export function decideRevokeRole(
  command: RevokeRole,
  { person, mandate }: Loaded & { readonly mandate: Id | undefined },
): PeopleEvent[] | Rejection<PeopleRejectionCode> {
  if (person === undefined) return reject('person-is-unknown', `${command.person} is not a person of this node.`);
  if (!person.roles.some((held) => isSame(held, command)))
    return reject('role-is-not-held', `They are not ${command.role}.`);
  if (mandate !== undefined)
    return reject('role-is-of-a-mandate', `They are ${command.role} by ${mandate}; end that, with a reason.`);
  return [{ type: 'RoleRevoked', person: command.person, role: command.role, ...scope(command) }];
}

export function evolvePerson(state: PersonState | undefined, event: PeopleEvent): PersonState {
  switch (event.type) {
    case 'PersonAdded':
      return { id: event.person, name: event.name, roles: [] };
    case 'RoleGranted':
      return { ...known(state), roles: [...known(state).roles, { role: event.role, ...scope(event) }] };
    case 'RoleRevoked':
      return { ...known(state), roles: known(state).roles.filter((held) => !isSame(held, event)) };
  }
}

function known(state: PersonState | undefined): PersonState {
  if (state === undefined) throw new Error('A role of a person who was never added.');
  return state;
}

function isSame(held: HeldRole, other: { readonly role: string; readonly of?: Id }): boolean {
  return held.role === other.role && held.of === other.of;
}

function scope(of: { readonly of?: Id }): { of?: Id } {
  return of.of === undefined ? {} : { of: of.of };
}

export const person = defineEntity<PersonState, PeopleEvent>({
  kind: 'person',
  concerns: (event) => (['PersonAdded', 'RoleGranted', 'RoleRevoked'].includes(event.type) ? [event.person] : []),
  evolve: (state, { event }) => evolvePerson(state, event),
});

/** The commands of people, for a node with these roles, of which these are offices. */
export function peopleCommands(roles: readonly string[], offices: readonly string[]) {
  const load = (read: Reader, command: { readonly person: Id }): Loaded => ({
    person: read.entity<PersonState>('person', command.person),
  });
  return [
    defineCommand<AddPerson, Loaded, PeopleEvent>({ type: 'AddPerson', load, decide: decideAddPerson }),
    defineCommand<GrantRole, Loaded, PeopleEvent>({
      type: 'GrantRole',
      load,
      decide: (command, state) => decideGrantRole(command, state, roles),
    }),
    defineCommand<RevokeRole, Parameters<typeof decideRevokeRole>[1], PeopleEvent>({
      type: 'RevokeRole',
      load: (read, command) => ({ ...load(read, command), mandate: mandateOf(read, command, offices) }),
      decide: decideRevokeRole,
    }),
  ];
}

/** The mandate by which the person has the role now, if it is an office. */
function mandateOf(read: Reader, { person, role, of, at }: RevokeRole, offices: readonly string[]): Id | undefined {
  const isOffice = of === undefined && offices.includes(role);
  return isOffice ? mandateInOffice(read, person, role, dayOf(at)) : undefined;
}
