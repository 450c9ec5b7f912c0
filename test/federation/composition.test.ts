import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seedTransfers } from '@hubgraph/dev-env';
import {
  buildClientSchema,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getIntrospectionQuery,
  getNamedType,
  type IntrospectionQuery,
  isInterfaceType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composition } from '../../scripts/composition.ts';
import {
  dayBack,
  expectClean,
  type Fixture,
  fundOf,
  type Raw,
  seeded,
  send,
  settled,
  supportFund,
} from './fixture.test-helper.ts';

const ULID = '01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const ROOT = join(import.meta.dirname, '../..');

test('what is committed is what the subgraphs compose to', () => {
  const { faults, files } = composition();
  expect(faults).toEqual([]);
  expect(Object.keys(files)).toHaveLength(2);
  for (const [name, text] of Object.entries(files)) {
    expect(readFileSync(join(ROOT, name), 'utf8') === text, `${name}: npm run compose`).toBe(true);
  }
});

/** Fields that no read reaches in the seeded movement, each with its reason. */
const NOT_REACHED: Readonly<Record<string, string>> = {
  'HubAgreement.*': 'Only the answer to signTrademarkAgreement shows it.',
  'Refused.*': 'Only a mutation is refused.',
  'Learning.*': 'Nobody shared one here; the tests of learnings read them.',
  'LearningPermissions.*': 'Nobody shared a learning here; test/permissions reads them.',
  'LogEvidence.*': 'Nothing speaks against a log here; logs.test.ts reads it.',
  'Waiting.*': 'Nothing waits for nobody; test/permissions reads it.',
  'Grant.*': 'Nothing was imported; the tests of imports read them.',
  'GrantTotal.*': 'Nothing was imported; the tests of imports read them.',
  'Import.*': 'Nothing was imported; the tests of imports read them.',
  'MissingNode.*': 'Nobody is missing; transparency.test.ts reads it.',
  'JournalEntries.*': 'Only the answer to postEntries shows it.',
  ...Object.fromEntries(
    [
      ...[
        'ApprovalRule',
        'ApprovalSeat',
        'ApprovalTier',
        'Expense',
        'ExpenseApproval',
        'ExpenseNext',
        'ExpensePermissions',
      ],
      ...['ExpenseReceipt', 'ExpenseReceiptPermissions', 'ExpenseRemark', 'ExpenseReview', 'Payee', 'PayeePermissions'],
      ...['ProtectedCountries', 'ReceiptFile'],
    ].map((type) => [`${type}.*`, 'Nobody asked to be paid here; the tests of expenses read them.']),
  ),
  ...Object.fromEntries(
    [
      ...['BankAccount', 'BankEntry', 'BankEntryConnection', 'BankGap', 'BankLine', 'BankLineConnection'],
      ...['BankLinePermissions', 'BankMatch', 'BankMatchPermissions', 'BankMatchProposal', 'BankReconciliation'],
      ...['BankStatement', 'BankStatementConnection', 'HubBank', 'PaymentFile', 'PaymentFileConnection'],
      ...['PaymentFilePermissions', 'PaymentOrder', 'PaymentOrderPermissions', 'BankPayable', 'BankAccountPermissions'],
    ].map((type) => [`${type}.*`, 'Only a treasurer sees the bank; the tests of bank and payment files read it.']),
  ),
  ...Object.fromEntries(
    ['Quantity', 'Resource', 'ResourceCell', 'ResourceMonth', 'ResourceValue'].map((type) => [
      `${type}.*`,
      'Nobody counts anything but money here; the tests of books read them.',
    ]),
  ),
  ...Object.fromEntries(
    [
      ...['Budget', 'BudgetLine', 'BudgetPermissions', 'BudgetRollUp', 'BudgetSum', 'BudgetVersion'],
      ...['IncludedBudget', 'PlannedLine', 'UnplannedSum'],
    ].map((type) => [`${type}.*`, 'Nobody plans here; the tests of books read budgets.']),
  ),
  'HeldRole.*': 'Only the answers to mutations of people show it.',
  'SignInCode.*': 'Only a mutation shows it; sessions.test.ts reads it.',
  'SignedIn.*': 'Only a mutation shows it; sessions.test.ts reads it.',
  'SessionsEnded.*': 'Only a mutation shows it; sessions.test.ts reads it.',
  'ReconciliationDifference.*': 'No two books differ here; the torture of the ledger makes them.',
  'ReconciliationDay.*': 'No two books differ here; the torture of the ledger makes them.',
  'SupportTransferBook.*': 'Two hubs are compared here; transparency.test.ts compares one with fundraising.',
  'ReconciliationOwed.*': 'What is owed here was paid; transparency.test.ts reads it.',
  'Sponsorship.*': 'No hub holds the money of a team here; the tests of sponsorships read it.',
  'HeldMoney.*': 'No team holds the money of another here; by-team.test.ts reads it.',
  'PaymentDirection.*': 'No team holds the money of another here; by-team.test.ts reads it.',
  'PaymentDirectionPermissions.*': 'No team holds the money of another here; by-team.test.ts reads them.',
  'ArrivedSponsorship.*': 'No hub gives a sponsorship to another here; between-hubs.test.ts reads it.',
  'SponsorshipPermissions.*': 'No hub holds the money of a team here; test/permissions reads them.',
  ...Object.fromEntries(
    [
      ...['TeamBooks', 'TeamBooksPermissions', 'UnfiledTeamBooks'],
      ...['TeamFiling', 'TeamFilingConnection', 'TeamFilingPermissions', 'FiledAccount', 'FiledAccountConnection'],
      ...['FiledEntry', 'FiledEntryConnection', 'FiledPosting', 'BetweenHubAndTeam', 'MissingBooks'],
    ].map((type) => [`${type}.*`, 'No team files books of its own here; the tests of team-books read them.']),
  ),
  'Person.*': 'Only the answers to mutations of people show it.',
};

let fixture: Fixture;
beforeAll(async () => {
  fixture = await seeded(2);
  await seedTransfers(fixture.movement);
  await settled(fixture.movement);
});
afterAll(() => fixture.end());

const DEPTH = 6;
const FIELDS_MAX = 400;

test('every field of every type resolves', async () => {
  const { movement, ids } = fixture;
  const url = `${movement.gateway.url}/graphql`;
  const introspected = await send(url, { query: getIntrospectionQuery() });
  const schema = buildClientSchema(introspected.json.data as unknown as IntrospectionQuery);
  const query = schema.getQueryType();
  if (!query) return expect.fail('no Query');
  const fund = await fundOf(movement, 'east-africa');
  const agreement =
    (
      await movement.client.ask<{ hub: { trademarkAgreement: { id: string } } }>(
        '{ hub(id: "east-africa") { trademarkAgreement { id } } }',
      )
    ).data?.hub.trademarkAgreement.id ?? '';
  const idOf: Readonly<Record<string, string>> = {
    hub: 'east-africa',
    motion: ids.motion,
    allocationFramework: ids.framework,
    campaign: ids.campaign,
    donation: ids.donation,
    allocation: ids.allocation,
    disbursement: ids.disbursement,
    team: ids.team,
    application: ids.application,
    award: ids.award,
    payment: ids.payment,
    receipt: ids.receipt,
    fund,
    supportFund: await supportFund(movement),
    trademarkAgreement: agreement,
    entry: ids.disbursement,
    transfer: ids.disbursement,
    supportTransfer: ids.disbursement,
    expense: `east-africa:expense:${ULID}`,
    sponsorship: `east-africa:sponsorship:${ULID}`,
    budget: `east-africa:budget:${ULID}`,
    teamFiling: `east-africa:team-filing:${ULID}`,
    import: `east-africa:import:${ULID}`,
    grant: `east-africa:grant:${ULID}`,
    learning: `east-africa:learning:${ULID}`,
    mandate: `east-africa:mandate:${ULID}`,
    hubCharter: `east-africa:hub-charter:${ULID}`,
    councilMandate: `council:mandate:${ULID}`,
  };
  /** Arguments that a field cannot do without. */
  const argumentsOf = (field: { name: string; args: readonly { name: string; type: unknown }[] }): string => {
    const given = field.args.flatMap(({ name, type }) => {
      if (name === 'id' && idOf[field.name] !== undefined) return [`id: ${JSON.stringify(idOf[field.name])}`];
      if (!isNonNullType(type)) return [];
      if (name === 'hub' || name === 'hubs') return ['hub: "east-africa"'];
      if (name === 'a') return ['a: "east-africa"'];
      if (name === 'b') return ['b: "south-asia"'];
      if (name === 'from' && field.name === 'reconciliation') return [`from: "${dayBack(300)}"`];
      if (name === 'from') return [`from: "${dayBack(700)}"`];
      if (name === 'to') return [`to: "${dayBack(-1)}"`];
      if (name === 'acceptPartial') return [];
      if (name === 'text') return ['text: "libraries"'];
      if (name === 'reportCurrency') return ['reportCurrency: "EUR"'];
      if (name === 'by') return ['by: PURPOSE'];
      if (name === 'of') return ['of: { figure: NET_ASSETS, currency: "USD" }'];
      return [`${name}: "x"`];
    });
    return given.length === 0 ? '' : `(${given.join(', ')})`;
  };

  const reached = new Set<string>();
  const asked = new Set<string>();
  /**
   * All leaves of a type, and what is below it for as long as it shows something new; `path` keeps it from going round.
   * A hub is opened where it is asked for itself: below others it would leave no room for what is theirs.
   */
  const selection = (output: GraphQLOutputType, path: readonly string[], count: { left: number }): string => {
    const type = getNamedType(output);
    if (isLeafType(type)) return '';
    if (isUnionType(type) || isInterfaceType(type)) return '{ __typename }';
    const parts = ['__typename'];
    // A hub holds almost everything: it comes last, so that it does not use up what others need.
    const fields = Object.values((type as GraphQLObjectType).getFields());
    const isHub = (field: (typeof fields)[number]): boolean => getNamedType(field.type).name === 'Hub';
    for (const field of [...fields.filter((one) => !isHub(one)), ...fields.filter(isHub)]) {
      const inner = getNamedType(field.type);
      if (count.left <= 0) break;
      count.left -= 1;
      if (isLeafType(inner)) parts.push(field.name + argumentsOf(field));
      else if (path.length < DEPTH && !path.includes(inner.name) && inner.name !== 'Hub') {
        parts.push(`${field.name}${argumentsOf(field)} ${selection(field.type, [...path, inner.name], count)}`);
      } else if (path.length < DEPTH + 1) {
        const isLeafless = !Object.values((inner as GraphQLObjectType).getFields?.() ?? {}).some((one) =>
          isLeafType(getNamedType(one.type)),
        );
        if (!isLeafless) parts.push(`${field.name}${argumentsOf(field)} { __typename }`);
      }
    }
    return `{ ${parts.join(' ')} }`;
  };
  /** Notes which fields gave something (even null, without an error). */
  const note = (value: unknown, typename: string): void => {
    if (Array.isArray(value)) {
      for (const one of value) note(one, typename);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const type = schema.getType((value as { __typename?: string }).__typename ?? typename);
    if (!isObjectType(type)) return;
    for (const [name, inner] of Object.entries(value)) {
      const field = type.getFields()[name];
      if (field === undefined) continue;
      reached.add(`${type.name}.${name}`);
      note(inner, getNamedType(field.type).name);
    }
  };

  const faults: string[] = [];
  const ask = async (name: string, text: string): Promise<Raw> => {
    asked.add(name);
    const answer = await send(url, { query: text });
    expectClean(answer);
    if (answer.status !== 200 || answer.json.errors !== undefined)
      faults.push(`${name}: ${answer.status} ${text.length} ${JSON.stringify(answer.json.errors).slice(0, 400)}`);
    note(answer.json.data, 'Query');
    return answer;
  };
  for (const field of Object.values(query.getFields())) {
    const inner = getNamedType(field.type);
    // One query for each field of the root's type, so that none is cut off by the limits on a query's size.
    if (!isObjectType(inner)) continue;
    for (const below of Object.values(inner.getFields())) {
      const leaf = isLeafType(getNamedType(below.type));
      const rest = leaf ? '' : selection(below.type, [inner.name, getNamedType(below.type).name], { left: FIELDS_MAX });
      await ask(
        `${field.name}.${below.name}`,
        `{ ${field.name}${argumentsOf(field)} { __typename ${below.name}${argumentsOf(below)} ${rest} } }`,
      );
    }
  }
  const all = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !type.name.startsWith('__') && type.name !== 'Mutation'
      ? Object.keys(type.getFields()).map((name) => `${type.name}.${name}`)
      : [],
  );
  const missed = all.filter(
    (name) => !reached.has(name) && NOT_REACHED[name] === undefined && !NOT_REACHED[`${name.split('.')[0]}.*`],
  );
  console.info(`${asked.size} queries, ${reached.size} of ${all.length} fields`);
  expect(faults).toEqual([]);
  expect(missed).toEqual([]);
  const needless = Object.keys(NOT_REACHED).filter((name) =>
    name.endsWith('.*') ? all.some((one) => one.startsWith(name.slice(0, -1)) && reached.has(one)) : reached.has(name),
  );
  expect(needless).toEqual([]);
});
