import { fundHistory } from '@hubgraph/books';
import type { Projection, Reader } from '@hubgraph/journal';
import { canonical, type Id } from '@hubgraph/kernel';
import type { ExpenseState } from '../expenses/requests/domain.ts';
import { filingsOf, heldHistory } from './held.ts';
import type { SponsorshipEvent, SponsorshipState, TeamApproval } from './state.ts';

/** All sponsorships; ids sort by age. */
export const sponsorshipList: Projection = {
  name: 'sponsorships',
  version: 1,
  schema: [
    'CREATE TABLE sponsorship (id TEXT PRIMARY KEY, status TEXT NOT NULL) STRICT, WITHOUT ROWID',
    'CREATE INDEX sponsorship_status ON sponsorship (status, id)',
  ],
  fold({ event }, views) {
    const status = STATUS[event.type];
    if (status === undefined) return;
    const { sponsorship } = event as SponsorshipEvent;
    views.run(
      'INSERT INTO sponsorship VALUES (?, ?) ON CONFLICT DO UPDATE SET status = excluded.status',
      ...[sponsorship, status],
    );
  },
};

const STATUS: Readonly<Record<string, SponsorshipState['status']>> = {
  SponsorshipOffered: 'OFFERED',
  SponsorshipAgreed: 'AGREED',
  SponsorshipAccepted: 'ACTIVE',
  SponsorshipConsented: 'ACTIVE',
  SponsorshipDeclined: 'DECLINED',
  SponsorshipEnded: 'ENDED',
};

export function sponsorshipOf(read: Reader, id: Id): SponsorshipState | undefined {
  return read.entity<SponsorshipState>('sponsorship', id);
}

/** The newest sponsorship of a team. */
export function sponsorshipOfTeam(read: Reader, team: Id): SponsorshipState | undefined {
  return sponsorshipOf(read, read.entity<{ readonly sponsorship: Id }>('team-sponsorship', team)?.sponsorship ?? '');
}

/** By what a team holds the money of others now, the newest first. */
export function heldBy(read: Reader, sponsor: Id, limit: number): SponsorshipState[] {
  return read
    .rows('SELECT sponsorship FROM held_team WHERE sponsor = ? ORDER BY sponsorship DESC', sponsor)
    .flatMap((row) => sponsorshipOf(read, String(row['sponsorship'])) ?? [])
    .filter(({ status }) => status === 'ACTIVE')
    .slice(0, limit);
}

/** The sponsorship of whose money a fund is; undefined for the hub's own funds. */
export function sponsorshipOfFund(read: Reader, fund: Id): SponsorshipState | undefined {
  return sponsorshipOf(read, read.entity<{ readonly sponsorship: Id }>('sponsored-fund', fund)?.sponsorship ?? '');
}

export function teamApprovalOf(read: Reader, expense: Id): TeamApproval | undefined {
  return read.entity<TeamApproval>('team-approval', expense);
}

/** Who approved the expense as it is now for the team whose money it is. */
export function approvedForTeamBy(read: Reader, { id, turn }: ExpenseState): string | undefined {
  const approval = teamApprovalOf(read, id);
  return approval?.turn === turn ? approval.by : undefined;
}

/** True while the team whose money it is has not approved the expense as it is now. */
export function awaitsTeam(read: Reader, { id, fund, turn }: ExpenseState): boolean {
  return sponsorshipOfFund(read, fund) !== undefined && teamApprovalOf(read, id)?.turn !== turn;
}

/**
 * What went into and out of a team's money, in order, as canonical JSON (RFC 8785); amounts in minor units. Of what a team
 * holds it is what its filed books say; once it has ended, what they said then.
 * @param lines how many lines it has; all if absent
 */
export function statementOf(read: Reader, sponsorship: SponsorshipState, lines?: number) {
  const { id, team, fund = '', sponsor, end } = sponsorship;
  const history =
    sponsor === undefined
      ? fund === ''
        ? []
        : fundHistory(read, fund, lines)
      : heldHistory(read, sponsorship, end?.filings ?? filingsOf(read, sponsorship));
  return { lines: history.length, text: canonical({ sponsorship: id, team, fund, lines: history }) };
}
