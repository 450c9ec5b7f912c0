import type { OfferedAct } from '../components/acts.tsx';
import type { Visit } from '../visit.tsx';
import { tokensOf } from './act.ts';
import { mayHold } from './hub/sponsorship-offers.tsx';
import { SponsorshipOffer, SponsorshipToAct } from './hub/sponsorships.generated.ts';

/** With one sponsorship: what it waits for, by where it stands. */
export async function offersOnSponsorship(visit: Visit): Promise<readonly OfferedAct[]> {
  const about = visit.params['*'] ?? '';
  const { data } = await visit.graph.ask(SponsorshipToAct, { id: about }, tokensOf(visit));
  const { permissions: may, status, sponsor, directions } = data?.sponsorship ?? {};
  if (status === undefined || status === null) return [];
  const end = may?.end?.code === 'sponsorship-has-money' ? MAY : may?.end;
  switch (status) {
    case 'OFFERED':
      return [
        { act: 'acceptSponsorship', about, permission: may?.accept },
        { act: 'declineSponsorship', about, permission: may?.decline },
      ];
    case 'AGREED':
      return [
        { act: 'consentToSponsorship', about, permission: may?.consent },
        { act: 'declineSponsorship', about, permission: may?.decline },
      ];
    case 'ACTIVE':
      return [
        ...(sponsor === null
          ? [{ act: 'bookSponsoredIncome', about, permission: may?.bookIncome }]
          : [{ act: 'directPayment', about, permission: may?.direct }]),
        ...(directions ?? [])
          .filter((one) => one.status === 'DIRECTED')
          .map(({ id, amount, permissions }) => ({
            act: 'answerDirection',
            about: `${about} ${id}`,
            permission: permissions?.answer,
            name: `${amount?.decimal ?? ''} ${amount?.currency ?? ''}`,
          })),
        { act: 'endSponsorship', about, permission: end },
      ];
    case 'ENDED':
      // A transfer that came back is sent again.
      return end?.allowed ? [{ act: 'endSponsorship', about, permission: end }] : [];
    default:
      return [];
  }
}

/** With a team: to hold its money, and, where it keeps books of its own, to hold that of others. */
export async function sponsorshipsOffered(visit: Visit, team: string): Promise<readonly OfferedAct[]> {
  const { data } = await visit.graph.ask(SponsorshipOffer, { team }, tokensOf(visit));
  const found = data?.team;
  if (found == null) return [];
  const status = found.sponsorship?.status;
  const isFree = status === undefined || status === 'ENDED' || status === 'DECLINED';
  const holds = found.ownBooks !== null && found.ownBooks.until === null;
  return [
    ...(isFree ? [{ act: 'offerSponsorship', about: team, permission: found.permissions?.offerSponsorship }] : []),
    ...(holds ? [{ act: 'offerTeamSponsorship', about: team, permission: mayHold(found) }] : []),
  ];
}

const MAY = { allowed: true, code: null, reason: null };
