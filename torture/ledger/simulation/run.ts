import { canonical, dayOf, encode, isRejection, type Json, newId, sha256 } from '@hubgraph/kernel';
import type { Receive } from '@hubgraph/node';
import { DEFAULT_RULE } from '../../../packages/transfers/src/acceptance/domain.ts';
import {
  decideCancelTransfer,
  decideExpireTransfer,
  decidePrepareTransfer,
} from '../../../packages/transfers/src/paying/domain.ts';
import {
  decideAcceptTransfer,
  decidePosted,
  decideRefuseTransfer,
} from '../../../packages/transfers/src/receiving/domain.ts';
import { decideConfirmSettlement, decideSettleTransfer } from '../../../packages/transfers/src/settling/domain.ts';
import { type Chance, chanceFrom } from '../../support/chance.ts';
import { faultsAtEnd, faultsOfBooked } from './checks.ts';
import { decideStatement, stateOf } from './deciding.ts';
import { Network } from './network.ts';
import { accountsOf, gift, SimulatedNode } from './node.ts';
import { digestOf, NAMES, nodeOf, type Sent, SKEW_MS, START, signed } from './setting.ts';

export const STEPS = 1_000;
const HEALED_MS = 60_000;
const WEEK_MS = 8 * 24 * 3_600_000;

export interface Options {
  readonly seed: number;
  readonly steps?: number;
  /** The control: payees book what they have accepted, and do not wait for the payer's word. */
  readonly isHasty?: boolean;
}

/**
 * One run of a seed, five nodes in one process: what they decide is decided by the transfers’ own code; journals,
 * networks and clocks are drawn from the seed.
 */
export class Simulation {
  readonly nodes = new Map<string, SimulatedNode>();
  readonly #chance: Chance;
  readonly #isHasty: boolean;
  readonly #steps: number;
  readonly #network: Network;
  #count = 0;

  constructor({ seed, steps = STEPS, isHasty = false }: Options) {
    this.#chance = chanceFrom(seed);
    this.#network = new Network(this.nodes, this.#chance, (to, sent) => this.#receive(to, sent));
    this.#isHasty = isHasty;
    this.#steps = steps;
    for (const name of NAMES) {
      const node = new SimulatedNode(name);
      this.nodes.set(name, node);
      node.commit(START, 'gift', () => gift(node));
      node.skewMs = this.#chance(2 * SKEW_MS) - SKEW_MS;
    }
  }

  /** What went wrong. */
  get faults(): readonly string[] {
    return this.#network.faults;
  }

  run(): this {
    for (let step = 0; step < this.#steps; step += 1) {
      this.#network.advance(this.#chance(3_000));
      this.#act();
    }
    this.#heal();
    return this;
  }

  digest(): string {
    return sha256([...this.nodes.values()].map(({ journal }) => encode(journal)).join('\n'));
  }

  #world(node: SimulatedNode) {
    return {
      clock: { now: () => this.#network.clockOf(node), after: () => () => {} },
      random: { bytes: (count: number) => Uint8Array.from({ length: count }, () => this.#chance(256)) },
    };
  }

  #receive(node: SimulatedNode, sent: Sent): string | undefined {
    if (sent.audience !== node.id || sent.signature !== signed(sent.issuer, sent.body)) return 'statement-is-forged';
    const at = this.#network.clockOf(node);
    const { type, about, payload, cites = [], issuedAt, expiresAt } = sent.statement;
    if (expiresAt <= at - SKEW_MS) return 'statement-is-expired';
    const digest = digestOf(sent);
    const statement = { issuer: sent.issuer, type, about, payload, cites, digest, kid: 'key', issuedAt, expiresAt };
    const said = (node.queues.get(sent.issuer)?.rows ?? []).flatMap(({ sent: own }) =>
      own.statement.about === about ? [{ type: own.statement.type, digest: digestOf(own) }] : [],
    );
    const command: Receive = { type: `Receive:${type}`, at, by: `node:${sent.issuer}`, statement, said };
    const decided = node.commit(at, `statement:${digest}`, () => decideStatement(node, command));
    if (isRejection(decided)) return decided.code;
    if (this.#isHasty && decided.some((event) => event.type === 'TransferAccepted')) {
      const own = { said: [{ type: 'transfer-accepted', digest }] };
      const posted = {
        ...command,
        ...own,
        statement: { ...statement, cites: [digest], payload: { ...payload, day: dayOf(at) } },
      };
      node.commit(at, `hasty:${digest}`, () => decidePosted(posted, stateOf(node, about, at)));
    }
    this.#network.faults.push(...faultsOfBooked(this.nodes, node, decided, this.#network.now));
    return undefined;
  }

  #act(): void {
    const chance = this.#chance;
    const node = this.nodes.get(chance.of(NAMES)) as SimulatedNode;
    const at = this.#network.clockOf(node);
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

  #decideOffers(node: SimulatedNode, max: number): void {
    const offered = [...node.received.values()].filter(({ status }) => status === 'OFFERED').slice(0, max);
    for (const { transfer } of offered) {
      const at = this.#network.clockOf(node);
      const [state, by] = [stateOf(node, transfer, at), `${node.id}:person`];
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

  #confirmSettlements(node: SimulatedNode, max: number): void {
    const stated = [...node.settlements.values()].filter(({ status }) => status === 'STATED').slice(0, max);
    for (const { id: settlement, transfer } of stated) {
      const at = this.#network.clockOf(node);
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

  #expire(node: SimulatedNode): void {
    const at = this.#network.clockOf(node);
    for (const { id: transfer, status, expiresAt } of [...node.paid.values()]) {
      if (status !== 'PREPARED' || expiresAt > at) continue;
      const state = { paid: node.paid.get(transfer), slice: node.slice(at) };
      node.commit(at, `expire:${transfer}`, () =>
        decideExpireTransfer({ type: 'ExpireTransfer', at, by: 'clock', transfer }, state),
      );
    }
  }

  /** What the world does to a node. */
  #disturb(node: SimulatedNode, which: number): void {
    const chance = this.#chance;
    if (which < 2) node.isUp = false;
    else if (which < 4) node.restart(chance);
    else if (which === 4) {
      const pair = `${node.id} ${chance.of(NAMES)}`;
      this.#network.cut.add(pair);
      this.#network.later(chance(300_000), () => this.#network.cut.delete(pair));
    } else if (which === 5) node.skewMs = chance(2 * SKEW_MS) - SKEW_MS;
    else if (which === 6 && chance(8) === 0) this.#network.now += WEEK_MS;
    else if (!node.isUp) node.restart(chance);
  }

  /** Sends again what was said once, says what nobody said, or contradicts what is settled. */
  #attack(): void {
    if (this.#network.heard.length === 0) return;
    const chance = this.#chance;
    const old = chance.of(this.#network.heard);
    const to = this.nodes.get(chance(8) === 0 ? chance.of(NAMES) : old.audience) as SimulatedNode;
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
      day: dayOf(this.#network.now),
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
      if (outcome !== 'statement-is-forged' || to.journal.length !== before)
        this.#network.faults.push('a forgery was taken');
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
    if (accountsOf(to) !== sums) this.#network.faults.push(`a contradiction moved money at ${to.id}`);
  }

  /** Everything works again, and people decide what waits for them: within a minute all is at its end. */
  #heal(): void {
    this.#network.cut.clear();
    this.#network.isHealed = true;
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
      this.#network.advance(1_000);
    }
    this.#network.faults.push(...faultsAtEnd(this.nodes));
  }
}
