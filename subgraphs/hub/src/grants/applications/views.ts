import type { Projection, Reader } from '@hubgraph/journal';
import type { Id } from '@hubgraph/kernel';
import { NO_TEXT, probeId, type WaitingDefinition } from '@hubgraph/node';
import type { ApplicationEvent, ApplicationState, ApplicationStatus } from './domain.ts';

/** Applications by status and by team; their ids are in the order of their age. */
export const applicationList: Projection = {
  name: 'applications',
  version: 1,
  schema: [
    'CREATE TABLE application (id TEXT PRIMARY KEY, team TEXT NOT NULL, status TEXT NOT NULL) STRICT, WITHOUT ROWID',
    'CREATE INDEX application_status ON application (status, id)',
    'CREATE INDEX application_team ON application (team, id)',
  ],
  fold({ event }, views) {
    const happened = event as ApplicationEvent;
    switch (happened.type) {
      case 'FundsAppliedFor':
        views.run("INSERT INTO application VALUES (?, ?, 'OPEN')", happened.application, happened.team);
        break;
      case 'ApplicationDecided':
        views.run(
          'UPDATE application SET status = ? WHERE id = ?',
          happened.decision === 'AWARD' ? 'AWARDED' : 'DECLINED',
          happened.application,
        );
        break;
    }
  },
};

/** Which applications a list has: those of one status, those of one team, or all. */
export interface ApplicationFilter {
  readonly status?: ApplicationStatus;
  readonly team?: Id;
}

export function applicationOf(read: Reader, id: Id): ApplicationState | undefined {
  return read.entity<ApplicationState>('application', id);
}

/** What declines an application: all that its committee needs is a reason. */
export function declining(application: Id) {
  return { application, decision: 'DECLINE', reason: NO_TEXT, award: probeId('award'), draws: [] };
}

/** Applications that wait for the committee. */
export const waitingApplications: readonly WaitingDefinition[] = [
  {
    kind: 'DECIDE_APPLICATION',
    command: 'DecideApplication',
    candidates: (read, { limit }) =>
      read
        .rows("SELECT id FROM application WHERE status = 'OPEN' ORDER BY id LIMIT ?", limit)
        .flatMap((row) => applicationOf(read, String(row['id'])) ?? [])
        .map(({ id, appliedAt, title }) => ({ subject: id, since: appliedAt, title, payload: declining(id) })),
  },
];
