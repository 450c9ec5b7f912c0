import type { Reader } from '@hubgraph/journal';
import { type Id, reject } from '@hubgraph/kernel';
import { NONE_YET } from '@hubgraph/node';
import { type CountryListState, countryListSubject } from '../country-lists/domain.ts';
import { type FrameworkState, frameworkSubject } from '../frameworks/domain.ts';
import type { HubState } from '../hubs/domain.ts';
import { hubCount, someHubs } from '../hubs/views.ts';
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

/** The name of what a motion is about, which stays as it is. */
export function titleOf(read: Reader, kind: MotionKind, id: Id): string | undefined {
  switch (kind) {
    case 'AUTHORISE_HUB':
    case 'SUSPEND_HUB':
      return read.entity<HubState>('hub', id)?.name;
    case 'ADOPT_FRAMEWORK':
      return read.entity<FrameworkState>('framework', id)?.version;
    case 'ADOPT_COUNTRY_LIST':
      return read.entity<CountryListState>('country-list', id)?.version;
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

/** What somebody wants to move; anything where it is left open. */
export interface MovableAsked {
  readonly kind?: MotionKind | null;
  readonly subject?: Id | null;
}

const KINDS: readonly MotionKind[] = ['AUTHORISE_HUB', 'SUSPEND_HUB', 'ADOPT_FRAMEWORK', 'ADOPT_COUNTRY_LIST'];

/** Of each kind that is asked for, some subjects that might be moved now; never nothing. */
export function movable(read: Reader, { kind, subject }: MovableAsked) {
  const kinds = kind ? [kind] : KINDS;
  const found = kinds.flatMap((one) =>
    (subject ? [subject] : subjectsFor(read, one)).map((id) => ({ kind: one, subject: id })),
  );
  return found.length > 0 ? found : kinds.slice(0, 1).map((one) => ({ kind: one, subject: NONE_YET }));
}

/** Of each kind few are looked at: one that can be moved is enough. */
const SUBJECTS_MAX = 3;

function subjectsFor(read: Reader, kind: MotionKind): Id[] {
  switch (kind) {
    case 'AUTHORISE_HUB':
      return [...someHubs(read, 'PROPOSED', SUBJECTS_MAX), ...someHubs(read, 'SUSPENDED', SUBJECTS_MAX)];
    case 'SUSPEND_HUB':
      return someHubs(read, 'AUTHORISED', SUBJECTS_MAX);
    case 'ADOPT_FRAMEWORK':
      return newestOf(read, 'framework');
    case 'ADOPT_COUNTRY_LIST':
      return newestOf(read, 'country-list');
  }
}

function newestOf(read: Reader, kind: string): Id[] {
  return read
    .rows('SELECT id FROM entity WHERE kind = ? ORDER BY id DESC LIMIT ?', kind, SUBJECTS_MAX)
    .map((row) => String(row['id']));
}
