import type { Reader } from '@hubgraph/journal';
import { formatDecimal, isRejection, type Money, type Period, parsePeriod, reject } from '@hubgraph/kernel';
import {
  badInput,
  dateTime,
  type GraphQLResolverMap,
  moneyValue,
  type RequestContext,
  readMoney,
} from '@hubgraph/node';
import type { Resource } from './domain.ts';
import { resourceSums, resourcesOf, valueAt } from './views.ts';

interface Rate {
  readonly code: string;
  readonly rate: { readonly decimal: string; readonly currency: string };
  readonly source: string;
}

interface ResourcesArgs {
  readonly from?: string | null;
  readonly to?: string | null;
  readonly rates?: readonly Rate[] | null;
}

/** A resource, with the days that are asked for and what a unit is said to be worth. */
interface ResourceView extends Resource {
  readonly days: Period;
  readonly rate?: { readonly money: Money; readonly source: string } | undefined;
}

const ALWAYS: Period = { from: '0001-01-01', to: '9999-12-31' };
const SOURCE_LENGTH_MAX = 200;

/** A resource without days that were asked for: all of them. */
export function resourceView(resource: Resource): ResourceView {
  return { ...resource, days: ALWAYS };
}

/** `Books.resources`: every resource of the node, by code. */
export function resourcesIn(args: ResourcesArgs, read: Reader): ResourceView[] {
  const days = parsePeriod(args.from ?? ALWAYS.from, args.to ?? ALWAYS.to);
  if (isRejection(days)) throw badInput(days);
  const rates = ratesIn(args.rates ?? []);
  return resourcesOf(read).map((one) => ({ ...one, days, rate: rates.get(one.code) }));
}

function ratesIn(given: readonly Rate[]): ReadonlyMap<string, NonNullable<ResourceView['rate']>> {
  const rates = new Map<string, NonNullable<ResourceView['rate']>>();
  for (const { code, rate, source } of given) {
    const money = readMoney(rate);
    if (isRejection(money)) throw badInput(money);
    if (money.amountMinor < 0n) throw badInput(reject('amount-is-negative', 'What a unit is worth is not negative.'));
    const said = source.trim();
    if (said === '' || said.length > SOURCE_LENGTH_MAX) {
      throw badInput(reject('rate-source-is-missing', 'Say in up to 200 characters who says what a unit is worth.'));
    }
    if (rates.has(code)) throw badInput(reject('rate-is-repeated', `Give one rate for ${code.slice(0, 40)}.`));
    rates.set(code, { money, source: said });
  }
  return rates;
}

const sumsOf = ({ code, days }: ResourceView, read: Reader) => resourceSums(read, code, days, 'with-movement');

function quantity({ exponent }: Resource, amountMinor: bigint) {
  return { amountMinor: amountMinor.toString(), decimal: formatDecimal(amountMinor, exponent) };
}

export const resourceResolvers: GraphQLResolverMap<RequestContext> = {
  Resource: {
    name: ({ name }: ResourceView, _: unknown, context) => context.text(name),
    places: ({ exponent }: ResourceView) => exponent,
    declaredAt: ({ declaredAt }: ResourceView) => dateTime(declaredAt),
    held: (view: ResourceView, _: unknown, { read }) => quantity(view, sumsOf(view, read).heldMinor),
    received: (view: ResourceView, _: unknown, { read }) => quantity(view, sumsOf(view, read).receivedMinor),
    given: (view: ResourceView, _: unknown, { read }) => quantity(view, sumsOf(view, read).givenMinor),
    months: (view: ResourceView, _: unknown, { read }) =>
      sumsOf(view, read).months.map(({ month, receivedMinor, givenMinor }) => ({
        month,
        received: quantity(view, receivedMinor),
        given: quantity(view, givenMinor),
      })),
    value(view: ResourceView, _: unknown, { read }) {
      if (view.rate === undefined) return null;
      const { money, source } = view.rate;
      const sums = sumsOf(view, read);
      const worth = (amountMinor: bigint) => moneyValue(valueAt(amountMinor, view, money));
      return {
        rate: moneyValue(money),
        source,
        held: worth(sums.heldMinor),
        received: worth(sums.receivedMinor),
        given: worth(sums.givenMinor),
      };
    },
  },
};

/** What a node states of its resources for movement-wide figures; flows inside the movement are left out. */
export function resourceCells(read: Reader, node: string, period: Period) {
  return resourcesOf(read).map((resource) => {
    const { code, kind, exponent: places } = resource;
    const { receivedMinor, givenMinor, heldMinor } = resourceSums(read, code, period, 'without-movement');
    return {
      node,
      code,
      kind,
      places,
      receivedMinor: String(receivedMinor),
      givenMinor: String(givenMinor),
      heldMinor: String(heldMinor),
    };
  });
}
