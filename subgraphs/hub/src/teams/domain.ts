import { type Command, defineEntity, type Event } from '@hubgraph/journal';
import { type Id, type Instant, type Rejection, reject } from '@hubgraph/kernel';
import type { PersonState, TextRef } from '@hubgraph/node';

export interface FormTeam extends Command {
  readonly type: 'FormTeam';
  readonly team: Id;
  readonly name: TextRef;
  readonly charter: TextRef;
}
export interface RecogniseTeam extends Command {
  readonly type: 'RecogniseTeam';
  readonly team: Id;
  readonly coach?: Id;
}
export interface AssignCoach extends Command {
  readonly type: 'AssignCoach';
  readonly team: Id;
  readonly coach: Id;
}

export interface TeamFormed extends Event {
  readonly type: 'TeamFormed';
  readonly team: Id;
  readonly name: TextRef;
  readonly charter: TextRef;
}
/** The event of the node's people, by which the founder becomes the team's lead. */
export interface RoleGranted extends Event {
  readonly type: 'RoleGranted';
  readonly person: Id;
  readonly role: 'team-lead';
  readonly of: Id;
}
export interface TeamRecognised extends Event {
  readonly type: 'TeamRecognised';
  readonly team: Id;
  /** The trademark agreement that allowed it. */
  readonly agreement: Id;
}
export interface CoachAssigned extends Event {
  readonly type: 'CoachAssigned';
  readonly team: Id;
  readonly coach: Id;
}
export type TeamEvent = TeamFormed | TeamRecognised | CoachAssigned;

interface TeamBase {
  readonly id: Id;
  readonly name: TextRef;
  readonly charter: TextRef;
  readonly formedAt: Instant;
  readonly formedBy: string;
  readonly coach?: Id;
}
export interface FormedTeam extends TeamBase {
  readonly status: 'FORMED';
}
export interface RecognisedTeam extends TeamBase {
  readonly status: 'RECOGNISED';
  readonly recognisedAt: Instant;
  readonly recognisedBy: string;
  readonly agreement: Id;
}
export type TeamState = FormedTeam | RecognisedTeam;
export type TeamStatus = TeamState['status'];

/** In order of precedence. */
export type TeamRejectionCode =
  | 'person-is-unknown'
  | 'team-is-unknown'
  | 'team-is-recognised'
  | 'hub-is-not-authorised'
  | 'trademark-agreement-is-not-in-force'
  | 'person-is-not-a-coach'
  | 'coach-is-assigned-already';

export function decideFormTeam(
  command: FormTeam,
  { founder }: { readonly founder: PersonState | undefined },
): readonly (TeamFormed | RoleGranted)[] | Rejection<TeamRejectionCode> {
  if (founder === undefined) return reject('person-is-unknown', `${command.by} is not a person of this node.`);
  const { team, name, charter } = command;
  return [
    { type: 'TeamFormed', team, name, charter },
    { type: 'RoleGranted', person: founder.id, role: 'team-lead', of: team },
  ];
}

export function decideRecogniseTeam(
  command: RecogniseTeam,
  state: {
    readonly team: TeamState | undefined;
    readonly isHubAuthorised: boolean;
    /** The trademark agreement that is in force. */
    readonly agreement: Id | undefined;
    readonly coach: PersonState | undefined;
  },
): readonly TeamEvent[] | Rejection<TeamRejectionCode> {
  const { team, agreement } = state;
  if (team === undefined) return unknown(command.team);
  if (team.status === 'RECOGNISED') return reject('team-is-recognised', 'The hub recognised this team before.');
  if (!state.isHubAuthorised) {
    return reject('hub-is-not-authorised', 'The hub is not authorised by the council; it cannot recognise teams.');
  }
  if (agreement === undefined) {
    return reject(
      'trademark-agreement-is-not-in-force',
      'The hub needs a trademark agreement that holds today; its board signs what the Basic Support System offers.',
    );
  }
  const recognised: TeamRecognised = { type: 'TeamRecognised', team: team.id, agreement };
  const { coach } = command;
  if (coach === undefined) return [recognised];
  if (!isCoach(state.coach)) return notACoach(coach);
  return team.coach === coach ? [recognised] : [recognised, { type: 'CoachAssigned', team: team.id, coach }];
}

export function decideAssignCoach(
  command: AssignCoach,
  { team, coach }: { readonly team: TeamState | undefined; readonly coach: PersonState | undefined },
): readonly TeamEvent[] | Rejection<TeamRejectionCode> {
  if (team === undefined) return unknown(command.team);
  if (!isCoach(coach)) return notACoach(command.coach);
  if (team.coach === coach.id) return reject('coach-is-assigned-already', 'They are the coach of this team already.');
  return [{ type: 'CoachAssigned', team: team.id, coach: coach.id }];
}

function isCoach(person: PersonState | undefined): person is PersonState {
  return person?.roles.some((held) => held.role === 'coach' && held.of === undefined) ?? false;
}

function unknown(team: Id): Rejection<'team-is-unknown'> {
  return reject('team-is-unknown', `There is no team ${team}.`);
}

function notACoach(person: Id): Rejection<'person-is-not-a-coach'> {
  return reject('person-is-not-a-coach', `${person.slice(0, 80)} does not hold the role of a coach at this hub.`);
}

export function evolveTeam(state: TeamState | undefined, event: TeamEvent, at: Instant, by: string): TeamState {
  if (event.type === 'TeamFormed') {
    const { team: id, name, charter } = event;
    return { status: 'FORMED', id, name, charter, formedAt: at, formedBy: by };
  }
  if (state === undefined) throw new Error('An event of a team that was never formed.');
  switch (event.type) {
    case 'TeamRecognised':
      return { ...state, status: 'RECOGNISED', recognisedAt: at, recognisedBy: by, agreement: event.agreement };
    case 'CoachAssigned':
      return { ...state, coach: event.coach };
  }
}

export const team = defineEntity<TeamState, TeamEvent>({
  kind: 'team',
  concerns: (event) => (['TeamFormed', 'TeamRecognised', 'CoachAssigned'].includes(event.type) ? [event.team] : []),
  evolve: (state, { event, at, by }) => evolveTeam(state, event, at, by),
});
