import type { Instant } from '@hubgraph/kernel';

/** One event of a journal, in the order in which events became visible: what every file is written from. */
export interface Fact {
  /** The commit that entered it, from 1. */
  readonly seq: number;
  readonly at: Instant;
  readonly event: { readonly type: string };
}
