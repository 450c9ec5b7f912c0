import type { Event } from '@hubgraph/journal';
import type { Json } from '@hubgraph/kernel';
import { describe, expect, it } from 'vitest';
import type { AllocationState } from '../allocations/domain.ts';
import { decideReceiveDonation } from '../campaigns/domain.ts';
import {
  by,
  codeOf,
  expectEvents,
  FUND,
  hubNode,
  id,
  NOW,
  received,
  TestBooks,
  TODAY,
  typesOf,
} from '../testing.test-helper.ts';
import { decideAccepted, decideBooked, decideRefused } from './answers.ts';
import {
  ACCEPTANCE_MS,
  type Disburse,
  type DisbursementState,
  decideCancelDisbursement,
  decideDisburse,
  decideExpireDisbursement,
  evolveDisbursement,
} from './domain.ts';
import type { DisbursementEvent } from './events.ts';
import { statementsOf } from './statements.ts';

const allocation: AllocationState = {
  id: id('allocation'),
  framework: 'council:framework:1',
  motion: 'council:motion:1',
  fund: FUND.id,
  currency: 'EUR',
  amountMinor: 100_00n,
  parts: [
    { hub: 'east-africa', amountMinor: 60_00n },
    { hub: 'north', amountMinor: 40_00n, disbursement: id('disbursement', '9') },
  ],
  madeAt: NOW,
  madeBy: by.by,
};
const disburse: Disburse = {
  type: 'Disburse',
  ...by,
  disbursement: id('disbursement'),
  allocation: allocation.id,
  hub: 'east-africa',
};

function funded(): TestBooks {
  const campaign = { id: id('campaign'), name: FUND.name, fund: FUND.id, openedAt: NOW, openedBy: by.by };
  const donated = decideReceiveDonation(
    {
      type: 'ReceiveDonation',
      ...by,
      donation: id('donation'),
      campaign: campaign.id,
      currency: 'EUR',
      amountMinor: 100_00n,
      receivedOn: TODAY,
    },
    { campaign, known: undefined, slice: new TestBooks().slice() },
  );
  return new TestBooks().keep(expectEvents(donated));
}

const given = (books = funded()) => ({ allocation, hub: hubNode('east-africa', 'KE'), slice: books.slice() });

/** What was prepared and, if answers are given, what they made of it. */
function after(...decisions: ((state: { disbursement: DisbursementState; books: TestBooks }) => readonly Event[])[]) {
  const books = funded();
  const prepared = expectEvents(decideDisburse(disburse, given(books)));
  books.keep(prepared);
  let state = evolveDisbursement(undefined, prepared[0] as DisbursementEvent, NOW, by.by);
  for (const decide of decisions) {
    const events = decide({ disbursement: state, books });
    books.keep(events);
    if (events[0] !== undefined) state = evolveDisbursement(state, events[0] as DisbursementEvent, NOW, by.by);
  }
  return { disbursement: state, slice: books.slice(), books };
}

const wordsOf = (event: Event) =>
  statementsOf({ event, ...by, seq: 1, commandId: 'x' }, { row: () => ({ first: 41n }) } as never);

const amount = { transfer: disburse.disbursement, currency: 'EUR', amountMinor: '6000' };
const PREPARED = 'b'.repeat(64);
const answered = (payload: Readonly<Record<string, Json>> = amount, more = {}) =>
  received('east-africa', disburse.disbursement, payload, { cites: [PREPARED], ...more });

const posted = ({ disbursement, books }: { disbursement: DisbursementState; books: TestBooks }) =>
  expectEvents(decideAccepted(answered(), { disbursement, slice: books.slice() }));
const cancelled = ({ disbursement, books }: { disbursement: DisbursementState; books: TestBooks }) =>
  expectEvents(
    decideCancelDisbursement(
      { type: 'CancelDisbursement', ...by, disbursement: disburse.disbursement },
      { disbursement, slice: books.slice() },
    ),
  );

describe('Disburse', () => {
  it('reserves the part in the books and asks the hub', () => {
    const events = expectEvents(decideDisburse(disburse, given()));
    expect(typesOf(events)).toEqual(['DisbursementPrepared', 'AccountOpened', 'EntryPrepared']);
    expect(TestBooks.postings(events)).toEqual(['expenses:movement 6000', 'assets:bank:main -6000']);
    expect(wordsOf(events[0] as Event)).toEqual([
      {
        audience: 'east-africa',
        type: 'transfer-prepared',
        about: disburse.disbursement,
        payload: {
          ...amount,
          toHub: 'east-africa',
          allocation: allocation.id,
          framework: allocation.framework,
          motion: allocation.motion,
          preparedDay: TODAY,
          expiresAt: NOW + ACCEPTANCE_MS,
        },
        expiresAt: NOW + ACCEPTANCE_MS,
      },
    ]);
  });

  const refusals: [string, Partial<Disburse>, object][] = [
    ['allocation-is-unknown', {}, { allocation: undefined }],
    ['hub-has-no-part', { hub: 'nobody' }, {}],
    ['part-is-disbursed-already', { hub: 'north' }, {}],
    ['hub-is-not-authorised', {}, { hub: undefined }],
    ['credits-would-exceed-debits', {}, { slice: new TestBooks().slice() }],
  ];
  it.each(refusals)('refuses: %s', (code, change, state) => {
    expect(codeOf(decideDisburse({ ...disburse, ...change }, { ...given(), ...state }))).toBe(code);
  });
});

const refusedBy = ({ disbursement, books }: { disbursement: DisbursementState; books: TestBooks }) =>
  expectEvents(decideRefused(answered({ ...amount, reason: 'not-agreed' }), { disbursement, slice: books.slice() }));
const contradicted = [{ type: 'DisbursementContradicted', statement: 'a'.repeat(64) }];

describe('transfer-accepted', () => {
  it('is posted by the payer, citing the acceptance', () => {
    const { disbursement, slice } = after();
    const events = expectEvents(decideAccepted(answered(), { disbursement, slice }));
    expect(typesOf(events)).toEqual(['DisbursementPosted', 'PendingPosted']);
    expect(events[0]).toMatchObject({ accepted: 'a'.repeat(64), prepared: PREPARED, day: TODAY });
    expect(wordsOf(events[0] as Event)).toMatchObject([
      { type: 'transfer-posted', cites: ['a'.repeat(64)], payload: { ...amount, day: TODAY } },
    ]);
  });

  it('changes nothing the second time, or after the payer voided it', () => {
    expect(decideAccepted(answered(), after(posted))).toEqual([]);
    expect(decideAccepted(answered(), after(cancelled))).toEqual([]);
  });

  it('posts nothing when the time is over; the disbursement is expired instead', () => {
    const late = answered(amount, { at: NOW + ACCEPTANCE_MS });
    expect(typesOf(decideAccepted(late, after()))).toEqual(['DisbursementExpired', 'PendingExpired']);
  });

  it.each([
    ['disbursement-is-unknown', answered(), { disbursement: undefined }],
    ['statement-is-not-from-the-payee', received('north', disburse.disbursement, amount), {}],
    ['statement-is-about-another', answered({ ...amount, transfer: id('disbursement', '1') }), {}],
    ['statement-cites-nothing', answered(amount, { cites: [] }), {}],
  ])('refuses: %s', (code, command, state) => {
    expect(codeOf(decideAccepted(command, { ...after(), ...state }))).toBe(code);
  });

  it.each([
    ['another amount', answered({ ...amount, amountMinor: '6001' })],
    ['an amount that is no text', answered({ ...amount, amountMinor: 6000 })],
    ['another currency', answered({ ...amount, currency: 'USD' })],
    [
      'a preparation that was never stated',
      answered(amount, { said: [{ type: 'transfer-prepared', digest: 'e'.repeat(64) }] }),
    ],
  ])('is kept as evidence where it accepts %s, and nothing follows', (_what, command) => {
    expect(decideAccepted(command, after())).toMatchObject(contradicted);
  });

  it('is evidence after a refusal, as a refusal is after it: the hub said both', () => {
    expect(decideAccepted(answered(), after(refusedBy))).toMatchObject(contradicted);
    const refusal = answered({ ...amount, reason: 'not-agreed' });
    expect(decideRefused(refusal, after(posted))).toMatchObject(contradicted);
    expect(decideRefused({ ...refusal, said: [] }, after())).toMatchObject(contradicted);
  });

  it('is kept once, and so are four others at most; the disbursement stands as it stood', () => {
    const { disbursement, slice } = after(posted);
    let state = disbursement;
    for (let n = 0; n < 6; n += 1) {
      const lie = answered({ ...amount, reason: 'not-agreed' });
      const command = { ...lie, statement: { ...lie.statement, digest: `${n}`.repeat(64) } };
      for (let time = 0; time < 2; time += 1) {
        const [event] = expectEvents(decideRefused(command, { disbursement: state, slice }));
        if (event === undefined) continue;
        state = evolveDisbursement(state, event as DisbursementEvent, NOW, by.by);
      }
    }
    expect(state).toEqual({ ...disbursement, contradictions: [0, 1, 2, 3].map((n) => `${n}`.repeat(64)) });
  });
});

describe('transfer-refused', () => {
  const refusal = answered({ ...amount, reason: 'hub-is-not-authorised' });

  it('voids what was prepared and tells the hub why', () => {
    const events = expectEvents(decideRefused(refusal, after()));
    expect(typesOf(events)).toEqual(['DisbursementVoided', 'PendingVoided']);
    expect(wordsOf(events[0] as Event)).toMatchObject([
      { type: 'transfer-voided', payload: { reason: 'hub-is-not-authorised' }, cites: ['a'.repeat(64)] },
    ]);
  });

  it('takes a code and no text for a reason', () => {
    expect(codeOf(decideRefused(answered({ ...amount, reason: 'We do not want it.' }), after()))).toBe(
      'reason-is-malformed',
    );
  });
});

describe('transfer-booked', () => {
  const booked = answered({ transfer: disburse.disbursement, entry: disburse.disbursement });

  it('marks what is in both books, once', () => {
    const state = after(posted);
    const events = expectEvents(decideBooked(booked, state));
    expect(typesOf(events)).toEqual(['DisbursementBooked']);
    const inBoth = evolveDisbursement(state.disbursement, events[0] as DisbursementEvent, NOW, 'x');
    expect(inBoth.status).toBe('BOOKED');
    expect(decideBooked(booked, { ...state, disbursement: inBoth })).toEqual([]);
  });

  it('is evidence where the payer has not posted, and refused without the id of an entry', () => {
    expect(decideBooked(booked, after())).toMatchObject(contradicted);
    expect(decideBooked({ ...booked, said: [] }, after(posted))).toMatchObject(contradicted);
    expect(codeOf(decideBooked(answered(amount), after(posted)))).toBe('entry-id-is-malformed');
  });
});

describe('CancelDisbursement and ExpireDisbursement', () => {
  const cancel = { type: 'CancelDisbursement', ...by, disbursement: disburse.disbursement } as const;
  const expire = { type: 'ExpireDisbursement', ...by, disbursement: disburse.disbursement } as const;
  const late = { ...expire, at: NOW + ACCEPTANCE_MS };

  it('release what was reserved', () => {
    expect(typesOf(decideCancelDisbursement(cancel, after()))).toEqual(['DisbursementVoided', 'PendingVoided']);
    expect(typesOf(decideExpireDisbursement(late, after()))).toEqual(['DisbursementExpired', 'PendingExpired']);
  });

  it.each([
    ['disbursement-is-unknown', decideCancelDisbursement(cancel, { ...after(), disbursement: undefined })],
    ['disbursement-is-not-prepared', decideCancelDisbursement(cancel, after(posted))],
    ['pending-is-expired', decideCancelDisbursement({ ...cancel, at: late.at }, after())],
    ['disbursement-is-unknown', decideExpireDisbursement(expire, { ...after(), disbursement: undefined })],
    ['disbursement-is-not-prepared', decideExpireDisbursement(late, after(posted))],
    ['pending-is-not-yet-expired', decideExpireDisbursement(expire, after())],
  ])('refuse: %s', (code, decision) => {
    expect(codeOf(decision)).toBe(code);
  });
});
