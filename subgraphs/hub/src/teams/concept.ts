import { defineCommand, type Event, type Reader } from '@hubgraph/journal';
import { type Id, isRejection, parseId } from '@hubgraph/kernel';
import { type Concept, defineSearchable, type PersonState, registryOf, sdl } from '@hubgraph/node';
import { agreementInForce } from '../agreements/views.ts';
import {
  type AssignCoach,
  decideAssignCoach,
  decideFormTeam,
  decideRecogniseTeam,
  type FormTeam,
  type RecogniseTeam,
  type TeamEvent,
  type TeamState,
  team,
} from './domain.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { teamList, teamOf, waitingTeams } from './views.ts';

const personOf = (read: Reader, id: Id | undefined): PersonState | undefined =>
  id === undefined ? undefined : read.entity<PersonState>('person', id);

export const teams: Concept = {
  name: 'teams',
  policy,
  events: { TeamFormed: 'SEALED', TeamRecognised: 'PUBLIC', CoachAssigned: 'SEALED' },
  commands: [
    defineCommand<FormTeam, Parameters<typeof decideFormTeam>[1], Event>({
      type: 'FormTeam',
      load: (read, command) => ({ founder: personOf(read, command.by) }),
      decide: decideFormTeam,
    }),
    defineCommand<RecogniseTeam, Parameters<typeof decideRecogniseTeam>[1], TeamEvent>({
      type: 'RecogniseTeam',
      load: (read, command) => ({
        team: teamOf(read, command.team),
        isHubAuthorised: isHomeAuthorised(read, command.team),
        agreement: agreementInForce(read, command.at)?.agreement,
        coach: personOf(read, command.coach),
      }),
      decide: decideRecogniseTeam,
    }),
    defineCommand<AssignCoach, Parameters<typeof decideAssignCoach>[1], TeamEvent>({
      type: 'AssignCoach',
      load: (read, command) => ({ team: teamOf(read, command.team), coach: personOf(read, command.coach) }),
      decide: decideAssignCoach,
    }),
  ],
  entities: [team],
  projections: [teamList],
  waiting: waitingTeams,
  searchable: [
    defineSearchable<TeamState>({
      kind: 'TEAM',
      about: 'A team; the id is that of the team.',
      entity: 'team',
      version: 1,
      document: ({ formedAt, name, charter }) => ({ at: formedAt, title: name, texts: [charter] }),
    }),
  ],
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};

/** True if the council authorises the hub where the team was born. */
function isHomeAuthorised(read: Reader, id: Id): boolean {
  const parts = parseId(id);
  const nodes = registryOf(read)?.registry.nodes ?? [];
  return !isRejection(parts) && nodes.some((node) => node.id === parts.home && node.status === 'authorised');
}
