import { describe, expect, it } from 'vitest';
import { codeOf, expectEvents, NOW, received } from '../testing.test-helper.ts';
import { decideCountryListAdopted, decideFrameworkAdopted, type FrameworkInForce } from './domain.ts';

const FRAMEWORK = 'council:framework:01JD3Z7N4QK8R2V6X0Y5ABCDE0';
const LIST = 'council:country-list:01JD3Z7N4QK8R2V6X0Y5ABCDE0';

const framework = {
  framework: FRAMEWORK,
  version: '2026-1',
  motion: 'council:motion:01JD3Z7N4QK8R2V6X0Y5ABCDE0',
  shares: [{ hub: 'east-africa', shareBasisPoints: 10_000 }],
  floorBasisPoints: 5_000,
  countryList: LIST,
};
const list = {
  list: LIST,
  version: '2026-1',
  motion: framework.motion,
  countries: [{ country: 'KE', region: 'Africa', isGlobalSouth: true }],
};
const inForce: FrameworkInForce = { ...framework, adoptedAt: NOW };

describe('framework-adopted', () => {
  it('puts the framework in force', () => {
    expect(decideFrameworkAdopted(received('council', FRAMEWORK, framework), undefined)).toEqual([
      { type: 'FrameworkTaken', ...framework, adoptedAt: NOW },
    ]);
  });

  it('changes nothing if it is older than what is in force', () => {
    const late = received('council', FRAMEWORK, framework, { issuedAt: NOW - 1_000 });
    expect(decideFrameworkAdopted(late, inForce)).toEqual([]);
  });

  it.each([
    ['another framework', { framework: LIST }],
    ['no motion', { motion: '' }],
    ['no list', { countryList: 7 }],
    ['a floor above the whole', { floorBasisPoints: 10_001 }],
    ['no shares', { shares: 'all' }],
    ['a share of a stranger', { shares: [{ hub: 'East Africa', shareBasisPoints: 1 }] }],
    ['half a basis point', { shares: [{ hub: 'east-africa', shareBasisPoints: 0.5 }] }],
  ])('refuses %s', (_, change) => {
    const statement = received('council', FRAMEWORK, { ...framework, ...change });
    expect(codeOf(decideFrameworkAdopted(statement, undefined))).toBe('framework-is-malformed');
  });
});

describe('country-list-adopted', () => {
  it('puts the list in force, without words that are not needed', () => {
    const events = expectEvents(decideCountryListAdopted(received('council', LIST, list), undefined));
    expect(events).toEqual([
      { type: 'CountryListTaken', ...list, countries: [{ country: 'KE', isGlobalSouth: true }], adoptedAt: NOW },
    ]);
  });

  it.each([
    ['another list', { list: FRAMEWORK }],
    ['no countries', { countries: null }],
    ['a country of three letters', { countries: [{ country: 'KEN', isGlobalSouth: true }] }],
    ['a country of which nobody knows where it counts', { countries: [{ country: 'KE' }] }],
  ])('refuses %s', (_, change) => {
    const statement = received('council', LIST, { ...list, ...change });
    expect(codeOf(decideCountryListAdopted(statement, undefined))).toBe('country-list-is-malformed');
  });
});
