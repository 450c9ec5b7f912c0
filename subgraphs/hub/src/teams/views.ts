import type { Projection, Reader } from '@hubgraph/journal';
import type { Id } from '@hubgraph/kernel';
import type { TeamEvent, TeamState } from './domain.ts';

/** Teams by status and id, which is by age, for lists. */
export const teamList: Projection = {
  name: 'teams',
  version: 1,
  schema: [
    'CREATE TABLE team (id TEXT PRIMARY KEY, status TEXT NOT NULL) STRICT, WITHOUT ROWID',
    'CREATE INDEX team_status ON team (status, id)',
  ],
  fold({ event }, views) {
    const happened = event as TeamEvent;
    switch (happened.type) {
      case 'TeamFormed':
        views.run("INSERT INTO team VALUES (?, 'FORMED')", happened.team);
        break;
      case 'TeamRecognised':
        views.run("UPDATE team SET status = 'RECOGNISED' WHERE id = ?", happened.team);
        break;
    }
  },
};

export function teamOf(read: Reader, id: Id): TeamState | undefined {
  return read.entity<TeamState>('team', id);
}
