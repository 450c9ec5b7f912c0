import type { Reader } from '@hubgraph/journal';
import { dayOf, type Id, moneyText } from '@hubgraph/kernel';
import { probeId, type WaitingDefinition } from '@hubgraph/node';
import { nodeInRegistry } from './peers.ts';
import { SPONSORSHIP } from './receiving/domain.ts';
import type { Settlement } from './settling/domain.ts';
import type { TransferView } from './transfers.ts';
import { offeredHere, owedHere, statedHere } from './unsettled.ts';
import { type Elsewhere, transferOf } from './views.ts';

/** What of its transfers waits for a node's treasurer. */
export function waitingTransfers(elsewhere: Elsewhere): readonly WaitingDefinition[] {
  const titled = (read: Reader, transfer: Id, money?: TransferView['money']) => {
    const view = transferOf(read, transfer, elsewhere);
    const shown = money ?? view?.money;
    if (view === undefined || shown === undefined) return {};
    return { title: `${nodeInRegistry(read, view.peer)?.name ?? view.peer}, ${moneyText(shown)}` };
  };
  return [
    {
      kind: 'DECIDE_TRANSFER',
      command: 'AcceptTransfer',
      // A team's money from another sponsor waits for the team's own word, not for the treasurer's.
      candidates: (read, { limit }) =>
        offeredHere(read, limit)
          .filter(({ transfer }) => transferOf(read, transfer, elsewhere)?.purpose !== SPONSORSHIP)
          .map(({ transfer, since }) => ({
            subject: transfer,
            since,
            ...titled(read, transfer),
            payload: { transfer },
          })),
    },
    {
      kind: 'SETTLE_TRANSFER',
      command: 'SettleTransfer',
      candidates: (read, { limit, now }) =>
        owedHere(read, limit).map(({ transfer, since }) => ({
          subject: transfer,
          since,
          ...titled(read, transfer),
          payload: {
            settlement: probeId('settlement'),
            transfer,
            currency: transferOf(read, transfer, elsewhere)?.money?.currency ?? '',
            amountMinor: 1n,
            day: dayOf(now),
          },
        })),
    },
    {
      kind: 'CONFIRM_SETTLEMENT',
      command: 'ConfirmSettlement',
      candidates: (read, { limit, now }) =>
        statedHere(read, limit).map(({ transfer, settlement, since }) => ({
          subject: transfer,
          part: settlement,
          since,
          ...titled(read, transfer, read.entity<Settlement>('settlement', settlement)),
          payload: { settlement, day: dayOf(now) },
        })),
    },
  ];
}
