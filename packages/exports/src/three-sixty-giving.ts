import { type CurrencyCode, currencyExponent, type Day, dayOf } from '@hubgraph/kernel';
import { decimal } from './decimal.ts';
import type { Fact } from './fact.ts';

/** Where a text lies in the vault, as events have it. */
export interface TextPlace {
  readonly key: string;
  readonly digest: string;
}

interface Applied {
  readonly type: 'FundsAppliedFor';
  readonly application: string;
  readonly title: TextPlace;
  readonly plan: TextPlace;
  readonly amountMinor: bigint;
}
interface Made {
  readonly type: 'AwardMade';
  readonly award: string;
  readonly application: string;
  readonly team: string;
  readonly purpose: string;
  readonly currency: CurrencyCode;
  readonly spentIn: string;
  readonly draws: readonly { readonly amountMinor: bigint }[];
}
interface Paid {
  readonly type: 'AwardPaid';
  readonly award: string;
  readonly amountMinor: bigint;
}
interface Imported {
  readonly type: 'GrantImported';
  readonly grant: string;
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
  readonly awardDay: Day;
  readonly plannedFrom?: Day;
  readonly plannedTo?: Day;
  readonly recipientKind: 'ORGANISATION' | 'INDIVIDUAL';
  readonly recipientId?: string;
  readonly country?: string;
  readonly title: TextPlace;
  readonly description?: TextPlace;
  readonly recipientName?: TextPlace;
}
type GrantEvent =
  | Applied
  | Made
  | Paid
  | Imported
  | { readonly type: 'TeamFormed'; readonly team: string; readonly name: TextPlace };

/** What the file is written from. */
export interface GrantsSource {
  readonly node: string;
  /** May be read twice. */
  facts(): AsyncIterable<Fact>;
  text(place: TextPlace): Promise<string | null>;
}

const ERASED = 'The text was erased.';

/**
 * grants.json: a hub's awards, and the grants of its records of before, in the form of 360Giving; amounts digit for
 * digit. Its texts are those of the vault. A person who was given something has no name in it.
 * @see https://standard.threesixtygiving.org/en/latest/technical/grants-schema/
 */
export async function* threeSixtyGiving({ node, facts, text }: GrantsSource): AsyncGenerator<string> {
  const paid = new Map<string, bigint>();
  for await (const { event } of facts()) {
    const happened = event as GrantEvent;
    if (happened.type === 'AwardPaid') {
      paid.set(happened.award, (paid.get(happened.award) ?? 0n) + happened.amountMinor);
    }
  }
  const applications = new Map<string, Applied>();
  const teams = new Map<string, TextPlace>();
  const words = async (place: TextPlace | undefined): Promise<string | undefined> =>
    place === undefined ? undefined : ((await text(place)) ?? ERASED).toWellFormed();
  const funder = [{ id: organisation(node), name: node }];
  yield `{"version":"1.4","publisher":{"name":${JSON.stringify(node)},"org-id":${JSON.stringify(organisation(node))}},"grants":[`;
  let isFirst = true;
  for await (const { event, at } of facts()) {
    const happened = event as GrantEvent;
    let grant: string | undefined;
    if (happened.type === 'TeamFormed') teams.set(happened.team, happened.name);
    else if (happened.type === 'FundsAppliedFor') applications.set(happened.application, happened);
    else if (happened.type === 'AwardMade') {
      const applied = applications.get(happened.application);
      applications.delete(happened.application);
      const money = (minor: bigint): Amount => new Amount(minor, happened.currency);
      grant = json({
        id: happened.award,
        title: (await words(applied?.title)) ?? ERASED,
        description: (await words(applied?.plan)) ?? ERASED,
        currency: happened.currency,
        amountAppliedFor: applied === undefined ? undefined : money(applied.amountMinor),
        amountAwarded: money(happened.draws.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)),
        amountDisbursed: money(paid.get(happened.award) ?? 0n),
        awardDate: dayOf(at),
        recipientOrganization: [{ id: happened.team, name: (await words(teams.get(happened.team))) ?? happened.team }],
        fundingOrganization: funder,
        beneficiaryLocation: [{ name: happened.spentIn, countryCode: happened.spentIn }],
        classifications: [{ vocabulary: 'purpose', code: happened.purpose, title: happened.purpose }],
      });
    } else if (happened.type === 'GrantImported') {
      grant = json({
        id: happened.grant,
        title: (await words(happened.title)) ?? ERASED,
        description: (await words(happened.description)) ?? '',
        currency: happened.currency,
        amountAwarded: new Amount(happened.amountMinor, happened.currency),
        awardDate: happened.awardDay,
        plannedDates: planOf(happened),
        ...(await recipientOf(happened, words)),
        fundingOrganization: funder,
        beneficiaryLocation:
          happened.country === undefined ? undefined : [{ name: happened.country, countryCode: happened.country }],
      });
    }
    if (grant === undefined) continue;
    yield `${isFirst ? '\n' : ',\n'}${grant}`;
    isFirst = false;
  }
  yield '\n]}\n';
}

/** What stands for a node among organisations. It is not of a register; whoever needs one knows the node. */
export function organisation(node: string): string {
  return `HUBGRAPH-${node}`;
}

function planOf({ plannedFrom, plannedTo }: Imported) {
  if (plannedFrom === undefined && plannedTo === undefined) return undefined;
  return [{ startDate: plannedFrom, endDate: plannedTo }];
}

async function recipientOf(
  { grant, recipientKind, recipientId, recipientName }: Imported,
  words: (place: TextPlace | undefined) => Promise<string | undefined>,
) {
  const id = `${grant}/recipient`;
  if (recipientKind === 'INDIVIDUAL') return { recipientIndividual: { id, name: 'A person' } };
  const name = await words(recipientName);
  return { recipientOrganization: [{ id: recipientId ?? id, name: name ?? recipientId ?? id }] };
}

/** A number of JSON, digit for digit: a floating number in between could change it. */
class Amount {
  readonly text: string;
  constructor(amountMinor: bigint, currency: CurrencyCode) {
    this.text = decimal(amountMinor, currencyExponent(currency) ?? 0);
  }
}

/** As `JSON.stringify`, with amounts as they are. */
function json(value: unknown): string {
  if (value instanceof Amount) return value.text;
  if (Array.isArray(value)) return `[${value.map(json).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${json(inner)}`).join(',')}}`;
}
