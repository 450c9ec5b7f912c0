/** The votes, counted, and the rule that was stored with the motion. */
export interface Counted {
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  readonly electorate: number;
}

export interface Rule {
  readonly quorumBasisPoints: number;
  readonly thresholdBasisPoints: number;
}

/** The two questions that the rule asks, with the numbers that answer them. */
export interface Judged {
  readonly voted: number;
  readonly isQuorate: boolean;
  readonly decided: number;
  readonly isCarried: boolean;
}

/** Applies a motion's own rule to its votes, as anybody can on paper; whole numbers only. */
export function judge({ yes, no, abstain, electorate }: Counted, rule: Rule): Judged {
  const voted = yes + no + abstain;
  return {
    voted,
    isQuorate: voted * 10_000 >= electorate * rule.quorumBasisPoints,
    decided: yes + no,
    isCarried: yes * 10_000 > (yes + no) * rule.thresholdBasisPoints,
  };
}
