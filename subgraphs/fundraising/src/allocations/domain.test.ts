import { describe, expect, it } from 'vitest';
import type { DisbursementEvent } from '../disbursements/events.ts';
import type { CountryListInForce, FrameworkInForce } from '../frameworks/domain.ts';
import { by, codeOf, expectEvents, FUND, hubNode, id, NOW } from '../testing.test-helper.ts';
import {
  type AllocateFunds,
  type AllocateFundsState,
  type AllocationMade,
  decideAllocateFunds,
  evolveAllocation,
} from './domain.ts';

const framework: FrameworkInForce = {
  framework: 'council:framework:1',
  version: '2026-1',
  motion: 'council:motion:1',
  shares: [
    { hub: 'east-africa', shareBasisPoints: 3_333 },
    { hub: 'south-asia', shareBasisPoints: 3_333 },
    { hub: 'north', shareBasisPoints: 3_334 },
  ],
  floorBasisPoints: 5_000,
  countryList: 'council:country-list:1',
  adoptedAt: NOW,
};
const countryList: CountryListInForce = {
  list: 'council:country-list:1',
  version: '2026-1',
  motion: 'council:motion:2',
  countries: [
    { country: 'KE', isGlobalSouth: true },
    { country: 'IN', isGlobalSouth: true },
    { country: 'NO', isGlobalSouth: false },
  ],
  adoptedAt: NOW,
};
const given: AllocateFundsState = {
  fund: FUND,
  availableMinor: 100_00n,
  framework,
  countryList,
  hubs: [hubNode('east-africa', 'KE'), hubNode('south-asia', 'IN'), hubNode('north', 'NO')],
};
const allocate: AllocateFunds = {
  type: 'AllocateFunds',
  ...by,
  allocation: id('allocation'),
  fund: FUND.id,
  currency: 'EUR',
  amountMinor: 100_00n,
};

describe('AllocateFunds', () => {
  it('splits by the framework, to the last cent, and cites the motion', () => {
    expect(decideAllocateFunds(allocate, given)).toEqual([
      {
        type: 'AllocationMade',
        allocation: allocate.allocation,
        framework: framework.framework,
        motion: framework.motion,
        fund: FUND.id,
        currency: 'EUR',
        amountMinor: 100_00n,
        parts: [
          { hub: 'east-africa', amountMinor: 33_33n },
          { hub: 'south-asia', amountMinor: 33_33n },
          { hub: 'north', amountMinor: 33_34n },
        ],
      },
    ]);
  });

  const unequal = { ...framework, shares: framework.shares.slice(0, 2) };
  const refusals: [string, Partial<AllocateFunds>, Partial<AllocateFundsState>][] = [
    ['fund-is-unknown', {}, { fund: undefined }],
    ['fund-is-closed', {}, { fund: { ...FUND, status: 'CLOSED' } }],
    ['fund-is-restricted', {}, { fund: { ...FUND, purposes: ['education'] } }],
    ['currency-is-unknown', { currency: 'XXX' }, {}],
    ['amount-is-not-positive', { amountMinor: 0n }, {}],
    ['framework-is-not-in-force', {}, { framework: undefined }],
    ['country-list-is-not-in-force', {}, { countryList: undefined }],
    ['hub-is-not-authorised', {}, { hubs: [hubNode('east-africa', 'KE'), undefined, hubNode('north', 'NO')] }],
    ['shares-do-not-add-up', {}, { framework: unequal, hubs: given.hubs.slice(0, 2) }],
    ['floor-is-not-met', {}, { countryList: { ...countryList, countries: countryList.countries.slice(0, 1) } }],
    ['amount-is-too-small', { amountMinor: 2n }, {}],
    ['fund-is-overdrawn', {}, { availableMinor: 99_99n }],
  ];
  it.each(refusals)('refuses: %s', (code, change, state) => {
    expect(codeOf(decideAllocateFunds({ ...allocate, ...change }, { ...given, ...state }))).toBe(code);
  });
  it.each(refusals.map(([code], index) => [code, index] as const))(
    'refuses %s before what comes later',
    (code, index) => {
      const [command, state] = refusals.slice(index).reduceRight(
        ([a, b], [, change, more]) => [
          { ...a, ...change },
          { ...b, ...more },
        ],
        [allocate, given],
      );
      expect(codeOf(decideAllocateFunds(command, state))).toBe(code);
    },
  );
});

describe('the parts of an allocation', () => {
  const made = expectEvents(decideAllocateFunds(allocate, given))[0] as AllocationMade;
  const part = {
    disbursement: id('disbursement'),
    allocation: made.allocation,
    hub: 'south-asia',
    fund: FUND.id,
    currency: 'EUR',
    amountMinor: 33_33n,
  };
  const prepared: DisbursementEvent = {
    type: 'DisbursementPrepared',
    ...part,
    framework: made.framework,
    motion: made.motion,
    preparedDay: '2026-03-15',
    expiresAt: NOW + 1,
  };
  const begun = evolveAllocation(evolveAllocation(undefined, made, NOW, 'x'), prepared, NOW, 'x');

  it('are paid by one disbursement each', () => {
    expect(begun.parts.map((one) => one.disbursement)).toEqual([undefined, part.disbursement, undefined]);
  });

  it.each([
    { type: 'DisbursementExpired', ...part } as const,
    { type: 'DisbursementVoided', ...part, reasonCode: 'x' } as const,
  ])('are free again after $type', (event) => {
    expect(evolveAllocation(begun, event, NOW, 'x').parts).toEqual(made.parts);
  });
});
