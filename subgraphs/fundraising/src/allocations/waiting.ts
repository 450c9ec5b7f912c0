import { type Fund, someFunds } from '@hubgraph/books';
import type { Reader } from '@hubgraph/journal';
import type { Id, Slug } from '@hubgraph/kernel';
import { NONE_YET, probeId, registryOf, type WaitingDefinition } from '@hubgraph/node';
import type { AllocationState } from './domain.ts';
import { unallocated, unpaidParts } from './views.ts';

const FUNDS_TRIED_MAX = 50;

/** What could be allocated now; where nothing can, an amount that no fund has. */
export function allocatable(read: Reader, fund: Id | undefined) {
  const free = unallocated(read, fund, FUNDS_TRIED_MAX);
  const none = { fund: fund ?? someFunds(read, 1)[0] ?? NONE_YET, currency: 'EUR', amountMinor: 10_000_000n };
  return (free.length > 0 ? free : [none]).map((one) => ({ allocation: probeId('allocation'), ...one }));
}

/** What pays one hub's part. */
export function disbursing(allocation: Id, hub: Slug) {
  return { disbursement: probeId('disbursement'), allocation, hub };
}

/** Money that waits to be allocated, and parts that wait to be paid. */
export const waitingAllocations: readonly WaitingDefinition[] = [
  {
    kind: 'ALLOCATE',
    command: 'AllocateFunds',
    candidates: (read, { limit }) =>
      unallocated(read, undefined, limit).map((free) => {
        const name = read.entity<Fund>('fund', free.fund)?.name;
        return {
          subject: free.fund,
          part: free.currency,
          ...(name === undefined ? {} : { title: name }),
          payload: { allocation: probeId('allocation'), ...free },
        };
      }),
  },
  {
    kind: 'DISBURSE',
    command: 'Disburse',
    candidates(read, { limit }) {
      const parts = unpaidParts(read, limit);
      const nodes = parts.length === 0 ? [] : (registryOf(read)?.registry.nodes ?? []);
      const names = new Map(nodes.map((node) => [node.id, node.name]));
      return parts.map(({ allocation, hub }) => {
        const since = read.entity<AllocationState>('allocation', allocation)?.madeAt;
        return {
          subject: allocation,
          part: hub,
          title: names.get(hub) ?? hub,
          ...(since === undefined ? {} : { since }),
          payload: disbursing(allocation, hub),
        };
      });
    },
  },
];
