import { defineCommand, type Event, type Reader } from '@hubgraph/journal';
import { type Id, isRejection, parseId } from '@hubgraph/kernel';
import { type Concept, sdl } from '@hubgraph/node';
import { protectedCountriesOf } from '../expenses/rules/views.ts';
import { teamOf } from '../teams/views.ts';
import { decideTakeTeamFilingBatch, type FilingSoFar, type TakeTeamFilingBatch } from './batches.ts';
import {
  type CompleteTeamFiling,
  type DropTeamFiling,
  decideCompleteTeamFiling,
  decideDropTeamFiling,
  decideEndTeamBooks,
  decideRecordIncorporation,
  decideStartTeamFiling,
  type EndTeamBooks,
  type RecordIncorporation,
  type StartTeamFiling,
  teamBooks as teamBooksEntity,
  teamFiling,
} from './domain.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import {
  batchDigests,
  filedBooks,
  filedTo,
  filingOf,
  heldDays,
  isHeldBy,
  newestFiling,
  saidOf,
  soFarOf,
  teamBooksOf,
} from './views.ts';
import { waitingBooks } from './waiting.ts';

/** Whose books the command is about, for the rules of the policy. */
interface Scoped {
  readonly scope: { readonly team: string | undefined };
}

const scopeOf = (read: Reader, filing: Id): Scoped => ({ scope: { team: filingOf(read, filing)?.team } });

/** Incorporated teams file their own books with the hub, and what is missing is known. */
export const teamBooks: Concept = {
  name: 'team-books',
  policy,
  events: {
    TeamIncorporated: 'PUBLIC',
    TeamBooksEnded: 'PUBLIC',
    TeamFilingStarted: 'SEALED',
    TeamFilingBatchTaken: 'SEALED',
    TeamBooksFiled: 'PUBLIC',
    TeamFilingDropped: 'SEALED',
  },
  commands: [
    defineCommand<RecordIncorporation, Parameters<typeof decideRecordIncorporation>[1], Event>({
      type: 'RecordIncorporation',
      load: (read, { team }) => ({
        ...{ team: teamOf(read, team), books: teamBooksOf(read, team) },
        heldTo: heldDays(read, 'team', team),
      }),
      decide: decideRecordIncorporation,
    }),
    defineCommand<EndTeamBooks, Parameters<typeof decideEndTeamBooks>[1], Event>({
      type: 'EndTeamBooks',
      load: (read, { team }) => ({
        ...{ books: teamBooksOf(read, team), filedTo: filedTo(read, team) },
        holdsTo: heldDays(read, 'sponsor', team),
      }),
      decide: decideEndTeamBooks,
    }),
    defineCommand<StartTeamFiling, Parameters<typeof decideStartTeamFiling>[1], Event>({
      type: 'StartTeamFiling',
      load: (read, { team, from, country }) => ({
        books: teamBooksOf(read, team),
        newest: newestFiling(read, team, from),
        said: saidOf(read, team),
        isProtected: country !== undefined && isProtected(read, team, country),
        holds: (sponsorship) => isHeldBy(read, sponsorship, team),
      }),
      decide: decideStartTeamFiling,
    }),
    defineCommand<TakeTeamFilingBatch, FilingSoFar & Scoped, Event>({
      type: 'TakeTeamFilingBatch',
      load: (read, { filing }) => ({ ...soFarOf(read, filing), ...scopeOf(read, filing) }),
      decide: decideTakeTeamFilingBatch,
    }),
    defineCommand<CompleteTeamFiling, Parameters<typeof decideCompleteTeamFiling>[1] & Scoped, Event>({
      type: 'CompleteTeamFiling',
      load: (read, { filing }) => ({
        filing: filingOf(read, filing),
        digests: batchDigests(read, filing),
        ...scopeOf(read, filing),
      }),
      decide: decideCompleteTeamFiling,
    }),
    defineCommand<DropTeamFiling, Parameters<typeof decideDropTeamFiling>[1] & Scoped, Event>({
      type: 'DropTeamFiling',
      load: (read, { filing }) => ({ filing: filingOf(read, filing), ...scopeOf(read, filing) }),
      decide: decideDropTeamFiling,
    }),
  ],
  entities: [teamBooksEntity, teamFiling],
  projections: [filedBooks],
  waiting: waitingBooks,
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};

function isProtected(read: Reader, team: Id, country: string): boolean {
  const parts = parseId(team);
  return !isRejection(parts) && protectedCountriesOf(read, parts.home).includes(country);
}
