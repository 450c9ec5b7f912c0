import type { RegistryNode } from '@hubgraph/identity';
import type { Event } from '@hubgraph/journal';
import { isRejection, type Json, type Rejection } from '@hubgraph/kernel';
import { Books, type FundState, type LedgerEvent } from '@hubgraph/ledger';
import type { Receive } from '@hubgraph/node';
import { describe, expect, it } from 'vitest';
import { decideAccepted, decideBooked, decideRefused } from './answers.ts';
import {
  ACCEPTANCE_MS,
  decideCancelTransfer,
  decideExpireTransfer,
  decidePrepareTransfer,
  evolvePaid,
  isPaidEvent,
  type PaidLoaded,
  type PaidTransfer,
  type PrepareTransfer,
} from './domain.ts';
import { wordsOf } from './statements.ts';

const NOW = Date.parse('2026-03-15T12:00:00Z');
const DAY = '2026-03-15';
const END = NOW + ACCEPTANCE_MS;
const TRANSFER = 'andes:transfer:01JD3Z7N4QK8R2V6X0Y5ABCDE0';
const FUND = 'andes:fund:01JD3Z7N4QK8R2V6X0Y5ABCDE0';
const FUNDS = new Map<string, FundState>([[FUND, { id: FUND, status: 'OPEN' }]]);

const node = (id: string, more: Partial<RegistryNode> = {}): RegistryNode => ({
  id,
  kind: 'hub',
  hubKind: 'REGIONAL',
  name: id,
  status: 'authorised',
  endpoint: 'http://127.0.0.1:1',
  tokenKeys: [],
  statementKeys: [],
  ...more,
});
const parties = { payer: node('andes'), payee: node('south-asia') };
const command: PrepareTransfer = {
  type: 'PrepareTransfer',
  at: NOW,
  by: 'andes:person:1',
  transfer: TRANSFER,
  to: 'south-asia',
  fund: FUND,
  currency: 'EUR',
  amountMinor: 6_000n,
  purpose: 'education',
};

type Decision = readonly Event[] | Rejection;
type Step = (state: PaidLoaded & typeof parties) => Decision;

/** The payer's books with 100.00 EUR, after these steps. */
function after(...steps: readonly Step[]) {
  const books = new Books();
  const slice = () => books.slice({ today: DAY, funds: FUNDS });
  let paid: PaidTransfer | undefined;
  const opening = { at: NOW, currency: 'EUR', exponent: 2, status: 'OPEN' } as const;
  const zero = { debitsPendingMinor: 0n, debitsPostedMinor: 0n, creditsPendingMinor: 0n, creditsPostedMinor: 0n };
  for (const [path, type] of [
    ['assets:bank:main', 'ASSET'],
    ['equity:opening', 'EQUITY'],
  ] as const) {
    books.apply({ type: 'AccountOpened', at: NOW, account: { ...opening, ...zero, path, type } });
  }
  books.apply({
    type: 'EntryPosted',
    at: NOW,
    entry: {
      id: 'opening',
      kind: 'opening',
      effectiveDay: DAY,
      status: 'POSTED',
      postings: [
        { account: 'assets:bank:main', currency: 'EUR', amountMinor: 10_000n, fund: FUND },
        { account: 'equity:opening', currency: 'EUR', amountMinor: -10_000n, fund: FUND },
      ],
    },
  });
  for (const step of steps) {
    for (const event of eventsOf(step({ ...parties, paid, slice: slice() }))) {
      if (isPaidEvent(event)) paid = evolvePaid(paid, event, { at: NOW, by: 'andes:person:1', seq: 7 });
      else books.apply(event as LedgerEvent);
    }
  }
  return { ...parties, paid, slice: slice(), books };
}

function eventsOf(decision: Decision): readonly Event[] {
  if (isRejection(decision)) throw new Error(`${decision.code}: ${decision.message}`);
  return decision;
}
const typesOf = (decision: Decision): string[] => eventsOf(decision).map(({ type }) => type);
const codeOf = (decision: unknown): string | undefined => (isRejection(decision) ? decision.code : undefined);

const amount = { transfer: TRANSFER, currency: 'EUR', amountMinor: '6000' };
const PREPARED = 'c'.repeat(64);
const POSTED = 'd'.repeat(64);
const SAID = [
  { type: 'transfer-prepared', digest: PREPARED },
  { type: 'transfer-posted', digest: POSTED },
];
function stated(payload: Readonly<Record<string, Json>>, more: Partial<Receive['statement']> & { at?: number } = {}) {
  const { at = NOW, ...rest } = more;
  const statement = {
    issuer: 'south-asia',
    type: 'any',
    about: TRANSFER,
    payload,
    cites: ['entry' in payload ? POSTED : PREPARED],
    digest: 'a'.repeat(64),
    kid: 'key',
    issuedAt: NOW,
    expiresAt: END,
    ...rest,
  };
  return { type: 'Receive:any', at, by: 'node:south-asia', statement, said: SAID } satisfies Receive;
}
const prepare: Step = (state) => decidePrepareTransfer(command, state);
const accept: Step = (state) => decideAccepted(stated(amount), state);
const refuse: Step = (state) => decideRefused(stated({ ...amount, reason: 'not-agreed' }), state);
const book: Step = (state) => decideBooked(stated({ transfer: TRANSFER, entry: TRANSFER }), state);
const cancel: Step = (state) =>
  decideCancelTransfer({ type: 'CancelTransfer', at: NOW, by: 'x', transfer: TRANSFER }, state);
const expire =
  (at: number): Step =>
  (state) =>
    decideExpireTransfer({ type: 'ExpireTransfer', at, by: 'clock', transfer: TRANSFER }, state);
const words = (event: Event | undefined) =>
  event === undefined
    ? []
    : wordsOf({ event, at: NOW, by: 'x', seq: 7, commandId: 'x' }, { row: () => ({ first: 41n }) } as never);

describe('preparing', () => {
  it('reserves the money against what is owed to the payee, and asks it', () => {
    const events = eventsOf(prepare({ ...after(), paid: undefined }));
    expect(events.map(({ type }) => type)).toEqual([
      'TransferPrepared',
      'AccountOpened',
      'AccountOpened',
      'EntryPrepared',
    ]);
    expect(events.at(-1)).toMatchObject({
      entry: {
        id: TRANSFER,
        expiresAt: END,
        postings: [
          { account: 'expenses:movement', amountMinor: 6_000n, dimensions: { counterparty: 'MOVEMENT' } },
          { account: 'liabilities:due-to:south-asia', amountMinor: -6_000n },
        ],
      },
    });
    expect(words(events[0])).toMatchObject([
      {
        audience: 'south-asia',
        type: 'transfer-prepared',
        about: TRANSFER,
        payload: { ...amount, to: 'south-asia', purpose: 'education', preparedDay: DAY, expiresAt: END },
        expiresAt: END,
      },
    ]);
  });

  const nobody = { payer: undefined, payee: undefined };
  it.each([
    ['transfer-is-to-the-payer', { to: 'andes', currency: 'XXX' }, { payee: undefined }],
    ['payer-is-not-authorised', { currency: 'XXX' }, nobody],
    ['payer-is-not-authorised', {}, { payer: node('andes', { status: 'suspended' }), payee: undefined }],
    ['payee-is-not-authorised', { currency: 'XXX' }, { payee: undefined }],
    ['payee-is-not-authorised', {}, { payee: node('south-asia', { status: 'revoked' }) }],
    ['payee-is-not-authorised', {}, { payee: node('council', { kind: 'council' }) }],
    ['currency-is-unknown', { currency: 'XXX', amountMinor: 0n }, {}],
    ['amount-is-not-positive', { amountMinor: 0n, purpose: 'For schools' }, {}],
    ['amount-is-not-positive', { amountMinor: -1n }, {}],
    ['purpose-is-malformed', { purpose: 'For schools', fund: 'andes:fund:x' }, {}],
    ['fund-is-unknown', { fund: 'andes:fund:x' }, {}],
    ['fund-is-overdrawn', { amountMinor: 10_001n }, {}],
  ] as const)('is refused: %s', (code, change, state) => {
    expect(codeOf(decidePrepareTransfer({ ...command, ...change }, { ...after(), ...state }))).toBe(code);
  });

  it('counts what is reserved already', () => {
    const again = { ...command, transfer: TRANSFER.replace(/0$/, '1') };
    expect(codeOf(decidePrepareTransfer(again, after(prepare)))).toBe('fund-is-overdrawn');
  });
});

describe('what the payee answers', () => {
  it('is posted when it accepts in time, and the payee is told where that can be proved', () => {
    const [posted, ...kept] = eventsOf(accept(after(prepare)));
    expect(kept.map(({ type }) => type)).toEqual(['PendingPosted']);
    expect(words(posted)).toMatchObject([
      { type: 'transfer-posted', payload: { ...amount, day: DAY, leaf: 41 }, cites: ['a'.repeat(64)] },
    ]);
    expect(after(prepare, accept).slice.account('liabilities:due-to:south-asia', 'EUR')?.creditsPostedMinor).toBe(
      6_000n,
    );
    expect(after(prepare, accept, book).paid).toMatchObject({ status: 'BOOKED', peerEntry: TRANSFER, postedSeq: 7 });
  });

  it('moves nothing when it comes too late, is a refusal, or was taken back before', () => {
    expect(typesOf(decideAccepted(stated(amount, { at: END }), after(prepare)))).toEqual([
      'TransferExpired',
      'PendingExpired',
    ]);
    expect(typesOf(refuse(after(prepare)))).toEqual(['TransferReleased', 'PendingVoided']);
    expect(accept(after(prepare, cancel))).toEqual([]);
    expect(refuse(after(prepare, cancel))).toEqual([]);
  });

  it('changes nothing the second time', () => {
    expect(accept(after(prepare, accept))).toEqual([]);
    expect(book(after(prepare, accept, book))).toEqual([]);
    expect(refuse(after(prepare, refuse))).toEqual([]);
  });

  const other = { digest: 'e'.repeat(64) };
  const evidence = [{ type: 'AnswerContradicted', statement: other.digest }];
  it.each([
    ['refuses what it had accepted', [prepare, accept], decideRefused, { ...amount, reason: 'not-agreed' }],
    ['accepts what it had refused', [prepare, refuse], decideAccepted, amount],
    ['accepts another amount', [prepare], decideAccepted, { ...amount, amountMinor: '6001' }],
    ['refuses another amount', [prepare], decideRefused, { ...amount, currency: 'USD', reason: 'not-agreed' }],
    ['books without the payer’s word', [prepare], decideBooked, { transfer: TRANSFER, entry: TRANSFER }],
    ['books what was taken back', [prepare, cancel], decideBooked, { transfer: TRANSFER, entry: TRANSFER }],
  ] as const)('is evidence when it %s, once for each statement', (_, steps, decide, payload) => {
    const state = after(...steps);
    const events = eventsOf(decide(stated(payload, other), state));
    expect(events).toMatchObject(evidence);
    expect(words(events[0])).toEqual([]);
    const then = after(...steps, (now) => decide(stated(payload, other), now));
    expect(then.paid).toMatchObject({ status: state.paid?.status, contradictions: [other.digest] });
    expect(decide(stated(payload, other), then)).toEqual([]);
  });

  it.each([
    ['accepts', [prepare], decideAccepted, amount, POSTED],
    ['accepts', [prepare], decideAccepted, amount, other.digest],
    ['refuses', [prepare], decideRefused, { ...amount, reason: 'not-agreed' }, other.digest],
    ['books', [prepare, accept], decideBooked, { transfer: TRANSFER, entry: TRANSFER }, PREPARED],
    ['books again', [prepare, accept, book], decideBooked, { transfer: TRANSFER, entry: TRANSFER }, other.digest],
  ] as const)('is evidence when it %s what this node never said', (_, steps, decide, payload, cited) => {
    const state = after(...steps);
    expect(decide(stated(payload, { ...other, cites: [cited] }), state)).toMatchObject(evidence);
    const unsaid = { ...stated(payload, other), said: [] };
    expect(decide(unsaid, state)).toMatchObject(evidence);
  });

  it.each([
    ['transfer-is-unknown', decideAccepted, amount, [], {}],
    ['transfer-is-unknown', decideBooked, { transfer: 'x', entry: 'x' }, [prepare], { issuer: 'north' }],
    ['statement-is-not-from-the-payee', decideAccepted, amount, [prepare], { issuer: 'north', cites: [] }],
    ['statement-cites-nothing', decideAccepted, { ...amount, amountMinor: '1' }, [prepare], { cites: [] }],
    ['statement-cites-nothing', decideRefused, { ...amount, reason: 'No.' }, [prepare], { cites: [] }],
    ['statement-cites-nothing', decideBooked, { transfer: TRANSFER, entry: 'two words' }, [prepare], { cites: [] }],
    ['reason-is-malformed', decideRefused, { ...amount, reason: 'No.' }, [prepare], {}],
    ['entry-id-is-malformed', decideBooked, { transfer: TRANSFER, entry: 'two words' }, [prepare], {}],
  ] as const)('is not taken at all: %s', (code, decide, payload, steps, more) => {
    expect(codeOf(decide(stated(payload, more), after(...steps)))).toBe(code);
  });
});

describe('ending it', () => {
  it('is the payer’s until the payee has accepted', () => {
    expect(typesOf(cancel(after(prepare)))).toEqual(['TransferReleased', 'PendingVoided']);
    expect(codeOf(cancel(after()))).toBe('transfer-is-unknown');
    for (const steps of [
      [prepare, accept],
      [prepare, refuse],
      [prepare, cancel],
    ]) {
      expect(codeOf(cancel(after(...steps)))).toBe('transfer-is-not-prepared');
      expect(codeOf(expire(END)(after(...steps)))).toBe('transfer-is-not-prepared');
    }
  });

  it('happens by time, not before', () => {
    expect(codeOf(expire(END - 1)(after(prepare)))).toBe('pending-is-not-yet-expired');
    expect(typesOf(expire(END)(after(prepare)))).toEqual(['TransferExpired', 'PendingExpired']);
  });
});
