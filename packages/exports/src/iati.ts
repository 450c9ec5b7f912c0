import {
  type CurrencyCode,
  currencyExponent,
  type Day,
  dayOf,
  type Instant,
  isRejection,
  isSlug,
  parseId,
} from '@hubgraph/kernel';
import { type Entry, type Posting, typeOfPath } from '@hubgraph/ledger';
import { decimal } from './decimal.ts';
import type { Fact } from './fact.ts';
import { type IatiAccount, iatiAccount } from './iati-accounts.ts';
import { Ledgered } from './posted.ts';
import { organisation } from './three-sixty-giving.ts';

/** Codes of IATI's lists: TransactionType, ActivityStatus, OrganisationType (other), OrganisationRole. */
const INCOMING = '1';
const COMMITMENT = '2';
const DISBURSEMENT = '3';
const EXPENDITURE = '4';
const ONGOING = '2';
const CLOSED = '4';
const OTHER = '90';
const FUNDING = '1';
const IMPLEMENTING = '4';
/** SectorVocabulary: the reporting organisation's own. */
const OWN_VOCABULARY = '99';
const NO_PURPOSE = 'unspecified';

interface AwardFact {
  readonly type: 'AwardMade' | 'AwardClosed';
  readonly award: string;
  readonly team: string;
  readonly purpose: string;
  readonly currency: CurrencyCode;
  readonly spentIn: string;
  readonly draws: readonly { readonly amountMinor: bigint }[];
}

interface Party {
  readonly org?: string;
  readonly activity?: string;
  readonly name: string;
}

interface Transaction {
  readonly ref?: string;
  readonly type: string;
  readonly day: Day;
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
  readonly about: string;
  readonly provider: Party;
  readonly receiver: Party;
  readonly purpose?: string;
  readonly country?: string;
}

interface Award {
  readonly id: string;
  readonly team: string;
  readonly purpose: string;
  readonly country: string;
  readonly day: Day;
  status: string;
  readonly transactions: Transaction[];
}

/**
 * Activities in the form of IATI 2.03, money only. A transfer between two nodes is an activity at each end, each naming
 * the other's: `HUBGRAPH-<node>-<id of the transfer>`, so that neither has to tell the other. An award is an activity
 * with its commitment and its disbursements; all else is one activity for each fund, by month, purpose and country, so
 * that no donor stands alone; what was imported from activities, as it was told. Memory grows with awards,
 * months and such days, not with postings. A day is never later than the
 * one on which it was recorded, since IATI takes no transactions of days to come.
 * @see https://iatistandard.org/en/iati-standard/203/activity-standard/
 */
export async function* iati(node: string, facts: AsyncIterable<Fact>): AsyncGenerator<string> {
  const books = new Ledgered();
  const awards = new Map<string, Award>();
  const funds = new Map<string, Map<string, Transaction>>();
  const self: Party = { org: organisation(node), name: node };
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">\n';
  for await (const step of books.read(tapped(facts, awards, self))) {
    if (step.kind === 'account') continue;
    const { entry, at } = step;
    const transfer = transferOf(node, entry);
    if (transfer !== undefined) {
      yield transferActivity(self, transfer, entry, at);
      continue;
    }
    const award = awards.get(entry.cites?.['award'] ?? '');
    for (const posting of entry.postings) {
      const told = iatiAccount(posting.account);
      if (told !== undefined && isMoney(posting)) {
        addTold(funds, self, books.fund(posting.fund), told, dayIn(entry, at), posting);
        continue;
      }
      const side = typeOfPath(posting.account);
      if ((side !== 'INCOME' && side !== 'EXPENSE') || !isMoney(posting)) continue;
      if (award !== undefined && side === 'EXPENSE') addPayment(award, self, entry, at, posting);
      else addToFund(funds, self, books.fund(posting.fund), side, dayIn(entry, at), posting);
    }
  }
  for (const award of awards.values()) yield awardActivity(self, award);
  for (const [fund, transactions] of [...funds].sort(([a], [b]) => (a < b ? -1 : 1))) {
    yield fundActivity(self, fund, [...transactions.values()]);
  }
  yield '</iati-activities>\n';
}

/** Passes facts on, and takes note of awards. */
async function* tapped(facts: AsyncIterable<Fact>, awards: Map<string, Award>, self: Party): AsyncGenerator<Fact> {
  for await (const fact of facts) {
    const happened = fact.event as AwardFact;
    if (happened.type === 'AwardMade') {
      const { award: id, team, purpose, currency, spentIn: country, draws } = happened;
      const day = dayOf(fact.at);
      const amountMinor = draws.reduce((sum, draw) => sum + draw.amountMinor, 0n);
      const commitment: Transaction = {
        ref: id,
        type: COMMITMENT,
        day,
        currency,
        amountMinor,
        about: 'What was awarded.',
        provider: { ...self, activity: activity(self, id) },
        receiver: { org: team, name: team },
      };
      awards.set(id, { id, team, purpose, country, day, status: ONGOING, transactions: [commitment] });
    }
    const closed = happened.type === 'AwardClosed' ? awards.get(happened.award) : undefined;
    if (closed !== undefined) closed.status = CLOSED;
    yield fact;
  }
}

interface Transfer {
  readonly isPayer: boolean;
  readonly peer: string;
}

/** An entry that another node has too, under the same id: it is in an account of the inside of the movement. */
function transferOf(node: string, { id, postings }: Entry): Transfer | undefined {
  const inside = postings.find(({ account }) => /^(income|expenses):movement(:|$)/.test(account));
  const parts = parseId(id);
  if (inside === undefined || isRejection(parts) || parts.kind === 'entry') return undefined;
  const isPayer = parts.home === node;
  const owed = postings.map(({ account }) => /^liabilities:due-to:([^:]+)$/.exec(account)?.[1]);
  const peer = isPayer ? (inside.dimensions?.recipient ?? owed.find((one) => one !== undefined)) : parts.home;
  return peer !== undefined && isSlug(peer) ? { isPayer, peer } : undefined;
}

function transferActivity(self: Party, { isPayer, peer }: Transfer, entry: Entry, at: Instant): string {
  const other: Party = { org: organisation(peer), name: peer };
  const own = { ...self, activity: activity(self, entry.id) };
  const theirs = { ...other, activity: activity(other, entry.id) };
  const day = dayIn(entry, at);
  const inside = entry.postings.filter(
    (posting) => /^(income|expenses):movement(:|$)/.test(posting.account) && isMoney(posting),
  );
  const transactions = inside.map(
    ({ amountMinor, currency }): Transaction => ({
      ref: entry.id,
      type: isPayer ? DISBURSEMENT : INCOMING,
      day,
      currency,
      amountMinor: isPayer ? amountMinor : -amountMinor,
      about: 'Between two organisations of the movement.',
      provider: isPayer ? own : theirs,
      receiver: isPayer ? theirs : own,
    }),
  );
  if (transactions.length === 0) return '';
  const { purpose, spentIn } = inside[0]?.dimensions ?? {};
  return activityXml({
    id: activity(self, entry.id),
    self,
    title: `Transfer ${entry.id}`,
    about: isPayer ? `From ${self.name} to ${peer}.` : `From ${peer} to ${self.name}.`,
    parties: isPayer
      ? [participant(self, FUNDING), participant(other, IMPLEMENTING)]
      : [participant(other, FUNDING), participant(self, IMPLEMENTING)],
    status: CLOSED,
    day,
    sector: purpose ?? NO_PURPOSE,
    country: spentIn,
    transactions,
  });
}

function addPayment(award: Award, self: Party, entry: Entry, at: Instant, posting: Posting): void {
  award.transactions.push({
    ref: entry.id,
    type: DISBURSEMENT,
    day: dayIn(entry, at),
    currency: posting.currency,
    amountMinor: posting.amountMinor,
    about: posting.amountMinor < 0n ? 'What came back unspent.' : 'A payment on the award.',
    provider: { ...self, activity: activity(self, award.id) },
    receiver: { org: award.team, name: award.team },
  });
}

function awardActivity(self: Party, { id, team, purpose, country, day, status, transactions }: Award): string {
  return activityXml({
    id: activity(self, id),
    self,
    title: `Award ${id}`,
    about: `From ${self.name} to ${team}.`,
    parties: [participant(self, FUNDING), participant({ org: team, name: team }, IMPLEMENTING)],
    status,
    day,
    sector: purpose,
    country,
    transactions,
  });
}

function addToFund(
  funds: Map<string, Map<string, Transaction>>,
  self: Party,
  fund: string,
  side: 'INCOME' | 'EXPENSE',
  day: Day,
  { currency, amountMinor, dimensions }: Posting,
): void {
  const { purpose = NO_PURPOSE, spentIn: country } = dimensions ?? {};
  const counterparty = dimensions?.counterparty ?? 'PUBLIC';
  const key = [day.slice(0, 7), side, currency, counterparty, purpose, country ?? ''].join(' ');
  const sums = funds.get(fund) ?? new Map<string, Transaction>();
  funds.set(fund, sums);
  const before = sums.get(key);
  const added = side === 'INCOME' ? -amountMinor : amountMinor;
  const own: Party = { ...self, activity: activity(self, `fund-${fund}`) };
  const other: Party = { name: OTHERS[counterparty] };
  sums.set(key, {
    type: side === 'INCOME' ? INCOMING : EXPENDITURE,
    day: before === undefined || day > before.day ? day : before.day,
    currency,
    amountMinor: (before?.amountMinor ?? 0n) + added,
    about: `All of ${day.slice(0, 7)}.`,
    provider: side === 'INCOME' ? other : own,
    receiver: side === 'INCOME' ? own : other,
    purpose,
    ...(country === undefined ? {} : { country }),
  });
}

/** What was imported from activities is given away as it was told: by day, type, organisation, purpose and country. */
function addTold(
  funds: Map<string, Map<string, Transaction>>,
  self: Party,
  fund: string,
  { code, isComing, org }: IatiAccount,
  day: Day,
  { currency, amountMinor, dimensions }: Posting,
): void {
  const { purpose = NO_PURPOSE, spentIn: country } = dimensions ?? {};
  const sums = funds.get(fund) ?? new Map<string, Transaction>();
  funds.set(fund, sums);
  const key = ['told', day, code, currency, org ?? '', purpose, country ?? ''].join(' ');
  const own: Party = { ...self, activity: activity(self, `fund-${fund}`) };
  const other: Party = org === undefined ? { name: OTHERS.SUPPLIER } : { org, name: org };
  sums.set(key, {
    type: code,
    day,
    currency,
    amountMinor: (sums.get(key)?.amountMinor ?? 0n) + (isComing ? -amountMinor : amountMinor),
    about: 'From activities that were imported: all of that day.',
    provider: isComing ? other : own,
    receiver: isComing ? own : other,
    purpose,
    ...(country === undefined ? {} : { country }),
  });
}

const OTHERS = {
  PUBLIC: 'The public',
  TEAM: 'Teams of the movement',
  SUPPLIER: 'Suppliers',
  STAFF: 'Staff',
  MOVEMENT: 'Organisations of the movement',
} as const;

function fundActivity(self: Party, fund: string, all: readonly Transaction[]): string {
  const transactions = all.filter(({ amountMinor }) => amountMinor !== 0n);
  const [first] = transactions.map(({ day }) => day).sort();
  if (first === undefined) return '';
  return activityXml({
    id: activity(self, `fund-${fund}`),
    self,
    title: `Fund ${fund}`,
    about: 'What came in and was spent beside awards and transfers, by month, purpose and country.',
    parties: [participant(self, FUNDING), participant(self, IMPLEMENTING)],
    status: ONGOING,
    day: first,
    sector: undefined,
    country: undefined,
    transactions,
  });
}

interface Activity {
  readonly id: string;
  readonly self: Party;
  readonly title: string;
  readonly about: string;
  readonly parties: readonly string[];
  readonly status: string;
  readonly day: Day;
  /** Of the whole activity; else of each transaction. */
  readonly sector: string | undefined;
  readonly country: string | undefined;
  readonly transactions: readonly Transaction[];
}

function activityXml({
  id,
  self,
  title,
  about,
  parties,
  status,
  day,
  sector,
  country,
  transactions,
}: Activity): string {
  return [
    ' <iati-activity xml:lang="en">',
    `  <iati-identifier>${text(id)}</iati-identifier>`,
    `  <reporting-org ref="${text(self.org ?? '')}" type="${OTHER}">${narrative(self.name)}</reporting-org>`,
    `  <title>${narrative(title)}</title>`,
    `  <description>${narrative(about)}</description>`,
    ...parties,
    `  <activity-status code="${status}"/>`,
    `  <activity-date iso-date="${day}" type="2"/>`,
    ...(country === undefined ? [] : [`  <recipient-country code="${text(country)}" percentage="100"/>`]),
    ...(sector === undefined ? [] : [`  ${sectorXml(sector, ' percentage="100"')}`]),
    ...transactions.map(transactionXml),
    ' </iati-activity>\n',
  ].join('\n');
}

function transactionXml(of: Transaction): string {
  const { ref, type, day, currency, amountMinor, about, provider, receiver, purpose, country } = of;
  const amount = decimal(amountMinor, currencyExponent(currency) ?? 0);
  return [
    `  <transaction${ref === undefined ? '' : ` ref="${text(ref)}"`}>`,
    `   <transaction-type code="${type}"/><transaction-date iso-date="${day}"/>`,
    `   <value currency="${text(currency)}" value-date="${day}">${amount}</value>`,
    `   <description>${narrative(about)}</description>`,
    `   ${partyXml('provider', provider)}`,
    `   ${partyXml('receiver', receiver)}`,
    ...(purpose === undefined ? [] : [`   ${sectorXml(purpose, '')}`]),
    ...(country === undefined ? [] : [`   <recipient-country code="${text(country)}"/>`]),
    '  </transaction>',
  ].join('\n');
}

function partyXml(side: 'provider' | 'receiver', { org, activity: of, name }: Party): string {
  const ref = org === undefined ? '' : ` ref="${text(org)}" type="${OTHER}"`;
  const at = of === undefined ? '' : ` ${side}-activity-id="${text(of)}"`;
  return `<${side}-org${ref}${at}>${narrative(name)}</${side}-org>`;
}

function participant({ org = '', name }: Party, role: string): string {
  return `  <participating-org ref="${text(org)}" type="${OTHER}" role="${role}">${narrative(name)}</participating-org>`;
}

function sectorXml(code: string, percentage: string): string {
  return `<sector vocabulary="${OWN_VOCABULARY}" code="${text(code)}"${percentage}>${narrative(code)}</sector>`;
}

/** The identifier of an activity of a node. */
function activity({ org = '' }: Party, id: string): string {
  return `${org}-${id}`.replace(/[/&|?\s]/g, '-');
}

function isMoney({ currency }: Posting): boolean {
  return currencyExponent(currency) !== undefined;
}

function dayIn({ effectiveDay }: Entry, at: Instant): Day {
  const recorded = dayOf(at);
  return effectiveDay < recorded ? effectiveDay : recorded;
}

function narrative(words: string): string {
  return `<narrative>${text(words)}</narrative>`;
}

function text(words: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return words.replace(/[&<>"]/g, (sign) => entities[sign] ?? '');
}
