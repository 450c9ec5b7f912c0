import { describe, expect, test } from 'vitest';
import type { CountryListState } from '../country-lists/domain.ts';
import type { HubState } from '../hubs/domain.ts';
import { decideProposeFramework, type HubShare, type ProposeFramework } from './domain.ts';

const FRAMEWORK = 'council:framework:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const LIST = 'council:country-list:01JD3Z7N4QK8R2V6X0Y5ABCDEF';

const countryList: CountryListState = {
  id: LIST,
  version: '1',
  source: 'made up',
  status: 'ADOPTED',
  since: 0,
  countries: [
    { country: 'KE', region: 'Africa', isGlobalSouth: true },
    { country: 'IN', region: 'Asia', isGlobalSouth: true },
    { country: 'DE', region: 'Europe', isGlobalSouth: false },
  ],
};
const hub = (id: string, country: string, status: HubState['status'] = 'AUTHORISED'): HubState => ({
  hub: id,
  name: id,
  kind: 'REGIONAL',
  country,
  currency: 'EUR',
  languages: ['en'],
  endpoint: 'https://x.example',
  tokenKeys: [],
  statementKeys: [],
  status,
  proposedAt: 0,
  proposedBy: 'x',
  since: 0,
});
const HUBS: Readonly<Record<string, HubState>> = {
  kenya: hub('kenya', 'KE'),
  india: hub('india', 'IN'),
  germany: hub('germany', 'DE'),
  nowhere: hub('nowhere', 'ZZ'),
  proposed: hub('proposed', 'KE', 'PROPOSED'),
  suspended: hub('suspended', 'KE', 'SUSPENDED'),
};

const shares = (of: Readonly<Record<string, number>>): HubShare[] =>
  Object.entries(of).map(([id, shareBasisPoints]) => ({ hub: id, shareBasisPoints }));
const propose = (of: HubShare[], floorBasisPoints = 5_000, version = '2026-1'): ProposeFramework => ({
  type: 'ProposeFramework',
  framework: FRAMEWORK,
  version,
  shares: of,
  floorBasisPoints,
  at: 0,
  by: 'council:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF',
});
const decide = (command: ProposeFramework, change: Partial<Parameters<typeof decideProposeFramework>[1]> = {}) =>
  decideProposeFramework(command, {
    isVersionTaken: false,
    countryList,
    hubs: command.shares.map((share) => HUBS[share.hub]),
    ...change,
  });

describe('the floor for the Global South', () => {
  test.each<[Readonly<Record<string, number>>, number, number | string]>([
    [{ kenya: 10_000 }, 10_000, 10_000],
    [{ kenya: 5_000, germany: 5_000 }, 5_000, 5_000],
    [{ kenya: 2_500, india: 2_501, germany: 4_999 }, 5_001, 5_001],
    [{ kenya: 4_999, germany: 5_001 }, 5_000, 'floor-is-not-met'],
    [{ kenya: 6_000, germany: 4_000 }, 6_001, 'floor-is-not-met'],
    [{ germany: 10_000 }, 5_000, 'floor-is-not-met'],
    [{ kenya: 4_999, nowhere: 5_001 }, 5_000, 'floor-is-not-met'],
    [{ kenya: 10_000 }, 4_999, 'floor-is-below-the-minimum'],
    [{ kenya: 10_000 }, 0, 'floor-is-below-the-minimum'],
    [{ kenya: 10_000 }, -1, 'floor-is-below-the-minimum'],
    [{ kenya: 10_000 }, 10_001, 'floor-is-below-the-minimum'],
  ])('%j with a floor of %s: %s', (of, floorBasisPoints, result) => {
    const outcome = decide(propose(shares(of), floorBasisPoints));
    if (typeof result === 'string') expect(outcome).toMatchObject({ code: result });
    else {
      expect(outcome).toEqual([
        {
          type: 'FrameworkProposed',
          framework: FRAMEWORK,
          version: '2026-1',
          shares: shares(of),
          floorBasisPoints,
          countryList: LIST,
          globalSouthBasisPoints: result,
        },
      ]);
    }
  });
});

describe('a framework is refused in this order', () => {
  const listed = (...rows: [string, number][]): HubShare[] =>
    rows.map(([id, shareBasisPoints]) => ({ hub: id, shareBasisPoints }));
  const worst = listed(['proposed', 0], ['proposed', 1]);
  const none = { isVersionTaken: true, countryList: undefined };
  test.each<[string, ProposeFramework, Partial<Parameters<typeof decideProposeFramework>[1]>]>([
    ['framework-version-is-malformed', propose(worst, 0, 'A b'), none],
    ['framework-version-is-malformed', propose(worst, 0, ''), none],
    ['framework-version-exists', propose(worst, 0), none],
    ['country-list-is-missing', propose(worst, 0), { countryList: undefined }],
    ['share-is-not-positive', propose(worst, 0), {}],
    ['share-is-not-positive', propose(listed(['kenya', 10_001], ['germany', -1])), {}],
    ['hub-is-listed-twice', propose(listed(['proposed', 1], ['proposed', 2]), 0), {}],
    ['hub-is-not-authorised', propose(listed(['proposed', 1]), 0), {}],
    ['hub-is-not-authorised', propose(listed(['kenya', 5_000], ['suspended', 5_000])), {}],
    ['hub-is-not-authorised', propose(listed(['kenya', 5_000], ['nobody', 5_000])), {}],
    ['shares-do-not-add-up', propose(listed(['germany', 9_999]), 0), {}],
    ['shares-do-not-add-up', propose(listed(['germany', 10_001]), 0), {}],
    ['shares-do-not-add-up', propose([], 0), {}],
    ['floor-is-below-the-minimum', propose(listed(['germany', 10_000]), 4_999), {}],
    ['floor-is-not-met', propose(listed(['germany', 10_000])), {}],
  ])('%s', (code, command, state) => {
    expect(decide(command, state)).toMatchObject({ code });
  });
});
