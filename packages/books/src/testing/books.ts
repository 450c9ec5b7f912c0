import type { Actor } from '@hubgraph/node';
import { expect } from 'vitest';
import type { PostingInput } from '../mutations.ts';
import { type TestNode, treasurer } from './test-node.ts';

type Answer = Readonly<Record<string, unknown>>;

const MUTATIONS = {
  openFund: `mutation ($input: OpenFundInput!) { answer: openFund(input: $input)
    { __typename ... on Fund { id code name kind purposes countries status balances { currency } } ... on Refused { code message } } }`,
  declareResource: `mutation ($input: DeclareResourceInput!) { answer: declareResource(input: $input)
    { __typename ... on Resource { code kind name places held { decimal } } ... on Refused { code message } } }`,
  openAccount: `mutation ($input: OpenAccountInput!) { answer: openAccount(input: $input)
    { __typename ... on LedgerAccount { path type currency status balance { decimal } } ... on Refused { code message } } }`,
  postEntry: `mutation ($input: PostEntryInput!) { answer: postEntry(input: $input)
    { __typename ... on JournalEntry { id kind status seq } ... on Refused { code message } } }`,
  closeAccount: `mutation ($input: CloseAccountInput!) { answer: closeAccount(input: $input)
    { __typename ... on LedgerAccount { path status } ... on Refused { code message } } }`,
  closePeriod: `mutation ($input: ClosePeriodInput!) { answer: closePeriod(input: $input)
    { __typename ... on Books { closedBefore } ... on Refused { code message } } }`,
  postEntries: `mutation ($input: PostEntriesInput!) { answer: postEntries(input: $input)
    { __typename ... on JournalEntries { nodes { id status } } ... on Refused { code message } } }`,
  prepareEntry: `mutation ($input: PrepareEntryInput!) { answer: prepareEntry(input: $input)
    { __typename ... on JournalEntry { id status expiresAt } ... on Refused { code message } } }`,
  postPendingEntry: `mutation ($input: PostPendingEntryInput!) { answer: postPendingEntry(input: $input)
    { __typename ... on JournalEntry { id status effectiveDay postings { account amount { decimal } } prepared { amount { decimal } } }
      ... on Refused { code message } } }`,
  voidPendingEntry: `mutation ($input: VoidPendingEntryInput!) { answer: voidPendingEntry(input: $input)
    { __typename ... on JournalEntry { id status } ... on Refused { code message } } }`,
  exchangeMoney: `mutation ($input: ExchangeMoneyInput!) { answer: exchangeMoney(input: $input)
    { __typename ... on JournalEntry { id kind cites { name value } postings { account amount { decimal currency } } }
      ... on Refused { code message } } }`,
  reverseEntry: `mutation ($input: ReverseEntryInput!) { answer: reverseEntry(input: $input)
    { __typename ... on JournalEntry { id kind reverses } ... on Refused { code message } } }`,
};

/** The answer of one mutation of a hub's books; `hub` is the node's own unless the input says otherwise. */
export async function give(hub: TestNode, mutation: keyof typeof MUTATIONS, input: Answer, actor: Actor = treasurer) {
  const { data, errors } = await hub.ask(actor, MUTATIONS[mutation], { input: { hub: 'east', ...input } });
  expect(errors).toBeUndefined();
  return data['answer'] as Answer;
}

export async function openFund(hub: TestNode, code: string, purposes?: readonly string[]): Promise<string> {
  const fund = await give(hub, 'openFund', { code, name: `The fund ${code}`, ...(purposes && { purposes }) });
  expect(fund).toMatchObject({ __typename: 'Fund', code });
  return String(fund['id']);
}

export function debit(
  account: string,
  fund: string,
  decimal: string,
  others: Partial<PostingInput> = {},
  currency = 'EUR',
) {
  return { account, fund, debit: { decimal, currency }, ...others };
}

export function credit(
  account: string,
  fund: string,
  decimal: string,
  others: Partial<PostingInput> = {},
  currency = 'EUR',
) {
  return { account, fund, credit: { decimal, currency }, ...others };
}

/** A donation from the public. */
export function donation(fund: string, decimal: string, effectiveDay = '2026-06-01') {
  const postings = [
    debit('assets:bank:main', fund, decimal),
    credit('income:donations', fund, decimal, { counterparty: 'PUBLIC' }),
  ];
  return { kind: 'donation', effectiveDay, postings };
}

/** Hours that volunteers give and that are used at once. */
export function hours(fund: string, decimal: string, effectiveDay = '2026-06-01') {
  const postings = [
    debit('expenses:services', fund, decimal, { counterparty: 'PUBLIC' }, 'HOURS'),
    credit('income:donations', fund, decimal, { counterparty: 'PUBLIC' }, 'HOURS'),
  ];
  return { kind: 'volunteering', effectiveDay, postings };
}

/** A bill that is paid at once. */
export function bill(fund: string, decimal: string, others: Partial<PostingInput> = {}, effectiveDay = '2026-06-02') {
  const postings = [
    debit('expenses:services', fund, decimal, { counterparty: 'SUPPLIER', ...others }),
    credit('assets:bank:main', fund, decimal),
  ];
  return { kind: 'bill', effectiveDay, postings };
}

/** EUR 100.00 changed into USD 108.42, from bank to bank. */
export function exchangeOf(fund: string, others: Answer = {}) {
  return {
    fund,
    gave: { decimal: '100.00', currency: 'EUR' },
    from: 'assets:bank:main',
    got: { decimal: '108.42', currency: 'USD' },
    to: 'assets:bank:main',
    rate: '1.0842',
    rateSource: 'ecb',
    rateDay: '2026-06-01',
    effectiveDay: '2026-06-02',
    ...others,
  };
}
