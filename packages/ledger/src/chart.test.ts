import { describe, expect, it } from 'vitest';
import { dueFrom, dueTo, isMovementPath, payable, STANDARD_CHART, typeOfPath } from './chart.ts';

describe('typeOfPath', () => {
  it.each([
    ['assets:bank:main', 'ASSET'],
    ['liabilities:due-to:cee', 'LIABILITY'],
    ['equity:opening', 'EQUITY'],
    ['income:donations', 'INCOME'],
    ['expenses', 'EXPENSE'],
    ['assets:a:b:c:d:e:f:g', 'ASSET'],
    ['assets:a:b:c:d:e:f:g:h', undefined],
    ['', undefined],
    ['bank:main', undefined],
    ['Assets:bank', undefined],
    ['assets:', undefined],
    ['assets::bank', undefined],
    ['assets:bank main', undefined],
    ['assets:bank\n', undefined],
    ['constructor', undefined],
    [`assets:${'x'.repeat(41)}`, undefined],
  ])('%s → %s', (path, type) => expect(typeOfPath(path)).toBe(type));
});

describe('the standard chart', () => {
  it('has well-formed paths, each once, and all types', () => {
    const paths = STANDARD_CHART.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(new Set(paths.map(typeOfPath))).toEqual(new Set(['ASSET', 'LIABILITY', 'EQUITY', 'INCOME', 'EXPENSE']));
  });

  it('names the accounts with peers', () => {
    expect([dueFrom('cee'), dueTo('bss'), payable('grants')].map(typeOfPath)).toEqual([
      'ASSET',
      'LIABILITY',
      'LIABILITY',
    ]);
  });

  it('knows money from and to the inside of the movement', () => {
    expect(['income:movement', 'expenses:movement:cee'].every(isMovementPath)).toBe(true);
    expect(['income:movements', 'expenses:grants', 'assets:movement'].some(isMovementPath)).toBe(false);
  });
});
