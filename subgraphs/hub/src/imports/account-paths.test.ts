import { isRejection } from '@hubgraph/kernel';
import { STANDARD_CHART, typeOfPath } from '@hubgraph/ledger';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountPath, isReservedBook } from './account-paths.ts';

const free = () => false;

describe('the path of an account', () => {
  const TABLE: readonly (readonly [name: string, path: string])[] = [
    ['Expenses:Operating:Food', 'expenses:club:operating:food'],
    ['Assets:Wells Fargo:Checking #2', 'assets:club:wells-fargo:checking-2'],
    ['Revenues:Dons:Été', 'income:club:dons:ete'],
    ['liabilities', 'liabilities:club'],
    ['equity:trading:EUR-USD', 'equity:club:trading:eur-usd'],
    ['Expenses:办公室', 'expenses:club:other'],
    ['Expenses::Food', 'expenses:club:other:food'],
    ['Assets:a:b:c:d:e:f:g:h', 'assets:club:a:b:c:d:e:f-g-h'],
    [`Assets:${'long '.repeat(20)}`, `assets:club:${'long-'.repeat(8)}`.replace(/-$/, '')],
  ];

  for (const [name, path] of TABLE) it(name, () => expect(accountPath(name, 'club', free)).toBe(path));

  it('that another name has gets a part of the digest of its own name', () => {
    const isTaken = (path: string) => ['expenses:club:food', 'expenses:club'].includes(path);
    expect(accountPath('Expenses:food', 'club', isTaken)).toMatch(/^expenses:club:food-[0-9a-f]{8}$/);
    expect(accountPath('Expenses', 'club', isTaken)).toMatch(/^expenses:club:[0-9a-f]{8}$/);
    expect(accountPath('Expenses:food', 'club', isTaken)).toBe(accountPath('Expenses:food', 'club', isTaken));
    expect(accountPath('Expenses:Food', 'club', isTaken)).not.toBe(accountPath('Expenses:food', 'club', isTaken));
  });

  it('is one that the ledger takes, whatever the name', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 12 }),
        fc.boolean(),
        (below, isTaken) => {
          const path = accountPath(['Assets', ...below].join(':'), 'club', () => isTaken);
          expect(isRejection(path) ? path : typeOfPath(path)).toBe('ASSET');
        },
      ),
    );
  });

  it('needs one of the five types', () => {
    for (const name of ['Bank', '', ':Food', 'Assetsx:Food']) {
      expect(accountPath(name, 'club', free)).toMatchObject({ code: 'account-type-is-unknown' });
    }
  });
});

it('a book is called like nothing in the hub’s own chart', () => {
  for (const { path } of STANDARD_CHART) expect(isReservedBook(path.split(':')[1] ?? '')).toBe(true);
  for (const book of ['due-from', 'due-to']) expect(isReservedBook(book)).toBe(true);
  for (const book of ['imported', 'club-2015']) expect(isReservedBook(book)).toBe(false);
});
