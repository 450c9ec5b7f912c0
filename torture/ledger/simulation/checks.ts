import type { Event } from '@hubgraph/journal';
import { compareBooks } from '../../../packages/transfers/src/reconciliation/compare.ts';
import { balanceOf, bookOf, type SimulatedNode } from './node.ts';
import { GIFT_MINOR, NAMES } from './setting.ts';

type Nodes = ReadonlyMap<string, SimulatedNode>;

/** Nobody may have in its books what the payer has not decided. */
export function faultsOfBooked(nodes: Nodes, node: SimulatedNode, events: readonly Event[], now: number): string[] {
  const faults: string[] = [];
  for (const event of events) {
    if (event.type !== 'TransferBooked') continue;
    const { transfer } = event as Event & { transfer: string };
    const payer = nodes.get(transfer.split(':')[0] ?? '');
    const [own, theirs] = [node, payer].map((one) => one?.slice(now).entry(transfer));
    if (theirs?.status !== 'POSTED') faults.push(`${transfer} is booked and was ${theirs?.status}`);
    const amount = own?.postings[0]?.amountMinor;
    if (amount !== theirs?.postings[0]?.amountMinor) faults.push(`${transfer} is booked with another amount`);
  }
  return faults;
}

/** What is wrong after everything has worked again for a minute. */
export function faultsAtEnd(nodes: Nodes): string[] {
  const faults: string[] = [];
  let bank = 0n;
  for (const node of nodes.values()) {
    for (const { id, status } of node.paid.values()) {
      if (status === 'PREPARED' || status === 'POSTED') faults.push(`${id} is ${status} at its payer`);
    }
    for (const { transfer, status } of node.received.values()) {
      if (status === 'OFFERED' || status === 'ACCEPTED') faults.push(`${transfer} is ${status} at its payee`);
    }
    const sums = node.books.accounts().map((one) => one.debitsPostedMinor - one.creditsPostedMinor);
    if (sums.reduce((sum, one) => sum + one, 0n) !== 0n) faults.push(`the books of ${node.id} do not balance`);
    bank += balanceOf(node, 'assets:bank:main');
  }
  const given = GIFT_MINOR * BigInt(NAMES.length);
  if (bank !== given) faults.push(`${bank} at the banks, and ${given} were given`);
  for (const [n, a] of NAMES.entries()) {
    for (const b of NAMES.slice(n + 1)) faults.push(...faultsOfPair(nodes, a, b));
  }
  return faults;
}

function faultsOfPair(nodes: Nodes, a: string, b: string): string[] {
  const faults: string[] = [];
  const [one, other] = [nodes.get(a) as SimulatedNode, nodes.get(b) as SimulatedNode];
  const { onlyInA, onlyInB, differs, open, owed } = compareBooks(bookOf(one, b), bookOf(other, a));
  for (const [what, found] of Object.entries({ onlyInA, onlyInB, differs, open })) {
    if (found.length > 0) faults.push(`${a} and ${b}: ${what} ${JSON.stringify(found[0])}`);
  }
  for (const { from, to, owedMinor, dueMinor } of owed) {
    if (owedMinor !== dueMinor) faults.push(`${from} owes ${to} ${owedMinor}, who is owed ${dueMinor}`);
  }
  return faults;
}
