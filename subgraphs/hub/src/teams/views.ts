import type { Projection, Reader } from '@hubgraph/journal';
import type { Id } from '@hubgraph/kernel';
import { oneHolderOf, type TextRef, type WaitingDefinition } from '@hubgraph/node';
import type { TeamEvent, TeamState } from './domain.ts';

/** Teams by status and id, which is by age, for lists. */
export const teamList: Projection = {
  name: 'teams',
  version: 2,
  schema: [
    'CREATE TABLE team (id TEXT PRIMARY KEY, status TEXT NOT NULL, is_coached INTEGER NOT NULL) STRICT, WITHOUT ROWID',
    'CREATE INDEX team_status ON team (status, id)',
    'CREATE INDEX team_coached ON team (status, is_coached, id)',
  ],
  fold({ event }, views) {
    const happened = event as TeamEvent;
    switch (happened.type) {
      case 'TeamFormed':
        views.run("INSERT INTO team VALUES (?, 'FORMED', 0)", happened.team);
        break;
      case 'TeamRecognised':
        views.run("UPDATE team SET status = 'RECOGNISED' WHERE id = ?", happened.team);
        break;
      case 'CoachAssigned':
        views.run('UPDATE team SET is_coached = 1 WHERE id = ?', happened.team);
        break;
    }
  },
};

export function teamOf(read: Reader, id: Id): TeamState | undefined {
  return read.entity<TeamState>('team', id);
}

/** What a team is called; undefined where this hub does not know it. */
export function nameOfTeam(read: Reader, id: Id | undefined): TextRef | undefined {
  return id === undefined ? undefined : teamOf(read, id)?.name;
}

const NO_COACH = 'Whoever is named';

/** A coach that the team could get: another one than it has, if there is one. Where nobody is one, words that read well in the refusal. */
export function coachFor(read: Reader, { id, coach }: TeamState): { readonly team: Id; readonly coach: Id } {
  return { team: id, coach: oneHolderOf(read, 'coach', coach ?? '') ?? NO_COACH };
}

/** Teams that wait to be recognised, and recognised ones that wait for a coach. */
export const waitingTeams: readonly WaitingDefinition[] = [
  {
    kind: 'RECOGNISE_TEAM',
    command: 'RecogniseTeam',
    candidates: (read, { limit }) =>
      teamsOf(read, "SELECT id FROM team WHERE status = 'FORMED' ORDER BY id LIMIT ?", limit).map((team) => ({
        subject: team.id,
        since: team.formedAt,
        title: team.name,
        payload: { team: team.id },
      })),
  },
  {
    kind: 'ASSIGN_COACH',
    command: 'AssignCoach',
    candidates: (read, { limit }) =>
      teamsOf(
        read,
        "SELECT id FROM team WHERE status = 'RECOGNISED' AND is_coached = 0 ORDER BY id LIMIT ?",
        limit,
      ).map((team) => ({
        subject: team.id,
        since: team.status === 'RECOGNISED' ? team.recognisedAt : team.formedAt,
        title: team.name,
        payload: coachFor(read, team),
      })),
  },
];

function teamsOf(read: Reader, sql: string, limit: number): TeamState[] {
  return read.rows(sql, limit).flatMap((row) => teamOf(read, String(row['id'])) ?? []);
}
