import type { Projection, Reader } from '@hubgraph/journal';
import type { Fund, FundOpened } from './domain.ts';

/** Funds by code, for lists. */
export const fundList: Projection = {
  name: 'funds',
  version: 2,
  schema: [
    'CREATE TABLE fund (code TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL) STRICT, WITHOUT ROWID',
  ],
  fold({ event }, views) {
    const happened = event as FundOpened;
    if (happened.type !== 'FundOpened') return;
    views.run('INSERT INTO fund VALUES (?, ?, ?)', happened.code, happened.fund, happened.kind);
  },
};

/** The funds after this code, by code. */
export function fundsAfter(read: Reader, after: string, limit: number): Fund[] {
  return read
    .rows('SELECT id FROM fund WHERE code > ? ORDER BY code LIMIT ?', after, limit)
    .flatMap((row) => read.entity<Fund>('fund', String(row['id'])) ?? []);
}

export function fundCount(read: Reader): number {
  return Number(read.row('SELECT count(*) AS n FROM fund')?.['n'] ?? 0);
}

/** The fund with this code, as `general`. */
export function fundByCode(read: Reader, code: string): Fund | undefined {
  const found = read.entity<{ readonly fund: string }>('fund-code', code);
  return found === undefined ? undefined : read.entity<Fund>('fund', found.fund);
}

/** Some funds, by code. */
export function someFunds(read: Reader, limit: number): string[] {
  return read.rows('SELECT id FROM fund ORDER BY code LIMIT ?', limit).map((row) => String(row['id']));
}
