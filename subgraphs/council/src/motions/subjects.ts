import type { Reader } from '@hubgraph/journal';
import { type Id, reject } from '@hubgraph/kernel';
import { countryListSubject } from '../country-lists/domain.ts';
import { frameworkSubject } from '../frameworks/domain.ts';
import type { HubState } from '../hubs/domain.ts';
import { hubCount } from '../hubs/views.ts';
import type { MotionKind, Subject } from './domain.ts';

/** A signed registry has a bound on its size; this many hubs keep well below it. */
const HUBS_MAX = 1_000;

/** What a motion of this kind about this subject would do, or why it can't be moved as things stand. */
export function subjectOf(read: Reader, kind: MotionKind, id: Id): Subject {
  switch (kind) {
    case 'AUTHORISE_HUB':
    case 'SUSPEND_HUB':
      return hubSubject(read.entity<HubState>('hub', id), kind, id, hubCount(read, 'AUTHORISED'));
    case 'ADOPT_FRAMEWORK':
      return frameworkSubject(read, id);
    case 'ADOPT_COUNTRY_LIST':
      return countryListSubject(read, id);
  }
}

function hubSubject(
  hub: HubState | undefined,
  kind: 'AUTHORISE_HUB' | 'SUSPEND_HUB',
  id: Id,
  admitted: number,
): Subject {
  const none = { effects: () => [] };
  if (hub === undefined) return { ...none, refusal: reject('hub-is-unknown', `There is no hub ${id}.`) };
  if (kind === 'AUTHORISE_HUB') {
    if (hub.status === 'AUTHORISED')
      return { ...none, refusal: reject('hub-is-authorised', `${id} is authorised already.`) };
    if (admitted >= HUBS_MAX)
      return { ...none, refusal: reject('registry-is-full', `The registry holds ${HUBS_MAX} hubs.`) };
    return { refusal: undefined, effects: (motion) => [{ type: 'HubAuthorised', hub: id, motion } as never] };
  }
  if (hub.status !== 'AUTHORISED')
    return { ...none, refusal: reject('hub-is-not-authorised', `${id} is not authorised.`) };
  return { refusal: undefined, effects: (motion) => [{ type: 'HubSuspended', hub: id, motion } as never] };
}
