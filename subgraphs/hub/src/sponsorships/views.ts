import { fundHistory } from '@hubgraph/books';
import type { Reader } from '@hubgraph/journal';
import { canonical, type Id } from '@hubgraph/kernel';
import type { ExpenseState } from '../expenses/requests/domain.ts';
import type { SponsorshipState } from './domain.ts';

export function sponsorshipOf(read: Reader, id: Id): SponsorshipState | undefined {
  return read.entity<SponsorshipState>('sponsorship', id);
}

/** The newest sponsorship of a team. */
export function sponsorshipOfTeam(read: Reader, team: Id): SponsorshipState | undefined {
  return sponsorshipOf(read, read.entity<{ readonly sponsorship: Id }>('team-sponsorship', team)?.sponsorship ?? '');
}

/** The sponsorship of whose money a fund is; undefined for the hub's own funds. */
export function sponsorshipOfFund(read: Reader, fund: Id): SponsorshipState | undefined {
  return sponsorshipOf(read, read.entity<{ readonly sponsorship: Id }>('sponsored-fund', fund)?.sponsorship ?? '');
}

export function approvedTurnOf(read: Reader, expense: Id): number | undefined {
  return read.entity<{ readonly turn: number }>('team-approval', expense)?.turn;
}

/** True while the team whose money it is has not approved the expense as it is now. */
export function awaitsTeam(read: Reader, { id, fund, turn }: ExpenseState): boolean {
  return sponsorshipOfFund(read, fund) !== undefined && approvedTurnOf(read, id) !== turn;
}

/**
 * What went into and out of a team's fund, in order, as canonical JSON (RFC 8785); amounts in minor units.
 * @param lines how many lines it has; all if absent
 */
export function statementOf(read: Reader, { id, team, fund }: SponsorshipState, lines?: number) {
  const history = fund === undefined ? [] : fundHistory(read, fund, lines);
  return { lines: history.length, text: canonical({ sponsorship: id, team, fund: fund ?? '', lines: history }) };
}
