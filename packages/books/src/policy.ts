import type { Policy } from '@hubgraph/node';

/** A hub's plan is its board's too; the Basic Support System has no board of its own. */
export function policyOf(root: 'hub' | 'support'): Policy {
  const allow = root === 'hub' ? ['treasurer', 'board-member'] : ['treasurer'];
  const because = 'The treasurer plans with the books at hand; a board answers for what its entity means to do.';
  const rule = { allow, because };
  return { ...policy, PlanBudget: rule, ReviseBudget: rule, WithdrawBudget: rule };
}

const policy: Policy = {
  OpenFund: {
    allow: ['treasurer', 'operator'],
    because: 'The treasurer keeps the books; whoever sets the node up opens the first fund.',
  },
  DeclareResource: {
    allow: ['treasurer'],
    because: 'The treasurer keeps the books, and says what else than money is counted in them.',
  },
  OpenAccount: { allow: ['treasurer'], because: 'The treasurer keeps the books.' },
  PostEntry: { allow: ['treasurer'], because: 'The treasurer keeps the books.' },
  PostEntries: { allow: ['treasurer'], because: 'The treasurer keeps the books.' },
  PrepareEntry: { allow: ['treasurer'], because: 'The treasurer keeps the books, and what is reserved in them.' },
  PostPendingEntry: { allow: ['treasurer'], because: 'The treasurer keeps the books, and what is reserved in them.' },
  VoidPendingEntry: { allow: ['treasurer'], because: 'The treasurer keeps the books, and what is reserved in them.' },
  ExpireEntry: { allow: ['clock'], because: 'Only time ends what nobody decided.' },
  ExchangeMoney: { allow: ['treasurer'], because: 'The treasurer keeps the books, and states the rate.' },
  CloseAccount: { allow: ['treasurer'], because: 'The treasurer keeps the books.' },
  ClosePeriod: {
    allow: ['treasurer'],
    because: 'The treasurer answers for the figures of a period, and says when they stay as they are.',
  },
  ReverseEntry: { allow: ['treasurer'], because: 'The treasurer keeps the books, and answers for what is corrected.' },
};
