/** What is wrong with a log, beside refusals of its notes and bundles, which have codes of their own. */
export type DiscrepancyCode =
  | 'account-breaks-its-limit'
  | 'account-differs'
  | 'account-is-missing'
  | 'account-was-opened-before'
  | 'answer-is-too-large'
  | 'entries-are-missing'
  | 'entry-differs-from-tile'
  | 'entry-does-not-balance'
  | 'entry-is-malformed'
  | 'entry-is-of-another-log'
  | 'entry-is-out-of-order'
  | 'event-is-malformed'
  | 'fund-balance-differs'
  | 'fund-does-not-balance'
  | 'fund-is-missing'
  | 'log-is-forked'
  | 'log-is-older-than-seen'
  | 'log-of-another-origin'
  | 'pending-differs'
  | 'pending-is-not-open'
  | 'root-differs'
  | 'stage-holds-more-than-entries'
  | 'tile-differs'
  | 'tile-is-missing'
  | 'tile-has-wrong-width';

/** One thing that is wrong, with its place where it has one. */
export interface Finding {
  /** A {@link DiscrepancyCode}, or the code of the refusal that a note, a policy or a bundle met. */
  readonly code: string;
  /** A sentence for people, with the place. */
  readonly message: string;
  /** Which entry of the log, from 0. */
  readonly index?: number;
  /** The commit of the node's journal that the entry is from. */
  readonly seq?: number;
}

/** Makes a finding whose code is one of ours. */
export function finding(code: DiscrepancyCode, message: string, place: Pick<Finding, 'index' | 'seq'> = {}): Finding {
  return { code, message, ...place };
}
