import { canonical, isRejection } from '@hubgraph/kernel';
import { describe, expect, it } from 'vitest';
import { decodeFinanceId, encodeFinanceId } from './movement-finance-id.ts';

const YEAR = { from: '2026-01-01', to: '2027-01-01', reportCurrency: 'EUR', acceptPartial: false };
const idOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('the id of a movement finance', () => {
  it('says what is asked for', () => {
    const details = ['ALLOWED_BY', 'TEAM'] as const;
    for (const question of [
      YEAR,
      { ...YEAR, details },
      { ...YEAR, acceptPartial: true },
      { ...YEAR, reportCurrency: 'JPY' },
    ]) {
      expect(decodeFinanceId(encodeFinanceId(question))).toEqual(question);
    }
  });

  it('has one form', () => {
    const id =
      'eyJhY2NlcHRQYXJ0aWFsIjpmYWxzZSwiZnJvbSI6IjIwMjYtMDEtMDEiLCJyZXBvcnRDdXJyZW5jeSI6IkVVUiIsInRvIjoiMjAyNy0wMS0wMSJ9';
    expect(encodeFinanceId(YEAR)).toBe(id);
    for (const other of [
      `${id}=`,
      ` ${id}`,
      `${id}\n`,
      id.replace('e', '+e'),
      idOf(YEAR),
      idOf({ ...YEAR, more: 1 }),
      idOf({ ...YEAR, details: [] }),
      idOf({ ...YEAR, details: ['NODE'] }),
      idOf({ ...YEAR, details: 'TEAM' }),
      Buffer.from(canonical({ ...YEAR, details: ['TEAM', 'ALLOWED_BY'] })).toString('base64url'),
      Buffer.from(canonical({ ...YEAR, details: ['TEAM', 'TEAM'] })).toString('base64url'),
    ]) {
      expect(decodeFinanceId(other)).toMatchObject({ code: 'finance-id-is-malformed' });
    }
  });

  it('is refused where it says nothing that can be answered', () => {
    const table: readonly (readonly [code: string, id: string])[] = [
      ['finance-id-is-malformed', ''],
      ['finance-id-is-malformed', 'x'],
      ['finance-id-is-malformed', idOf(null)],
      ['finance-id-is-malformed', idOf([YEAR])],
      ['finance-id-is-malformed', encodeFinanceId({ ...YEAR, reportCurrency: 'E'.repeat(300) })],
      ['day-is-malformed', encodeFinanceId({ ...YEAR, from: '2026-02-30' })],
      ['period-is-empty', encodeFinanceId({ ...YEAR, from: YEAR.to })],
      ['currency-is-unknown', encodeFinanceId({ ...YEAR, reportCurrency: 'eur' })],
    ];
    for (const [code, id] of table) {
      const refused = decodeFinanceId(id);
      expect(isRejection(refused) ? refused.code : refused).toBe(code);
    }
  });
});
