import { currencyExponent, isSlug } from '@hubgraph/kernel';
import { describe, expect, test } from 'vitest';
import { demoCountries, demoHubs, demoRates, hubPeople, supportPeople } from './catalogue.ts';
import { definitions } from './node-runner.ts';

describe.each([1, 6, 50, 200])('%s hubs of the demonstration', (count) => {
  const hubs = demoHubs(count);

  test('are as many, all different', () => {
    expect(hubs).toHaveLength(count);
    expect(new Set(hubs.map((hub) => hub.id)).size).toBe(count);
    expect(hubs.every((hub) => isSlug(hub.id))).toBe(true);
  });

  test('are the same each time, and the same as the first of more', () => {
    expect(demoHubs(count)).toEqual(hubs);
    expect(demoHubs(count + 5).slice(0, count)).toEqual(hubs);
  });

  test('can be proposed: countries, currencies and weights are good', () => {
    const countries = new Map(demoCountries.map((entry) => [entry.country, entry]));
    const priced = new Set<string>([demoRates.base, ...demoRates.rates.map((rate) => rate.currency)]);
    for (const hub of hubs) {
      expect(countries.has(hub.country), hub.id).toBe(true);
      expect(currencyExponent(hub.currency), hub.id).toBeDefined();
      expect(priced.has(hub.currency), hub.id).toBe(true);
      expect(hub.weight).toBeGreaterThan(0);
      expect(hub.languages.length).toBeGreaterThan(0);
    }
  });

  test('give half or more to the Global South, as the framework asks', () => {
    const south = new Set(demoCountries.filter((entry) => entry.isGlobalSouth).map((entry) => entry.country));
    const sum = (list: typeof hubs): number => list.reduce((total, hub) => total + hub.weight, 0);
    expect(sum(hubs.filter((hub) => south.has(hub.country))) * 2).toBeGreaterThanOrEqual(sum(hubs));
  });
});

test('nobody has a role that their node does not have, and nobody is taken for a real person', () => {
  const peopleOf = { ...supportPeople, hub: demoHubs(6).flatMap(hubPeople) };
  for (const kind of ['council', 'trademark', 'fundraising', 'hub'] as const) {
    for (const { name, roles, terms = [] } of peopleOf[kind]) {
      expect(name).toMatch(/ Demo$/);
      for (const role of roles) expect(Object.keys(definitions[kind].roles)).toContain(role);
      for (const { office } of terms) expect(Object.keys(definitions[kind].offices ?? {})).toContain(office);
    }
  }
});
