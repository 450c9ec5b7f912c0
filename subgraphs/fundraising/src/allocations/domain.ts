import { allocate } from '@hubgraph/allocation';
import { type Fund, fundBalanceOf } from '@hubgraph/books';
import type { RegistryNode } from '@hubgraph/identity';
import { type Command, defineCommand, defineEntity, type Event } from '@hubgraph/journal';
import {
  currencyExponent,
  formatAmount,
  type Id,
  isRejection,
  type Rejection,
  reject,
  type Slug,
} from '@hubgraph/kernel';
import type { DisbursementEvent } from '../disbursements/events.ts';
import {
  type CountryListInForce,
  countryListInForce,
  type FrameworkInForce,
  frameworkInForce,
} from '../frameworks/domain.ts';
import { authorisedHub } from '../registry.ts';
import { committedMinor } from './views.ts';

export interface AllocateFunds extends Command {
  readonly type: 'AllocateFunds';
  readonly allocation: Id;
  readonly fund: Id;
  readonly currency: string;
  readonly amountMinor: bigint;
}

export interface AllocationMade extends Event {
  readonly type: 'AllocationMade';
  readonly allocation: Id;
  readonly framework: Id;
  /** The motion that adopted the framework. */
  readonly motion: Id;
  readonly fund: Id;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly parts: readonly { readonly hub: Slug; readonly amountMinor: bigint }[];
}

export interface AllocatedPart {
  readonly hub: Slug;
  readonly amountMinor: bigint;
  /** The disbursement that pays it or has paid it; absent while there is none. */
  readonly disbursement?: Id;
}

export interface AllocationState {
  readonly id: Id;
  readonly framework: Id;
  readonly motion: Id;
  readonly fund: Id;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly parts: readonly AllocatedPart[];
  readonly madeAt: number;
  readonly madeBy: string;
}

/** In order of precedence; the rules of the shares and the floor are those of `@hubgraph/allocation`. */
export type AllocationRejectionCode =
  | 'fund-is-unknown'
  | 'fund-is-closed'
  | 'fund-is-restricted'
  | 'currency-is-unknown'
  | 'amount-is-not-positive'
  | 'framework-is-not-in-force'
  | 'country-list-is-not-in-force'
  | 'hub-is-not-authorised'
  | 'shares-do-not-add-up'
  | 'floor-is-not-met'
  | 'amount-is-too-small'
  | 'fund-is-overdrawn';

export interface AllocateFundsState {
  readonly fund: Fund | undefined;
  /** Posted, not reserved by pending entries, and not allocated before. */
  readonly availableMinor: bigint;
  readonly framework: FrameworkInForce | undefined;
  readonly countryList: CountryListInForce | undefined;
  /** The authorised hubs of the framework's shares, in their order. */
  readonly hubs: readonly (RegistryNode | undefined)[];
}

export function decideAllocateFunds(command: AllocateFunds, state: AllocateFundsState): AllocationMade[] | Rejection {
  const { allocation, currency, amountMinor } = command;
  const { fund, availableMinor, framework, countryList, hubs } = state;
  if (fund === undefined) return reject('fund-is-unknown', `There is no fund ${command.fund} here.`);
  if (fund.status === 'CLOSED') return reject('fund-is-closed', `The fund ${fund.code} is closed.`);
  if (fund.purposes !== undefined) {
    return reject('fund-is-restricted', `The fund ${fund.code} is for ${fund.purposes.join(', ')}, not for all hubs.`);
  }
  if (currencyExponent(currency) === undefined) {
    return reject('currency-is-unknown', `${currency} is not a currency of ISO 4217.`);
  }
  if (amountMinor <= 0n) return reject('amount-is-not-positive', 'Allocate more than nothing.');
  if (framework === undefined) {
    return reject(
      'framework-is-not-in-force',
      'The council has adopted no framework; without one nothing is allocated.',
    );
  }
  if (countryList === undefined) {
    return reject(
      'country-list-is-not-in-force',
      'The council has adopted no list of countries to check the floor by.',
    );
  }
  const missing = framework.shares.find((_, index) => hubs[index] === undefined);
  if (missing !== undefined) {
    return reject(
      'hub-is-not-authorised',
      `${missing.hub} has a share and is not authorised; a new framework is needed.`,
    );
  }
  const southern = new Set(countryList.countries.filter((one) => one.isGlobalSouth).map((one) => one.country));
  const countries = new Map(hubs.map((hub) => [hub?.id, hub?.country]));
  const split = allocate({
    totalMinor: amountMinor,
    shares: framework.shares,
    floorBasisPoints: framework.floorBasisPoints,
    isGlobalSouth: (country) => southern.has(country),
    hubCountry: (hub) => countries.get(hub),
  });
  if (isRejection(split)) return split;
  const nothing = split.parts.find((part) => part.amountMinor === 0n);
  if (nothing !== undefined) return reject('amount-is-too-small', `Of so little ${nothing.hub} would get nothing.`);
  if (amountMinor > availableMinor) {
    const available = formatAmount({ amountMinor: availableMinor, currency });
    return reject('fund-is-overdrawn', `${available} ${currency} of ${fund.code} are neither spent nor allocated.`);
  }
  const { framework: id, motion } = framework;
  const { parts } = split;
  return [{ type: 'AllocationMade', allocation, framework: id, motion, fund: fund.id, currency, amountMinor, parts }];
}

export function evolveAllocation(
  state: AllocationState | undefined,
  event: AllocationMade | DisbursementEvent,
  at: number,
  by: string,
): AllocationState {
  if (event.type === 'AllocationMade') {
    const { allocation: id, framework, motion, fund, currency, amountMinor, parts } = event;
    return { id, framework, motion, fund, currency, amountMinor, parts, madeAt: at, madeBy: by };
  }
  if (state === undefined) throw new Error('A disbursement of an allocation that was never made.');
  switch (event.type) {
    case 'DisbursementPrepared':
      return withPart(state, { hub: event.hub, amountMinor: event.amountMinor, disbursement: event.disbursement });
    case 'DisbursementVoided':
    case 'DisbursementExpired':
      return withPart(state, { hub: event.hub, amountMinor: event.amountMinor });
    case 'DisbursementPosted':
    case 'DisbursementBooked':
    case 'DisbursementContradicted':
      return state;
  }
}

function withPart(state: AllocationState, part: AllocatedPart): AllocationState {
  return { ...state, parts: state.parts.map((one) => (one.hub === part.hub ? part : one)) };
}

export const allocation = defineEntity<AllocationState, AllocationMade | DisbursementEvent>({
  kind: 'allocation',
  concerns: (event) =>
    ['AllocationMade', 'DisbursementPrepared', 'DisbursementVoided', 'DisbursementExpired'].includes(event.type)
      ? [event.allocation]
      : [],
  evolve: (state, { event, at, by }) => evolveAllocation(state, event, at, by),
});

export const commands = [
  defineCommand<AllocateFunds, AllocateFundsState, AllocationMade>({
    type: 'AllocateFunds',
    load(read, { fund, currency }) {
      const framework = frameworkInForce(read);
      const { postedMinor, reservedMinor } = fundBalanceOf(read, fund, currency);
      return {
        fund: read.entity<Fund>('fund', fund),
        availableMinor: postedMinor - reservedMinor - committedMinor(read, fund, currency),
        framework,
        countryList: countryListInForce(read),
        hubs: framework?.shares.map((share) => authorisedHub(read, share.hub)) ?? [],
      };
    },
    decide: decideAllocateFunds,
  }),
];
