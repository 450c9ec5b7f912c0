import type { Reader } from '@hubgraph/journal';
import type { Id } from '@hubgraph/kernel';
import type { AwardState } from './domain.ts';

export function awardOf(read: Reader, id: Id): AwardState | undefined {
  return read.entity<AwardState>('award', id);
}
