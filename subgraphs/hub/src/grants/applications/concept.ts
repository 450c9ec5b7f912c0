import { sliceOf } from '@hubgraph/books';
import { defineCommand, type Event, type Reader } from '@hubgraph/journal';
import { type Id, isRejection, parseId } from '@hubgraph/kernel';
import { type Concept, defineSearchable, holdersOf, registryOf, sdl } from '@hubgraph/node';
import { nameOfTeam } from '../../teams/views.ts';
import {
  type ApplicationEvent,
  type ApplicationState,
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
  events: { FundsAppliedFor: 'PUBLIC', ApplicationDecided: 'PUBLIC' },
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
  searchable: [
    defineSearchable<ApplicationState>({
      kind: 'APPLICATION',
      about:
        "An application for funds, found by its words, by its amount and by the team's name; the id is that of the application.",
      entity: 'application',
      version: 2,
      document: ({ appliedAt, title, plan, team, amountMinor, currency }, read) => ({
        at: appliedAt,
        title,
        texts: [plan],
        besides: [nameOfTeam(read, team)],
        amount: { amountMinor, currency },
      }),
    }),
    defineSearchable<ApplicationState>({
      kind: 'DECISION',
      about: 'What was decided on an application, found by its reason; the id is that of the application.',
      entity: 'application',
      version: 1,
      document: (state) =>
        state.status === 'OPEN'
          ? undefined
          : { at: state.decision.decidedAt, under: state.title, texts: [state.decision.reason] },
    }),
  ],
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};

/** Where the hub at which the thing was born is registered; undefined until the council's registry has arrived. */
function countryOfHome(read: Reader, id: Id): string | undefined {
  const parts = parseId(id);
  if (isRejection(parts)) return undefined;
  return registryOf(read)?.registry.nodes.find((node) => node.id === parts.home)?.country;
}
