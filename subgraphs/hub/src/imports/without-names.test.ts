import { sha256 } from '@hubgraph/kernel';
import { expect, it } from 'vitest';
import type { BatchContent } from './rows.ts';
import { withoutNames } from './without-names.ts';

const pseudonym = (kind: string, text: string): string => sha256(`secret ${kind} ${text}`);

const content = (sourceId: string, ...accounts: string[]): BatchContent => ({
  format: 'HLEDGER',
  entries: [{ sourceId, day: '2015-02-05', postings: accounts.map((account) => money(account)) }],
});
const money = (account: string) => ({ account, currency: 'USD', amountMinor: 1n });

const accountsOf = (of: BatchContent) =>
  of.format === 'HLEDGER' ? of.entries.flatMap(({ postings }) => postings.map(({ account }) => account)) : [];

it('leaves of an account’s name the word that tells its type', () => {
  const given = content('a', 'Expenses:Jane Doe', 'Expenses:jane doe', 'Expenses:Jane Doe', 'Equity');
  const { content: without, nameOf } = withoutNames(given, pseudonym);
  const [first = '', second = '', third, fourth] = accountsOf(without);
  expect(first).toMatch(/^Expenses:[0-9a-f]{16}$/);
  expect(third).toBe(first);
  expect(second).not.toBe(first);
  expect(fourth).toBe('Equity');
  expect([...nameOf]).toEqual([
    [first, 'Expenses:Jane Doe'],
    [second, 'Expenses:jane doe'],
  ]);
});

it('leaves the words of IATI and identifiers of registered organisations, and nothing else that stands there', () => {
  const words = 'Expenses:IATI:Disbursements';
  const given = content('a', words, `${words}:XM-EXAMPLE-1`, `${words}:Jane Doe`, 'Expenses:IATI:Jane');
  const { content: without, nameOf } = withoutNames(given, pseudonym);
  const [type, registered, named = '', other = ''] = accountsOf(without);
  expect([type, registered]).toEqual([words, `${words}:XM-EXAMPLE-1`]);
  expect(named).toMatch(/^Expenses:IATI:Disbursements:[0-9a-f]{16}$/);
  expect(other).toMatch(/^Expenses:[0-9a-f]{16}$/);
  expect([...nameOf]).toEqual([
    [named, `${words}:Jane Doe`],
    [other, 'Expenses:IATI:Jane'],
  ]);
});

it('leaves alone what will be refused, so that the refusal can say what it is', () => {
  const given = content('two words', 'Jane:Doe', '');
  expect(withoutNames(given, pseudonym)).toEqual({ content: given, nameOf: new Map() });
});

it('keeps of a source id only what tells it from others', () => {
  const ids = ['jane@example.org', 'jane@example.com'].map((id) => {
    const { content: without } = withoutNames(content(id), pseudonym);
    return without.format === 'HLEDGER' ? without.entries[0]?.sourceId : undefined;
  });
  expect(ids).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), expect.stringMatching(/^[0-9a-f]{64}$/)]);
  expect(ids[0]).not.toBe(ids[1]);
});

it('leaves grants as they are: their texts are sealed one by one', () => {
  const grants: BatchContent = { format: 'THREE_SIXTY_GIVING', grants: [] };
  expect(withoutNames(grants, pseudonym).content).toBe(grants);
});
