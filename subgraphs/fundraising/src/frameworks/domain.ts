import { defineEntity, type Event, type Reader } from '@hubgraph/journal';
import { type Id, isRejection, isSlug, type Json, parseId, type Rejection, reject, type Slug } from '@hubgraph/kernel';
import type { IncomingStatement, Receive } from '@hubgraph/node';

/** What a hub gets of everything that is allocated, in basis points. */
export interface HubShare {
  readonly hub: Slug;
  readonly shareBasisPoints: number;
}

export interface CountryEntry {
  /** ISO 3166-1 alpha-2, or XK. */
  readonly country: string;
  readonly isGlobalSouth: boolean;
}

/** The council adopted a framework, as it stated itself. */
export interface FrameworkTaken extends Event {
  readonly type: 'FrameworkTaken';
  readonly framework: Id;
  readonly version: string;
  readonly motion: Id;
  readonly shares: readonly HubShare[];
  readonly floorBasisPoints: number;
  /** The list by which the council checked the floor. */
  readonly countryList: Id;
  /** The council's own time, by which a later framework replaces an earlier one. */
  readonly adoptedAt: number;
}
/** The council adopted a list of countries, as it stated itself. */
export interface CountryListTaken extends Event {
  readonly type: 'CountryListTaken';
  readonly list: Id;
  readonly version: string;
  readonly motion: Id;
  readonly countries: readonly CountryEntry[];
  readonly adoptedAt: number;
}
export type FrameworkEvent = FrameworkTaken | CountryListTaken;

export type FrameworkInForce = Omit<FrameworkTaken, 'type'>;
export type CountryListInForce = Omit<CountryListTaken, 'type'>;

/** Why a statement of the council is not taken over. */
export type FrameworkRejectionCode = 'framework-is-malformed' | 'country-list-is-malformed';

const SHARES_COUNT_MAX = 2_000;
const COUNTRIES_COUNT_MAX = 400;
const VERSION = /^[a-z0-9][a-z0-9.-]{0,40}$/;

export function decideFrameworkAdopted(
  { statement }: Pick<Receive, 'statement'>,
  inForce: FrameworkInForce | undefined,
): FrameworkEvent[] | Rejection<FrameworkRejectionCode> {
  const { framework, version, motion, shares, floorBasisPoints, countryList } = statement.payload;
  if (
    !isId(framework, 'framework') ||
    framework !== statement.about ||
    !isVersion(version) ||
    !isId(motion, 'motion')
  ) {
    return malformedFramework('it must name itself, its version and its motion');
  }
  if (!isId(countryList, 'country-list'))
    return malformedFramework('it must name the list of countries that it was checked by');
  if (!isBasisPoints(floorBasisPoints)) return malformedFramework('its floor must be basis points');
  if (!Array.isArray(shares) || shares.length > SHARES_COUNT_MAX || !shares.every(isShare)) {
    return malformedFramework('its shares must each have a hub and basis points');
  }
  if (isOlder(statement, inForce)) return [];
  return [
    {
      type: 'FrameworkTaken',
      framework,
      version,
      motion,
      shares: shares.map(({ hub, shareBasisPoints }) => ({ hub, shareBasisPoints })),
      floorBasisPoints,
      countryList,
      adoptedAt: statement.issuedAt,
    },
  ];
}

export function decideCountryListAdopted(
  { statement }: Pick<Receive, 'statement'>,
  inForce: CountryListInForce | undefined,
): FrameworkEvent[] | Rejection<FrameworkRejectionCode> {
  const { list, version, motion, countries } = statement.payload;
  if (!isId(list, 'country-list') || list !== statement.about || !isVersion(version) || !isId(motion, 'motion')) {
    return reject('country-list-is-malformed', 'The list must name itself, its version and its motion.');
  }
  if (!Array.isArray(countries) || countries.length > COUNTRIES_COUNT_MAX || !countries.every(isCountry)) {
    return reject('country-list-is-malformed', 'Each country needs two letters and whether it counts.');
  }
  if (isOlder(statement, inForce)) return [];
  const entries = countries.map(({ country, isGlobalSouth }) => ({ country, isGlobalSouth }));
  return [{ type: 'CountryListTaken', list, version, motion, countries: entries, adoptedAt: statement.issuedAt }];
}

function isOlder(statement: IncomingStatement, inForce: { readonly adoptedAt: number } | undefined): boolean {
  return inForce !== undefined && statement.issuedAt < inForce.adoptedAt;
}

function isVersion(value: Json | undefined): value is string {
  return typeof value === 'string' && VERSION.test(value);
}

/** Nothing but an id: what the council writes here becomes public in this node's books. */
function isId(value: Json | undefined, kind: string): value is Id {
  return typeof value === 'string' && !isRejection(parseId(value, kind));
}

function isBasisPoints(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 10_000;
}

function isShare(value: unknown): value is HubShare {
  if (typeof value !== 'object' || value === null) return false;
  const { hub, shareBasisPoints } = value as Partial<HubShare>;
  return typeof hub === 'string' && isSlug(hub) && isBasisPoints(shareBasisPoints);
}

function isCountry(value: unknown): value is CountryEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { country, isGlobalSouth } = value as Partial<CountryEntry>;
  return typeof country === 'string' && /^[A-Z]{2}$/.test(country) && typeof isGlobalSouth === 'boolean';
}

function malformedFramework(why: string): Rejection<'framework-is-malformed'> {
  return reject('framework-is-malformed', `This is not an allocation framework: ${why}.`);
}

/** The one of its kind that holds: the one adopted last. */
const IN_FORCE = 'in-force';

export const framework = defineEntity<FrameworkInForce, FrameworkTaken>({
  kind: 'framework-in-force',
  concerns: (event) => (event.type === 'FrameworkTaken' ? [IN_FORCE] : []),
  evolve(_state, { event: { type: _type, ...taken } }) {
    return taken;
  },
});

export const countryList = defineEntity<CountryListInForce, CountryListTaken>({
  kind: 'country-list-in-force',
  concerns: (event) => (event.type === 'CountryListTaken' ? [IN_FORCE] : []),
  evolve(_state, { event: { type: _type, ...taken } }) {
    return taken;
  },
});

export function frameworkInForce(read: Reader): FrameworkInForce | undefined {
  return read.entity<FrameworkInForce>('framework-in-force', IN_FORCE);
}

export function countryListInForce(read: Reader): CountryListInForce | undefined {
  return read.entity<CountryListInForce>('country-list-in-force', IN_FORCE);
}
