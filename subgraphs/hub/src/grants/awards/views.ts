import type { Projection, Reader } from '@hubgraph/journal';
import type { Id } from '@hubgraph/kernel';
import { probeId, type WaitingDefinition } from '@hubgraph/node';
import type { ApplicationState } from '../applications/domain.ts';
import type { AwardEvent, AwardState } from './domain.ts';

/** Awards by status and by whether something of them is unpaid; their ids are in the order of their age. */
export const awardList: Projection = {
  name: 'awards',
  version: 1,
  schema: [
    `CREATE TABLE award (id TEXT PRIMARY KEY, status TEXT NOT NULL, has_unpaid INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
    'CREATE INDEX award_status ON award (status, id)',
    'CREATE INDEX award_unpaid ON award (has_unpaid, id)',
  ],
  fold({ event }, views) {
    const happened = event as AwardEvent;
    switch (happened.type) {
      case 'AwardMade':
        views.run("INSERT INTO award VALUES (?, 'OPEN', 1)", happened.award);
        break;
      case 'AwardPaid': {
        const state = awardOf(views, happened.award);
        const hasUnpaid = state !== undefined && state.paidMinor < state.amountMinor;
        views.run('UPDATE award SET has_unpaid = ? WHERE id = ?', hasUnpaid ? 1 : 0, happened.award);
        break;
      }
      case 'AwardClosed':
        views.run("UPDATE award SET status = 'CLOSED', has_unpaid = 0 WHERE id = ?", happened.award);
        break;
    }
  },
};

export function awardOf(read: Reader, id: Id): AwardState | undefined {
  return read.entity<AwardState>('award', id);
}

/** The least payment of an award. */
export function leastPayment({ id, currency }: Pick<AwardState, 'id' | 'currency'>) {
  return { award: id, payment: probeId('payment'), amountMinor: 1n, currency };
}

/** Awards that wait for a treasurer who did not decide them. */
export const waitingAwards: readonly WaitingDefinition[] = [
  {
    kind: 'PAY_AWARD',
    command: 'PayAward',
    candidates: (read, { limit }) =>
      read
        .rows('SELECT id FROM award WHERE has_unpaid = 1 ORDER BY id LIMIT ?', limit)
        .flatMap((row) => awardOf(read, String(row['id'])) ?? [])
        .map((award) => ({ subject: award.id, ...grantedFor(read, award), payload: leastPayment(award) })),
  },
];

function grantedFor(read: Reader, { application: id }: AwardState) {
  const application = read.entity<ApplicationState>('application', id);
  if (application === undefined || application.status === 'OPEN') return {};
  return { title: application.title, since: application.decision.decidedAt };
}
