import { type Command, defineEntity, type Event } from '@hubgraph/journal';
import { type CurrencyCode, currencyExponent, type Rejection, reject, type Slug } from '@hubgraph/kernel';
import { formOfSeats, type Seat } from './seats.ts';

/** Expenses of a currency up to an amount, and who must approve them. */
export interface Tier {
  readonly currency: CurrencyCode;
  /** The largest amount that it is for; absent: any. */
  readonly upToMinor?: bigint;
  readonly seats: readonly Seat[];
}

export interface SetApprovalRule extends Command {
  readonly type: 'SetApprovalRule';
  readonly hub: Slug;
  /** By currency, and within one from the smallest amount on. */
  readonly tiers: readonly Tier[];
}
export interface SetProtectedCountries extends Command {
  readonly type: 'SetProtectedCountries';
  readonly hub: Slug;
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
}

export interface ApprovalRuleSet extends Event {
  readonly type: 'ApprovalRuleSet';
  readonly hub: Slug;
  readonly tiers: readonly Tier[];
}
export interface ProtectedCountriesSet extends Event {
  readonly type: 'ProtectedCountriesSet';
  readonly hub: Slug;
  readonly countries: readonly string[];
}

export interface ApprovalRule {
  readonly tiers: readonly Tier[];
  /** Counts from 1. */
  readonly version: number;
  readonly setAt: number;
  readonly setBy: string;
}
export interface ProtectedCountries {
  readonly countries: readonly string[];
  readonly setAt: number;
}

/** In order of precedence. */
export type RuleRejectionCode =
  | 'tiers-are-missing'
  | 'tiers-are-too-many'
  | 'currency-is-unknown'
  | 'amount-is-not-positive'
  | 'tiers-are-not-in-order'
  | 'tier-has-no-end'
  | 'approvals-are-missing'
  | 'approvals-are-too-many'
  | 'role-cannot-approve'
  | 'role-is-listed-twice';

export type CountriesRejectionCode = 'countries-are-too-many' | 'country-is-malformed' | 'country-is-listed-twice';

export const TIERS_MAX = 40;
const COUNTRIES_MAX = 300;

/** The whole rule at once: what it does not name any more is gone. */
export function decideSetApprovalRule({ hub, tiers }: SetApprovalRule): Event[] | Rejection<RuleRejectionCode> {
  const refusal = refusalOf(tiers);
  return refusal ?? [{ type: 'ApprovalRuleSet', hub, tiers } as ApprovalRuleSet];
}

function refusalOf(tiers: readonly Tier[]): Rejection<RuleRejectionCode> | undefined {
  if (tiers.length === 0) return reject('tiers-are-missing', 'Give at least one tier; without any, nothing is paid.');
  if (tiers.length > TIERS_MAX) return reject('tiers-are-too-many', `A rule has ${TIERS_MAX} tiers at most.`);
  const stranger = tiers.find(({ currency }) => currencyExponent(currency) === undefined)?.currency;
  if (stranger !== undefined) {
    return reject('currency-is-unknown', `${stranger.slice(0, 10)} is not a currency of ISO 4217.`);
  }
  if (tiers.some(({ upToMinor }) => upToMinor !== undefined && upToMinor <= 0n)) {
    return reject('amount-is-not-positive', 'A tier reaches up to more than nothing.');
  }
  const ofEach = Map.groupBy(tiers, ({ currency }) => currency);
  const isSorted = [...ofEach.values()].every((of) =>
    of.every(({ upToMinor }, index) => {
      const before = of[index - 1];
      if (before === undefined) return true;
      return before.upToMinor !== undefined && (upToMinor === undefined || before.upToMinor < upToMinor);
    }),
  );
  if (!isSorted) {
    return reject('tiers-are-not-in-order', 'Give the tiers of a currency from the smallest amount on, each once.');
  }
  if ([...ofEach.values()].some((of) => of.at(-1)?.upToMinor !== undefined)) {
    return reject('tier-has-no-end', 'The last tier of each currency is for any amount: leave out upTo.');
  }
  return tiers.map(({ seats }) => formOfSeats(seats)).find((refusal) => refusal !== undefined);
}

export function decideSetProtectedCountries({
  hub,
  countries,
}: SetProtectedCountries): Event[] | Rejection<CountriesRejectionCode> {
  if (countries.length > COUNTRIES_MAX) {
    return reject('countries-are-too-many', `There are not more than ${COUNTRIES_MAX} countries.`);
  }
  if (countries.some((country) => !/^[A-Z]{2}$/.test(country))) {
    return reject('country-is-malformed', 'Give each country as two capital letters, as KE.');
  }
  if (new Set(countries).size < countries.length) return reject('country-is-listed-twice', 'Name each country once.');
  return [{ type: 'ProtectedCountriesSet', hub, countries } as ProtectedCountriesSet];
}

/** The tier that an amount falls into; undefined where the rule says nothing of its currency. */
export function tierFor(
  rule: Pick<ApprovalRule, 'tiers'> | undefined,
  { currency, amountMinor }: { readonly currency: CurrencyCode; readonly amountMinor: bigint },
): Tier | undefined {
  return rule?.tiers.find(
    (tier) => tier.currency === currency && (tier.upToMinor === undefined || amountMinor <= tier.upToMinor),
  );
}

export const approvalRule = defineEntity<ApprovalRule, ApprovalRuleSet>({
  kind: 'approval-rule',
  concerns: (event) => (event.type === 'ApprovalRuleSet' ? [event.hub] : []),
  evolve: (state, { event, at, by }) => ({
    tiers: event.tiers,
    version: (state?.version ?? 0) + 1,
    setAt: at,
    setBy: by,
  }),
});

export const protectedCountries = defineEntity<ProtectedCountries, ProtectedCountriesSet>({
  kind: 'protected-countries',
  concerns: (event) => (event.type === 'ProtectedCountriesSet' ? [event.hub] : []),
  evolve: (_state, { event, at }) => ({ countries: event.countries, setAt: at }),
});
