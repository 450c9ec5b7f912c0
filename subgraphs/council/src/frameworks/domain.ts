import { type Command, defineCommand, defineEntity, type Event, type Reader } from '@hubgraph/journal';
import { type Id, type Rejection, reject, type Slug } from '@hubgraph/kernel';
import { type CountryListState, countryListOf } from '../country-lists/domain.ts';
import type { HubState } from '../hubs/domain.ts';
import type { Subject } from '../motions/domain.ts';

export interface HubShare {
  readonly hub: Slug;
  /** Of what is allocated; all shares of a framework add up to 10,000. */
  readonly shareBasisPoints: number;
}

export interface ProposeFramework extends Command {
  readonly type: 'ProposeFramework';
  readonly framework: Id;
  readonly version: string;
  readonly shares: readonly HubShare[];
  /** The least part that goes to hubs in the Global South. */
  readonly floorBasisPoints: number;
}
export interface FrameworkProposed extends Event {
  readonly type: 'FrameworkProposed';
  readonly framework: Id;
  readonly version: string;
  readonly shares: readonly HubShare[];
  readonly floorBasisPoints: number;
  /** The list of countries by which the floor was checked. */
  readonly countryList: Id;
  readonly globalSouthBasisPoints: number;
}
export interface FrameworkAdopted extends Event {
  readonly type: 'FrameworkAdopted';
  readonly framework: Id;
  readonly motion: Id;
}
export type FrameworkEvent = FrameworkProposed | FrameworkAdopted;

export interface FrameworkState {
  readonly id: Id;
  readonly version: string;
  readonly shares: readonly HubShare[];
  readonly floorBasisPoints: number;
  readonly countryList: Id;
  readonly globalSouthBasisPoints: number;
  readonly status: 'PROPOSED' | 'ADOPTED';
  readonly motion?: Id;
  readonly since: number;
}

/** "… has a minimum value of 50%" (Resource allocation, recommendation D). */
const FLOOR_BASIS_POINTS_MIN = 5_000;

/** In order of precedence. */
export type FrameworkRejectionCode =
  | 'framework-version-is-malformed'
  | 'framework-version-exists'
  | 'country-list-is-missing'
  | 'share-is-not-positive'
  | 'hub-is-listed-twice'
  | 'hub-is-not-authorised'
  | 'shares-do-not-add-up'
  | 'floor-is-below-the-minimum'
  | 'floor-is-not-met';

export function decideProposeFramework(
  command: ProposeFramework,
  state: {
    readonly isVersionTaken: boolean;
    readonly countryList: CountryListState | undefined;
    readonly hubs: readonly (HubState | undefined)[];
  },
): FrameworkEvent[] | Rejection<FrameworkRejectionCode> {
  const { framework, version, shares, floorBasisPoints } = command;
  if (!/^[a-z0-9][a-z0-9.-]{0,40}$/.test(version)) {
    return reject(
      'framework-version-is-malformed',
      'A version has small letters, digits, dots and hyphens, as 2026-1.',
    );
  }
  if (state.isVersionTaken) return reject('framework-version-exists', `There is a framework ${version} already.`);
  if (state.countryList === undefined) {
    return reject('country-list-is-missing', 'The council must adopt a list of countries first.');
  }
  if (shares.some((share) => share.shareBasisPoints <= 0))
    return reject('share-is-not-positive', 'Every share must be positive.');
  if (new Set(shares.map((share) => share.hub)).size < shares.length) {
    return reject('hub-is-listed-twice', 'A hub is listed twice.');
  }
  const missing = shares.find((_, index) => state.hubs[index]?.status !== 'AUTHORISED');
  if (missing) return reject('hub-is-not-authorised', `${missing.hub} is not an authorised hub.`);
  const sum = shares.reduce((total, share) => total + share.shareBasisPoints, 0);
  if (sum !== 10_000) return reject('shares-do-not-add-up', `The shares add up to ${sum} basis points, not to 10000.`);
  if (floorBasisPoints < FLOOR_BASIS_POINTS_MIN || floorBasisPoints > 10_000) {
    return reject('floor-is-below-the-minimum', 'The floor for the Global South is at least 5000 basis points (50 %).');
  }
  const southern = new Set(
    state.countryList.countries.filter((entry) => entry.isGlobalSouth).map((entry) => entry.country),
  );
  const globalSouthBasisPoints = shares.reduce(
    (total, share, index) => total + (southern.has(state.hubs[index]?.country ?? '') ? share.shareBasisPoints : 0),
    0,
  );
  if (globalSouthBasisPoints < floorBasisPoints) {
    return reject(
      'floor-is-not-met',
      `Hubs in the Global South get ${globalSouthBasisPoints} basis points; the floor is ${floorBasisPoints}.`,
    );
  }
  const countryList = state.countryList.id;
  return [
    { type: 'FrameworkProposed', framework, version, shares, floorBasisPoints, countryList, globalSouthBasisPoints },
  ];
}

const IN_FORCE = 'in-force';

export const framework = defineEntity<FrameworkState, FrameworkEvent>({
  kind: 'framework',
  concerns: (event) =>
    event.type === 'FrameworkProposed' || event.type === 'FrameworkAdopted' ? [event.framework] : [],
  evolve(state, { event, at }) {
    if (event.type === 'FrameworkProposed') {
      const { framework: id, version, shares, floorBasisPoints, countryList, globalSouthBasisPoints } = event;
      return {
        id,
        version,
        shares,
        floorBasisPoints,
        countryList,
        globalSouthBasisPoints,
        status: 'PROPOSED',
        since: at,
      };
    }
    if (state === undefined) throw new Error('A framework was adopted that was never proposed.');
    return { ...state, status: 'ADOPTED', motion: event.motion, since: at };
  },
});

export const frameworkInForce = defineEntity<{ readonly framework: Id }, FrameworkEvent>({
  kind: 'framework-in-force',
  concerns: (event) => (event.type === 'FrameworkAdopted' ? [IN_FORCE] : []),
  evolve: (_state, { event }) => ({ framework: event.framework }),
});

export const frameworkVersion = defineEntity<{ readonly framework: Id }, FrameworkEvent>({
  kind: 'framework-version',
  concerns: (event) => (event.type === 'FrameworkProposed' ? [event.version] : []),
  evolve: (_state, { event }) => ({ framework: event.framework }),
});

/** A framework by its id; without an id the one in force. */
export function frameworkOf(read: Reader, id?: Id): FrameworkState | undefined {
  const wanted = id ?? read.entity<{ framework: Id }>('framework-in-force', IN_FORCE)?.framework;
  return wanted === undefined ? undefined : read.entity<FrameworkState>('framework', wanted);
}

export function frameworkSubject(read: Reader, id: Id): Subject {
  const found = read.entity<FrameworkState>('framework', id);
  if (found === undefined)
    return { refusal: reject('framework-is-unknown', `There is no framework ${id}.`), effects: () => [] };
  const stranger = found.shares.find(({ hub }) => read.entity<HubState>('hub', hub)?.status !== 'AUTHORISED');
  return {
    refusal: stranger && reject('hub-is-not-authorised', `${stranger.hub}, which has a share, is not authorised.`),
    effects: (motion) => [{ type: 'FrameworkAdopted', framework: id, motion } as FrameworkAdopted],
  };
}

export const commands = [
  defineCommand<ProposeFramework, Parameters<typeof decideProposeFramework>[1], FrameworkEvent>({
    type: 'ProposeFramework',
    load: (read, command) => ({
      isVersionTaken: read.entity('framework-version', command.version) !== undefined,
      countryList: countryListOf(read),
      hubs: command.shares.map((share) => read.entity<HubState>('hub', share.hub)),
    }),
    decide: decideProposeFramework,
  }),
];
