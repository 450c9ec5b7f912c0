import { HubgraphError, type World } from '@hubgraph/kernel';
import { type Finding, finding } from './finding.ts';
import type { BooksFold } from './fold.ts';
import { isRecord } from './leaf.ts';

const TIMEOUT_MS = 20_000;
const ANSWER_BYTES_MAX = 8 * 1_048_576;
const PAGES_MAX = 1_000;
const PAGE_MAX = 100;

const BOOKS = `{
  accounts(first: ${PAGE_MAX}, after: $accounts) {
    nodes {
      path currency
      debitsPosted { amountMinor } creditsPosted { amountMinor } debitsPending { amountMinor } creditsPending { amountMinor }
    }
    pageInfo { hasNextPage endCursor }
  }
  funds(first: ${PAGE_MAX}, after: $funds) {
    nodes { id balances { currency posted { amountMinor } reserved { amountMinor } } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const VARIABLES = '$accounts: String, $funds: String';
const OF_HUB = `query ($hub: [_Any!]!, ${VARIABLES}) { _entities(representations: $hub) { ... on Hub { books ${BOOKS} } } }`;
const OF_SUPPORT = `query (${VARIABLES}) { supportBooks ${BOOKS} }`;

/** What a node itself says that its accounts and funds hold, at one position of its journal. */
export interface ShownBooks {
  readonly seq: number;
  /** By path and currency: debits and credits posted, then pending. */
  readonly accounts: ReadonlyMap<string, readonly [string, string, string, string]>;
  /** By fund and currency: posted, reserved. */
  readonly funds: ReadonlyMap<string, readonly [string, string]>;
}

interface Page {
  readonly seq: number;
  /** Undefined where the node has no such field. */
  readonly books: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Asks a node for its books, over its public GraphQL.
 * @returns undefined where the node moved on between two pages; then one asks again.
 * @throws {HubgraphError} `ERR_LOG_UNREACHABLE` where there is no answer that can be read.
 */
export async function shownBooks(
  world: Pick<World, 'network'>,
  base: string,
  node: string,
): Promise<ShownBooks | undefined> {
  const accounts = new Map<string, readonly [string, string, string, string]>();
  const funds = new Map<string, readonly [string, string]>();
  let [atAccount, atFund]: [string | null, string | null] = [null, null];
  let seq: number | undefined;
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const page = await askPage(world, base, node, { accounts: atAccount, funds: atFund });
    if (seq !== undefined && page.seq !== seq) return undefined;
    seq = page.seq;
    if (page.books === undefined) return { seq, accounts, funds };
    const more = readPage(page.books, accounts, funds);
    if (more === undefined) throw unreadable(base);
    if (more.accounts === null && more.funds === null) return { seq, accounts, funds };
    [atAccount, atFund] = [more.accounts ?? atAccount, more.funds ?? atFund];
  }
  throw unreadable(base);
}

/** Where what a node shows is not what its log adds up to. */
export function differences(books: BooksFold, shown: ShownBooks): Finding[] {
  const found: Finding[] = [];
  const accounts = new Map<string, string>();
  for (const [key, sums] of books.accounts) {
    const { debitsPostedMinor, creditsPostedMinor, debitsPendingMinor, creditsPendingMinor } = sums;
    accounts.set(key, [debitsPostedMinor, creditsPostedMinor, debitsPendingMinor, creditsPendingMinor].join(' '));
  }
  for (const key of new Set([...accounts.keys(), ...shown.accounts.keys()])) {
    const [log, node] = [accounts.get(key), shown.accounts.get(key)?.join(' ')];
    if (log === node) continue;
    const message = `The account ${key} has ${log ?? 'no entry'} in the log, and the node shows ${node ?? 'none'}`;
    found.push(finding('account-differs', `${message} (debits, credits, pending debits, pending credits).`));
  }
  const funds = new Map([...books.funds].map(([key, sums]) => [key, `${sums.postedMinor} ${sums.reservedMinor}`]));
  for (const key of new Set([...funds.keys(), ...shown.funds.keys()])) {
    // What nothing was posted to need not be shown.
    const [log = '0 0', node = '0 0'] = [funds.get(key), shown.funds.get(key)?.join(' ')];
    if (log === node) continue;
    const message = `The fund ${key} has ${log} in the log, and the node shows ${node} (posted, reserved).`;
    found.push(finding('fund-balance-differs', message));
  }
  return found;
}

async function askPage(
  world: Pick<World, 'network'>,
  base: string,
  node: string,
  after: Readonly<Record<string, string | null>>,
): Promise<Page> {
  const hub = [{ __typename: 'Hub', id: node }];
  const ofHub = await ask(world, base, OF_HUB, { ...after, hub });
  const [entity] = Array.isArray(ofHub.data?.['_entities']) ? ofHub.data['_entities'] : [];
  if (isRecord(entity) && isRecord(entity['books'])) return { seq: ofHub.seq ?? 0, books: entity['books'] };
  const ofSupport = await ask(world, base, OF_SUPPORT, after);
  const { data, seq = ofHub.seq } = ofSupport;
  if (isRecord(data?.['supportBooks'])) return { seq: seq ?? 0, books: data['supportBooks'] };
  if (ofHub.isValid || ofSupport.isValid) throw unreadable(base);
  return { seq: seq ?? 0, books: undefined };
}

interface Answer {
  readonly data: Readonly<Record<string, unknown>> | undefined;
  /** The position that the node answered at. */
  readonly seq: number | undefined;
  /** False where the node does not have what was asked for. */
  readonly isValid: boolean;
}

async function ask(
  { network }: Pick<World, 'network'>,
  base: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const url = `${base}/graphql`;
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query, variables });
  let text: string;
  try {
    const call = { url, method: 'POST', headers, body, timeoutMs: TIMEOUT_MS, sizeBytesMax: ANSWER_BYTES_MAX } as const;
    const answer = await network.request(call);
    if (answer.status !== 200 && answer.status !== 400) throw unreadable(base, `it answered ${answer.status}`);
    text = answer.body;
  } catch (cause) {
    if (cause instanceof HubgraphError && /^ERR_NETWORK_/.test(cause.code)) throw unreadable(base, cause.message);
    throw cause;
  }
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw unreadable(base);
  }
  if (!isRecord(answer)) throw unreadable(base);
  const { data, errors, extensions } = answer;
  const position = isRecord(extensions) && isRecord(extensions['position']) ? extensions['position']['seq'] : undefined;
  const isInvalid =
    Array.isArray(errors) &&
    errors.some(
      (one) => isRecord(one) && JSON.stringify(one['extensions'] ?? {}).includes('GRAPHQL_VALIDATION_FAILED'),
    );
  return {
    data: isRecord(data) ? data : undefined,
    seq: Number.isSafeInteger(position) ? (position as number) : undefined,
    isValid: !isInvalid,
  };
}

/** Adds a page's amounts; gives where to go on, null where a list has ended, undefined where it cannot be read. */
function readPage(
  books: Readonly<Record<string, unknown>>,
  accounts: Map<string, readonly [string, string, string, string]>,
  funds: Map<string, readonly [string, string]>,
): { readonly accounts: string | null; readonly funds: string | null } | undefined {
  const [accountPage, fundPage] = [pageOf(books['accounts']), pageOf(books['funds'])];
  if (accountPage === undefined || fundPage === undefined) return undefined;
  for (const account of accountPage.nodes) {
    const { path, currency, debitsPosted, creditsPosted, debitsPending, creditsPending } = account;
    const sums = [debitsPosted, creditsPosted, debitsPending, creditsPending].map(amountOf);
    accounts.set(`${path} ${currency}`, sums as unknown as [string, string, string, string]);
  }
  for (const { id, balances } of fundPage.nodes) {
    for (const balance of Array.isArray(balances) ? balances.filter(isRecord) : []) {
      funds.set(`${id} ${balance['currency']}`, [amountOf(balance['posted']), amountOf(balance['reserved'])]);
    }
  }
  return { accounts: accountPage.next, funds: fundPage.next };
}

function pageOf(
  value: unknown,
): { readonly nodes: readonly Readonly<Record<string, unknown>>[]; readonly next: string | null } | undefined {
  if (!isRecord(value) || !Array.isArray(value['nodes']) || !isRecord(value['pageInfo'])) return undefined;
  if (value['nodes'].length > PAGE_MAX) return undefined;
  const { hasNextPage, endCursor } = value['pageInfo'];
  if (hasNextPage === true && typeof endCursor !== 'string') return undefined;
  return { nodes: value['nodes'].filter(isRecord), next: hasNextPage === true ? String(endCursor) : null };
}

function amountOf(value: unknown): string {
  return isRecord(value) ? String(value['amountMinor']) : 'nothing';
}

function unreadable(base: string, why = 'it is not what a node answers'): HubgraphError {
  return new HubgraphError('ERR_LOG_UNREACHABLE', `The books at ${base}/graphql cannot be read: ${why}.`);
}
