import type { OfferedAct } from '../components/acts.tsx';
import type { Visit } from '../visit.tsx';
import { tokensOf } from './act.ts';
import { TeamsToFile } from './hub/team-books.generated.ts';

/** Beside the books of a hub's teams: of each team what can be done with its books, and with what is being filed. */
export async function offersAtTeamBooks(visit: Visit): Promise<readonly OfferedAct[]> {
  const hub = visit.params['node'] ?? '';
  const { data } = await visit.graph.ask(TeamsToFile, { hub }, tokensOf(visit));
  return (data?.hub?.teamBooks?.nodes ?? []).flatMap(({ team, permissions, filings }) => {
    if (team === null) return [];
    const { id: about, name: called } = team;
    const name = called ?? about;
    const open = (filings?.nodes ?? []).filter(({ status }) => status === 'OPEN');
    return [
      { act: 'fileTeamBooks', about, name, permission: permissions?.file },
      ...open.map((filing) => ({
        act: 'dropTeamFiling',
        about: filing.id,
        name,
        permission: filing.permissions?.drop,
      })),
      // Of no business to those who may not: it is said once in the life of a team.
      ...(permissions?.end?.allowed ? [{ act: 'endTeamBooks', about, name, permission: permissions.end }] : []),
    ];
  });
}
