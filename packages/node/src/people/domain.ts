import { type Command, defineCommand, defineEntity, type Event } from '@hubgraph/journal';
import { type Id, type Rejection, reject } from '@hubgraph/kernel';
import type { HeldRole } from '../actor.ts';
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
  | 'role-is-not-held';

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
  { person }: Loaded,
): PeopleEvent[] | Rejection<PeopleRejectionCode> {
  if (person === undefined) return reject('person-is-unknown', `${command.person} is not a person of this node.`);
  if (!person.roles.some((held) => isSame(held, command)))
    return reject('role-is-not-held', `They are not ${command.role}.`);
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

/** The commands of people, for a node with these roles. */
export function peopleCommands(roles: readonly string[]) {
  const load = (
    read: { entity<S>(kind: string, id: string): S | undefined },
    command: { readonly person: Id },
  ): Loaded => ({
    person: read.entity<PersonState>('person', command.person),
  });
  return [
    defineCommand<AddPerson, Loaded, PeopleEvent>({ type: 'AddPerson', load, decide: decideAddPerson }),
    defineCommand<GrantRole, Loaded, PeopleEvent>({
      type: 'GrantRole',
      load,
      decide: (command, state) => decideGrantRole(command, state, roles),
    }),
    defineCommand<RevokeRole, Loaded, PeopleEvent>({ type: 'RevokeRole', load, decide: decideRevokeRole }),
  ];
}
