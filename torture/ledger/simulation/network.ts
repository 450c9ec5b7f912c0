import { retryPauseMs } from '../../../packages/node/src/statements/outbox.ts';
import type { Chance } from '../../support/chance.ts';
import type { Row, SimulatedNode } from './node.ts';
import { type Sent, START } from './setting.ts';

interface Flying {
  readonly at: number;
  run(): void;
}

/** How a statement is taken: nothing, or the code of a refusal. */
type Receive = (to: SimulatedNode, sent: Sent) => string | undefined;

/** Time, and what is between the nodes: statements are lost, doubled and late, and nodes are cut off from each other. */
export class Network {
  now = START;
  /** From then on nothing is lost, doubled or very late. */
  isHealed = false;
  readonly cut = new Set<string>();
  /** Everything that was ever sent, to be sent again by who listens. */
  readonly heard: Sent[] = [];
  readonly faults: string[] = [];
  readonly #flying: Flying[] = [];
  readonly #nodes: ReadonlyMap<string, SimulatedNode>;
  readonly #chance: Chance;
  readonly #receive: Receive;

  constructor(nodes: ReadonlyMap<string, SimulatedNode>, chance: Chance, receive: Receive) {
    this.#nodes = nodes;
    this.#chance = chance;
    this.#receive = receive;
  }

  clockOf(node: SimulatedNode): number {
    return this.now + node.skewMs;
  }

  /** Lets so much time go by; what is due on the way happens in its order. */
  advance(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      this.#deliver();
      const next = this.#flying.at(-1);
      if (next === undefined || next.at > end) break;
      this.#flying.pop();
      this.now = Math.max(this.now, next.at);
      next.run();
    }
    this.now = end;
  }

  later(delayMs: number, run: () => void): void {
    const at = this.now + delayMs;
    // The soonest is last, and of two of one moment the one that was sent first.
    let place = this.#flying.length;
    while (place > 0 && (this.#flying[place - 1]?.at ?? 0) <= at) place -= 1;
    this.#flying.splice(place, 0, { at, run });
  }

  /** As the outbox does it: for each audience the oldest that waits, again after a pause that grows. */
  #deliver(): void {
    for (const node of this.#nodes.values()) {
      if (!node.isUp) continue;
      for (const queue of node.queues.values()) {
        let row = queue.rows[queue.done];
        while (row !== undefined && row.status === 'WAITING' && row.sent.statement.expiresAt <= this.clockOf(node)) {
          row.status = 'EXPIRED';
        }
        while (row !== undefined && row.status !== 'WAITING') {
          queue.done += 1;
          row = queue.rows[queue.done];
        }
        if (row === undefined || row.nextAt > this.now) continue;
        row.attempts += 1;
        row.nextAt = this.now + retryPauseMs(row.attempts);
        this.#send(node, row);
      }
    }
  }

  #isCut(one: string, other: string): boolean {
    return this.cut.has(`${one} ${other}`) || this.cut.has(`${other} ${one}`);
  }

  #send(node: SimulatedNode, row: Row): void {
    const { sent } = row;
    this.heard.push(sent);
    const isLossy = !this.isHealed;
    const delay = (): number => (isLossy && this.#chance(20) === 0 ? this.#chance(120_000) : 5 + this.#chance(400));
    const copies = isLossy && this.#chance(10) === 0 ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      if (isLossy && this.#chance(5) === 0) continue;
      this.later(delay(), () => {
        const to = this.#nodes.get(sent.audience);
        if (to === undefined || !to.isUp || this.#isCut(node.id, to.id)) return;
        const outcome = this.#receive(to, sent);
        // The answer may be lost too: then it is sent again.
        if (isLossy && this.#chance(5) === 0) return;
        this.later(delay(), () => {
          const own = node.outbox[row.n];
          if (!node.isUp || this.#isCut(node.id, to.id) || own?.status !== 'WAITING') return;
          own.status = outcome === undefined ? 'DELIVERED' : 'REFUSED';
          // Two nodes that keep to the rules never refuse what the other says, but what is too late.
          if (outcome !== undefined && outcome !== 'statement-is-expired') {
            this.faults.push(`${to.id} refused ${sent.statement.type} of ${node.id}: ${outcome}`);
          }
        });
      });
    }
  }
}
