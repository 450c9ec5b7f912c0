import type { Reader } from '@hubgraph/journal';
import { type Day, dayOf, type Slug } from '@hubgraph/kernel';
import { NO_TEXT, probeId, registryOf, type WaitingDefinition } from '@hubgraph/node';
import { endOfAgreements, hubsWithAgreement } from './views.ts';

const DAY_MS = 24 * 3_600_000;

/** Offers of one day: today's, and one for when the agreements that the hub has are over. */
export function offers(read: Reader, hub: Slug, today: Day) {
  const end = endOfAgreements(read, hub);
  return [offer(hub, today), ...(end !== undefined && end > today ? [offer(hub, end)] : [])];
}

function offer(hub: Slug, validFrom: Day) {
  const validTo = dayOf(Date.parse(validFrom) + DAY_MS);
  return { agreement: probeId('agreement'), hub, validFrom, validTo, terms: NO_TEXT };
}

/** Authorised hubs that wait for an agreement. */
export const waitingHubs: readonly WaitingDefinition[] = [
  {
    kind: 'OFFER_AGREEMENT',
    command: 'OfferAgreement',
    candidates(read, { limit, now }) {
      const today = dayOf(now);
      const served = hubsWithAgreement(read, today);
      return (registryOf(read)?.registry.nodes ?? [])
        .filter(({ id, kind, status }) => kind === 'hub' && status === 'authorised' && !served.has(id))
        .slice(0, limit)
        .map(({ id, name }) => ({ subject: id, title: name, payload: offer(id, today) }));
    },
  },
];
