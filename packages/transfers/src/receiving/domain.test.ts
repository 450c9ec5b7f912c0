import type { RegistryNode } from '@hubgraph/identity';
import type { Event } from '@hubgraph/journal';
import { isRejection, type Json, type Rejection } from '@hubgraph/kernel';
import { Books, type LedgerEvent } from '@hubgraph/ledger';
import type { Receive } from '@hubgraph/node';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RULE } from '../acceptance/domain.ts';
import {
  BEGUN_IN_A_DAY_MAX,
  CONTRADICTIONS_MAX,
  DECISION_WAIT_MS,
  decideAcceptTransfer,
  decidePosted,
  decidePrepared,
  decideVoided,
  evolveReceived,
  type Loaded,
  type ReceivedEvent,
  type ReceivedTransfer,
} from './domain.ts';
import { answersOf, receives } from './statements.ts';

const NOW = Date.parse('2026-03-15T12:00:00Z');
const DAY = '2026-03-15';
const END = NOW + 86_400_000;
const TRANSFER = 'fundraising:disbursement:01JD3Z7N4QK8R2V6X0Y5ABCDE0';
const FUND = 'east-africa:fund:01JD3Z7N4QK8R2V6X0Y5ABCDE0';
const DIGEST = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);

const self: RegistryNode = {
  id: 'east-africa',
  kind: 'hub',
  hubKind: 'REGIONAL',
  name: 'East Africa',
  status: 'authorised',
  endpoint: 'http://127.0.0.1:1',
  tokenKeys: [],
  statementKeys: [],
};
const payer: RegistryNode = { ...self, id: 'fundraising', kind: 'fundraising', name: 'Fundraising' };
const parties = { generalFund: FUND, payee: self, payer, rule: DEFAULT_RULE, begunToday: 0 };
const amount = { transfer: TRANSFER, currency: 'EUR', amountMinor: '6000' };
const preparation = {
  ...amount,
  toHub: 'east-africa',
  allocation: 'fundraising:allocation:01JD3Z7N4QK8R2V6X0Y5ABCDE1',
  framework: 'council:framework:01JD3Z7N4QK8R2V6X0Y5ABCDE1',
  motion: 'council:motion:01JD3Z7N4QK8R2V6X0Y5ABCDE1',
  preparedDay: DAY,
  expiresAt: END,
};

const ACCEPTED = 'c'.repeat(64);
const REFUSED = 'd'.repeat(64);
const SAID = [
  { type: 'transfer-accepted', digest: ACCEPTED },
  { type: 'transfer-refused', digest: REFUSED },
];

function stated(
  payload: Readonly<Record<string, Json>>,
  { at = NOW, digest = DIGEST, issuer = 'fundraising', cites = 'day' in payload ? [ACCEPTED] : [] } = {},
): Receive {
  const times = { issuedAt: NOW, expiresAt: END };
  const statement = { issuer, type: 'any', about: TRANSFER, payload, cites, digest, kid: 'key', ...times };
  return { type: 'Receive:any', at, by: `node:${issuer}`, statement, said: SAID };
}

type Decide = (command: Receive, state: Loaded) => readonly Event[] | Rejection;

/** The hub's view of the transfer and its books, after these statements. */
function after(...steps: readonly (readonly [Decide, Receive])[]): Loaded & { readonly books: Books } {
  const books = new Books();
  const funds = new Map([[FUND, { id: FUND, status: 'OPEN' } as const]]);
  const slice = () => books.slice({ today: DAY, funds });
  let transfer: ReceivedTransfer | undefined;
  for (const [decide, command] of steps) {
    for (const event of eventsOf(decide(command, { ...parties, transfer, slice: slice() }))) {
      if (event.type.startsWith('Transfer')) transfer = evolveReceived(transfer, event as ReceivedEvent, command.at);
      else books.apply(event as LedgerEvent);
    }
  }
  return { ...parties, transfer, slice: slice(), books };
}

function eventsOf(decision: readonly Event[] | Rejection): readonly Event[] {
  if (isRejection(decision)) throw new Error(`${decision.code}: ${decision.message}`);
  return decision;
}
const typesOf = (decision: readonly Event[] | Rejection): string[] => eventsOf(decision).map(({ type }) => type);
const codeOf = (decision: unknown): string | undefined => (isRejection(decision) ? decision.code : undefined);
const sent = (event: Event | undefined) =>
  event === undefined
    ? []
    : answersOf({ event, at: NOW, by: 'x', seq: 1, commandId: 'x' }, { row: () => ({ first: 41n }) } as never);

const prepared = [decidePrepared, stated(preparation)] as const;
const posted = [decidePosted, stated({ ...amount, day: DAY }, { digest: OTHER })] as const;
const voided = [decideVoided, stated({ transfer: TRANSFER, reason: 'cancelled-by-payer' }, { digest: OTHER })] as const;
const refused = [decidePrepared, stated({ ...preparation, expiresAt: NOW })] as const;

describe('a team’s money from another sponsor', () => {
  const transfer = 'west:transfer:01JD3Z7N4QK8R2V6X0Y5ABCDE0';
  const { toHub: to, preparedDay, expiresAt } = preparation;
  const ofTeam = { ...amount, transfer, to, purpose: 'sponsorship', preparedDay, expiresAt };
  const west = { ...parties, payer: { ...self, id: 'west' } };
  const statement = stated(ofTeam, { issuer: 'west' });
  const given = { ...statement, statement: { ...statement.statement, about: transfer } };
  const [offered] = eventsOf(decidePrepared(given, { ...after(), ...west }));
  const waiting = {
    ...after(),
    ...west,
    transfer: evolveReceived(undefined, offered as ReceivedEvent, NOW),
  };
  const taken = (fund: string | undefined, teamFund: string | undefined) =>
    decideAcceptTransfer(
      { type: 'AcceptTransfer', at: NOW, by: 'x', transfer, ...(fund === undefined ? {} : { fund }) },
      { ...waiting, teamFund },
    );

  it('joins no fund of the hub by hand, but that of the team when it has agreed', () => {
    expect(offered?.type).toBe('TransferOffered');
    expect(codeOf(taken(undefined, undefined))).toBe('transfer-is-of-a-team');
    expect(codeOf(taken(FUND, undefined))).toBe('transfer-is-of-a-team');
    expect(codeOf(taken('east-africa:fund:01JD3Z7N4QK8R2V6X0Y5ABCDE9', FUND))).toBe('transfer-is-of-a-team');
    expect(typesOf(taken(undefined, FUND))).toContain('TransferAccepted');
    expect(typesOf(taken(FUND, FUND))).toContain('EntryPrepared');
  });
});

describe('transfer-prepared', () => {
  it('is accepted: the entry is pending under the id of the transfer', () => {
    const events = eventsOf(decidePrepared(stated(preparation), after()));
    expect(events.map(({ type }) => type)).toEqual([
      'TransferAccepted',
      'AccountOpened',
      'AccountOpened',
      'EntryPrepared',
    ]);
    const { allocation, framework, motion } = preparation;
    expect(events.at(-1)).toMatchObject({
      entry: {
        id: TRANSFER,
        expiresAt: END + DECISION_WAIT_MS,
        cites: { transfer: TRANSFER, allocation, framework, motion },
        postings: [
          { account: 'assets:bank:main', amountMinor: 6_000n, fund: FUND },
          { account: 'income:movement', amountMinor: -6_000n, dimensions: { counterparty: 'MOVEMENT' } },
        ],
      },
    });
    expect(sent(events[0])).toMatchObject([
      { audience: 'fundraising', type: 'transfer-accepted', payload: { ...amount, leaf: 41 }, cites: [DIGEST] },
    ]);
  });

  it.each([
    ['general-fund-is-missing', {}, { generalFund: undefined }],
    ['transfer-is-for-another-hub', { toHub: 'north' }, {}],
    ['hub-is-not-authorised', {}, { payee: undefined }],
    ['hub-is-not-authorised', {}, { payee: { ...self, status: 'suspended' } as RegistryNode, payer: undefined }],
    ['payer-is-not-authorised', {}, { payer: undefined }],
    ['payer-is-not-authorised', {}, { payer: { ...self, status: 'suspended' } as RegistryNode }],
    ['payer-does-not-allocate', { currency: 'XXX' }, { payer: self }],
    ['currency-is-unknown', { currency: 'XXX' }, {}],
    ['amount-is-not-positive', { amountMinor: '0' }, {}],
    ['transfer-is-expired', { expiresAt: NOW }, {}],
    ['fund-is-unknown', {}, { generalFund: 'east-africa:fund:01JD3Z7N4QK8R2V6X0Y5ABCDE1' }],
  ])('is refused, and the payer is told: %s', (reason, change, state) => {
    const events = eventsOf(decidePrepared(stated({ ...preparation, ...change }), { ...after(), ...state }));
    expect(events).toHaveLength(1);
    expect(sent(events[0])).toMatchObject([{ type: 'transfer-refused', payload: { reason }, cites: [DIGEST] }]);
  });

  it.each([
    ['transfer-is-not-of-the-payer', stated(preparation, { issuer: 'other' })],
    ['transfer-is-malformed', stated({ ...preparation, transfer: 'x' })],
    ['transfer-is-malformed', stated({ ...preparation, currency: 'euro' })],
    ['transfer-is-malformed', stated({ ...preparation, amountMinor: 6_000 })],
    ['transfer-is-malformed', stated({ ...preparation, amountMinor: '60.00' })],
    ['transfer-is-malformed', stated({ ...preparation, motion: 'free text' })],
    ['transfer-is-malformed', stated({ ...preparation, preparedDay: '2026-02-30' })],
    ['transfer-is-malformed', stated({ ...preparation, expiresAt: 'soon' })],
    ['transfer-is-malformed', stated({ ...preparation, expiresAt: Number.MAX_SAFE_INTEGER })],
    ['transfer-is-malformed', stated({ ...preparation, expiresAt: Number.MIN_SAFE_INTEGER })],
  ])('is not taken at all: %s', (code, command) => {
    expect(codeOf(decidePrepared(command, after()))).toBe(code);
  });

  it('changes nothing when it is repeated, also signed anew', () => {
    expect(decidePrepared(stated(preparation), after(prepared))).toEqual([]);
    expect(decidePrepared(stated(preparation, { digest: OTHER }), after(prepared))).toEqual([]);
  });

  it.each([{ amountMinor: '6001' }, { expiresAt: END + 1 }, { motion: 'council:motion:01JD3Z7N4QK8R2V6X0Y5ABCDE2' }])(
    'is kept as evidence when it contradicts the one before: %o',
    (change) => {
      const events = eventsOf(
        decidePrepared(stated({ ...preparation, ...change }, { digest: OTHER }), after(prepared)),
      );
      const evidence = { type: 'TransferContradicted', transfer: TRANSFER, payer: 'fundraising', statement: OTHER };
      expect(events).toEqual([evidence]);
      expect(sent(events[0])).toEqual([]);
    },
  );
});

describe('transfer-posted', () => {
  it('books what was accepted and says so', () => {
    const events = eventsOf(decidePosted(posted[1], after(prepared)));
    expect(events.map(({ type }) => type)).toEqual(['TransferBooked', 'PendingPosted']);
    expect(sent(events[0])).toMatchObject([
      { type: 'transfer-booked', payload: { transfer: TRANSFER, entry: TRANSFER }, cites: [OTHER] },
    ]);
  });

  it.each([
    [7, 7],
    [2 ** 31, undefined],
    [-1, undefined],
  ])('names the payer’s leaf %d, if the graph can show it: %s', (leaf, shown) => {
    const [booked] = eventsOf(decidePosted(stated({ ...amount, day: DAY, leaf }, { digest: OTHER }), after(prepared)));
    expect((booked as { readonly leaf?: number }).leaf).toBe(shown);
  });

  it('is booked also when it comes long after the payer’s limit', () => {
    const late = stated({ ...amount, day: DAY }, { at: END + 300 * 86_400_000, digest: OTHER });
    expect(typesOf(decidePosted(late, after(prepared)))).toEqual(['TransferBooked', 'PendingPosted']);
  });

  it('is booked today where the hub has closed its books on the payer’s day', () => {
    const { slice, ...state } = after(prepared);
    const closed = { ...slice, today: '2026-04-02', closedBefore: () => '2026-04-01' };
    const of = { account: slice.account, entry: slice.entry, fund: slice.fund, fundBalance: slice.fundBalance };
    const [booked] = eventsOf(decidePosted(posted[1], { ...state, slice: { ...of, ...closed } }));
    expect(booked).toMatchObject({ type: 'TransferBooked', day: '2026-04-02' });
  });

  it('changes nothing the second time', () => {
    expect(decidePosted(posted[1], after(prepared, posted))).toEqual([]);
  });

  it.each([
    ['another amount', stated({ ...amount, amountMinor: '1', day: DAY }), [prepared]],
    ['what was voided', posted[1], [prepared, voided]],
    ['what was refused', posted[1], [refused]],
    ['what this node never accepted', stated({ ...amount, day: DAY }, { cites: [OTHER] }), [prepared]],
    ['by its refusal', stated({ ...amount, day: DAY }, { cites: [REFUSED] }), [prepared]],
  ] as const)('is evidence when it posts %s', (_, command, steps) => {
    expect(typesOf(decidePosted(command, after(...steps)))).toEqual(['TransferContradicted']);
  });

  it('is not taken for a transfer that is not known, or without a day', () => {
    expect(codeOf(decidePosted(posted[1], after()))).toBe('transfer-is-unknown');
    expect(codeOf(decidePosted(stated(amount), after(prepared)))).toBe('transfer-is-malformed');
    const baseless = stated({ ...amount, day: DAY }, { cites: [] });
    expect(codeOf(decidePosted(baseless, after(prepared)))).toBe('statement-cites-nothing');
  });
});

describe('transfer-voided', () => {
  it('releases what was accepted', () => {
    expect(typesOf(decideVoided(voided[1], after(prepared)))).toEqual(['TransferVoided', 'PendingVoided']);
  });

  it('changes nothing for what was refused or voided before', () => {
    expect(decideVoided(voided[1], after(refused))).toEqual([]);
    expect(decideVoided(voided[1], after(prepared, voided))).toEqual([]);
  });

  it('is remembered where nothing had arrived, so that a late preparation is not accepted', () => {
    expect(typesOf(decideVoided(voided[1], after()))).toEqual(['TransferVoided']);
    expect(decidePrepared(stated(preparation), after(voided))).toEqual([]);
  });

  it('is evidence for what was posted', () => {
    expect(typesOf(decideVoided(voided[1], after(prepared, posted)))).toEqual(['TransferContradicted']);
    expect(after(prepared, posted, voided).transfer).toMatchObject({ status: 'BOOKED', contradictions: [OTHER] });
  });

  it('is evidence where it cites a refusal that was never said', () => {
    const because = (cites: string[]) => stated({ transfer: TRANSFER, reason: 'not-agreed' }, { digest: OTHER, cites });
    expect(typesOf(decideVoided(because([ACCEPTED]), after(prepared)))).toEqual(['TransferContradicted']);
    expect(codeOf(decideVoided(because([ACCEPTED]), after()))).toBe('transfer-is-unknown');
    expect(decideVoided(because([REFUSED]), after(refused))).toEqual([]);
  });

  it('is kept once for each transfer, whoever says it how often', () => {
    const again = (digest: string) => stated({ transfer: TRANSFER, reason: 'again' }, { digest });
    for (let n = 0; n < 3; n += 1) expect(decideVoided(again(`${n}`.repeat(64)), after(prepared, voided))).toEqual([]);
    const said = Array.from({ length: 9 }, (_, n) => [decideVoided, again(`${n}`.repeat(64))] as const);
    const { transfer } = after(prepared, posted, ...said);
    expect(transfer?.contradictions).toHaveLength(CONTRADICTIONS_MAX);
    expect(receives['transfer-voided']).toMatchObject({ isKeptOnlyWithEffect: true, sizeBytesMax: 8_192 });
  });

  it('is not kept for more transfers than a payer has in a day, nor is what it prepares; what was begun goes on', () => {
    const flooded = { begunToday: BEGUN_IN_A_DAY_MAX };
    expect(codeOf(decideVoided(voided[1], { ...after(), ...flooded }))).toBe('transfers-are-too-many');
    expect(codeOf(decidePrepared(stated(preparation), { ...after(), ...flooded }))).toBe('transfers-are-too-many');
    expect(typesOf(decideVoided(voided[1], { ...after(prepared), ...flooded }))[0]).toBe('TransferVoided');
    const last = { begunToday: BEGUN_IN_A_DAY_MAX - 1 };
    expect(typesOf(decideVoided(voided[1], { ...after(), ...last }))).toEqual(['TransferVoided']);
  });

  it('needs a code for a reason', () => {
    const command = stated({ transfer: TRANSFER, reason: 'No money left' });
    expect(codeOf(decideVoided(command, after(prepared)))).toBe('transfer-is-malformed');
  });
});
