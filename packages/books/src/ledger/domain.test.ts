import type { Entry, Slice } from '@hubgraph/ledger';
import { describe, expect, test } from 'vitest';
import { decideReverseEntry } from './domain.ts';

const ULID = '01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const entry = (id: string): Entry => ({
  id,
  kind: 'bill',
  effectiveDay: '2026-06-01',
  status: 'POSTED',
  postings: [
    {
      account: 'expenses:services',
      currency: 'EUR',
      amountMinor: 100n,
      fund: 'f',
      dimensions: { counterparty: 'SUPPLIER' },
    },
    { account: 'assets:bank:main', currency: 'EUR', amountMinor: -100n, fund: 'f' },
  ],
});
const slice = (...entries: readonly Entry[]): Slice => ({
  today: '2026-06-02',
  account: () => undefined,
  entry: (id) => entries.find((one) => one.id === id),
  fund: () => undefined,
  fundBalance: (fund, currency) => ({ fund, currency, postedMinor: 0n, reservedMinor: 0n }),
  resource: () => undefined,
  closedBefore: () => undefined,
});
const reverse = (reverses: string, books: Slice) =>
  decideReverseEntry(
    {
      type: 'ReverseEntry',
      at: 1,
      by: 'cee:person:x',
      entry: `cee:entry:${ULID}`,
      reverses,
      effectiveDay: '2026-06-02',
    },
    books,
  );

describe('reversing', () => {
  test.each([
    ['a payment of an award', `cee:payment:${ULID}/1`],
    ['a reservation', `cee:award:${ULID}/reserve/1/1`],
    ['a transfer from another node', `fundraising:disbursement:${ULID}`],
  ])('%s is left to the concept that it belongs to', (_name, id) => {
    expect(reverse(id, slice(entry(id)))).toMatchObject({ code: 'entry-belongs-to-another-concept' });
  });

  test('an entry that is not there is unknown, whatever its id looks like', () => {
    expect(reverse(`cee:payment:${ULID}/1`, slice())).toMatchObject({ code: 'entry-is-unknown' });
  });

  test('an entry of the treasurer passes on to the ledger', () => {
    const id = `cee:entry:${ULID.replace('F', 'G')}`;
    expect(reverse(id, slice(entry(id)))).not.toMatchObject({ code: 'entry-belongs-to-another-concept' });
  });
});
