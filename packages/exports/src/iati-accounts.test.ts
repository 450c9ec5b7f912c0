import { expect, test } from 'vitest';
import { iatiAccount, parseIatiName } from './iati-accounts.ts';

test.each([
  ['Expenses:IATI:Disbursements', { words: 'Expenses:IATI:Disbursements', isRegistered: false }],
  ['Expenses:IATI:Disbursements:XM-A-1', { words: 'Expenses:IATI:Disbursements', party: 'XM-A-1', isRegistered: true }],
  [
    'Income:IATI:Incoming-funds:Ada Example',
    { words: 'Income:IATI:Incoming-funds', party: 'Ada Example', isRegistered: false },
  ],
  ['Assets:IATI:Cash', { words: 'Assets:IATI:Cash', isRegistered: false }],
  ['Expenses:IATI:Ada', undefined],
  ['Expenses:IATI', undefined],
  ['Expenses:IATI:constructor', undefined],
  ['Assets:Bank:IATI:Cash', undefined],
])('the name %s', (name, expected) => {
  expect(parseIatiName(name)).toEqual(expected);
});

test.each([
  ['expenses:club:iati:disbursements:xm-a-1', { code: '3', isComing: false, org: 'XM-A-1' }],
  ['income:club:iati:incoming-funds', { code: '1', isComing: true }],
  ['equity:club:iati:incoming-pledges:0123456789abcdef', { code: '13', isComing: true }],
  ['equity:club:iati:promises', undefined],
  ['assets:club:iati:cash', undefined],
  ['expenses:iati:disbursements', undefined],
  ['expenses:club:other:disbursements', undefined],
])('the path %s', (path, expected) => {
  expect(iatiAccount(path)).toEqual(expected);
});
