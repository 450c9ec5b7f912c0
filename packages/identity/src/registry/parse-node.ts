import { currencyExponent, isRejection, isSlug, type Rejection, reject } from '@hubgraph/kernel';
import { isPlainObject, quote } from '../jws/encoding.ts';
import { parsePublicJwk } from '../keys/parse-public.ts';
import type { LogRole, PublicJwk } from '../keys/types.ts';
import { parseNamedKey } from '../log-keys/verifier-key.ts';
import type { FormerKeyTime, FormerLogKey, HubKind, NodeKind, NodeStatus, RegistryNode } from './types.ts';

/** The most keys that a node may have for one role: the present one, the next and some that still verify. */
export const KEYS_COUNT_MAX = 8;
/** The most verifier keys that a node may have had before: they stay for ever. */
export const FORMER_LOG_KEYS_COUNT_MAX = 64;
const LANGUAGES_COUNT_MAX = 64;

const KINDS: readonly unknown[] = ['council', 'trademark', 'fundraising', 'hub', 'gateway'] satisfies NodeKind[];
const HUB_KINDS: readonly unknown[] = ['REGIONAL', 'THEMATIC', 'LINGUISTIC'] satisfies HubKind[];
const STATUSES: readonly unknown[] = ['proposed', 'authorised', 'suspended', 'revoked'] satisfies NodeStatus[];
const LOG_ROLES: readonly unknown[] = ['books', 'cases', 'witness'] satisfies LogRole[];
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/;

/**
 * Reads one node of a registry; the rejection's message names the node and the member at fault. Members that are not
 * known are left out, so that the council may add one without stopping older nodes; unknown values are refused.
 */
export function parseRegistryNode(value: unknown): RegistryNode | Rejection<'registry-is-malformed'> {
  if (!isPlainObject(value)) return fault('a node', 'must be a JSON object');
  const { id, kind, hubKind, name, country, currency, languages, status, endpoint } = value;
  if (typeof id !== 'string' || !isSlug(id)) return fault('a node', 'must have a slug as its id');
  if (!isOneOf<NodeKind>(KINDS, kind)) return fault(id, `must be of one of the kinds ${KINDS.join(', ')}`);
  if (kind !== 'hub' && hubKind !== undefined) return fault(id, 'has a hubKind but is no hub');
  if (kind === 'hub' && !isOneOf<HubKind>(HUB_KINDS, hubKind)) {
    return fault(id, `must have one of the hubKinds ${HUB_KINDS.join(', ')}`);
  }
  if (typeof name !== 'string' || !isName(name)) {
    return fault(id, 'must have a name of at most 200 characters, without control characters');
  }
  if (country !== undefined && !(typeof country === 'string' && /^[A-Z]{2}$/.test(country))) {
    return fault(id, 'must have its country as two capital letters');
  }
  if (currency !== undefined && !(typeof currency === 'string' && currencyExponent(currency) !== undefined)) {
    return fault(id, 'must have a currency of ISO 4217');
  }
  if (languages !== undefined && !areLanguages(languages)) {
    return fault(id, 'must have its languages as different BCP 47 tags');
  }
  if (!isOneOf<NodeStatus>(STATUSES, status)) {
    return fault(id, `must have one of the statuses ${STATUSES.join(', ')}`);
  }
  if (typeof endpoint !== 'string' || !isEndpoint(endpoint)) {
    return fault(id, 'must have an http or https URL without credentials or fragment as its endpoint');
  }
  const tokenKeys = parseKeys(id, 'tokenKeys', value['tokenKeys']);
  if (isRejection(tokenKeys)) return tokenKeys;
  const statementKeys = parseKeys(id, 'statementKeys', value['statementKeys']);
  if (isRejection(statementKeys)) return statementKeys;
  const { logs, witness } = value;
  const books = isPlainObject(logs) ? parseNamedKey(logs['books'], 'log') : undefined;
  const cases = isPlainObject(logs) ? parseNamedKey(logs['cases'], 'log') : undefined;
  if (logs !== undefined && (books === undefined || cases === undefined))
    return fault(id, 'has logs that are no object');
  if (isRejection(books)) return fault(id, `has a wrong key in logs.books: ${books.message}`);
  if (isRejection(cases)) return fault(id, `has a wrong key in logs.cases: ${cases.message}`);
  const witnessKey = witness === undefined ? undefined : parseNamedKey(witness, 'witness');
  if (isRejection(witnessKey)) return fault(id, `has a wrong key in witness: ${witnessKey.message}`);
  const formerKeys = value['formerKeys'] === undefined ? undefined : parseFormerKeys(value['formerKeys']);
  if (value['formerKeys'] !== undefined && formerKeys === undefined) return fault(id, 'has wrong formerKeys');
  const formerLogKeys = value['formerLogKeys'] === undefined ? undefined : parseFormerLogKeys(value['formerLogKeys']);
  if (value['formerLogKeys'] !== undefined && formerLogKeys === undefined) return fault(id, 'has wrong formerLogKeys');
  return {
    id,
    kind,
    ...(isOneOf<HubKind>(HUB_KINDS, hubKind) ? { hubKind } : {}),
    name,
    ...(typeof country === 'string' ? { country } : {}),
    ...(typeof currency === 'string' ? { currency } : {}),
    ...(areLanguages(languages) ? { languages: [...languages] } : {}),
    status,
    endpoint,
    tokenKeys,
    statementKeys,
    ...(books === undefined || cases === undefined ? {} : { logs: { books: books.text, cases: cases.text } }),
    ...(witnessKey === undefined ? {} : { witness: witnessKey.text }),
    ...(formerKeys === undefined ? {} : { formerKeys }),
    ...(formerLogKeys === undefined ? {} : { formerLogKeys }),
  };
}

function parseFormerKeys(value: unknown): readonly FormerKeyTime[] | undefined {
  if (!Array.isArray(value) || value.length > 2 * KEYS_COUNT_MAX) return undefined;
  const read = value.map((item: unknown) => (isPlainObject(item) ? item : {}));
  const isWhole = read.every(({ kid, until }) => typeof kid === 'string' && kid.length === 43 && isInstant(until));
  return isWhole ? read.map(({ kid, until }) => ({ kid: String(kid), until: Number(until) })) : undefined;
}

/** A former key has the name of the present one, or that of a log which ended. */
function parseFormerLogKeys(value: unknown): readonly FormerLogKey[] | undefined {
  if (!Array.isArray(value) || value.length > FORMER_LOG_KEYS_COUNT_MAX) return undefined;
  const read: FormerLogKey[] = [];
  for (const item of value) {
    const { role, key, until } = isPlainObject(item) ? item : {};
    if (!isOneOf<LogRole>(LOG_ROLES, role) || !isInstant(until)) return undefined;
    const parsed = parseNamedKey(key, role === 'witness' ? 'witness' : 'log');
    if (isRejection(parsed)) return undefined;
    read.push({ role, key: parsed.text, until });
  }
  return read;
}

function isInstant(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function parseKeys(
  id: string,
  member: 'tokenKeys' | 'statementKeys',
  value: unknown,
): readonly PublicJwk[] | Rejection<'registry-is-malformed'> {
  if (!Array.isArray(value) || value.length > KEYS_COUNT_MAX) {
    return fault(id, `must have ${member}, a list of at most ${KEYS_COUNT_MAX}`);
  }
  const keys: PublicJwk[] = [];
  for (const item of value) {
    const key = parsePublicJwk(item);
    if (isRejection(key)) return fault(id, `has a wrong key in ${member}: ${key.message}`);
    keys.push(key);
  }
  return keys;
}

function isOneOf<T>(list: readonly unknown[], value: unknown): value is T {
  return list.includes(value);
}

/** What hides, reorders or breaks the text around it; the joiners of Persian and Indic scripts are not among these. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200b\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/u;

function isName(text: string): boolean {
  return text.length <= 200 && text.trim() === text && text !== '' && !UNSEEN.test(text);
}

function areLanguages(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length <= LANGUAGES_COUNT_MAX &&
    value.every((tag) => typeof tag === 'string' && LANGUAGE.test(tag)) &&
    new Set(value).size === value.length
  );
}

function isEndpoint(text: string): boolean {
  if (text.length > 2_048 || !/^https?:\/\/[\x21-\x7e]+$/.test(text) || text.includes('#')) return false;
  const url = URL.parse(text);
  return url !== null && url.username === '' && url.password === '';
}

function fault(id: string, what: string): Rejection<'registry-is-malformed'> {
  const who = id === 'a node' ? id : quote(id);
  return reject('registry-is-malformed', `In the registry ${who} ${what}.`);
}
