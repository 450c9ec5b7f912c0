import { describe, expect, test } from 'vitest';
import {
  type CountryEntry,
  type CountryListEvent,
  type CountryListState,
  countryList,
  decideProposeCountryList,
  type ProposeCountryList,
} from './domain.ts';

const LIST = 'council:country-list:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const MOTION = 'council:motion:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const SOURCE = { key: 'council:text:01JD3Z7N4QK8R2V6X0Y5ABCDEF', digest: 'd' };
const kenya: CountryEntry = { country: 'KE', region: 'Africa', isGlobalSouth: true };
const serbia: CountryEntry = { country: 'RS', region: 'Europe', isGlobalSouth: false };
const propose: ProposeCountryList = {
  type: 'ProposeCountryList',
  list: LIST,
  version: '2026-1',
  source: SOURCE,
  countries: [kenya, serbia],
  at: 5,
  by: 'council:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF',
};

describe('proposing a list of countries', () => {
  test('keeps it as it is', () => {
    expect(decideProposeCountryList(propose, { isVersionTaken: false })).toEqual([
      {
        type: 'CountryListProposed',
        list: LIST,
        version: '2026-1',
        source: SOURCE,
        countries: [kenya, serbia],
      },
    ]);
  });

  test.each(['1', 'demo-1', '2026.1-a', 'x'.repeat(41)])('a version may be %s', (version) => {
    expect(decideProposeCountryList({ ...propose, version }, { isVersionTaken: false })).toHaveLength(1);
  });

  const twice = [kenya, { ...kenya, isGlobalSouth: false }];
  test.each<[string, Partial<ProposeCountryList>, boolean]>([
    ['country-list-version-is-malformed', { version: '', countries: [] }, true],
    ['country-list-version-is-malformed', { version: '2026 1' }, false],
    ['country-list-version-is-malformed', { version: '-1' }, false],
    ['country-list-version-is-malformed', { version: 'A' }, false],
    ['country-list-version-is-malformed', { version: '1\n' }, false],
    ['country-list-version-is-malformed', { version: 'x'.repeat(42) }, false],
    ['country-list-is-empty', { countries: [] }, true],
    ['country-is-malformed', { countries: [...twice, { ...serbia, country: 'rs' }] }, true],
    ['country-is-malformed', { countries: [{ ...serbia, country: 'SRB' }] }, false],
    ['country-is-malformed', { countries: [{ ...serbia, country: 'ΑΒ' }] }, false],
    ['country-is-malformed', { countries: [{ ...serbia, region: ' ' }] }, false],
    ['country-is-malformed', { countries: [{ ...serbia, region: 'Anna <anna@example.org>' }] }, false],
    ['country-is-malformed', { countries: [{ ...serbia, region: 'x'.repeat(81) }] }, false],
    ['country-is-listed-twice', { countries: twice }, true],
    ['country-list-version-exists', {}, true],
  ])('is refused: %s', (code, fault, isVersionTaken) => {
    expect(decideProposeCountryList({ ...propose, ...fault }, { isVersionTaken })).toMatchObject({ code });
  });
});

test('a list is in force by a motion', () => {
  const event = (one: CountryListEvent) => ({ event: one, at: 7, by: 'x', seq: 1, commandId: 'y' });
  const [proposed] = decideProposeCountryList(propose, { isVersionTaken: false }) as CountryListEvent[];
  const before = countryList.evolve(undefined, event(proposed as CountryListEvent), LIST) as CountryListState;
  expect(before).toMatchObject({ id: LIST, status: 'PROPOSED', since: 7 });
  const adopted: CountryListEvent = { type: 'CountryListAdopted', list: LIST, motion: MOTION };
  expect(countryList.evolve(before, event(adopted), LIST)).toEqual({ ...before, status: 'ADOPTED', motion: MOTION });
  expect(() => countryList.evolve(undefined, event(adopted), LIST)).toThrow();
});
