import type { Reader } from '@hubgraph/journal';
import { dayOf, moneyText } from '@hubgraph/kernel';
import { probeId, type WaitingDefinition } from '@hubgraph/node';
import { nameOfTeam } from '../teams/views.ts';
import { directionOf } from './directions.ts';
import type { SponsorshipState } from './state.ts';
import { sponsorshipOf } from './views.ts';

/** What of sponsorships waits: the team's word, the hub's consent, an answer to what the team directed. */
export const waitingSponsorships: readonly WaitingDefinition[] = [
  {
    kind: 'ACCEPT_SPONSORSHIP',
    command: 'AcceptSponsorship',
    candidates: (read, { limit }) =>
      standing(read, 'OFFERED', limit).map((found) => ({
        ...shown(read, found),
        since: found.offeredAt,
        payload: { sponsorship: found.id, fund: probeId('fund') },
      })),
  },
  {
    kind: 'CONSENT_TO_SPONSORSHIP',
    command: 'ConsentToSponsorship',
    expectedOf: 'board-member',
    candidates: (read, { limit }) =>
      standing(read, 'AGREED', limit).map((found) => ({
        ...shown(read, found),
        since: found.acceptedAt ?? found.offeredAt,
        payload: { sponsorship: found.id },
      })),
  },
  {
    kind: 'ANSWER_DIRECTION',
    command: 'AnswerDirection',
    candidates: (read, { limit, now }) =>
      read
        .rows("SELECT id FROM direction WHERE status = 'DIRECTED' ORDER BY id LIMIT ?", limit)
        .flatMap((row) => directionOf(read, String(row['id'])) ?? [])
        .map(({ id, sponsorship, directedAt, ...money }) => ({
          subject: sponsorship,
          part: id,
          since: directedAt,
          title: moneyText(money),
          payload: { direction: id, paidOn: dayOf(now) },
        })),
  },
];

function standing(read: Reader, status: SponsorshipState['status'], limit: number): SponsorshipState[] {
  return read
    .rows('SELECT id FROM sponsorship WHERE status = ? ORDER BY id LIMIT ?', status, limit)
    .flatMap((row) => sponsorshipOf(read, String(row['id'])) ?? []);
}

function shown(read: Reader, { id, team }: SponsorshipState) {
  const title = nameOfTeam(read, team);
  return { subject: id, ...(title === undefined ? {} : { title }) };
}
