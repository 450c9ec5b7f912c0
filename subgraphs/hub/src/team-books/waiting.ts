import type { Reader } from '@hubgraph/journal';
import type { Id, Instant } from '@hubgraph/kernel';
import { probeId, type WaitingCandidate, type WaitingDefinition } from '@hubgraph/node';
import { nameOfTeam } from '../teams/views.ts';
import type { TeamBooksState } from './domain.ts';
import { newestFiling, plansOf, type UnfiledPeriod, unfiledOf } from './views.ts';

const ALWAYS = { from: '0001-01-01', to: '9999-12-31' };
/** No file has it: asks only whether one may file. */
const ANY_FILE = '0'.repeat(64);

type Found = (read: Reader, one: UnfiledPeriod) => Readonly<Record<string, unknown>> | undefined;

/** A filing that nobody has begun. */
const toStart: Found = (read, { team, from, to }) =>
  newestFiling(read, team, from)?.status === 'OPEN'
    ? undefined
    : { filing: probeId('team-filing'), team, from, to, fileSha256: ANY_FILE, accounts: [] };

/** A filing that was begun, and has not come to its end. */
const toComplete: Found = (read, { team, from }) => {
  const open = newestFiling(read, team, from);
  if (open?.status !== 'OPEN') return undefined;
  const { id: filing, fileSha256, batches, rows } = open;
  return { filing, fileSha256, batches, rows };
};

/** Books that a team has to file: for those who keep them from when they are due, for the hub's treasurer from when they are late. */
export const waitingBooks: readonly WaitingDefinition[] = [
  ...(['StartTeamFiling', 'CompleteTeamFiling'] as const).map(
    (command): WaitingDefinition => ({
      kind: 'FILE_TEAM_BOOKS',
      command,
      candidates: (read, { actor, limit, now }) => {
        const own = new Set(actor.roles.flatMap(({ role, of }) => (isKeeper(role) && of !== undefined ? [of] : [])));
        const plans = plansOf(read).filter(({ team }) => own.has(team));
        return candidatesOf(read, plans, { now, limit, isLate: false, of: payloads[command] });
      },
    }),
  ),
  ...(['StartTeamFiling', 'CompleteTeamFiling'] as const).map(
    (command): WaitingDefinition => ({
      kind: 'LATE_TEAM_BOOKS',
      command,
      expectedOf: 'treasurer',
      candidates: (read, { limit, now }) =>
        candidatesOf(read, plansOf(read), { now, limit, isLate: true, of: payloads[command] }),
    }),
  ),
];

const payloads = { StartTeamFiling: toStart, CompleteTeamFiling: toComplete };

function isKeeper(role: string): boolean {
  return role === 'team-lead' || role === 'team-treasurer';
}

function candidatesOf(
  read: Reader,
  plans: readonly TeamBooksState[],
  {
    now,
    limit,
    isLate,
    of,
  }: { readonly now: Instant; readonly limit: number; readonly isLate: boolean; readonly of: Found },
): WaitingCandidate[] {
  return plans
    .flatMap((plan) => unfiledOf(read, plan, now, ALWAYS))
    .filter(({ status }) => status === 'LATE' || (status === 'DUE' && !isLate))
    .sort((a, b) => (`${a.to} ${a.team}` < `${b.to} ${b.team}` ? -1 : 1))
    .flatMap((one) => {
      const payload = of(read, one);
      return payload === undefined
        ? []
        : [{ ...shown(read, one.team), part: one.from, since: sinceOf(one, isLate), payload }];
    })
    .slice(0, limit);
}

/** From the day after the period on it is due, from the day after `dueBy` on late. */
function sinceOf({ to, dueBy }: UnfiledPeriod, isLate: boolean): Instant {
  return isLate ? Date.parse(`${dueBy}T00:00:00Z`) + 86_400_000 : Date.parse(`${to}T00:00:00Z`);
}

function shown(read: Reader, team: Id) {
  const title = nameOfTeam(read, team);
  return { subject: team, ...(title === undefined ? {} : { title }) };
}
