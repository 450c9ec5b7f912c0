import { T } from '../../components/words.tsx';
import { currencyName, nameOfCode } from '../../i18n/format.ts';
import { isCurrency } from '../../i18n/sense.ts';
import type { Visit } from '../../visit.tsx';
import { type ActDefinition, outcomeOf, tokensOf } from '../act.ts';
import type { Field, Values } from '../field.ts';
import {
  type RuleShownFragment,
  RulesOfHub,
  type RulesOfHubQuery,
  SetApprovalRule,
  SetProtectedCountries,
} from './rules.generated.ts';
import { countryOptions } from './teams.tsx';

type Hub = NonNullable<RulesOfHubQuery['hub']>;
type Tier = RuleShownFragment['tiers'][number];

/** Who can fill the places of a rule. */
const ROLES = ['staff', 'treasurer', 'committee-member', 'board-member'] as const;
const COUNTS = ['1', '2', '3', '4'] as const;
/** Empty places in a form, beyond those that are filled already. */
const MORE_TIERS = 2;
const MORE_COUNTRIES = 3;
const TIERS_MAX = 40;
const COUNTRIES_MAX = 60;

/** The hub's board says who approves what people ask it to pay: the whole rule at once. */
export const setApprovalRule: ActDefinition = {
  name: 'setApprovalRule',
  async prepare(visit, id) {
    const hub = await hubOf(visit, id);
    if (hub === null) return null;
    const tiers = hub.approvalRule?.tiers ?? [];
    return {
      node: id,
      permission: hub.permissions?.setApprovalRule ?? null,
      about: (
        <p>
          <T id="act.setApprovalRule.about" hub={<bdi key="hub">{hub.name ?? id}</bdi>} />
        </p>
      ),
      fields: tierFields(visit, hub, Math.min(tiers.length + MORE_TIERS, TIERS_MAX)),
      defaults: Object.assign({}, ...tiers.map(valuesOf)),
      back: `/hubs/${id}/expenses`,
    };
  },
  async carryOut(visit, hub, { values, fields, idempotencyKey }) {
    const tiers = tiersIn(values, fields.length / FIELDS_OF_TIER);
    const answer = await visit.graph.ask(SetApprovalRule, { input: { idempotencyKey, hub, tiers } }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.setApprovalRule, () => `/hubs/${hub}/expenses`);
  },
};

/** The hub's board lists the countries in which being paid can be dangerous: the whole list at once. */
export const setProtectedCountries: ActDefinition = {
  name: 'setProtectedCountries',
  async prepare(visit, id) {
    const hub = await hubOf(visit, id);
    if (hub === null) return null;
    const listed = hub.protectedCountries?.countries ?? [];
    const options = countryOptions(visit.locale);
    const count = Math.min(listed.length + MORE_COUNTRIES, COUNTRIES_MAX);
    return {
      node: id,
      permission: hub.permissions?.setProtectedCountries ?? null,
      about: (
        <p>
          <T id="act.setProtectedCountries.about" hub={<bdi key="hub">{hub.name ?? id}</bdi>} />
        </p>
      ),
      fields: Array.from({ length: count }, (_, n) => ({
        kind: 'select',
        name: `country${n}`,
        label: 'country',
        values: { number: String(n + 1) },
        options,
        isOptional: true,
      })),
      defaults: Object.fromEntries(listed.map((country, n) => [`country${n}`, country])),
      back: `/hubs/${id}/expenses`,
    };
  },
  async carryOut(visit, hub, { values, idempotencyKey }) {
    const input = { idempotencyKey, hub, countries: [...new Set(Object.values(values))] };
    const answer = await visit.graph.ask(SetProtectedCountries, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.setProtectedCountries, () => `/hubs/${hub}/expenses`);
  },
};

async function hubOf(visit: Visit, id: string): Promise<Hub | null> {
  const { data } = await visit.graph.ask(RulesOfHub, { hub: id }, tokensOf(visit));
  return data?.hub ?? null;
}

const FIELDS_OF_TIER = 2 + ROLES.length;

/** For each tier its currency, up to which amount it is for, and how many of each role. */
function tierFields(visit: Visit, hub: Hub, count: number): readonly Field[] {
  const { locale } = visit;
  const held = (hub.books?.funds.nodes ?? []).flatMap(({ balances }) => balances.map(({ currency }) => currency));
  const ruled = (hub.approvalRule?.tiers ?? []).map(({ currency }) => currency);
  const currencies = [...new Set([hub.currency, ...held, ...ruled])]
    .filter(isCurrency)
    .map((value) => ({ value, text: `${currencyName(locale, value)} (${value})` }));
  return Array.from({ length: count }, (_, n): readonly Field[] => {
    const number = String(n + 1);
    const tier = { isOptional: n > 0, values: { number } };
    const group = (label: string) => ({ name: 'step', number, label });
    return [
      {
        kind: 'select',
        name: `currency${n}`,
        label: 'currency',
        group: group('expenses.field.currency'),
        options: currencies,
        ...tier,
      },
      {
        kind: 'amount',
        name: `upTo${n}`,
        label: 'upTo',
        group: group('expenses.ruleUpTo'),
        ...(n === 0 ? { hint: 'upToHint' } : {}),
        currency: { chosenIn: `currency${n}` },
        ...tier,
        isOptional: true,
      },
      ...ROLES.map(
        (role): Field => ({
          kind: 'select',
          name: `${role}${n}`,
          label: 'howMany',
          group: group(`role.${role}`),
          values: { number, role: nameOfCode(locale, 'role', role) },
          options: COUNTS.map((value) => ({ value, text: value })),
          isOptional: true,
        }),
      ),
    ];
  }).flat();
}

function valuesOf({ currency, upTo, approvals }: Tier, n: number): Values {
  return {
    [`currency${n}`]: currency,
    [`upTo${n}`]: upTo?.decimal ?? '',
    ...Object.fromEntries(approvals.map(({ role, count }) => [`${role}${n}`, String(count)])),
  };
}

/** What was filled in, by currency and from the smallest amount on, as the graph takes it. */
function tiersIn(values: Values, count: number) {
  const tiers = Array.from({ length: count }, (_, n) => n).flatMap((n) => {
    const currency = values[`currency${n}`];
    if (currency === undefined) return [];
    const upTo = values[`upTo${n}`];
    const approvals = ROLES.flatMap((role) => {
      const seats = Number(values[`${role}${n}`] ?? 0);
      return seats > 0 ? [{ role, count: seats }] : [];
    });
    return [{ currency, ...(upTo === undefined ? {} : { upTo }), approvals }];
  });
  const order = [...new Set(tiers.map(({ currency }) => currency))];
  return tiers.sort(
    (one, other) =>
      order.indexOf(one.currency) - order.indexOf(other.currency) ||
      (isAbove(one.upTo, other.upTo) ? 1 : isAbove(other.upTo, one.upTo) ? -1 : 0),
  );
}

/** Amounts of one currency have as many places; without an end a tier is above all. */
function isAbove(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === undefined && other !== undefined;
  return BigInt(one.replace('.', '')) > BigInt(other.replace('.', ''));
}
