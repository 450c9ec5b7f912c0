import type { Event } from '@hubgraph/journal';
import type { Rejection } from '@hubgraph/kernel';
import type { Receive } from '@hubgraph/node';
import { decideAccepted, decideBooked, decideRefused } from '../../../packages/transfers/src/paying/answers.ts';
import { decidePosted, decidePrepared, decideVoided } from '../../../packages/transfers/src/receiving/domain.ts';
import { decideArrived, decidePaid } from '../../../packages/transfers/src/settling/domain.ts';
import type { SimulatedNode } from './node.ts';
import { nodeOf } from './setting.ts';

/** What a payee decides on. */
export function stateOf(node: SimulatedNode, transfer: string, at: number) {
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

/** What a node makes of what another one says, by the transfers’ own code. */
export function decideStatement(node: SimulatedNode, command: Receive): readonly Event[] | Rejection {
  const { about, type, payload } = command.statement;
  const { at } = command;
  const paid = { paid: node.paid.get(about), slice: node.slice(at) };
  const transfer = String(payload['transfer']);
  switch (type) {
    case 'transfer-prepared':
      return decidePrepared(command, stateOf(node, about, at));
    case 'transfer-posted':
      return decidePosted(command, stateOf(node, about, at));
    case 'transfer-voided':
      return decideVoided(command, stateOf(node, about, at));
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
