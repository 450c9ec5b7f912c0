import { afterAll, beforeAll, expect, test } from 'vitest';
import { RunningHub } from './running-hub.test-helper.ts';

const APPLY = `mutation ($input: ApplyForFundsInput!) {
  made: applyForFunds(input: $input) { ... on Application { id } ... on Refused { code } } }`;
const DECIDE = `mutation ($input: DecideApplicationInput!) {
  made: decideApplication(input: $input) { ... on Application { award { id } } ... on Refused { code } } }`;
const PAY = 'mutation ($input: PayAwardInput!) { made: payAward(input: $input) { ... on Payment { id } } }';
const CLOSE = 'mutation ($input: CloseAwardInput!) { made: closeAward(input: $input) { ... on Award { id } } }';
const REPORT =
  'mutation ($input: ReportSpendingInput!) { made: reportSpending(input: $input) { ... on Receipt { id } } }';
const LISTED = '{ nodes { id } pageInfo { hasNextPage endCursor } totalCount }';

const euro = (decimal: string) => ({ decimal, currency: 'EUR' });

interface Listed {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number;
}

let hub: RunningHub;
let [lead, member, treasurer] = ['', '', ''];
/** In the order in which they were made. */
const awards: string[] = [];
const payments: string[] = [];
const receipts: string[] = [];

async function made(person: string, mutation: string, input: object): Promise<string> {
  const answer = await hub.ask<{ made: { id?: string; award?: { id: string } } }>(person, mutation, { input });
  return answer.made.award?.id ?? answer.made.id ?? '';
}

beforeAll(async () => {
  hub = await RunningHub.open();
  const team = await hub.team('RECOGNISED');
  lead = await hub.person({ role: 'team-lead', of: team });
  member = await hub.person({ role: 'committee-member' });
  treasurer = await hub.person({ role: 'treasurer' });
  const fund = await hub.fund('general');
  await hub.receive(fund, 'income:donations', 10_000n);
  for (let n = 0; n < 4; n += 1) {
    const request = { team, title: 'Tea', plan: 'Tea.', purpose: 'education', amount: euro('10.00'), spentIn: 'RS' };
    const application = await made(lead, APPLY, request);
    const draws = [{ fund, amount: euro('10.00') }];
    awards.push(await made(member, DECIDE, { application, decision: 'AWARD', reason: 'Good.', draws }));
  }
  const [, half, full, closed] = awards as [string, string, string, string];
  payments.push(await made(treasurer, PAY, { award: half, amount: euro('4.00') }));
  payments.push(await made(treasurer, PAY, { award: full, amount: euro('3.00') }));
  payments.push(await made(treasurer, PAY, { award: full, amount: euro('7.00') }));
  await made(treasurer, CLOSE, { award: closed });
  for (const [index, payment] of [1, 0, 1].map((n) => [n, payments[n]] as const)) {
    const file = { contentHash: `${index}${receipts.length}`.padStart(64, '0'), spentOn: '2026-03-02', about: 'Tea.' };
    receipts.push(await made(lead, REPORT, { payment, amount: euro('1.00'), ...file }));
  }
});
afterAll(() => hub[Symbol.asyncDispose]());

async function listed(field: string, given: string): Promise<Listed> {
  const { list } = await hub.ask<{ list: Listed }>(treasurer, `{ list: ${field}(hub: "cee"${given}) ${LISTED} }`);
  return list;
}
const ids = async (field: string, given = ''): Promise<string[]> =>
  (await listed(field, given)).nodes.map(({ id }) => id);

test.each([
  ['', [0, 1, 2, 3]],
  [', status: OPEN', [0, 1, 2]],
  [', status: CLOSED', [3]],
  [', hasUnpaid: true', [0, 1]],
  [', hasUnpaid: false', [2, 3]],
  [', status: OPEN, hasUnpaid: false', [2]],
  [', status: CLOSED, hasUnpaid: true', []],
  [', hasUnpaid: null', [0, 1, 2, 3]],
])('awards, the oldest first%s', async (given, expected) => {
  expect(await ids('awards', given)).toEqual(expected.map((index) => awards[index]));
  expect((await listed('awards', given)).totalCount).toBe(expected.length);
});

test('payments and receipts, the newest first', async () => {
  expect(await ids('payments')).toEqual(payments.toReversed());
  expect(await ids('receipts')).toEqual(receipts.toReversed());
});

test.each(['awards', 'payments', 'receipts'])('%s page by page, each once', async (field) => {
  const all = await ids(field);
  const walked: string[] = [];
  let after = '';
  for (;;) {
    const { nodes, pageInfo, totalCount } = await listed(field, `, first: 2${after}`);
    walked.push(...nodes.map(({ id }) => id));
    expect(totalCount).toBe(all.length);
    expect(pageInfo.hasNextPage).toBe(walked.length < all.length);
    if (!pageInfo.hasNextPage) break;
    after = `, after: "${pageInfo.endCursor}"`;
  }
  expect(walked).toEqual(all);
});

test.each(['awards', 'payments', 'receipts'])('%s of another hub, or after a place that is none', async (field) => {
  const reasons = async (given: string) =>
    (await hub.tryToAsk(lead, `{ ${field}(${given}) { totalCount } }`, {})).errors?.map(
      (one) => one.extensions?.reason,
    );
  expect(await reasons('hub: "asia"')).toEqual(['id-is-of-another-hub']);
  expect(await reasons('hub: "cee", after: "~"')).toEqual(['cursor-is-malformed']);
  expect(await reasons('hub: "cee", first: 101')).toEqual(['page-is-too-large']);
});

test('the lists are read by an index', () => {
  const plan = (sql: string) => hub.node.read.rows(`EXPLAIN QUERY PLAN ${sql}`).map((row) => String(row['detail']));
  const isScan = (detail: string) => /^SCAN|TEMP B-TREE/.test(detail);
  for (const sql of [
    "SELECT id FROM award WHERE id > '' AND status = 'OPEN' ORDER BY id LIMIT 3",
    "SELECT id FROM award WHERE id > '' AND has_unpaid = 0 ORDER BY id LIMIT 3",
    "SELECT id FROM payment WHERE id < '~' ORDER BY id DESC LIMIT 3",
    "SELECT id FROM receipt WHERE id < '~' ORDER BY id DESC LIMIT 3",
  ]) {
    expect(plan(sql).filter(isScan), sql).toEqual([]);
  }
});
