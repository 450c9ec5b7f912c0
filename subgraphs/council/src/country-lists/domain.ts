import { type Command, defineCommand, defineEntity, type Event, type Reader } from '@hubgraph/journal';
import { type Id, type Rejection, reject } from '@hubgraph/kernel';
import type { TextRef } from '@hubgraph/node';
import type { Subject } from '../motions/domain.ts';
import type { Source } from '../source.ts';

export interface CountryEntry {
  /** ISO 3166-1 alpha-2, or XK. */
  readonly country: string;
  /** The part of the world that it counts to: the council's own words. */
  readonly region: string;
  readonly isGlobalSouth: boolean;
}

export interface ProposeCountryList extends Command {
  readonly type: 'ProposeCountryList';
  readonly list: Id;
  readonly version: string;
  readonly source: TextRef;
  readonly countries: readonly CountryEntry[];
}
export interface CountryListProposed extends Event {
  readonly type: 'CountryListProposed';
  readonly list: Id;
  readonly version: string;
  readonly source: Source;
  readonly countries: readonly CountryEntry[];
}
export interface CountryListAdopted extends Event {
  readonly type: 'CountryListAdopted';
  readonly list: Id;
  readonly motion: Id;
}
export type CountryListEvent = CountryListProposed | CountryListAdopted;

export interface CountryListState {
  readonly id: Id;
  readonly version: string;
  readonly source: Source;
  readonly countries: readonly CountryEntry[];
  readonly status: 'PROPOSED' | 'ADOPTED';
  readonly motion?: Id;
  readonly since: number;
}

/** The name of a part of the world, and nothing that tells of a person: the list is public. */
const REGION = /^\p{L}[\p{L}\p{M} '’&(),./-]{0,79}$/u;

/** In order of precedence. */
export type CountryListRejectionCode =
  | 'country-list-version-is-malformed'
  | 'country-list-is-empty'
  | 'country-is-malformed'
  | 'country-is-listed-twice'
  | 'country-list-version-exists';

export function decideProposeCountryList(
  command: ProposeCountryList,
  { isVersionTaken }: { readonly isVersionTaken: boolean },
): CountryListEvent[] | Rejection<CountryListRejectionCode> {
  const { list, version, source, countries } = command;
  if (!/^[a-z0-9][a-z0-9.-]{0,40}$/.test(version)) {
    return reject(
      'country-list-version-is-malformed',
      'A version has small letters, digits, dots and hyphens, as 2026-1.',
    );
  }
  if (countries.length === 0) return reject('country-list-is-empty', 'List at least one country.');
  const malformed = countries.find((entry) => !/^[A-Z]{2}$/.test(entry.country) || !REGION.test(entry.region));
  if (malformed) return reject('country-is-malformed', `"${malformed.country}" needs two letters and a region.`);
  const seen = new Set(countries.map((entry) => entry.country));
  if (seen.size < countries.length) return reject('country-is-listed-twice', 'A country is listed twice.');
  if (isVersionTaken) return reject('country-list-version-exists', `There is a list ${version} already.`);
  return [{ type: 'CountryListProposed', list, version, source, countries }];
}

/** The list that is in force: the one adopted last. */
const IN_FORCE = 'in-force';

export const countryList = defineEntity<CountryListState, CountryListEvent>({
  kind: 'country-list',
  concerns: (event) =>
    event.type === 'CountryListProposed' || event.type === 'CountryListAdopted' ? [event.list] : [],
  evolve(state, { event, at }) {
    if (event.type === 'CountryListProposed') {
      const { list: id, version, source, countries } = event;
      return { id, version, source, countries, status: 'PROPOSED', since: at };
    }
    if (state === undefined) throw new Error('A list was adopted that was never proposed.');
    return { ...state, status: 'ADOPTED', motion: event.motion, since: at };
  },
});

export const countryListInForce = defineEntity<{ readonly list: Id }, CountryListEvent>({
  kind: 'country-list-in-force',
  concerns: (event) => (event.type === 'CountryListAdopted' ? [IN_FORCE] : []),
  evolve: (_state, { event }) => ({ list: event.list }),
});

export const countryListVersion = defineEntity<{ readonly list: Id }, CountryListEvent>({
  kind: 'country-list-version',
  concerns: (event) => (event.type === 'CountryListProposed' ? [event.version] : []),
  evolve: (_state, { event }) => ({ list: event.list }),
});

export function countryListOf(read: Reader, id?: Id): CountryListState | undefined {
  const list = id ?? read.entity<{ list: Id }>('country-list-in-force', IN_FORCE)?.list;
  return list === undefined ? undefined : read.entity<CountryListState>('country-list', list);
}

export function countryListSubject(read: Reader, id: Id): Subject {
  const list = read.entity<CountryListState>('country-list', id);
  if (list === undefined)
    return { refusal: reject('country-list-is-unknown', `There is no list ${id}.`), effects: () => [] };
  return {
    refusal: undefined,
    effects: (motion) => [{ type: 'CountryListAdopted', list: id, motion } as CountryListAdopted],
  };
}

export const commands = [
  defineCommand<ProposeCountryList, { isVersionTaken: boolean }, CountryListEvent>({
    type: 'ProposeCountryList',
    load: (read, command) => ({ isVersionTaken: read.entity('country-list-version', command.version) !== undefined }),
    decide: decideProposeCountryList,
  }),
];
