import type { Policy } from '@hubgraph/node';

const TEAMS_MONEY = 'It is the team’s money: whoever leads the team speaks for it.';

export const policy: Policy = {
  OfferSponsorship: {
    allow: ['board-member'],
    because: 'The board signs for the legal entity that will hold the money.',
  },
  AcceptSponsorship: { allow: [{ role: 'team-lead', of: 'team' }], because: TEAMS_MONEY },
  ApproveExpenseForTeam: { allow: [{ role: 'team-lead', of: 'team' }], because: TEAMS_MONEY },
  BookSponsoredIncome: { allow: ['treasurer'], because: 'The treasurer keeps the books and sees what came in.' },
  'Receive:sponsorship-moved': { allow: ['node'], because: 'A sponsor tells the next one what it gives.' },
  EndSponsorship: {
    allow: ['board-member', { role: 'team-lead', of: 'team' }],
    because: 'Either side may end it; the money stays the team’s.',
  },
};
