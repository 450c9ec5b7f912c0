import { type Day, isRejection, reject } from '@hubgraph/kernel';
import type { DateFormat } from '../day.ts';
import { parsePlannedDay } from './grant-day.ts';
import type { GrantRejectionCode, GrantRow } from './grant-row.ts';
import { isObject, type JsonObject } from './json-node.ts';
import { type At, atPath, readObjects, readText } from './read-text.ts';

type Refusal = At<GrantRejectionCode>;

/** From the first beginning to the last end among `plannedDates`. */
export function readPlan(
  grant: JsonObject,
  format?: DateFormat,
): Pick<GrantRow, 'plannedFrom' | 'plannedTo'> | Refusal {
  const events = readObjects(grant, 'plannedDates');
  if (isRejection(events)) return events;
  let plannedFrom: Day | undefined;
  let plannedTo: Day | undefined;
  for (const [index, event] of events.entries()) {
    const path = `/plannedDates/${index}`;
    const from = readPlannedDay(event, 'startDate', path, 'from', format);
    if (isRejection(from)) return from;
    const to = readPlannedDay(event, 'endDate', path, 'to', format);
    if (isRejection(to)) return to;
    if (from !== undefined && to !== undefined && from > to) {
      return atPath(path, reject('planned-dates-are-reversed', `The plan ends (${to}) before it begins (${from}).`));
    }
    if (from !== undefined && (plannedFrom === undefined || from < plannedFrom)) plannedFrom = from;
    if (to !== undefined && (plannedTo === undefined || to > plannedTo)) plannedTo = to;
  }
  return {
    ...(plannedFrom === undefined ? {} : { plannedFrom }),
    ...(plannedTo === undefined ? {} : { plannedTo }),
  };
}

function readPlannedDay(
  event: JsonObject,
  key: string,
  path: string,
  side: 'from' | 'to',
  format?: DateFormat,
): Day | undefined | Refusal {
  const text = readText(event, key, path);
  if (text === undefined || isRejection(text)) return text;
  const day = parsePlannedDay(text, side, format);
  return isRejection(day) ? atPath(`${path}/${key}`, day) : day;
}

/** The one recipient. Of a person only the id is taken: a name is personal, and the books do not need it. */
export function readRecipient(
  grant: JsonObject,
): Pick<GrantRow, 'recipientKind' | 'recipientId' | 'recipientName'> | Refusal {
  const organisations = readObjects(grant, 'recipientOrganization');
  if (isRejection(organisations)) return organisations;
  const individual = grant.get('recipientIndividual') ?? null;
  const [organisation] = organisations;
  if (organisations.length + (individual === null ? 0 : 1) > 1) {
    const message = 'The grant has several recipients, and does not say how much each of them gets.';
    return atPath('/recipientOrganization', reject('recipient-is-ambiguous', message));
  }
  if (individual !== null) {
    if (!isObject(individual)) {
      const message = '"recipientIndividual" is to be an object.';
      return atPath('/recipientIndividual', reject('field-has-the-wrong-type', message));
    }
    const recipientId = readText(individual, 'id', '/recipientIndividual');
    if (isRejection(recipientId)) return recipientId;
    return { recipientKind: 'individual', ...(recipientId === undefined ? {} : { recipientId }) };
  }
  const party = organisation && readParty(organisation, '/recipientOrganization/0');
  if (party !== undefined && isRejection(party)) return party;
  if (party === undefined || (party.id === undefined && party.name === undefined)) {
    const message =
      'A grant needs a recipient: "recipientOrganization" with an id or a name, or "recipientIndividual".';
    return atPath('/recipientOrganization', reject('recipient-is-missing', message));
  }
  return {
    recipientKind: 'organisation',
    ...(party.id === undefined ? {} : { recipientId: party.id }),
    ...(party.name === undefined ? {} : { recipientName: party.name }),
  };
}

/** The first organisation that funds; a grant may be without. */
export function readFunder(grant: JsonObject): Pick<GrantRow, 'funderId' | 'funderName'> | Refusal {
  const organisations = readObjects(grant, 'fundingOrganization');
  if (isRejection(organisations)) return organisations;
  const [organisation] = organisations;
  if (organisation === undefined) return {};
  const party = readParty(organisation, '/fundingOrganization/0');
  if (isRejection(party)) return party;
  return {
    ...(party.id === undefined ? {} : { funderId: party.id }),
    ...(party.name === undefined ? {} : { funderName: party.name }),
  };
}

function readParty(
  organisation: JsonObject,
  path: string,
): { id: string | undefined; name: string | undefined } | Refusal {
  const id = readText(organisation, 'id', path);
  if (isRejection(id)) return id;
  const name = readText(organisation, 'name', path);
  if (isRejection(name)) return name;
  return { id, name };
}

/** The country of the recipient, or else of the places that benefit; nothing where several are named. */
export function readCountry(grant: JsonObject): Pick<GrantRow, 'country'> | Refusal {
  const recipients = readObjects(grant, 'recipientOrganization');
  if (isRejection(recipients)) return recipients;
  const own = readCodes(recipients, '/recipientOrganization');
  if (isRejection(own)) return own;
  if (own.size === 0 && recipients[0] !== undefined) {
    const path = '/recipientOrganization/0';
    const locations = readObjects(recipients[0], 'location', path);
    if (isRejection(locations)) return locations;
    const codes = readCodes(locations, `${path}/location`);
    if (isRejection(codes)) return codes;
    for (const code of codes) own.add(code);
  }
  if (own.size > 0) return onlyOne(own);
  const places = readObjects(grant, 'beneficiaryLocation');
  if (isRejection(places)) return places;
  const codes = readCodes(places, '/beneficiaryLocation');
  return isRejection(codes) ? codes : onlyOne(codes);
}

function readCodes(places: readonly JsonObject[], path: string): Set<string> | Refusal {
  const codes = new Set<string>();
  for (const [index, place] of places.entries()) {
    const code = readText(place, 'countryCode', `${path}/${index}`);
    if (isRejection(code)) return code;
    if (code === undefined) continue;
    if (!/^[A-Z]{2}$/.test(code)) {
      const message = `"${code.slice(0, 40)}" is not a code of ISO 3166-1; write it like GH.`;
      return atPath(`${path}/${index}/countryCode`, reject('country-is-malformed', message));
    }
    codes.add(code);
  }
  return codes;
}

function onlyOne(codes: ReadonlySet<string>): Pick<GrantRow, 'country'> {
  const [country, other] = codes;
  return country !== undefined && other === undefined ? { country } : {};
}

/** The title, or else the code, of the first programme. */
export function readProgramme(grant: JsonObject): Pick<GrantRow, 'programme'> | Refusal {
  const programmes = readObjects(grant, 'grantProgramme');
  if (isRejection(programmes)) return programmes;
  const [first] = programmes;
  if (first === undefined) return {};
  const path = '/grantProgramme/0';
  const programme = readText(first, 'title', path) ?? readText(first, 'code', path);
  if (isRejection(programme)) return programme;
  return programme === undefined ? {} : { programme };
}
