import { sliceOf } from '@hubgraph/books';
import { defineCommand, type Event, type Reader } from '@hubgraph/journal';
import { type Id, isRejection, parseId } from '@hubgraph/kernel';
import { type Concept, holdersOf, registryOf, sdl } from '@hubgraph/node';
import {
  type ApplicationEvent,
  type ApplyForFunds,
  type ApplyingTeam,
  application,
  type DecideApplication,
  type Deciding,
  decideApplyForFunds,
  decideDecideApplication,
} from './domain.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { applicationList, applicationOf, waitingApplications } from './views.ts';

export const applications: Concept = {
  name: 'applications',
  policy,
  commands: [
    defineCommand<ApplyForFunds, { team: ApplyingTeam | undefined }, ApplicationEvent>({
      type: 'ApplyForFunds',
      load: (read, command) => ({ team: read.entity<ApplyingTeam>('team', command.team) }),
      decide: decideApplyForFunds,
    }),
    defineCommand<DecideApplication, Deciding, Event>({
      type: 'DecideApplication',
      load(read, command) {
        const state = applicationOf(read, command.application);
        return {
          application: state,
          leads: state === undefined ? [] : holdersOf(read, 'team-lead', state.team),
          country: countryOfHome(read, command.application),
          slice: sliceOf(read, command.at),
        };
      },
      decide: decideDecideApplication,
    }),
  ],
  entities: [application],
  projections: [applicationList],
  waiting: waitingApplications,
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};

/** Where the hub at which the thing was born is registered; undefined until the council's registry has arrived. */
function countryOfHome(read: Reader, id: Id): string | undefined {
  const parts = parseId(id);
  if (isRejection(parts)) return undefined;
  return registryOf(read)?.registry.nodes.find((node) => node.id === parts.home)?.country;
}
