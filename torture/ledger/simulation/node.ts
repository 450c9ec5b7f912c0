import type { Event } from '@hubgraph/journal';
import { canonical, dayOf, isRejection, type Rejection } from '@hubgraph/kernel';
import { Books, type FundState, type LedgerEvent } from '@hubgraph/ledger';
import type { OutgoingStatement } from '@hubgraph/node';
import { type AcceptanceRule, DEFAULT_RULE } from '../../../packages/transfers/src/acceptance/domain.ts';
import { evolvePaid, isPaidEvent, type PaidTransfer } from '../../../packages/transfers/src/paying/domain.ts';
import { wordsOf } from '../../../packages/transfers/src/paying/statements.ts';
import {
  evolveReceived,
  isReceivedEvent,
  type ReceivedTransfer,
} from '../../../packages/transfers/src/receiving/domain.ts';
import { answersOf } from '../../../packages/transfers/src/receiving/statements.ts';
import type { TransferBook } from '../../../packages/transfers/src/reconciliation/book.ts';
import {
  evolveSettled,
  evolveSettlement,
  isSettlementEvent,
  type Settled,
  type Settlement,
  settlementWordsOf,
} from '../../../packages/transfers/src/settling/domain.ts';
import type { Chance } from '../../support/chance.ts';
import { type Commit, GIFT_MINOR, type Sent, START, signed } from './setting.ts';

/** A statement in an outbox. */
export interface Row {
  /** Its place among all rows, which a restart gives it again. */
  readonly n: number;
  readonly sent: Sent;
  status: 'WAITING' | 'DELIVERED' | 'REFUSED' | 'EXPIRED';
  attempts: number;
  nextAt: number;
}

/** One node: a journal that outlives it, and what is folded from it, which does not. */
export class SimulatedNode {
  readonly id: string;
  readonly fund: string;
  readonly journal: Commit[] = [];
  skewMs = 0;
  isUp = true;
  books = new Books();
  paid = new Map<string, PaidTransfer>();
  received = new Map<string, ReceivedTransfer>();
  settlements = new Map<string, Settlement>();
  settled = new Map<string, Settled>();
  rule: AcceptanceRule = DEFAULT_RULE;
  outbox: Row[] = [];
  /** The rows of each audience, and how many of them are dealt with. */
  queues = new Map<string, { readonly rows: Row[]; done: number }>();
  #known = new Set<string>();
  readonly #words: (readonly Sent[])[] = [];
  readonly #funds: ReadonlyMap<string, FundState>;

  constructor(id: string) {
    this.id = id;
    this.fund = `${id}:fund:01JD3Z7N4QK8R2V6X0Y5ABCDE0`;
    this.#funds = new Map([[this.fund, { id: this.fund, status: 'OPEN' }]]);
  }

  slice(at: number) {
    return this.books.slice({ today: dayOf(at), funds: this.#funds });
  }

  settledOf(transfer: string): Settled {
    return this.settled.get(transfer) ?? { paidMinor: 0n, arrivedMinor: 0n };
  }

  /** Commits what was decided, as a whole; the same command once. */
  commit(at: number, commandId: string, decide: () => readonly Event[] | Rejection): readonly Event[] | Rejection {
    if (this.#known.has(commandId)) return [];
    const events = decide();
    if (isRejection(events)) return events;
    const commit = { at, seq: this.journal.length + 1, commandId, events };
    this.journal.push(commit);
    this.#fold(commit);
    return events;
  }

  /** Loses all but the journal, and half of what it remembers of deliveries. */
  restart(chance: Chance): void {
    const deliveries = this.outbox;
    this.books = new Books();
    this.paid = new Map();
    this.received = new Map();
    this.settlements = new Map();
    this.settled = new Map();
    this.outbox = [];
    this.queues = new Map();
    this.#known = new Set();
    for (const commit of this.journal) this.#fold(commit);
    if (chance(2) === 0) {
      for (const [n, row] of this.outbox.entries()) row.status = deliveries[n]?.status ?? 'WAITING';
    }
    this.isUp = true;
  }

  #fold({ at, seq, commandId, events }: Commit): void {
    this.#known.add(commandId);
    for (const event of events) {
      if (isPaidEvent(event)) {
        this.paid.set(event.transfer, evolvePaid(this.paid.get(event.transfer), event, { at, by: this.id, seq }));
      } else if (isReceivedEvent(event)) {
        this.received.set(event.transfer, evolveReceived(this.received.get(event.transfer), event, at));
      } else if (isSettlementEvent(event)) {
        this.settlements.set(event.settlement, evolveSettlement(event, at));
        this.settled.set(event.transfer, evolveSettled(this.settled.get(event.transfer), event));
      } else this.books.apply(event as LedgerEvent);
    }
    for (const sent of this.#wordsOf({ at, seq, commandId, events })) {
      const row: Row = { n: this.outbox.length, sent, status: 'WAITING', attempts: 0, nextAt: 0 };
      this.outbox.push(row);
      const queue = this.queues.get(sent.audience);
      if (queue === undefined) this.queues.set(sent.audience, { rows: [row], done: 0 });
      else queue.rows.push(row);
    }
  }

  /** What a commit says depends on it alone, so it is made and signed once. */
  #wordsOf({ at, seq, commandId, events }: Commit): readonly Sent[] {
    const known = this.#words[seq];
    if (known !== undefined) return known;
    const read = { row: () => ({ first: BigInt(seq) }) } as unknown as Parameters<typeof wordsOf>[1];
    const made: Sent[] = [];
    for (const event of events) {
      const recorded = { event, at, by: this.id, seq, commandId };
      const words: readonly OutgoingStatement[] = [
        ...wordsOf(recorded, read),
        ...answersOf(recorded, read),
        ...settlementWordsOf(event, at),
      ];
      for (const { audience, ...out } of words) {
        const { type, about, payload, cites = [], expiresAt } = out;
        const body = canonical({ issuer: this.id, audience, type, about, payload, cites: [...cites], at, expiresAt });
        made.push({
          issuer: this.id,
          audience,
          body,
          signature: signed(this.id, body),
          statement: { ...out, issuedAt: at },
        });
      }
    }
    this.#words[seq] = made;
    return made;
  }
}

/** What a node is given in the beginning. */
export function gift(node: SimulatedNode): readonly Event[] {
  const zero = { debitsPendingMinor: 0n, debitsPostedMinor: 0n, creditsPendingMinor: 0n, creditsPostedMinor: 0n };
  const account = (path: string, type: 'ASSET' | 'INCOME') => ({
    type: 'AccountOpened',
    at: START,
    account: { path, type, currency: 'EUR', exponent: 2, status: 'OPEN', ...zero },
  });
  const posting = { currency: 'EUR', fund: node.fund };
  const postings = [
    { account: 'assets:bank:main', amountMinor: GIFT_MINOR, ...posting },
    { account: 'income:donations', amountMinor: -GIFT_MINOR, ...posting, dimensions: { counterparty: 'PUBLIC' } },
  ];
  const entry = { id: `${node.id}:gift`, kind: 'gift', effectiveDay: dayOf(START), status: 'POSTED', postings };
  return [
    account('assets:bank:main', 'ASSET'),
    account('income:donations', 'INCOME'),
    { type: 'EntryPosted', at: START, entry } as Event,
  ];
}

export function balanceOf(node: SimulatedNode, path: string): bigint {
  const account = node.slice(START).account(path, 'EUR');
  return account === undefined ? 0n : account.debitsPostedMinor - account.creditsPostedMinor;
}

/** All sums of a node, to be compared. */
export function accountsOf(node: SimulatedNode): string {
  return node.books
    .accounts()
    .map(({ path, debitsPostedMinor, creditsPostedMinor }) => `${path} ${debitsPostedMinor} ${creditsPostedMinor}`)
    .join();
}

/** What a node's book says, as {@link compareBooks} reads it. */
export function bookOf(node: SimulatedNode, peer: string): TransferBook {
  const rows = [
    ...[...node.paid.values()]
      .filter(({ to }) => to === peer)
      .map((paid) => ({ id: paid.id, end: 'PAYER' as const, paid })),
    ...[...node.received.values()]
      .filter(({ payer }) => payer === peer)
      .map((received) => ({ id: received.transfer, end: 'PAYEE' as const, received })),
  ].map((one) => {
    const entry = node.slice(START).entry(one.id);
    const status = 'paid' in one ? one.paid.status : one.received.status;
    const money = 'paid' in one ? one.paid : one.received.preparation;
    const { paidMinor, arrivedMinor } = node.settledOf(one.id);
    return {
      id: one.id,
      end: one.end,
      status,
      currency: money?.currency ?? null,
      amountMinor: (entry?.postings[0]?.amountMinor ?? money?.amountMinor)?.toString() ?? null,
      entryStatus: entry?.status ?? null,
      paidMinor: paidMinor.toString(),
      arrivedMinor: arrivedMinor.toString(),
    };
  });
  return {
    node: node.id,
    peer,
    seq: node.journal.length,
    at: '',
    totalCount: rows.length,
    rows,
    isCut: false,
    days: [],
    dues: [
      {
        currency: 'EUR',
        owesMinor: (-balanceOf(node, `liabilities:due-to:${peer}`)).toString(),
        isOwedMinor: balanceOf(node, `assets:due-from:${peer}`).toString(),
      },
    ],
  };
}
