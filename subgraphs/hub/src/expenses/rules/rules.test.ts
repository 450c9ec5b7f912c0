import { describe, expect, test } from 'vitest';
import { testWhoMay } from '../../../../../packages/node/src/policy.test-helper.ts';
import { roles } from '../../roles.ts';
import {
  approvalRule,
  decideSetApprovalRule,
  decideSetProtectedCountries,
  TIERS_MAX,
  type Tier,
  tierFor,
} from './domain.ts';
import { policy } from './policy.ts';
import { filledBy, type Seat } from './seats.ts';

const by = 'cee:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const given = { at: 1, by, hub: 'cee' } as const;
const seats: Seat[] = [{ role: 'staff', count: 1 }];
const tier = (upToMinor?: bigint, currency = 'EUR', of: readonly Seat[] = seats): Tier => ({
  currency,
  seats: of,
  ...(upToMinor === undefined ? {} : { upToMinor }),
});
const set = (...tiers: Tier[]) => decideSetApprovalRule({ type: 'SetApprovalRule', ...given, tiers });

testWhoMay(policy, roles, { SetApprovalRule: ['board-member'], SetProtectedCountries: ['board-member'] });

describe('an approval rule', () => {
  test('has tiers of several currencies, each from the smallest amount on', () => {
    const tiers = [tier(100n), tier(undefined, 'KES'), tier(500n), tier()];
    expect(set(...tiers)).toEqual([{ type: 'ApprovalRuleSet', hub: 'cee', tiers }]);
  });

  // Each breaks its rule and all that come after it.
  const many = (count: number): Seat[] => [{ role: 'nobody', count }];
  test.each<[string, readonly Tier[]]>([
    ['tiers-are-missing', []],
    ['tiers-are-too-many', Array.from({ length: TIERS_MAX + 1 }, () => tier(0n, 'XXX', []))],
    ['currency-is-unknown', [tier(0n, 'XXX', []), tier(0n, 'XXX', [])]],
    ['amount-is-not-positive', [tier(0n, 'EUR', []), tier(0n, 'EUR', [])]],
    ['tiers-are-not-in-order', [tier(5n, 'EUR', []), tier(5n, 'EUR', [])]],
    ['tiers-are-not-in-order', [tier(undefined, 'EUR', []), tier(5n, 'EUR', [])]],
    ['tiers-are-not-in-order', [tier(), tier()]],
    ['tier-has-no-end', [tier(5n, 'EUR', [])]],
    ['approvals-are-missing', [tier(undefined, 'EUR', [])]],
    ['approvals-are-missing', [tier(undefined, 'EUR', [...many(10), ...many(0)])]],
    ['approvals-are-missing', [tier(undefined, 'EUR', many(1.5))]],
    ['approvals-are-too-many', [tier(undefined, 'EUR', [...many(5), ...many(5)])]],
    ['role-cannot-approve', [tier(undefined, 'EUR', [...many(1), ...many(1)])]],
    ['role-cannot-approve', [tier(undefined, 'EUR', [{ role: 'team-lead', count: 1 }])]],
    ['role-is-listed-twice', [tier(undefined, 'EUR', [...seats, ...seats])]],
  ])('is refused: %s', (code, tiers) => {
    expect(set(...tiers)).toMatchObject({ code });
  });

  test('counts its versions, and the last one holds', () => {
    const recorded = (tiers: Tier[], at: number) => ({
      event: { type: 'ApprovalRuleSet', hub: 'cee', tiers },
      ...{ at, by, seq: at, node: 'cee', index: 0, command: 'SetApprovalRule' },
    });
    type Evolve = Parameters<typeof approvalRule.evolve>;
    const first = approvalRule.evolve(undefined, recorded([tier()], 1) as unknown as Evolve[1], 'cee');
    const second = approvalRule.evolve(first, recorded([tier(undefined, 'KES')], 2) as unknown as Evolve[1], 'cee');
    expect(second).toEqual({ tiers: [tier(undefined, 'KES')], version: 2, setAt: 2, setBy: by });
  });

  test.each<[bigint, string, bigint | undefined | null]>([
    [1n, 'EUR', 100n],
    [100n, 'EUR', 100n],
    [101n, 'EUR', undefined],
    [1n, 'USD', null],
  ])('an amount of %s %s falls into the tier up to %s', (amountMinor, currency, upToMinor) => {
    const found = tierFor({ tiers: [tier(100n), tier()] }, { amountMinor, currency });
    expect(found === undefined ? null : found.upToMinor).toBe(upToMinor);
    expect(tierFor(undefined, { amountMinor, currency })).toBeUndefined();
  });
});

describe('the seats of a tier', () => {
  const two: Seat[] = [
    { role: 'staff', count: 1 },
    { role: 'treasurer', count: 1 },
  ];
  test.each<[number, readonly Seat[], readonly (readonly string[])[]]>([
    [0, two, []],
    [0, two, [['coach']]],
    [1, two, [['staff'], ['staff']]],
    [2, two, [['staff'], ['treasurer']]],
    // Who could sit on either moves for who can sit on one only.
    [2, two, [['staff', 'treasurer'], ['staff']]],
    [2, two, [['treasurer', 'staff'], ['treasurer']]],
    [1, two, [['staff', 'treasurer']]],
    [3, [{ role: 'board-member', count: 3 }], [['board-member'], ['board-member'], ['board-member'], ['board-member']]],
  ])('%i are filled of %j by %j', (filled, of, people) => {
    expect(filledBy(of, people)).toBe(filled);
  });

  test('are filled as well as by trying every order', () => {
    const roleSets = [[], ['staff'], ['treasurer'], ['staff', 'treasurer'], ['board-member', 'staff']];
    const three: Seat[] = [...two, { role: 'board-member', count: 1 }];
    for (const a of roleSets) {
      for (const b of roleSets) {
        for (const c of roleSets) {
          const orders = [
            [a, b, c],
            [a, c, b],
            [b, a, c],
            [b, c, a],
            [c, a, b],
            [c, b, a],
          ];
          const greedy = orders.map((people) => {
            const left = ['staff', 'treasurer', 'board-member'];
            return people.filter((roleSet) =>
              [...roleSet].some((role) => left.includes(role) && left.splice(left.indexOf(role), 1).length > 0),
            ).length;
          });
          expect(filledBy(three, [a, b, c])).toBeGreaterThanOrEqual(Math.max(...greedy));
          expect(filledBy(three, [a, b, c])).toBeLessThanOrEqual([a, b, c].filter((one) => one.length > 0).length);
        }
      }
    }
  });
});

describe('protected countries', () => {
  const protect = (countries: string[]) =>
    decideSetProtectedCountries({ type: 'SetProtectedCountries', ...given, countries });

  test('are a list, or none', () => {
    expect(protect([])).toEqual([{ type: 'ProtectedCountriesSet', hub: 'cee', countries: [] }]);
    expect(protect(['BY', 'RU'])).toMatchObject([{ countries: ['BY', 'RU'] }]);
  });

  test.each<[string, string[]]>([
    ['countries-are-too-many', Array.from({ length: 301 }, () => 'x')],
    ['country-is-malformed', ['by', 'by']],
    ['country-is-listed-twice', ['BY', 'BY']],
  ])('are refused: %s', (code, countries) => {
    expect(protect(countries)).toMatchObject({ code });
  });
});
