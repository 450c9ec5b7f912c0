// Five nodes in one process: what they decide is decided by the transfers’ own code; journals, networks and clocks are
// drawn from a seed. A statement is signed by a keyed digest here: keys and signatures have tests of their own.
import type { RegistryNode } from '@hubgraph/identity';
import type { Event } from '@hubgraph/journal';
import { canonical, dayOf, encode, isRejection, type Json, newId, type Rejection, sha256 } from '@hubgraph/kernel';
import { Books, type FundState, type LedgerEvent } from '@hubgraph/ledger';
import type { OutgoingStatement, Receive } from '@hubgraph/node';
import { retryPauseMs } from '../../packages/node/src/statements/outbox.ts';
import { type AcceptanceRule, DEFAULT_RULE } from '../../packages/transfers/src/acceptance/domain.ts';
import { decideAccepted, decideBooked, decideRefused } from '../../packages/transfers/src/paying/answers.ts';
import {
  decideCancelTransfer,
  decideExpireTransfer,
  decidePrepareTransfer,
  evolvePaid,
  isPaidEvent,
  type PaidTransfer,
} from '../../packages/transfers/src/paying/domain.ts';
import { wordsOf } from '../../packages/transfers/src/paying/statements.ts';
import {
  decideAcceptTransfer,
  decidePosted,
  decidePrepared,
  decideRefuseTransfer,
  decideVoided,
  evolveReceived,
  isReceivedEvent,
  type ReceivedTransfer,
} from '../../packages/transfers/src/receiving/domain.ts';
import { answersOf } from '../../packages/transfers/src/receiving/statements.ts';
import type { TransferBook } from '../../packages/transfers/src/reconciliation/book.ts';
import { compareBooks } from '../../packages/transfers/src/reconciliation/compare.ts';
import {
  decideArrived,
  decideConfirmSettlement,
  decidePaid,
  decideSettleTransfer,
  evolveSettled,
  evolveSettlement,
  isSettlementEvent,
  type Settled,
  type Settlement,
  settlementWordsOf,
} from '../../packages/transfers/src/settling/domain.ts';
import { type Chance, chanceFrom } from '../support/chance.ts';
import { Tally, type Test } from '../support/test.ts';

const START = Date.parse('2026-03-02T09:00:00Z');
const NAMES = ['fundraising', 'andes', 'cee', 'east-africa', 'south-asia'] as const;
const STEPS = 1_000;
const SKEW_MS = 10 * 60_000;
const HEALED_MS = 60_000;
const GIFT_MINOR = 1_000_000n;
const WEEK_MS = 8 * 24 * 3_600_000;

const REGISTRY: readonly RegistryNode[] = NAMES.map((id, n) => ({
  id,
  kind: n === 0 ? 'fundraising' : 'hub',
  ...(n === 0 ? {} : { hubKind: 'REGIONAL' as const }),
  name: id,
  status: 'authorised',
  endpoint: 'http://a.example',
  tokenKeys: [],
  statementKeys: [],
}));

interface Options {
  readonly seed: number;
  readonly steps?: number;
  /** The control: payees book what they have accepted, and do not wait for the payer's word. */
  readonly isHasty?: boolean;
}

interface Commit {
  readonly at: number;
  readonly seq: number;
  readonly commandId: string;
  readonly events: readonly Event[];
}

/** A statement on its way. */
interface Sent {
  readonly issuer: string;
  readonly audience: string;
  readonly body: string;
  readonly signature: string;
  readonly statement: Omit<OutgoingStatement, 'audience'> & { readonly issuedAt: number };
}

interface Row {
  /** Its place among all rows, which a restart gives it again. */
  readonly n: number;
  readonly sent: Sent;
  status: 'WAITING' | 'DELIVERED' | 'REFUSED' | 'EXPIRED';
  attempts: number;
  nextAt: number;
}

const secretOf = (node: string): string => `the secret of ${node}`;
const signed = (issuer: string, body: string): string => sha256(`${secretOf(issuer)} ${body}`);
const digestOf = ({ body, signature }: Sent): string => sha256(`${body} ${signature}`);
const nodeOf = (id: string): RegistryNode | undefined => REGISTRY.find((one) => one.id === id);

/** One node: a journal that outlives it, and what is folded from it, which does not. */
class Node {
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

interface Flying {
  readonly at: number;
  run(): void;
}

/** One run; what went wrong is in `faults`. */
class Simulation {
  readonly nodes = new Map<string, Node>();
  readonly faults: string[] = [];
  readonly #chance: Chance;
  readonly #isHasty: boolean;
  readonly #steps: number;
  #now = START;
  readonly #flying: Flying[] = [];
  #count = 0;
  #isHealed = false;
  readonly #cut = new Set<string>();
  /** Everything that was ever sent, to be sent again by who listens. */
  readonly #heard: Sent[] = [];

  constructor({ seed, steps = STEPS, isHasty = false }: Options) {
    this.#chance = chanceFrom(seed);
    this.#isHasty = isHasty;
    this.#steps = steps;
    for (const name of NAMES) {
      const node = new Node(name);
      this.nodes.set(name, node);
      node.commit(START, 'gift', () => gift(node));
      node.skewMs = this.#chance(2 * SKEW_MS) - SKEW_MS;
    }
  }

  run(): this {
    for (let step = 0; step < this.#steps; step += 1) {
      this.#advance(this.#chance(3_000));
      this.#act();
    }
    this.#heal();
    return this;
  }

  digest(): string {
    return sha256([...this.nodes.values()].map(({ journal }) => encode(journal)).join('\n'));
  }

  #clockOf(node: Node): number {
    return this.#now + node.skewMs;
  }

  #world(node: Node) {
    return {
      clock: { now: () => this.#clockOf(node), after: () => () => {} },
      random: { bytes: (count: number) => Uint8Array.from({ length: count }, () => this.#chance(256)) },
    };
  }

  /** Lets so much time go by; what is due on the way happens in its order. */
  #advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      this.#deliver();
      const next = this.#flying.at(-1);
      if (next === undefined || next.at > end) break;
      this.#flying.pop();
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = end;
  }

  #later(delayMs: number, run: () => void): void {
    const at = this.#now + delayMs;
    // The soonest is last, and of two of one moment the one that was sent first.
    let place = this.#flying.length;
    while (place > 0 && (this.#flying[place - 1]?.at ?? 0) <= at) place -= 1;
    this.#flying.splice(place, 0, { at, run });
  }

  /** As the outbox does it: for each audience the oldest that waits, again after a pause that grows. */
  #deliver(): void {
    for (const node of this.nodes.values()) {
      if (!node.isUp) continue;
      for (const queue of node.queues.values()) {
        let row = queue.rows[queue.done];
        while (row !== undefined && row.status === 'WAITING' && row.sent.statement.expiresAt <= this.#clockOf(node)) {
          row.status = 'EXPIRED';
        }
        while (row !== undefined && row.status !== 'WAITING') {
          queue.done += 1;
          row = queue.rows[queue.done];
        }
        if (row === undefined || row.nextAt > this.#now) continue;
        row.attempts += 1;
        row.nextAt = this.#now + retryPauseMs(row.attempts);
        this.#send(node, row);
      }
    }
  }

  #isCut(one: string, other: string): boolean {
    return this.#cut.has(`${one} ${other}`) || this.#cut.has(`${other} ${one}`);
  }

  #send(node: Node, row: Row): void {
    const { sent } = row;
    this.#heard.push(sent);
    const isLossy = !this.#isHealed;
    const delay = (): number => (isLossy && this.#chance(20) === 0 ? this.#chance(120_000) : 5 + this.#chance(400));
    const copies = isLossy && this.#chance(10) === 0 ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      if (isLossy && this.#chance(5) === 0) continue;
      this.#later(delay(), () => {
        const to = this.nodes.get(sent.audience);
        if (to === undefined || !to.isUp || this.#isCut(node.id, to.id)) return;
        const outcome = this.#receive(to, sent);
        // The answer may be lost too: then it is sent again.
        if (isLossy && this.#chance(5) === 0) return;
        this.#later(delay(), () => {
          const own = node.outbox[row.n];
          if (!node.isUp || this.#isCut(node.id, to.id) || own?.status !== 'WAITING') return;
          own.status = outcome === undefined ? 'DELIVERED' : 'REFUSED';
          if (outcome !== undefined && !this.#isForeseen(outcome)) {
            this.faults.push(`${to.id} refused ${sent.statement.type} of ${node.id}: ${outcome}`);
          }
        });
      });
    }
  }

  /** Two nodes that keep to the rules never refuse what the other says. */
  #isForeseen(code: string): boolean {
    return code === 'statement-is-expired';
  }

  #receive(node: Node, sent: Sent): string | undefined {
    if (sent.audience !== node.id || sent.signature !== signed(sent.issuer, sent.body)) return 'statement-is-forged';
    const at = this.#clockOf(node);
    const { type, about, payload, cites = [], issuedAt, expiresAt } = sent.statement;
    if (expiresAt <= at - SKEW_MS) return 'statement-is-expired';
    const digest = digestOf(sent);
    const statement = { issuer: sent.issuer, type, about, payload, cites, digest, kid: 'key', issuedAt, expiresAt };
    const said = (node.queues.get(sent.issuer)?.rows ?? []).flatMap(({ sent: own }) =>
      own.statement.about === about ? [{ type: own.statement.type, digest: digestOf(own) }] : [],
    );
    const command: Receive = { type: `Receive:${type}`, at, by: `node:${sent.issuer}`, statement, said };
    const decided = node.commit(at, `statement:${digest}`, () => this.#decide(node, command));
    if (isRejection(decided)) return decided.code;
    if (this.#isHasty && decided.some((event) => event.type === 'TransferAccepted')) {
      const own = { said: [{ type: 'transfer-accepted', digest }] };
      const posted = {
        ...command,
        ...own,
        statement: { ...statement, cites: [digest], payload: { ...payload, day: dayOf(at) } },
      };
      node.commit(at, `hasty:${digest}`, () => decidePosted(posted, this.#stateOf(node, about, at)));
    }
    this.#checkBooked(node, decided);
    return undefined;
  }

  #stateOf(node: Node, transfer: string, at: number) {
    return {
      transfer: node.received.get(transfer),
      generalFund: node.fund,
      payee: nodeOf(node.id),
      payer: nodeOf(transfer.split(':')[0] ?? ''),
      rule: node.rule,
      slice: node.slice(at),
      begunToday: 0,
    };
  }

  #decide(node: Node, command: Receive): readonly Event[] | Rejection {
    const { about, type, payload } = command.statement;
    const { at } = command;
    const paid = { paid: node.paid.get(about), slice: node.slice(at) };
    const transfer = String(payload['transfer']);
    switch (type) {
      case 'transfer-prepared':
        return decidePrepared(command, this.#stateOf(node, about, at));
      case 'transfer-posted':
        return decidePosted(command, this.#stateOf(node, about, at));
      case 'transfer-voided':
        return decideVoided(command, this.#stateOf(node, about, at));
      case 'transfer-accepted':
        return decideAccepted(command, paid);
      case 'transfer-refused':
        return decideRefused(command, paid);
      case 'transfer-booked':
        return decideBooked(command, paid);
      case 'settlement-paid': {
        const received = node.received.get(transfer);
        return decidePaid(command, {
          settlement: node.settlements.get(about),
          received,
          settled: node.settledOf(transfer),
        });
      }
      default:
        return decideArrived(command, { settlement: node.settlements.get(about) });
    }
  }

  /** Nobody may have in its books what the payer has not decided. */
  #checkBooked(node: Node, events: readonly Event[]): void {
    for (const event of events) {
      if (event.type !== 'TransferBooked') continue;
      const { transfer } = event as Event & { transfer: string };
      const payer = this.nodes.get(transfer.split(':')[0] ?? '');
      const [own, theirs] = [node, payer].map((one) => one?.slice(this.#now).entry(transfer));
      if (theirs?.status !== 'POSTED') this.faults.push(`${transfer} is booked and was ${theirs?.status}`);
      const amount = own?.postings[0]?.amountMinor;
      if (amount !== theirs?.postings[0]?.amountMinor) this.faults.push(`${transfer} is booked with another amount`);
    }
  }

  #act(): void {
    const chance = this.#chance;
    const node = this.nodes.get(chance.of(NAMES)) as Node;
    const at = this.#clockOf(node);
    const action = chance(100);
    if (action >= 92) {
      this.#disturb(node, action - 92);
      return;
    }
    if (!node.isUp) return;
    this.#count += 1;
    const id = `step:${this.#count}`;
    const by = `${node.id}:person`;
    if (action < 30) {
      const transfer = newId(this.#world(node), node.id, 'transfer');
      const to = chance.of(NAMES);
      const amountMinor = BigInt(1 + chance(20_000));
      const more = { transfer, to, fund: node.fund, currency: 'EUR', amountMinor };
      const state = { payer: nodeOf(node.id), payee: nodeOf(to), slice: node.slice(at) };
      node.commit(at, id, () => decidePrepareTransfer({ type: 'PrepareTransfer', at, by, ...more }, state));
    } else if (action < 36) {
      const open = [...node.paid.values()].filter(({ status }) => status === 'PREPARED');
      const transfer = open.length === 0 ? undefined : chance.of(open).id;
      if (transfer === undefined) return;
      const state = { paid: node.paid.get(transfer), slice: node.slice(at) };
      node.commit(at, id, () => decideCancelTransfer({ type: 'CancelTransfer', at, by, transfer }, state));
    } else if (action < 50) this.#decideOffers(node, 1);
    else if (action < 60) {
      const owed = [...node.paid.values()].filter(
        ({ id: one, amountMinor, status }) =>
          (status === 'POSTED' || status === 'BOOKED') && node.settledOf(one).paidMinor < amountMinor,
      );
      if (owed.length === 0) return;
      const paid = chance.of(owed);
      const left = paid.amountMinor - node.settledOf(paid.id).paidMinor;
      const amountMinor = chance(2) === 0 ? left : (left + 1n) / 2n;
      const settlement = newId(this.#world(node), node.id, 'settlement');
      const command = { settlement, transfer: paid.id, currency: 'EUR', amountMinor, day: dayOf(at) };
      const state = { paid, settled: node.settledOf(paid.id), slice: node.slice(at) };
      node.commit(at, id, () => decideSettleTransfer({ type: 'SettleTransfer', at, by, ...command }, state));
    } else if (action < 70) this.#confirmSettlements(node, 1);
    else if (action < 74) node.rule = chance(3) === 0 ? { from: 'NOBODY', nodes: [] } : DEFAULT_RULE;
    else if (action < 80) this.#expire(node);
    else if (action < 90) this.#attack();
  }

  #decideOffers(node: Node, max: number): void {
    const offered = [...node.received.values()].filter(({ status }) => status === 'OFFERED').slice(0, max);
    for (const { transfer } of offered) {
      const at = this.#clockOf(node);
      const [state, by] = [this.#stateOf(node, transfer, at), `${node.id}:person`];
      this.#count += 1;
      const isTaken = this.#chance(3) > 0;
      const accepted = node.commit(at, `step:${this.#count}`, () =>
        isTaken
          ? decideAcceptTransfer({ type: 'AcceptTransfer', at, by, transfer }, state)
          : decideRefuseTransfer({ type: 'RefuseTransfer', at, by, transfer, reasonCode: 'not-agreed' }, state),
      );
      if (!isRejection(accepted)) continue;
      node.commit(at, `again:${this.#count}`, () =>
        decideRefuseTransfer({ type: 'RefuseTransfer', at, by, transfer, reasonCode: accepted.code }, state),
      );
    }
  }

  #confirmSettlements(node: Node, max: number): void {
    const stated = [...node.settlements.values()].filter(({ status }) => status === 'STATED').slice(0, max);
    for (const { id: settlement, transfer } of stated) {
      const at = this.#clockOf(node);
      this.#count += 1;
      const state = {
        settlement: node.settlements.get(settlement),
        received: node.received.get(transfer),
        slice: node.slice(at),
      };
      const command = { type: 'ConfirmSettlement', at, by: `${node.id}:person`, settlement, day: dayOf(at) } as const;
      node.commit(at, `step:${this.#count}`, () => decideConfirmSettlement(command, state));
    }
  }

  #expire(node: Node): void {
    const at = this.#clockOf(node);
    for (const { id: transfer, status, expiresAt } of [...node.paid.values()]) {
      if (status !== 'PREPARED' || expiresAt > at) continue;
      const state = { paid: node.paid.get(transfer), slice: node.slice(at) };
      node.commit(at, `expire:${transfer}`, () =>
        decideExpireTransfer({ type: 'ExpireTransfer', at, by: 'clock', transfer }, state),
      );
    }
  }

  /** What the world does to a node. */
  #disturb(node: Node, which: number): void {
    const chance = this.#chance;
    if (which < 2) node.isUp = false;
    else if (which < 4) node.restart(chance);
    else if (which === 4) {
      const pair = `${node.id} ${chance.of(NAMES)}`;
      this.#cut.add(pair);
      this.#later(chance(300_000), () => this.#cut.delete(pair));
    } else if (which === 5) node.skewMs = chance(2 * SKEW_MS) - SKEW_MS;
    else if (which === 6 && chance(8) === 0) this.#now += WEEK_MS;
    else if (!node.isUp) node.restart(chance);
  }

  /** Sends again what was said once, says what nobody said, or contradicts what is settled. */
  #attack(): void {
    if (this.#heard.length === 0) return;
    const chance = this.#chance;
    const old = chance.of(this.#heard);
    const to = this.nodes.get(chance(8) === 0 ? chance.of(NAMES) : old.audience) as Node;
    if (!to.isUp) return;
    const kind = chance(3);
    const before = to.journal.length;
    if (kind === 0) {
      this.#receive(to, old);
      return;
    }
    const { statement } = old;
    const other = chance.of(['transfer-posted', 'transfer-voided', 'transfer-booked', 'transfer-accepted'] as const);
    const payload: Readonly<Record<string, Json>> = {
      ...statement.payload,
      transfer: statement.about,
      amountMinor: '999999',
      day: dayOf(this.#now),
      reason: 'forged',
      entry: statement.about,
    };
    const body = canonical({
      forged: true,
      by: old.issuer,
      about: statement.about,
      type: other,
      payload,
      n: this.#count,
    });
    const lie: Sent = { ...old, body, statement: { ...statement, type: other, payload } };
    if (kind === 1) {
      const outcome = this.#receive(to, { ...lie, signature: signed('nobody', body) });
      if (outcome !== 'statement-is-forged' || to.journal.length !== before) this.faults.push('a forgery was taken');
      return;
    }
    // What an issuer itself says against its own words is evidence at most, where they have had their effect; and so is,
    // at any time, what cites words that were never said.
    const status = to.received.get(statement.about)?.status ?? to.paid.get(statement.about)?.status;
    const isOver = status !== undefined && !['PREPARED', 'OFFERED', 'ACCEPTED', 'POSTED'].includes(status);
    if (to.id !== old.audience || (!isOver && other === 'transfer-voided')) return;
    const sums = accountsOf(to);
    const baseless = { ...lie, statement: { ...lie.statement, cites: [sha256('never said')] } };
    this.#receive(to, { ...(isOver ? lie : baseless), signature: signed(old.issuer, body) });
    if (accountsOf(to) !== sums) this.faults.push(`a contradiction moved money at ${to.id}`);
  }

  /** Everything works again, and people decide what waits for them: within a minute all is at its end. */
  #heal(): void {
    this.#cut.clear();
    this.#isHealed = true;
    for (const node of this.nodes.values()) {
      if (!node.isUp) node.restart(this.#chance);
      node.rule = DEFAULT_RULE;
    }
    for (let second = 0; second < HEALED_MS / 1_000; second += 1) {
      for (const node of this.nodes.values()) {
        this.#decideOffers(node, Number.POSITIVE_INFINITY);
        this.#confirmSettlements(node, Number.POSITIVE_INFINITY);
        this.#expire(node);
      }
      this.#advance(1_000);
    }
    this.#checkEnd();
  }

  #checkEnd(): void {
    let bank = 0n;
    for (const node of this.nodes.values()) {
      for (const { id, status } of node.paid.values()) {
        if (status === 'PREPARED' || status === 'POSTED') this.faults.push(`${id} is ${status} at its payer`);
      }
      for (const { transfer, status } of node.received.values()) {
        if (status === 'OFFERED' || status === 'ACCEPTED') this.faults.push(`${transfer} is ${status} at its payee`);
      }
      const sums = node.books.accounts().map((one) => one.debitsPostedMinor - one.creditsPostedMinor);
      if (sums.reduce((sum, one) => sum + one, 0n) !== 0n) this.faults.push(`the books of ${node.id} do not balance`);
      bank += balanceOf(node, 'assets:bank:main');
    }
    const given = GIFT_MINOR * BigInt(NAMES.length);
    if (bank !== given) this.faults.push(`${bank} at the banks, and ${given} were given`);
    for (const [n, a] of NAMES.entries()) {
      for (const b of NAMES.slice(n + 1)) this.#comparePair(a, b);
    }
  }

  #comparePair(a: string, b: string): void {
    const [one, other] = [this.nodes.get(a) as Node, this.nodes.get(b) as Node];
    const { onlyInA, onlyInB, differs, open, owed } = compareBooks(bookOf(one, b), bookOf(other, a));
    for (const [what, found] of Object.entries({ onlyInA, onlyInB, differs, open })) {
      if (found.length > 0) this.faults.push(`${a} and ${b}: ${what} ${JSON.stringify(found[0])}`);
    }
    for (const { from, to, owedMinor, dueMinor } of owed) {
      if (owedMinor !== dueMinor) this.faults.push(`${from} owes ${to} ${owedMinor}, who is owed ${dueMinor}`);
    }
  }
}

function gift(node: Node): readonly Event[] {
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

function balanceOf(node: Node, path: string): bigint {
  const account = node.slice(START).account(path, 'EUR');
  return account === undefined ? 0n : account.debitsPostedMinor - account.creditsPostedMinor;
}

function accountsOf(node: Node): string {
  return node.books
    .accounts()
    .map(({ path, debitsPostedMinor, creditsPostedMinor }) => `${path} ${debitsPostedMinor} ${creditsPostedMinor}`)
    .join();
}

/** What a node's book says, as {@link compareBooks} reads it. */
function bookOf(node: Node, peer: string): TransferBook {
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

/** Runs one seed. */
function simulate(options: Options): {
  readonly faults: readonly string[];
  readonly digest: string;
  readonly transfers: number;
} {
  const simulation = new Simulation(options).run();
  const transfers = [...simulation.nodes.values()].reduce((sum, { paid }) => sum + paid.size, 0);
  return { faults: simulation.faults, digest: simulation.digest(), transfers };
}

const SEEDS = { short: 50, long: 10_000 };
const CONTROL_SEEDS = { short: 10, long: 100 };
/** Every so many seeds are run twice. */
const TWICE_EVERY = 10;

export const simulationTest: Test = {
  name: 'five nodes in one process',
  async run({ isLong, chance, progress }) {
    const [test, control] = [new Tally(), new Tally()];
    const kind = isLong ? 'long' : 'short';
    let transfers = 0;
    for (let n = 0; n < SEEDS[kind]; n += 1) {
      const seed = chance(2 ** 31);
      const run = simulate({ seed });
      transfers += run.transfers;
      const faults = run.faults.slice(0, 3).map((fault) => `seed ${seed}: ${fault}`);
      if (n % TWICE_EVERY === 0 && simulate({ seed }).digest !== run.digest)
        faults.push(`seed ${seed}: another digest`);
      test.count(faults);
      await progress(n + 1, SEEDS[kind]);
    }
    for (let n = 0; n < CONTROL_SEEDS[kind]; n += 1)
      control.count(simulate({ seed: chance(2 ** 31), isHasty: true }).faults);
    return {
      test,
      control,
      note: `${STEPS} steps each, ${transfers} transfers; the control books without the payer's word`,
    };
  },
};
